"""Finds in an honest document what would make of it something else for another program."""

import re
import zipfile
from pathlib import Path

from roadmaps.uploads.contents import HEAD, by_signature
from roadmaps.uploads.errors import upload_refusal
from schools.ingest.archive import DIRECTORY_END, list_parts
from schools.ingest.limits import Limits


# Windows starts these by a double click in the unpacked package.
PROGRAMS = re.compile(
    r"\.(?:exe|dll|scr|com|bat|cmd|ps1|vbs|vbe|js|jse|wsf|hta|jar|class|msi|lnk|reg|sh)$",
    re.IGNORECASE,
)
# Word turns such a part into pages of the document, with whatever it fetches.
FOREIGN_PAGES = re.compile(r"\.(?:x?html?|mht|mhtml|rtf|svgz)$", re.IGNORECASE)
# What may stand after the end mark of a PDF: the feet of mail gateways and portals.
LONGEST_FOOT = 1024


def refuse_second_nature(path: Path, *, extension: str, limits: Limits) -> None:
    """Refuse a document that is also an archive, a page or a program.

    Parameters
    ----------
    path : Path
        A file that its guard has let through.
    extension : str
        ``.docx``, ``.odt``, ``.pdf`` or ``.xlsx``.
    limits : Limits
        Bounds of a package.

    Raises
    ------
    UploadRefusedError
        ``mixed_content``, ``programs`` or ``embedded_objects``.
    """
    if extension == ".pdf":
        _check_pdf(path)
        return
    _check_package(path, limits)


def _check_pdf(path: Path) -> None:
    content = path.read_bytes()
    before = content[: content.find(b"%PDF-")]
    if before.strip() and by_signature(before) not in ("text", "unknown"):
        raise upload_refusal("mixed_content")
    foot = content[content.rfind(b"%%EOF") + len(b"%%EOF") :].strip(b"\0\r\n\t ")
    is_foreign = by_signature(foot) not in ("text", "unknown")
    if b"%%EOF" in content and foot and (len(foot) > LONGEST_FOOT or is_foreign):
        raise upload_refusal("mixed_content")
    if zipfile.is_zipfile(path):
        raise upload_refusal("mixed_content")


def _check_package(path: Path, limits: Limits) -> None:
    with path.open("rb") as stream:
        head = stream.read(HEAD)
        stream.seek(-DIRECTORY_END.size, 2)
        end = stream.read()
    # Readers of PDF look for its mark anywhere in the first kilobyte; a comment after
    # the directory may hold a whole other file.
    if b"%PDF-" in head or not end.startswith(b"PK\x05\x06"):
        raise upload_refusal("mixed_content")
    for part in list_parts(path, limits):
        if PROGRAMS.search(part.name):
            raise upload_refusal("programs")
        if FOREIGN_PAGES.search(part.name):
            raise upload_refusal("embedded_objects")
