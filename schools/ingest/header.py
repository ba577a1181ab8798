"""Finds the table on a sheet: its heading rows, its data, and rows that are neither."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from schools.ingest.errors import refusal
from schools.ingest.row_kinds import SkippedRow, split_rows
from schools.ingest.schema import TableSchema
from schools.ingest.sheets import Sheet, cell_text
from schools.ingest.wording import normalise_heading, squeeze


SEARCHED_ROWS = 40
DEEPEST_HEADER = 3
JOINT = " / "
# Less than 1, so that a title above a plain heading is not taken into it.
LAST_PART = 0.9
FEWEST_MATCHES = 1.8


@dataclass(frozen=True, slots=True)
class TableLocation:
    """Where the table stands.

    Parameters
    ----------
    header_rows
        Numbers of the heading rows, from 1.
    headers
        One text for each column of the sheet; a two-row heading is joined as
        «Математика / участников»; empty where there is no heading.
    data_rows
        Indexes from 0 of the rows that hold data, shape (rows,).
    skipped
        Rows between the heading and the end that are not data.
    matched
        How many fields of the schema the heading names exactly.
    """

    header_rows: tuple[int, ...]
    headers: tuple[str, ...]
    data_rows: NDArray[np.int64]
    skipped: tuple[SkippedRow, ...]
    matched: int

    @property
    def first_data_row(self) -> int:
        """Return the number of the first data row, 0 when there is none."""
        return int(self.data_rows[0]) + 1 if len(self.data_rows) else 0

    @property
    def last_row(self) -> int:
        """Return the number of the last data row, 0 when there is none."""
        return int(self.data_rows[-1]) + 1 if len(self.data_rows) else 0

    @property
    def columns(self) -> tuple[int, ...]:
        """Return indexes of the columns that have a heading."""
        return tuple(index for index, header in enumerate(self.headers) if header)


def find_table(
    sheet: Sheet, schema: TableSchema, header_row: int | None = None
) -> TableLocation:
    """Return where the table of `schema` stands on the sheet.

    Parameters
    ----------
    sheet, schema
        The sheet that was read and what is looked for on it.
    header_row
        Number of the first heading row when a person has pointed at it.

    Raises
    ------
    RefusedFile
        ``no_table`` when the sheet is empty.
    """
    block = _heading_block(sheet)
    start, depth = _find_heading(block, known_headings(schema), header_row)
    start, depth = _widened(sheet, start, depth)
    headers = join_headers(block[start : start + depth])
    data_rows, skipped = split_rows(sheet, start + depth, headers)
    return TableLocation(
        header_rows=tuple(range(start + 1, start + depth + 1)),
        headers=headers,
        data_rows=np.array(data_rows, dtype=np.int64),
        skipped=tuple(skipped),
        matched=len(_matched_fields(headers, known_headings(schema))),
    )


def choose_sheet(sheets: Sequence[Sheet], schema: TableSchema) -> Sheet:
    """Return the sheet that names most of the schema's fields, a visible one first.

    Raises
    ------
    RefusedFile
        ``no_table`` when every sheet is empty.
    """
    known = known_headings(schema)
    best: tuple[float, bool, int] | None = None
    chosen: Sheet | None = None
    for sheet in sheets:
        if not any(any(cell != "" for cell in row) for row in sheet.rows):
            continue
        block = _heading_block(sheet)
        start, depth = _find_heading(block, known, None)
        score = _score(join_headers(block[start : start + depth]), known)
        rank = (score, not sheet.hidden, min(len(sheet.rows) - start - depth, 1))
        if best is None or rank > best:
            best, chosen = rank, sheet
    if chosen is None:
        raise refusal("no_table")
    return chosen


def known_headings(schema: TableSchema) -> dict[str, str]:
    """Return normalised heading → field code for every heading of the schema."""
    known: dict[str, str] = {}
    for item in schema.fields:
        for heading in item.headings:
            known.setdefault(normalise_heading(heading), item.code)
    known.pop("", None)
    return known


def _heading_block(sheet: Sheet) -> list[list[str]]:
    """Return the texts of the first rows with merged cells filled."""
    size = _first_filled(sheet.rows) + SEARCHED_ROWS + DEEPEST_HEADER
    block = [[squeeze(cell_text(cell)) for cell in row] for row in sheet.rows[:size]]
    for top, left, bottom, right in sheet.merges:
        if top >= len(block) or left >= len(block[top]):
            continue
        for row in block[top : bottom + 1]:
            row[left : right + 1] = [block[top][left]] * len(row[left : right + 1])
    if not any(any(row) for row in block):
        raise refusal("no_table")
    return block


def _first_filled(rows: Sequence[Sequence[object]]) -> int:
    return next((i for i, row in enumerate(rows) if any(c != "" for c in row)), 0)


def _find_heading(
    block: list[list[str]], known: dict[str, str], header_row: int | None
) -> tuple[int, int]:
    """Return index and depth of the heading that names most of the known fields."""
    first = _first_filled(block)
    starts = range(first, min(first + SEARCHED_ROWS, len(block)))
    if header_row is not None:
        starts = range(header_row - 1, header_row)
    best, best_score = (starts[0], 1), 0.0
    # Shallow headings first: a title above adds nothing, so it wins no tie.
    for depth in range(1, DEEPEST_HEADER + 1):
        for start in starts:
            score = _score(join_headers(block[start : start + depth]), known)
            if score > best_score:
                best, best_score = (start, depth), score
    if best_score < FEWEST_MATCHES and header_row is None:
        return _widest_text_row(block), 1
    return best


def _widest_text_row(block: list[list[str]]) -> int:
    """Guess an unknown heading: the first row nearly as wide as the widest one."""
    widths = [len({cell for cell in row if cell}) for row in block]
    enough = max(widths) * 0.6
    return next(index for index, width in enumerate(widths) if width >= enough)


def _widened(sheet: Sheet, start: int, depth: int) -> tuple[int, int]:
    """Take in rows that a merged heading cell reaches up or down to."""
    end = start + depth
    for top, _, bottom, _ in sheet.merges:
        touches = top < end and bottom >= start and bottom > top
        if touches and max(bottom + 1, end) - min(top, start) <= DEEPEST_HEADER:
            start, end = min(top, start), max(bottom + 1, end)
    return start, end - start


def join_headers(rows: Sequence[Sequence[str]]) -> tuple[str, ...]:
    """Join heading rows into one text for each column.

    An empty cell right of a group's name belongs to the group when both it and its
    left neighbour have a text below; in files without merged cells that is the only
    sign of a group.
    """
    filled = [list(row) for row in rows]
    for upper, lower in pairwise(filled):
        for column in range(1, min(len(upper), len(lower))):
            if not upper[column] and lower[column] and lower[column - 1]:
                upper[column] = upper[column - 1]
    headers = []
    for cells in zip(*filled, strict=False):
        parts = list(dict.fromkeys(cell for cell in cells if cell))
        headers.append(JOINT.join(parts))
    return tuple(headers)


def _matched_fields(headers: Sequence[str], known: dict[str, str]) -> dict[str, float]:
    """Return field → 1 when a heading names it, less when only its last part does."""
    matched: dict[str, float] = {}
    for header in headers:
        code, weight = known.get(normalise_heading(header)), 1.0
        if code is None:
            last = normalise_heading(header.rsplit(JOINT, 1)[-1])
            code, weight = known.get(last), LAST_PART
        if code is not None:
            matched[code] = max(matched.get(code, 0.0), weight)
    return matched


def _score(headers: Sequence[str], known: dict[str, str]) -> float:
    return sum(_matched_fields(headers, known).values())
