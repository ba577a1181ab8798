"""Reads a table pasted from Excel (tabs) or from Word (HTML)."""

import csv
import io
import re
from collections.abc import Iterator
from typing import Any

from lxml import etree, html  # type: ignore[import-untyped]

from roadmaps.documents.errors import document_refusal
from roadmaps.documents.limits import DocumentLimits
from roadmaps.documents.model import RawDocument, RawParagraph, RawTable
from roadmaps.documents.reading.grid import PlacedCell, build_table
from schools.ingest.wording import squeeze


Block = RawParagraph | RawTable
HTML = re.compile(r"<(?:table|tr|td|html|body)\b", re.IGNORECASE)
PARAGRAPHS = frozenset({"p", "h1", "h2", "h3", "h4", "h5", "h6", "li", "div"})
HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
SKIPPED = frozenset({"script", "style", "head", "title", "meta", "link", "xml"})
SOURCE = "вставленный текст"
LARGEST_SPAN = 200


def read_pasted(text: str, *, limits: DocumentLimits | None = None) -> RawDocument:
    """Return the paragraphs and tables of a pasted text.

    Parameters
    ----------
    text : str
        Lines with tabs, as Excel gives them, or the HTML of Word.
    limits : DocumentLimits, optional
        Bounds of size.

    Raises
    ------
    DocumentRefusedError
        ``no_text`` or ``too_many_cells``.
    """
    limits = limits or DocumentLimits()
    if len(text) > limits.characters:
        raise document_refusal("too_many_cells")
    blocks = _from_html(text, limits) if HTML.search(text) else _from_tabs(text, limits)
    if not blocks:
        raise document_refusal("no_text")
    return RawDocument(tuple(blocks), source=SOURCE)


def _from_tabs(text: str, limits: DocumentLimits) -> list[Block]:
    """Read lines with tabs; Excel puts a cell of several lines into quotes."""
    plain = text.replace("\r\n", "\n").replace("\r", "\n").replace("\0", "")
    blocks: list[Block] = []
    rows: list[list[str]] = []
    csv.field_size_limit(limits.characters)
    for row in csv.reader(io.StringIO(plain, newline=""), delimiter="\t"):
        if len(row) > 1:
            rows.append([cell.strip() for cell in row])
            continue
        blocks.extend(_table(rows, blocks, limits))
        rows = []
        blocks.extend(RawParagraph(cell.strip()) for cell in row if cell.strip())
    blocks.extend(_table(rows, blocks, limits))
    return blocks


def _table(
    rows: list[list[str]], blocks: list[Block], limits: DocumentLimits
) -> Iterator[RawTable]:
    if not any(any(row) for row in rows):
        return
    width = max(map(len, rows))
    if width * len(rows) > limits.grid_cells:
        raise document_refusal("too_many_cells")
    number = 1 + sum(isinstance(block, RawTable) for block in blocks)
    full = tuple(tuple(row + [""] * (width - len(row))) for row in rows)
    yield RawTable(rows=full, place=f"таблица {number}")


def _from_html(text: str, limits: DocumentLimits) -> list[Block]:
    parser = html.HTMLParser(no_network=True, remove_comments=True, remove_pis=True)
    try:
        root = html.document_fromstring(text.replace("\0", ""), parser=parser)
    except (etree.ParserError, ValueError):
        return []
    return list(_blocks(root, limits, [0]))


def _blocks(element: Any, limits: DocumentLimits, count: list[int]) -> Iterator[Block]:
    for child in element:
        tag = child.tag if isinstance(child.tag, str) else ""
        if tag in SKIPPED:
            continue
        if tag == "table":
            count[0] += 1
            table = _html_table(child, limits, f"таблица {count[0]}")
            if table is not None:
                yield table
        elif tag in PARAGRAPHS and not _holds_blocks(child):
            line = _text(child)
            if line:
                yield RawParagraph(line, tag in HEADINGS)
        else:
            yield from _blocks(child, limits, count)


def _holds_blocks(element: Any) -> bool:
    return any(child.tag in PARAGRAPHS or child.tag == "table" for child in element.iter() if child is not element)  # fmt: skip


def _html_table(element: Any, limits: DocumentLimits, place: str) -> RawTable | None:
    cells: list[PlacedCell] = []
    taken: set[tuple[int, int]] = set()
    rows = [row for row in element.iter("tr") if _owner(row) is element]
    for index, row in enumerate(rows):
        column = 0
        for cell in row:
            if cell.tag not in ("td", "th"):
                continue
            while (index, column) in taken:
                column += 1
            height, width = _span(cell, "rowspan"), _span(cell, "colspan")
            height = min(height, len(rows) - index)
            taken.update(
                (index + down, column + right)
                for down in range(height)
                for right in range(width)
            )
            if len(taken) > limits.grid_cells:
                raise document_refusal("too_many_cells")
            cells.append(PlacedCell(index, column, height, width, _text(cell)))
            column += width
    if not any(cell.text for cell in cells):
        return None
    width = 1 + max(column for _, column in taken)
    return build_table(cells, rows=len(rows), columns=width, place=place)


def _owner(row: Any) -> Any:
    return next(up for up in row.iterancestors() if up.tag == "table")


def _span(cell: Any, name: str) -> int:
    value = (cell.get(name) or "1").strip()
    return min(max(int(value), 1), LARGEST_SPAN) if value.isdecimal() else 1


def _text(element: Any) -> str:
    """Return the text, a paragraph or a break beginning a line."""
    pieces: list[str] = []
    _collect(element, pieces)
    lines = (squeeze(line) for line in "".join(pieces).split("\n"))
    return "\n".join(line for line in lines if line)


def _collect(element: Any, pieces: list[str]) -> None:
    for kind, node in etree.iterwalk(element, events=("start", "end")):
        tag = node.tag if isinstance(node.tag, str) else ""
        if kind == "start":
            if tag == "br" or tag in PARAGRAPHS:
                pieces.append("\n")
            # Line ends of the HTML source are only spaces.
            pieces.append((node.text or "").replace("\n", " "))
            continue
        if tag in PARAGRAPHS:
            pieces.append("\n")
        if node is not element:
            pieces.append((node.tail or "").replace("\n", " "))
