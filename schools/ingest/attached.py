"""Tells by its content what kind of paper an attached file is."""

import re
import zipfile
from pathlib import PurePath
from typing import BinaryIO


_OFFICE = "application/vnd.openxmlformats-officedocument"
PDF, JPEG, PNG = "application/pdf", "image/jpeg", "image/png"
DOCX = f"{_OFFICE}.wordprocessingml.document"
XLSX = f"{_OFFICE}.spreadsheetml.sheet"
ODT = "application/vnd.oasis.opendocument.text"

TYPES: dict[str, str] = {
    ".docx": DOCX,
    ".pdf": PDF,
    ".odt": ODT,
    ".xlsx": XLSX,
    ".jpg": JPEG,
    ".jpeg": JPEG,
    ".png": PNG,
}
_SIGNATURES: dict[str, bytes] = {
    JPEG: b"\xff\xd8\xff",
    PNG: b"\x89PNG\r\n\x1a\n",
}
# The part without which a package is none of its kind.
_NEEDED: dict[str, str] = {
    DOCX: "word/document.xml",
    XLSX: "xl/workbook.xml",
    ODT: "content.xml",
}
_HEAD = 1024
_MACROS = re.compile(
    r"vbaProject|vbaData|/activeX/|/macrosheets/|^(Basic|Scripts)/", re.IGNORECASE
)


def attached_type(stream: BinaryIO, *, name: str) -> str | None:
    """Return the content type of a file that a person attached.

    Nothing is unpacked: a paper is kept and given back as it is, never opened here.

    Parameters
    ----------
    stream : binary file
        The content, seekable; it is left at its beginning.
    name : str
        What the person called it; its ending says what it should be.

    Returns
    -------
    str or None
        One of `TYPES`; None for an unknown ending, for a content that is not what
        the ending says, and for a document with macros.
    """
    wanted = TYPES.get(PurePath(name.strip().lower()).suffix)
    if wanted is None:
        return None
    stream.seek(0)
    head = stream.read(_HEAD)
    is_so = _is_package(stream, wanted) if wanted in _NEEDED else _opens(head, wanted)
    stream.seek(0)
    return wanted if is_so else None


def _opens(head: bytes, wanted: str) -> bool:
    # Some scanners put their own bytes in front of the mark of a PDF.
    return b"%PDF-" in head if wanted == PDF else head.startswith(_SIGNATURES[wanted])


def _is_package(stream: BinaryIO, wanted: str) -> bool:
    try:
        with zipfile.ZipFile(stream) as package:
            names = package.namelist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError):
        return False
    return _NEEDED[wanted] in names and not any(map(_MACROS.search, names))
