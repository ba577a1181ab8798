"""Decides whether a file may be read at all, before any library opens it.

The name is compared with the content, packages are unpacked in small pieces with
counted sizes, and nothing here grows with the file: a hostile one is refused while
the process stays within 50 MB of where it was.
"""

from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from schools.ingest.archive import list_parts
from schools.ingest.compound import SIGNATURE, inspect_compound, is_protected_package
from schools.ingest.errors import refusal
from schools.ingest.limits import MEGABYTE, Limits
from schools.ingest.package import PackageFacts, inspect_ods, inspect_xlsx
from schools.ingest.text_file import inspect_text


KindCode = Literal["xlsx", "xls", "ods", "csv"]

ZIP_SIGNATURES = (b"PK\x03\x04", b"PK\x05\x06")
TEXT_EXTENSIONS = frozenset({".csv", ".txt", ".tsv"})
MACRO_EXTENSIONS = frozenset({".xlsm", ".xltm", ".xlam", ".xla"})
PACKAGE_EXTENSIONS = frozenset({".xlsx", ".ods"})

# What a file turned out to be, in the prepositional sentence of a refusal.
CONTENT_NAMES = {
    "zip": "архив или книга другого формата",
    "compound": "книга старого формата xls",
    "pdf": "документ PDF",
    "markup": "веб-страница",
    "text": "простой текст",
    "unknown": "данные неизвестного вида",
}


@dataclass(frozen=True, slots=True)
class FileKind:
    """An accepted file: how to read it, and what the reader has to know.

    Parameters
    ----------
    code
        ``xlsx``, ``xls``, ``ods`` or ``csv`` (any text table).
    size
        Bytes on disk.
    encoding
        Of a text table; empty otherwise.
    facts
        What was seen in a package while it was looked through.
    """

    code: KindCode
    size: int
    encoding: str = ""
    facts: PackageFacts = field(default_factory=PackageFacts)


def inspect(path: Path, filename: str, limits: Limits | None = None) -> FileKind:
    """Return how to read the file at `path` that a person named `filename`.

    Raises
    ------
    RefusedFile
        With one sentence for the person, when the file is not a plain table.
    """
    limits = limits or Limits()
    extension = Path(filename.strip()).suffix.lower()
    size = path.stat().st_size
    if size == 0:
        raise refusal("empty")
    if size > limits.file_bytes:
        raise refusal("too_large", limit=limits.file_bytes // MEGABYTE)
    if extension in MACRO_EXTENSIONS:
        raise refusal("macros")
    if extension in TEXT_EXTENSIONS:
        return _inspect_text(path, extension, size, limits)
    if extension in PACKAGE_EXTENSIONS:
        return _inspect_package(path, extension, size, limits)
    if extension == ".xls":
        _refuse_unless(_content(path), "compound", extension)
        inspect_compound(path, limits)
        return FileKind("xls", size)
    raise refusal("unknown_extension", extension=extension or filename)


def _inspect_text(path: Path, extension: str, size: int, limits: Limits) -> FileKind:
    content = _content(path)
    if content not in ("text", "unknown"):
        _refuse_unless(content, "text", extension)
    return FileKind("csv", size, encoding=inspect_text(path, extension, limits))


def _inspect_package(path: Path, extension: str, size: int, limits: Limits) -> FileKind:
    content = _content(path)
    if content == "compound" and is_protected_package(path):
        raise refusal("password")
    _refuse_unless(content, "zip", extension)
    names = {part.name for part in list_parts(path, limits)}
    if "xl/workbook.bin" in names or (
        ("xl/workbook.xml" in names) != (extension == ".xlsx")
    ):
        _refuse_unless("zip", "workbook", extension)
    if extension == ".xlsx":
        return FileKind("xlsx", size, facts=inspect_xlsx(path, limits))
    return FileKind("ods", size, facts=inspect_ods(path, limits))


def _content(path: Path) -> str:
    """Name the content by its first bytes."""
    with path.open("rb") as stream:
        head = stream.read(1024)
    if head.startswith(ZIP_SIGNATURES):
        return "zip"
    if head.startswith(SIGNATURE):
        return "compound"
    if head.startswith(b"%PDF"):
        return "pdf"
    if head.lstrip(b"\xef\xbb\xbf\r\n\t ")[:1] == b"<":
        return "markup"
    return "unknown" if b"\0" in head else "text"


def _refuse_unless(content: str, expected: str, extension: str) -> None:
    if content != expected:
        raise refusal(
            "wrong_content", extension=extension, content=CONTENT_NAMES[content]
        )
