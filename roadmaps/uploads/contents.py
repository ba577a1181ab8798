"""Names what a file holds by its bytes, whatever it is called."""

import re
from pathlib import Path

from schools.ingest.archive import list_parts
from schools.ingest.attached import DOCX, ODT, PDF, XLSX
from schools.ingest.compound import SIGNATURE
from schools.ingest.errors import RefusedFile
from schools.ingest.limits import Limits


HEAD = 1024
TYPES: dict[str, str] = {".docx": DOCX, ".odt": ODT, ".pdf": PDF, ".xlsx": XLSX}
# The part by which a package is known; an OpenDocument says its kind in `mimetype`.
MAIN_PARTS: tuple[tuple[str, str], ...] = (
    ("word/document.xml", ".docx"),
    ("xl/workbook.xml", ".xlsx"),
    ("xl/workbook.bin", "workbook"),
    ("ppt/presentation.xml", "slides"),
    ("content.xml", ".odt"),
)
# First bytes → what it is; only kinds that people mistake or hide.
SIGNATURES: tuple[tuple[bytes, str], ...] = (
    (b"PK\x03\x04", "zip"),
    (b"PK\x05\x06", "zip"),
    (SIGNATURE, "compound"),
    (b"MZ", "program"),
    (b"\x7fELF", "program"),
    (b"\xca\xfe\xba\xbe", "program"),
    (b"\xcf\xfa\xed\xfe", "program"),
    (b"#!", "program"),
    (b"{\\rtf", "rtf"),
    (b"Rar!", "archive"),
    (b"7z\xbc\xaf\x27\x1c", "archive"),
    (b"\x1f\x8b", "archive"),
    (b"\xff\xd8\xff", "picture"),
    (b"\x89PNG", "picture"),
    (b"GIF8", "picture"),
    (b"II*\x00", "picture"),
    (b"MM\x00*", "picture"),
    (b"BM", "picture"),
)
# In the sentence «Файл назван …, а внутри …».
IN_WORDS: dict[str, str] = {
    ".docx": "документ docx",
    ".odt": "документ odt",
    ".pdf": "документ PDF",
    ".xlsx": "таблица xlsx",
    "workbook": "таблица другого формата",
    "slides": "презентация",
    "zip": "архив",
    "archive": "архив",
    "compound": "документ старого формата (doc, xls или ppt)",
    "program": "программа",
    "rtf": "документ rtf",
    "picture": "изображение",
    "svg": "рисунок SVG",
    "page": "веб-страница",
    "markup": "разметка XML",
    "text": "простой текст",
    "unknown": "данные неизвестного вида",
}
BLANKS = b"\xef\xbb\xbf\0\r\n\t "
PAGE = re.compile(rb"<!doctype\s+html|<html|<head|<body|<script|<\?php", re.IGNORECASE)
SVG = re.compile(rb"<svg|<!doctype\s+svg", re.IGNORECASE)


def content_of(path: Path, limits: Limits) -> str:
    """Return what the file holds: an ending of `TYPES` or another key of `IN_WORDS`.

    Parameters
    ----------
    path : Path
        The file; nothing of it is unpacked.
    limits : Limits
        Bounds of a package's directory.
    """
    with path.open("rb") as stream:
        head = stream.read(HEAD)
    content = by_signature(head)
    if content == "zip":
        return _package(path, limits)
    # Some scanners put their own bytes in front of the mark of a PDF.
    if content in ("text", "unknown") and b"%PDF-" in head:
        return ".pdf"
    return content


def by_signature(head: bytes) -> str:
    """Name the content by its first bytes alone; a PDF by its own mark."""
    for mark, content in SIGNATURES:
        if head.startswith(mark):
            return content
    start = head.lstrip(BLANKS)
    if start.startswith(b"%PDF-"):
        return ".pdf"
    if start.startswith(b"<"):
        if SVG.search(start):
            return "svg"
        return "page" if PAGE.search(start) else "markup"
    return "unknown" if b"\0" in head else "text"


def _package(path: Path, limits: Limits) -> str:
    try:
        names = {part.name for part in list_parts(path, limits)}
    except RefusedFile:
        # The guard of the kind that its name promises says what is wrong with it.
        return "zip"
    return next((kind for name, kind in MAIN_PARTS if name in names), "zip")
