"""Reads a PDF with text: ruled tables over pages, and the paragraphs between them."""

import re
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pdfplumber
from pdfminer.pdfdocument import PDFEncryptionError, PDFPasswordIncorrect

from roadmaps.documents.errors import document_refusal
from roadmaps.documents.limits import DocumentLimits
from roadmaps.documents.model import RawParagraph, RawTable
from roadmaps.documents.reading.grid import covered_cells
from roadmaps.documents.reading.pdf_grid import (
    CellFinder,
    PdfTable,
    page_tables,
    raw_table,
)
from roadmaps.documents.reading.pdf_hyphens import settle_breaks
from roadmaps.documents.reading.pdf_paragraphs import paragraphs
from roadmaps.documents.reading.pdf_text import TextLine, text_lines
from roadmaps.documents.reading.pdf_unruled import Columns, unruled_table
from schools.ingest.errors import RefusedFile


Block = RawParagraph | RawTable
PAGE_NUMBER = re.compile(
    r"^[-–—\s]*(?:стр(?:аница|\.)?\s*)?\d{1,3}(?:\s*(?:из|/)\s*\d{1,3})?[-–—\s]*$",
    re.IGNORECASE,
)
# The part of a page's height at its top and bottom where running heads stand.
MARGIN = 0.12
FEWEST_LETTERS = 20


@dataclass(slots=True)
class _Piece:
    """A paragraph or a table of a page with its place."""

    page: int
    top: float
    line: TextLine | None = None
    table: RawTable | None = None
    shape: PdfTable | None = None
    is_marginal: bool = False


def read_pdf(path: Path, limits: DocumentLimits) -> list[Block]:
    """Return the blocks of the document at `path`.

    Raises
    ------
    DocumentRefusedError
        ``password``, ``damaged``, ``scan``, ``too_many_pages`` or ``too_long``.
    """
    try:
        with pdfplumber.open(path) as document:
            pieces = _read_pages(document, limits)
    except RefusedFile:
        raise
    except (PDFPasswordIncorrect, PDFEncryptionError) as error:
        raise document_refusal("password") from error
    except Exception as error:
        # pdfminer raises whatever a broken file makes it stumble over.
        if _is_about_password(error):
            raise document_refusal("password") from error
        raise document_refusal("damaged") from error
    return _with_whole_words(_blocks(_without_running_heads(pieces)))


def _is_about_password(error: BaseException) -> bool:
    causes = (error, error.__cause__, error.__context__, *error.args)
    return any(
        isinstance(c, (PDFPasswordIncorrect, PDFEncryptionError)) for c in causes
    )


def _read_pages(document: Any, limits: DocumentLimits) -> list[_Piece]:
    deadline = time.monotonic() + limits.seconds
    if len(document.pages) > limits.pages:
        raise document_refusal("too_many_pages", limit=limits.pages)
    pieces: list[_Piece] = []
    letters = images = 0
    columns: Columns | None = None
    for page in document.pages:
        if time.monotonic() > deadline:
            raise document_refusal("too_long")
        chars = [char for char in page.chars if char.get("upright", True)]
        images += len(page.images)
        letters += sum(1 for char in chars if char["text"].strip())
        edges = page.edges
        if len(chars) + len(edges) > limits.page_objects or letters > limits.characters:
            raise document_refusal("too_long")
        tables = page_tables(edges)
        if not tables:
            tables, columns = _without_lines(chars, columns)
        pieces.extend(_page_pieces(page, chars, tables))
        page.close()
    if letters < FEWEST_LETTERS:
        raise document_refusal("scan" if images or len(pieces) == 0 else "no_text")
    return pieces


def _without_lines(
    chars: Sequence[dict[str, Any]], known: Columns | None
) -> tuple[list[PdfTable], Columns | None]:
    found = unruled_table(chars, known)
    return ([found[0]], found[1]) if found is not None else ([], None)


def _page_pieces(
    page: Any, chars: Sequence[dict[str, Any]], tables: Sequence[PdfTable]
) -> list[_Piece]:
    number, height = page.page_number, float(page.height)
    outside = CellFinder(tables).place(chars)
    pieces = [
        _Piece(
            number,
            table.top,
            table=raw_table(table, place=f"страница {number}"),
            shape=table,
        )
        for table in tables
        if any(any(char["text"].strip() for char in text) for text in table.texts)
    ]
    for group_top, line in _outside_lines(outside, tables):
        middle = (line.top + line.bottom) / 2
        is_marginal = middle < MARGIN * height or middle > (1 - MARGIN) * height
        pieces.append(_Piece(number, group_top, line=line, is_marginal=is_marginal))
    return sorted(pieces, key=lambda piece: piece.top)


def _outside_lines(
    chars: Sequence[dict[str, Any]], tables: Sequence[PdfTable]
) -> list[tuple[float, TextLine]]:
    """Return the paragraphs above, between and under the tables."""
    lines = text_lines(chars, columns=True)
    if not lines:
        return []
    ends = [x for table in tables for x in (table.columns[0], table.columns[-1])]
    left = min([line.x0 for line in lines] + ends)
    right = max([line.x1 for line in lines] + ends)
    borders = sorted(table.top for table in tables)
    groups: dict[int, list[TextLine]] = {}
    for line in lines:
        group = sum(1 for border in borders if line.top >= border)
        groups.setdefault(group, []).append(line)
    return [
        found
        for group in sorted(groups)
        for found in paragraphs(groups[group], left=left, right=right)
    ]


def _without_running_heads(pieces: Sequence[_Piece]) -> list[_Piece]:
    """Leave out page numbers, and lines in the margins that come back on pages."""
    pages = len({piece.page for piece in pieces})
    seen = Counter(
        key
        for page in {piece.page for piece in pieces}
        for key in {
            _key(p) for p in pieces if p.page == page and p.is_marginal and p.line
        }
    )
    kept = []
    for piece in pieces:
        if piece.line is None or not piece.is_marginal:
            kept.append(piece)
            continue
        comes_back = (
            pages > 1 and seen[_key(piece)] * 2 > pages and seen[_key(piece)] > 1
        )
        if not comes_back and not PAGE_NUMBER.match(piece.line.text):
            kept.append(piece)
    return kept


def _key(piece: _Piece) -> str:
    return re.sub(r"\d+", "#", piece.line.text.casefold()) if piece.line else ""


def _blocks(pieces: Sequence[_Piece]) -> list[Block]:
    blocks: list[Block] = []
    last: tuple[int, _Piece] | None = None
    for piece in pieces:
        if piece.line is not None:
            blocks.append(RawParagraph(piece.line.text))
            last = None
            continue
        table = piece.table
        if table is None or piece.shape is None:
            continue
        if last is not None and _is_cut(last[1], piece):
            above = blocks[last[0]]
            if isinstance(above, RawTable):
                blocks[last[0]], table = _rejoined(above, table)
        if table.rows:
            blocks.append(table)
            last = (len(blocks) - 1, piece)
    return blocks


def _is_cut(above: _Piece, below: _Piece) -> bool:
    """Say whether the page break has gone through a row."""
    if above.shape is None or below.shape is None or below.page != above.page + 1:
        return False
    first, second = above.shape.columns, below.shape.columns
    same = len(first) == len(second) and all(
        abs(a - b) <= 4 for a, b in zip(first, second, strict=True)
    )
    return (above.shape.ends or below.shape.opens) and (
        same or (abs(first[0] - second[0]) <= 4 and abs(first[-1] - second[-1]) <= 4)
    )


def _rejoined(above: RawTable, below: RawTable) -> tuple[RawTable, RawTable]:
    """Give the rest of the last row back to it; a repeated heading stays apart."""
    heads = 0
    while heads < len(below.rows) - 1 and below.rows[heads] in above.rows[:4]:
        heads += 1
    if heads >= len(below.rows) or len(above.rows[-1]) != len(below.rows[heads]):
        return above, below
    joined = tuple(
        f"{a} {b}".strip()
        for a, b in zip(above.rows[-1], below.rows[heads], strict=True)
    )
    whole = replace(above, rows=(*above.rows[:-1], joined))
    return whole, _without_row(below, heads)


def _without_row(table: RawTable, row: int) -> RawTable:
    spans = tuple(
        (a - (a > row), b, c - (c >= row), d)
        for a, b, c, d in table.spans
        if not a == c == row and c - (c >= row) >= a - (a > row)
    )
    spans = tuple(span for span in spans if span[0] < span[2] or span[1] < span[3])
    rows = table.rows[:row] + table.rows[row + 1 :]
    return replace(table, rows=rows, spans=spans, merged=covered_cells(spans))


def _with_whole_words(blocks: Sequence[Block]) -> list[Block]:
    """Settle the words that ends of lines have cut by those of the whole document."""
    texts: list[str] = []
    for block in blocks:
        if isinstance(block, RawParagraph):
            texts.append(block.text)
        else:
            texts.extend(text for row in block.rows for text in row)
    lines = sum(1 + len(text) // 60 for text in texts if text)
    settled = iter(settle_breaks(texts, lines=lines))
    return [
        replace(block, text=next(settled))
        if isinstance(block, RawParagraph)
        else replace(
            block, rows=tuple(tuple(next(settled) for _ in row) for row in block.rows)
        )
        for block in blocks
    ]
