"""Builds the full grid of a table from cells that span rows and columns."""

from collections.abc import Sequence
from dataclasses import dataclass

from roadmaps.documents.model import RawTable


Span = tuple[int, int, int, int]


@dataclass(frozen=True, slots=True)
class PlacedCell:
    """One cell with its place: first row and column, how many it covers, its text."""

    row: int
    column: int
    rows: int
    columns: int
    text: str


def build_table(
    cells: Sequence[PlacedCell], *, rows: int, columns: int, place: str
) -> RawTable:
    """Return the table; columns that no row needs apart are made one.

    Word keeps a column of the grid for every border that differs by a hair, so a
    table of five columns may have nine; such columns never begin a cell of their own.
    """
    kept = _needed_columns(cells, columns)
    # kept[old column] is the new one.
    width = kept[-1] + 1 if kept else 0
    texts = [[""] * width for _ in range(rows)]
    spans: list[Span] = []
    for cell in cells:
        first = kept[cell.column]
        last = kept[min(cell.column + cell.columns, columns) - 1]
        bottom = min(cell.row + cell.rows, rows) - 1
        known = texts[cell.row][first]
        texts[cell.row][first] = f"{known}\n{cell.text}" if known else cell.text
        if last > first or bottom > cell.row:
            spans.append((cell.row, first, bottom, last))
    return RawTable(
        rows=tuple(tuple(row) for row in texts),
        merged=covered_cells(spans),
        place=place,
        spans=tuple(spans),
    )


def covered_cells(spans: Sequence[Span]) -> frozenset[tuple[int, int]]:
    """Return the cells that merged ones cover, the first of each excluded."""
    return frozenset(
        (row, column)
        for top, left, bottom, right in spans
        for row in range(top, bottom + 1)
        for column in range(left, right + 1)
        if (row, column) != (top, left)
    )


def _needed_columns(cells: Sequence[PlacedCell], columns: int) -> list[int]:
    """Return for each column of the grid its number after joining."""
    begins: list[set[int]] = [set() for _ in range(columns)]
    for cell in cells:
        begins[cell.column].update(range(cell.row, cell.row + cell.rows))
    numbers: list[int] = []
    taken: set[int] = set()
    for starts in begins:
        if numbers and not (taken & starts):
            numbers.append(numbers[-1])
            taken |= starts
            continue
        numbers.append(numbers[-1] + 1 if numbers else 0)
        taken = set(starts)
    return numbers
