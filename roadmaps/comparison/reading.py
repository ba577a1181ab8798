"""Reads a programme's file of any accepted kind into paragraphs to compare and search."""

from collections.abc import Iterator

from roadmaps.documents import read_document
from roadmaps.documents.model import RawParagraph, RawTable
from roadmaps.uploads.errors import as_upload_refusal, upload_refusal
from roadmaps.uploads.limits import UploadLimits
from schools.ingest.errors import RefusedFile
from schools.ingest.limits import MEGABYTE
from schools.ingest.safe_text import NOT_IN_XML


# A programme of a hundred pages with its tables has 3,000.
MOST_PARAGRAPHS = 20_000
BETWEEN_CELLS = " | "


def read_text(
    content: bytes, *, name: str, limits: UploadLimits | None = None
) -> tuple[str, ...]:
    """Return the paragraphs and table rows of a docx, odt, pdf or xlsx in their order.

    Parameters
    ----------
    content : bytes
        The file; hostile until proven otherwise.
    name : str
        What the person called it; its ending must fit the content.
    limits : UploadLimits, optional
        Bounds of size, pages and time.

    Returns
    -------
    tuple of str
        Texts without blank lines; blanks inside count as one. Filled cells of a row
        are joined by « | ». Page numbers and running heads of a PDF are left out.

    Raises
    ------
    UploadRefusedError
        With one sentence: ``scan`` and ``no_text`` when there is nothing to read,
        ``too_many_pages``, ``too_long`` and ``too_many_cells`` when there is too much,
        and every code of a hostile or broken file.
    """
    limits = limits or UploadLimits()
    if len(content) > limits.megabytes * MEGABYTE:
        raise upload_refusal("too_large", limit=limits.megabytes)
    try:
        document = read_document(content, name=name, limits=limits.document)
    except RefusedFile as refused:
        raise as_upload_refusal(refused, name=name, limits=limits) from refused
    paragraphs: list[str] = []
    for block in document.blocks:
        paragraphs.extend(_lines(block))
        if len(paragraphs) > MOST_PARAGRAPHS:
            raise upload_refusal("too_long")
    if not paragraphs:
        raise upload_refusal("no_text")
    return tuple(paragraphs)


def _lines(block: RawParagraph | RawTable) -> Iterator[str]:
    rows = ((block.text,),) if isinstance(block, RawParagraph) else block.rows
    for row in rows:
        cells = (" ".join(NOT_IN_XML.sub("", cell).split()) for cell in row)
        line = BETWEEN_CELLS.join(cell for cell in cells if cell)
        if line:
            yield line
