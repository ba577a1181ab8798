"""Decides whether a docx, odt, xlsx or pdf may be read at all, before a library opens it."""

import re
from pathlib import Path
from typing import Literal

from roadmaps.documents.errors import document_refusal
from roadmaps.documents.limits import DocumentLimits
from roadmaps.documents.odt_guard import inspect_odt
from roadmaps.documents.pdf_guard import inspect_pdf
from schools.ingest.archive import Part, list_parts, stream_part
from schools.ingest.compound import SIGNATURE, is_protected_package
from schools.ingest.errors import RefusedFile, refusal
from schools.ingest.guard import FileKind, inspect as inspect_table
from schools.ingest.limits import MEGABYTE, Limits
from schools.ingest.package import DOCTYPE, OVERLAP, XLSX_RELATION


DocumentKind = Literal["docx", "odt", "xlsx", "pdf"]

MACRO_EXTENSIONS = frozenset({".docm", ".dotm", ".xlsm", ".xltm", ".xlam"})
MACRO_NAMES = re.compile(r"vbaProject|vbaData|/activeX/", re.IGNORECASE)
# A chart keeps its numbers in a workbook of its own, which nobody opens here.
CHART_DATA = re.compile(r"/embeddings/[^/]+\.(?:xlsx|docx|pptx)$", re.IGNORECASE)
MACRO_TYPES = re.compile(rb"macroEnabled|ms-office\.vbaProject", re.IGNORECASE)
TYPE = re.compile(rb"""Type=["'][^"']*/(\w+)["']""")
TARGET = re.compile(rb"""Target=["']([^"']*)["']""")
# What Word shows as a text or fetches only when a person asks for it.
HARMLESS_LINKS = frozenset({b"hyperlink", b"image"})
PARTS_WITH_PICTURES = re.compile(r"^word/media/", re.IGNORECASE)


def inspect_document(path: Path, *, name: str, limits: DocumentLimits) -> DocumentKind:
    """Return how to read the file at `path` that a person called `name`.

    Raises
    ------
    RefusedFile
        With one sentence, when the file is not a plain docx, odt, xlsx or pdf.
    """
    extension = Path(name.strip()).suffix.lower()
    size = path.stat().st_size
    if size == 0:
        raise refusal("empty")
    if size > limits.package.file_bytes:
        raise refusal("too_large", limit=limits.package.file_bytes // MEGABYTE)
    if extension in MACRO_EXTENSIONS:
        raise refusal("macros")
    if extension == ".xlsx":
        inspect_workbook(path, name=name, limits=limits)
        return "xlsx"
    if extension == ".docx":
        _inspect_docx(path, limits.package)
        return "docx"
    if extension == ".odt":
        inspect_odt(path, limits.package)
        return "odt"
    if extension == ".pdf":
        inspect_pdf(path)
        return "pdf"
    raise document_refusal("unknown_extension", extension=extension or name)


def inspect_workbook(path: Path, *, name: str, limits: DocumentLimits) -> FileKind:
    """Return what the tables' guard says of a workbook."""
    return inspect_table(path, name, limits.package)


def _inspect_docx(path: Path, limits: Limits) -> None:
    with path.open("rb") as stream:
        head = stream.read(8)
    if head.startswith(SIGNATURE):
        code = "password" if is_protected_package(path) else "wrong_content"
        raise refusal(code, extension=".docx", content="")
    if not head.startswith(b"PK"):
        raise refusal("wrong_content", extension=".docx", content="")
    parts = list_parts(path, limits)
    names = {part.name for part in parts}
    if "word/document.xml" not in names:
        raise refusal("wrong_content", extension=".docx", content="")
    for part in parts:
        _refuse_by_name(part.name)
    _look_through(path, parts, limits)


def _refuse_by_name(name: str) -> None:
    if MACRO_NAMES.search(name):
        raise refusal("macros")
    if "/embeddings/" in name.lower() and not CHART_DATA.search(name):
        raise refusal("embedded_objects")


def _look_through(path: Path, parts: list[Part], limits: Limits) -> None:
    total = 0
    for part in parts:
        tail = b""
        is_picture = PARTS_WITH_PICTURES.match(part.name) is not None
        for fresh in stream_part(path, part, limits):
            total += len(fresh)
            if total > limits.unpacked_bytes:
                raise refusal("zip_bomb")
            text = tail + fresh
            if not is_picture:
                _refuse_by_text(part.name, text)
            tail = text[-OVERLAP:]


def _refuse_by_text(name: str, text: bytes) -> None:
    may_declare = b"<!" in text or b"<\0!" in text
    if may_declare and DOCTYPE.search(text):
        raise refusal("doctype")
    if name == "[Content_Types].xml" and MACRO_TYPES.search(text):
        raise refusal("macros")
    if not name.endswith(".rels"):
        return
    for relation in XLSX_RELATION.findall(text):
        if b"External" in relation and not _is_harmless(relation):
            raise refusal("external_links")


def _is_harmless(relation: bytes) -> bool:
    """Say whether a reference is a text for people or the name of one's own template."""
    kind, target = TYPE.search(relation), TARGET.search(relation)
    name = kind.group(1) if kind else b""
    if name != b"attachedTemplate":
        return name in HARMLESS_LINKS
    place = target.group(1).lower() if target else b""
    return re.match(rb"file:///[a-z]:|[a-z]:|[^:/\\]+$", place) is not None


__all__ = ["DocumentKind", "RefusedFile", "inspect_document", "inspect_workbook"]
