"""Reads the sheets of a workbook: lines above a table as paragraphs, the rest as tables."""

import datetime as dt
from collections.abc import Iterator, Sequence
from pathlib import Path

from roadmaps.documents.guard import inspect_workbook
from roadmaps.documents.headers import is_other_header, looks_like_header
from roadmaps.documents.limits import DocumentLimits
from roadmaps.documents.model import RawParagraph, RawTable
from roadmaps.documents.reading.grid import Span, covered_cells
from schools.ingest.sheets import Cell, Sheet, cell_text
from schools.ingest.workbook import read_sheets


Block = RawParagraph | RawTable


def read_xlsx(path: Path, *, name: str, limits: DocumentLimits) -> list[Block]:
    """Return the blocks of the visible sheets.

    Raises
    ------
    RefusedFile
        As `schools.ingest.workbook.read_sheets` does.
    """
    kind = inspect_workbook(path, name=name, limits=limits)
    blocks: list[Block] = []
    for sheet in read_sheets(path, kind, limits.package):
        if not sheet.hidden:
            blocks.extend(sheet_blocks(sheet))
    return blocks


def sheet_blocks(sheet: Sheet) -> Iterator[Block]:
    """Yield the paragraphs above the first table of the sheet, then its tables."""
    texts = [[_text(cell) for cell in row] for row in sheet.rows]
    spans = [span for span in sheet.merges if span[0] < len(texts)]
    starts = _table_starts(texts, spans)
    first = starts[0] if starts else len(texts)
    for row in texts[:first]:
        yield from (RawParagraph(text) for text in row if text)
    for number, (top, bottom) in enumerate(
        zip(starts, [*starts[1:], len(texts)], strict=True), start=1
    ):
        place = f"лист «{sheet.name}»" + (
            f", таблица {number}" if len(starts) > 1 else ""
        )
        table = _cut(texts, spans, top, bottom, place)
        if table is not None:
            yield table


def _text(cell: Cell) -> str:
    if isinstance(cell, float) and not cell.is_integer():
        # «1.10» typed as a number is a number of a row more often than a measure.
        return repr(cell)
    if isinstance(cell, dt.datetime) and cell.time() == dt.time.min:
        cell = cell.date()
    return cell_text(cell).replace("\r\n", "\n").replace("_x000D_", "").strip()


def _table_starts(texts: Sequence[Sequence[str]], spans: Sequence[Span]) -> list[int]:
    """Return the rows in which a table begins: the first of several cells, and headers."""
    starts: list[int] = []
    last_header: tuple[str, ...] = ()
    for index, row in enumerate(texts):
        filled = [text for text in row if text]
        if len(filled) < 2:
            continue
        if not starts:
            starts.append(index)
        if is_other_header(row) and index > starts[-1] + 1:
            starts.append(index)
            continue
        if not looks_like_header(row):
            continue
        if index - starts[-1] > 2 and tuple(filled) != last_header:
            starts.append(index)
        last_header = tuple(filled)
    return starts


def _cut(
    texts: Sequence[Sequence[str]],
    spans: Sequence[Span],
    top: int,
    bottom: int,
    place: str,
) -> RawTable | None:
    rows = [list(row) for row in texts[top:bottom]]
    while rows and not any(rows[-1]):
        rows.pop()
    filled = [column for row in rows for column, text in enumerate(row) if text]
    if not filled:
        return None
    left, right = min(filled), max(filled)
    last = top + len(rows) - 1
    inside = [
        (
            span[0] - top,
            max(span[1], left) - left,
            min(span[2], last) - top,
            min(span[3], right) - left,
        )
        for span in spans
        if top <= span[0] <= last and span[1] <= right and span[3] >= left
    ]
    inside = [span for span in inside if span[0] < span[2] or span[1] < span[3]]
    return RawTable(
        rows=tuple(tuple(row[left : right + 1]) for row in rows),
        merged=covered_cells(inside),
        place=place,
        spans=tuple(inside),
    )
