"""Reads a road map's file of any accepted kind into paragraphs and tables."""

import tempfile
from collections.abc import Callable
from pathlib import Path

from roadmaps.documents.errors import as_document_refusal, document_refusal
from roadmaps.documents.guard import inspect_document
from roadmaps.documents.limits import DocumentLimits
from roadmaps.documents.model import RawDocument, RawParagraph, RawTable
from roadmaps.documents.reading.docx_file import read_docx
from roadmaps.documents.reading.odt_file import read_odt
from roadmaps.documents.reading.pdf_file import read_pdf
from roadmaps.documents.reading.xlsx_file import read_xlsx
from schools.ingest.errors import RefusedFile


def read_document(
    source: Path | str | bytes, *, name: str, limits: DocumentLimits | None = None
) -> RawDocument:
    """Return the paragraphs and tables of a docx, odt, xlsx or a pdf with text.

    Parameters
    ----------
    source : Path or str or bytes
        The file or its content; hostile until proven otherwise.
    name : str
        What the person called the file; its extension must fit its content.
    limits : DocumentLimits, optional
        Bounds of size, pages and time.

    Raises
    ------
    DocumentRefusedError
        With a code and one sentence for the person.
    """
    limits = limits or DocumentLimits()
    if not isinstance(source, bytes):
        return _read(Path(source), name, limits)
    with tempfile.TemporaryDirectory(prefix="roadmap-") as folder:
        path = Path(folder) / "document"
        path.write_bytes(source)
        return _read(path, name, limits)


def _read(path: Path, name: str, limits: DocumentLimits) -> RawDocument:
    try:
        kind = inspect_document(path, name=name, limits=limits)
        blocks = READERS[kind](path, name, limits)
    except RefusedFile as refused:
        raise as_document_refusal(refused, name=name) from refused
    if not any(_has_text(block) for block in blocks):
        raise document_refusal("no_text")
    return RawDocument(tuple(blocks), source=name)


def _has_text(block: RawParagraph | RawTable) -> bool:
    if isinstance(block, RawParagraph):
        return bool(block.text.strip())
    return any(text.strip() for row in block.rows for text in row)


Reader = Callable[[Path, str, DocumentLimits], list[RawParagraph | RawTable]]
READERS: dict[str, Reader] = {
    "docx": lambda path, name, limits: read_docx(path, limits),
    "odt": lambda path, name, limits: read_odt(path, limits),
    "xlsx": lambda path, name, limits: read_xlsx(path, name=name, limits=limits),
    "pdf": lambda path, name, limits: read_pdf(path, limits),
}
