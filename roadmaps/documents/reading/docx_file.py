"""Reads a Word document: paragraphs, text boxes and tables in the order of the body."""

import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import docx
from docx.opc.exceptions import PackageNotFoundError
from lxml import etree  # type: ignore[import-untyped]

from roadmaps.documents.errors import document_refusal
from roadmaps.documents.limits import DocumentLimits
from roadmaps.documents.model import RawParagraph, RawTable
from roadmaps.documents.reading.docx_text import (
    MC,
    VAL,
    ListNumbers,
    W,
    paragraph_text,
    style_headings,
)
from roadmaps.documents.reading.grid import PlacedCell, build_table


Block = RawParagraph | RawTable
PARAGRAPH, TABLE, ROW, CELL = W + "p", W + "tbl", W + "tr", W + "tc"
BOX = W + "txbxContent"
# What only wraps paragraphs, rows or cells.
WRAPPERS = frozenset({
    W + "sdt", W + "sdtContent", W + "ins", W + "moveTo", W + "smartTag", W + "customXml",
})  # fmt: skip


def read_docx(path: Path, limits: DocumentLimits) -> list[Block]:
    """Return the blocks of the document at `path`.

    Raises
    ------
    DocumentRefusedError
        ``damaged`` or ``too_many_cells``.
    """
    try:
        document = docx.Document(str(path))
        return _Reader(document, limits).blocks()
    except (
        PackageNotFoundError, etree.XMLSyntaxError, zipfile.BadZipFile, KeyError,
        ValueError, AttributeError, RecursionError,
    ) as error:  # fmt: skip
        raise document_refusal("damaged") from error


class _Reader:
    def __init__(self, document: Any, limits: DocumentLimits) -> None:
        self._body = document.element.body
        self._limits = limits
        self._headings = style_headings(_part_element(document, "styles"))
        self._numbers = ListNumbers(_part_element(document, "numbering"))
        self._tables = 0
        self._characters = 0

    def blocks(self) -> list[Block]:
        return list(self._blocks(self._body))

    def _blocks(self, parent: Any) -> Iterator[Block]:
        for element in _unwrapped(parent):
            if element.tag == PARAGRAPH:
                yield from self._paragraph(element)
            elif element.tag == TABLE:
                yield from self._table(element)

    def _paragraph(self, element: Any) -> Iterator[RawParagraph]:
        for box in _boxes(element):
            for inner in box.iterfind(PARAGRAPH):
                text = self._text(inner)
                if text:
                    yield RawParagraph(text)
        text = self._text(element)
        if text:
            yield RawParagraph(text, self._is_heading(element))

    def _text(self, element: Any) -> str:
        label = self._numbers.label(element)
        text = paragraph_text(element)
        self._characters += len(text)
        if self._characters > self._limits.characters:
            raise document_refusal("too_many_cells")
        return f"{label} {text}" if label and text else text or label

    def _is_heading(self, element: Any) -> bool:
        properties = element.find(W + "pPr")
        if properties is None:
            return False
        style = properties.find(W + "pStyle")
        outline = properties.find(W + "outlineLvl")
        has_style = style is not None and style.get(VAL) in self._headings
        return has_style or (outline is not None and outline.get(VAL) != "9")

    def _table(self, element: Any) -> Iterator[Block]:
        rows = [row for row in _unwrapped(element) if row.tag == ROW]
        if _is_frame(rows):
            # A table of one cell frames what is inside it.
            for cell in _cells_of(rows[0]):
                yield from self._blocks(cell)
            return
        self._tables += 1
        place = f"таблица {self._tables}"
        cells, width = self._placed(rows)
        if cells:
            yield build_table(cells, rows=len(rows), columns=width, place=place)

    def _placed(self, rows: list[Any]) -> tuple[list[PlacedCell], int]:
        placed: dict[tuple[int, int], PlacedCell] = {}
        width = total = 0
        above: dict[int, tuple[int, int]] = {}
        for row_index, row in enumerate(rows):
            column = _number(row, "trPr", "gridBefore")
            current: dict[int, tuple[int, int]] = {}
            for cell in _cells_of(row):
                span = max(_number(cell, "tcPr", "gridSpan"), 1)
                total += span
                if total > self._limits.grid_cells:
                    raise document_refusal("too_many_cells")
                key = above.get(column) if _continues(cell) else None
                text = self._cell_text(cell)
                if key is None:
                    key = (row_index, column)
                    placed[key] = PlacedCell(*key, 1, span, text)
                else:
                    placed[key] = _lengthened(placed[key], row_index, text)
                current[column] = key
                column += span
            width = max(width, column)
            above = current
        return list(placed.values()), width

    def _cell_text(self, cell: Any) -> str:
        lines: list[str] = []
        for block in self._inner(cell):
            lines.extend(_flat(block))
        return "\n".join(line for line in lines if line)

    def _inner(self, cell: Any) -> Iterator[Block]:
        for element in _unwrapped(cell):
            if element.tag == PARAGRAPH:
                yield from self._paragraph(element)
            elif element.tag == TABLE:
                rows = [row for row in _unwrapped(element) if row.tag == ROW]
                cells, width = self._placed(rows)
                if cells:
                    yield build_table(cells, rows=len(rows), columns=width, place="")


def _flat(block: Block) -> Iterator[str]:
    """Yield the lines of a block inside a cell; a row of a nested table is a line."""
    if isinstance(block, RawParagraph):
        yield block.text
        return
    for row in block.rows:
        yield " ".join(text for text in row if text)


def _lengthened(cell: PlacedCell, row: int, text: str) -> PlacedCell:
    joined = f"{cell.text}\n{text}" if text and cell.text else text or cell.text
    return PlacedCell(cell.row, cell.column, row - cell.row + 1, cell.columns, joined)


def _continues(cell: Any) -> bool:
    merge = cell.find(f"{W}tcPr/{W}vMerge")
    return merge is not None and merge.get(VAL, "continue") == "continue"


def _number(element: Any, properties: str, name: str) -> int:
    found = element.find(f"{W}{properties}/{W}{name}")
    value = found.get(VAL, "0") if found is not None else "0"
    return min(int(value), 200) if value.isdecimal() else 0


def _is_frame(rows: list[Any]) -> bool:
    return len(rows) == 1 and len(_cells_of(rows[0])) == 1


def _cells_of(row: Any) -> list[Any]:
    return [cell for cell in _unwrapped(row) if cell.tag == CELL]


def _unwrapped(parent: Any) -> Iterator[Any]:
    for child in parent:
        if child.tag in WRAPPERS:
            yield from _unwrapped(child)
        else:
            yield child


def _boxes(paragraph: Any) -> Iterator[Any]:
    """Yield the text boxes of a paragraph; each is stored twice for old programs."""
    for box in paragraph.iter(BOX):
        if not any(up.tag == MC + "Fallback" for up in box.iterancestors()):
            yield box


def _part_element(document: Any, name: str) -> Any | None:
    """Return the root of the styles or the numbering, None when the file has none."""
    for relation in document.part.rels.values():
        if not relation.is_external and relation.reltype.endswith(f"/{name}"):
            part = relation.target_part
            return getattr(part, "element", None)
    return None
