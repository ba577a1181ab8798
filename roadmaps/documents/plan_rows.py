"""The rows of a plan's table: cleaned cells, lines over the whole width, noise."""

from collections.abc import Sequence
from dataclasses import dataclass

from roadmaps.documents.content import is_target, share
from roadmaps.documents.headers import (
    heading_meaning,
    looks_like_header,
)
from roadmaps.documents.model import Column, ColumnMeaning, RawTable, RowRef
from roadmaps.documents.wording import clean, compact, is_number


Columns = tuple[ColumnMeaning, ...]
# A merged cell of these says the same of every row that it covers.
FILLED_DOWN = frozenset({
    Column.SECTION, Column.TERM, Column.RESPONSIBLE, Column.RESULT, Column.DOCUMENT,
    Column.INDICATOR, Column.TARGET, Column.NOTE, Column.MILESTONE,
})  # fmt: skip


@dataclass(frozen=True, slots=True)
class Line:
    """A text over the whole width: a paragraph, or a row with one cell."""

    text: str
    ref: RowRef | None = None
    is_heading: bool = False
    is_merged: bool = False
    is_after_header: bool = False


@dataclass(frozen=True, slots=True)
class PlanRow:
    """One row of a plan's table.

    Parameters
    ----------
    ref : RowRef
        Its place.
    cells : tuple of str
        Cleaned texts; a cell merged over rows repeats its text.
    columns : tuple of ColumnMeaning
        One for each cell.
    covered : frozenset of int
        Columns whose cell began in a row above.
    is_first : bool
        Whether it is the first row of its table after the heading.
    has_header : bool
        Whether its table has a heading of its own.
    """

    ref: RowRef
    cells: tuple[str, ...]
    columns: Columns
    covered: frozenset[int] = frozenset()
    is_first: bool = False
    has_header: bool = True

    def text(self, meaning: Column) -> str:
        """Return the texts of all columns of a meaning, one under another."""
        found = [
            text
            for text, column in zip(self.cells, self.columns, strict=True)
            if column.meaning is meaning and text
        ]
        return "\n".join(found)

    def indexes(self, meaning: Column) -> list[int]:
        """Return the columns of a meaning."""
        return [i for i, c in enumerate(self.columns) if c.meaning is meaning]


def are_numbered(rows: Sequence[Sequence[str]], columns: Columns) -> bool:
    """Say whether some of the rows have a number where the plan has its numbers."""
    return any(
        column.meaning is Column.NUMBER and is_number(row[index])
        for row in rows
        for index, column in enumerate(columns)
    )


def cleaned_row(row: Sequence[str]) -> tuple[str, ...]:
    """Return the cells without converters' marks."""
    return tuple(clean(text) if text else "" for text in row)


def filled_count(row: Sequence[str]) -> int:
    """Return how many cells of the row have a text."""
    return sum(1 for text in row if text)


def as_wide(columns: Columns, width: int) -> Columns:
    """Return the columns for a row of that width."""
    extra = (ColumnMeaning("", Column.IGNORED),) * max(width - len(columns), 0)
    return (*columns[:width], *extra)


def plan_row(
    number: int, table: RawTable, index: int, columns: Columns
) -> PlanRow | None:
    """Return the row with merged cells filled down, None for an empty one."""
    cells = list(cleaned_row(table.rows[index]))
    covered = set()
    for top, left, bottom, _right in table.spans:
        if not top < index <= bottom:
            continue
        covered.add(left)
        if columns[left].meaning in FILLED_DOWN and not cells[left]:
            cells[left] = clean(table.rows[top][left])
    _give_to_titles(cells, table, index, columns)
    if not any(cells):
        return None
    return PlanRow(RowRef(number, index), tuple(cells), columns, frozenset(covered))


def _give_to_titles(
    cells: list[str], table: RawTable, index: int, columns: Columns
) -> None:
    """Move a text that a merged number cell holds to the column of activities."""
    for top, left, _bottom, right in table.spans:
        if top != index or not cells[left] or is_number(cells[left]):
            continue
        if (
            columns[left].meaning not in (Column.NUMBER, Column.IGNORED)
            or filled_count(cells) < 2
        ):
            continue
        for column in range(left + 1, right + 1):
            if columns[column].meaning is Column.TITLE and not cells[column]:
                cells[left], cells[column] = "", cells[left]
                return


def is_foreign_header(row: PlanRow) -> bool:
    """Say whether a heading begins that is not of a plan: «№ | Школа | Куратор»."""
    first = row.text(Column.NUMBER)
    found = heading_meaning(first) if first else None
    return (
        found is not None
        and found[0] is Column.NUMBER
        and not is_number(first)
        and not looks_like_header(row.cells)
        and sum(1 for text in row.cells if text) > 1
    )


def repeats_header(row: PlanRow, header_texts: set[str]) -> bool:
    """Say whether the row repeats the heading or numbers the columns."""
    filled = [text for text in row.cells if text]
    if is_numbers_row(row.cells):
        return True
    return len(filled) > 1 and compact(" ".join(filled)) in header_texts


def is_numbers_row(cells: Sequence[str]) -> bool:
    """Say whether the row only numbers the columns."""
    filled = [text.strip(" .") for text in cells if text]
    return len(filled) >= 3 and filled == [str(n) for n in range(1, len(filled) + 1)]


def line_of(row: PlanRow, table: RawTable, index: int) -> Line | None:
    """Return the row as a line when its only text stands over the whole width."""
    own = cleaned_row(table.rows[index])
    filled = [column for column, text in enumerate(own) if text]
    if len(filled) != 1 or is_number(own[filled[0]]):
        return None
    column = filled[0]
    meaning = row.columns[column].meaning
    reach = max(
        (s[3] for s in table.spans if s[0] == index and s[1] == column), default=column
    )
    over = {row.columns[i].meaning for i in range(column, reach + 1)}
    # Over the activity and one more column, or over most of the width.
    is_merged = reach > column and (
        len(over & {Column.TITLE, Column.TERM, Column.RESPONSIBLE, Column.RESULT, Column.MILESTONE}) > 1
        or (reach - column + 1) * 2 > len(own)
    )  # fmt: skip
    if is_merged:
        return Line(own[column], row.ref, is_merged=True, is_after_header=True)
    in_front = meaning in (Column.NUMBER, Column.IGNORED) or (
        column == 0 and meaning is not Column.TITLE
    )
    if in_front and meaning is not Column.SECTION:
        return Line(own[column], row.ref, is_after_header=True)
    return None


def is_indicator_like(rows: Sequence[Sequence[str]]) -> bool:
    """Say whether rows are of indicators with targets: «Доля … | 100 %»."""
    if len(rows) < 1:
        return False
    lasts = [[text for text in row if text][-1:] for row in rows]
    targets = [text for last in lasts for text in last]
    return len(rows[0]) <= 4 and share(targets, is_target) >= 0.7
