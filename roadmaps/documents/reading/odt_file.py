"""Reads a text of OpenDocument: paragraphs, text boxes and tables in order."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import ParseError

from defusedxml import ElementTree

from roadmaps.documents.errors import document_refusal
from roadmaps.documents.limits import DocumentLimits
from roadmaps.documents.model import RawParagraph, RawTable
from roadmaps.documents.reading.grid import PlacedCell, build_table
from schools.ingest.archive import list_parts, read_part
from schools.ingest.limits import MEGABYTE


Block = RawParagraph | RawTable
# The text of a hundred pages is 2 MB; the tree in memory is ten times as large.
LONGEST_TEXT = 20 * MEGABYTE
OASIS = "urn:oasis:names:tc:opendocument:xmlns:"
TEXT, TABLE, DRAW = (f"{{{OASIS}{name}:1.0}}" for name in ("text", "table", "drawing"))
OFFICE = f"{{{OASIS}office:1.0}}"
PARAGRAPH, HEADING = TEXT + "p", TEXT + "h"
BODY = f"{OFFICE}body/{OFFICE}text"
BOX = DRAW + "text-box"
# What a person does not see, or sees at another place of the page.
SKIPPED = frozenset({
    TEXT + "tracked-changes", TEXT + "sequence-decls", TEXT + "note", TEXT + "bookmark-ref",
    TEXT + "variable-decls", TEXT + "user-field-decls", TEXT + "hidden-text",
    OFFICE + "annotation", OFFICE + "annotation-end", OFFICE + "forms", DRAW + "frame",
    DRAW + "custom-shape",
})  # fmt: skip
# A table of contents repeats the headings; its title is no text of the document.
INDEXES = frozenset({TEXT + "table-of-content", TEXT + "alphabetical-index"})
SPACES = frozenset({TEXT + "s", TEXT + "tab"})
ROW_GROUPS = frozenset({
    TABLE + "table-header-rows", TABLE + "table-rows", TABLE + "table-row-group",
})  # fmt: skip
CELL = TABLE + "table-cell"
CELLS = frozenset({CELL, TABLE + "covered-table-cell"})


def read_odt(path: Path, limits: DocumentLimits) -> list[Block]:
    """Return the blocks of the document at `path`, which the guard has let through.

    Parameters
    ----------
    path : Path
        The package.
    limits : DocumentLimits
        Bounds of its letters and of the cells of a table.

    Raises
    ------
    RefusedFile
        ``damaged``, ``zip_bomb`` or ``too_many_cells``.
    """
    package = limits.package
    parts = {part.name: part for part in list_parts(path, package)}
    content = read_part(path, parts["content.xml"], package, at_most=LONGEST_TEXT)
    try:
        body = ElementTree.fromstring(content).find(BODY)
        if body is None:
            raise document_refusal("damaged")
        return list(_Reader(limits).blocks(body))
    except (ParseError, RecursionError, ValueError) as error:
        raise document_refusal("damaged") from error


class _Reader:
    def __init__(self, limits: DocumentLimits) -> None:
        self._limits = limits
        self._tables = 0
        self._characters = 0

    def blocks(self, parent: Any) -> Iterator[Block]:
        for element in parent:
            if element.tag in (PARAGRAPH, HEADING):
                yield from self._paragraph(element)
            elif element.tag == TABLE + "table":
                yield from self._table(element)
            elif element.tag not in SKIPPED and element.tag not in INDEXES:
                # Lists, sections and changes only wrap paragraphs.
                yield from self.blocks(element)

    def _paragraph(self, element: Any) -> Iterator[Block]:
        for box in _boxes(element):
            yield from self.blocks(box)
        text = "".join(_pieces(element)).strip()
        self._characters += len(text)
        if self._characters > self._limits.characters:
            raise document_refusal("too_many_cells")
        if text:
            yield RawParagraph(text, is_heading=element.tag == HEADING)

    def _table(self, element: Any) -> Iterator[RawTable]:
        self._tables += 1
        place = f"таблица {self._tables}"
        rows = list(_rows(element))
        cells = self._placed(rows)
        if cells:
            width = max(cell.column + cell.columns for cell in cells)
            self._refuse_beyond(len(rows) * width)
            yield build_table(cells, rows=len(rows), columns=width, place=place)

    def _placed(self, rows: Sequence[Any]) -> list[PlacedCell]:
        placed: list[PlacedCell] = []
        area = 0
        for number, row in enumerate(rows):
            column = 0
            for cell in (cell for cell in row if cell.tag in CELLS):
                repeated = _number(cell, "number-columns-repeated")
                text = self._cell_text(cell) if cell.tag == CELL else ""
                if text:
                    tall = min(_number(cell, "number-rows-spanned"), len(rows) - number)
                    wide = _number(cell, "number-columns-spanned")
                    area += tall * wide * repeated
                    self._refuse_beyond(area)
                    placed += [
                        PlacedCell(number, column + shift, tall, wide, text)
                        for shift in range(repeated)
                    ]
                column += repeated
        return placed

    def _refuse_beyond(self, cells: int) -> None:
        if cells > self._limits.grid_cells:
            raise document_refusal("too_many_cells")

    def _cell_text(self, cell: Any) -> str:
        lines: list[str] = []
        for block in self.blocks(cell):
            if isinstance(block, RawParagraph):
                lines.append(block.text)
            else:
                lines += [" ".join(t for t in row if t) for row in block.rows]
        return "\n".join(line for line in lines if line)


def _rows(table: Any) -> Iterator[Any]:
    for child in table:
        if child.tag == TABLE + "table-row":
            yield child
        elif child.tag in ROW_GROUPS:
            yield from _rows(child)


def _boxes(element: Any) -> Iterator[Any]:
    """Yield the outermost text boxes; what is inside of them is read with them."""
    for child in element:
        if child.tag == BOX:
            yield child
        else:
            yield from _boxes(child)


def _number(element: Any, name: str) -> int:
    value = element.get(TABLE + name, "1")
    return max(int(value), 1) if value.isdecimal() else 1


def _pieces(element: Any) -> Iterator[str]:
    """Yield the text of a paragraph; spaces of the source count as one."""
    yield _joined(element.text)
    for child in element:
        if child.tag == TEXT + "s" or child.tag == TEXT + "tab":
            yield " "
        elif child.tag == TEXT + "line-break":
            yield "\n"
        elif child.tag not in SKIPPED:
            yield from _pieces(child)
        yield _joined(child.tail)


def _joined(text: str | None) -> str:
    """Return the text with its line feeds as spaces, as the format demands."""
    return " ".join((text or "").splitlines())
