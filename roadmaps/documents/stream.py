"""Turns the blocks of a document into one stream of lines and rows of the plan."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from roadmaps.documents.columns import (  # fmt: skip
    Header,
    by_shape,
    continued,
    find_headers,
    name_columns,
)
from roadmaps.documents.content import is_target, share
from roadmaps.documents.headers import (
    heading_meaning,
    is_other_header,
    looks_like_header,
)
from roadmaps.documents.model import (  # fmt: skip
    Column,
    ColumnMeaning,
    RawDocument,
    RawTable,
    RowRef,
)
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


@dataclass(slots=True)
class Stream:
    """Lines and rows in order, the columns of plan tables, and the other tables."""

    items: list[Line | PlanRow] = field(default_factory=list)
    columns: dict[int, Columns] = field(default_factory=dict)
    continues: dict[int, int] = field(default_factory=dict)
    others: list[int] = field(default_factory=list)


def read_stream(
    raw: RawDocument, *, given: Mapping[int, Sequence[ColumnMeaning]] | None = None
) -> Stream:
    """Return the stream of a document; `given` columns come from a person."""
    builder = _Builder(given or {})
    number = 0
    for block in raw.blocks:
        if isinstance(block, RawTable):
            builder.take_table(number, block)
            number += 1
        else:
            text = clean(block.text)
            if text:
                builder.stream.items.append(Line(text, is_heading=block.is_heading))
    return builder.stream


class _Builder:
    def __init__(self, given: Mapping[int, Sequence[ColumnMeaning]]) -> None:
        self.stream = Stream()
        self._given = {table: tuple(columns) for table, columns in given.items()}
        self._current: Columns | None = None
        self._anchor = 0

    def take_table(self, number: int, table: RawTable) -> None:
        if not table.rows:
            return
        headers = find_headers(table)
        if number in self._given:
            self._take_given(number, table, headers)
        elif headers:
            self._take_headed(number, table, headers)
        else:
            self._take_headless(number, table)

    def _take_given(self, number: int, table: RawTable, headers: list[Header]) -> None:
        columns = _as_wide(self._given[number], len(table.rows[0]))
        if all(column.meaning is Column.IGNORED for column in columns):
            self._as_lines(number, table, 0, len(table.rows))
            return
        first = headers[0].last + 1 if headers else 0
        self._as_lines(number, table, 0, headers[0].first if headers else 0)
        self._set_anchor(number, columns)
        self._rows(number, table, first, len(table.rows), has_header=bool(headers))

    def _take_headed(self, number: int, table: RawTable, headers: list[Header]) -> None:
        self._before_header(number, table, headers[0].first)
        ends = [header.first for header in headers[1:]] + [len(table.rows)]
        for header, end in zip(headers, ends, strict=True):
            body = [_cleaned(row) for row in table.rows[header.last + 1 : end]]
            columns = self._columns_under(header, body)
            self._set_anchor(number, columns)
            self._rows(number, table, header.last + 1, end, has_header=True)

    def _columns_under(self, header: Header, body: list[tuple[str, ...]]) -> Columns:
        named = name_columns(header, [row for row in body if _width(row) > 1])
        before = self._current
        given_before = self._anchor in self._given
        if before is not None and given_before and len(before) == len(named):
            same = all(
                compact(a.header) == compact(b.header)
                for a, b in zip(before, named, strict=True)
            )
            # The heading repeated on the next page: what the person said holds there too.
            if same:
                return before
        return named

    def _before_header(self, number: int, table: RawTable, end: int) -> None:
        """Take rows above the heading: lines, or the end of a row cut by the page."""
        rows = [_cleaned(row) for row in table.rows[:end]]
        wide = [row for row in rows if _width(row) > 1]
        if self._current and wide and self.stream.columns:
            columns = continued(self._current, wide)
            if columns and (len(rows) == len(wide) or _are_numbered(wide, columns)):
                self._continue(number, columns)
                self._rows(number, table, 0, end, has_header=False)
                return
        self._as_lines(number, table, 0, end)

    def _take_headless(self, number: int, table: RawTable) -> None:
        body = [_cleaned(row) for row in table.rows]
        wide = [row for row in body if _width(row) > 1 and not _is_numbers_row(row)]
        columns = None
        if is_other_header(body[0]):
            # What follows goes on with this table, not with the plan above it.
            self._current = None
        is_other = is_indicator_like(wide)
        if self._current is not None and not is_other:
            columns = continued(self._current, wide or body)
        if columns is not None:
            self._continue(number, columns)
        else:
            columns = by_shape(wide)
            if columns is None:
                self.stream.others.append(number)
                self._as_lines(number, table, 0, len(table.rows))
                return
            self._set_anchor(number, columns)
        self._rows(number, table, 0, len(table.rows), has_header=False)

    def _set_anchor(self, number: int, columns: Columns) -> None:
        self._current = columns
        self._anchor = number
        self.stream.columns.setdefault(number, columns)

    def _continue(self, number: int, columns: Columns) -> None:
        self.stream.columns[number] = columns
        self.stream.continues[number] = self._anchor
        if len(columns) == len(self._current or ()):
            self._current = columns
        self._row_columns = columns

    def _rows(
        self, number: int, table: RawTable, first: int, end: int, *, has_header: bool
    ) -> None:
        columns = self.stream.columns[number]
        if has_header and self._current is not None:
            columns = self._current
        is_first = True
        header_texts = {compact(" ".join(c.header for c in columns))}
        for index in range(first, end):
            row = _plan_row(number, table, index, columns)
            if row is not None and _is_foreign_header(row):
                # Another table is typed under the plan on the same sheet.
                self._as_lines(number, table, index, end)
                return
            if row is None or _is_noise(row, header_texts):
                continue
            item = _line_of(row, table, index)
            if item is not None:
                self.stream.items.append(item)
                continue
            self.stream.items.append(
                PlanRow(row.ref, row.cells, columns, row.covered, is_first, has_header)
            )
            is_first = False

    def _as_lines(self, number: int, table: RawTable, first: int, end: int) -> None:
        for index in range(first, end):
            for cell in _cleaned(table.rows[index]):
                if cell:
                    self.stream.items.append(Line(cell, RowRef(number, index)))


def _are_numbered(rows: Sequence[Sequence[str]], columns: Columns) -> bool:
    """Say whether some of the rows have a number where the plan has its numbers."""
    return any(
        column.meaning is Column.NUMBER and is_number(row[index])
        for row in rows
        for index, column in enumerate(columns)
    )


def _cleaned(row: Sequence[str]) -> tuple[str, ...]:
    return tuple(clean(text) if text else "" for text in row)


def _width(row: Sequence[str]) -> int:
    return sum(1 for text in row if text)


def _as_wide(columns: Columns, width: int) -> Columns:
    extra = (ColumnMeaning("", Column.IGNORED),) * max(width - len(columns), 0)
    return (*columns[:width], *extra)


def _plan_row(
    number: int, table: RawTable, index: int, columns: Columns
) -> PlanRow | None:
    cells = list(_cleaned(table.rows[index]))
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
            or _width(cells) < 2
        ):
            continue
        for column in range(left + 1, right + 1):
            if columns[column].meaning is Column.TITLE and not cells[column]:
                cells[left], cells[column] = "", cells[left]
                return


def _is_foreign_header(row: PlanRow) -> bool:
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


def _is_noise(row: PlanRow, header_texts: set[str]) -> bool:
    """Say whether the row repeats the heading or numbers the columns."""
    filled = [text for text in row.cells if text]
    if _is_numbers_row(row.cells):
        return True
    return len(filled) > 1 and (
        compact(" ".join(filled)) in header_texts or looks_like_header(row.cells)
    )


def _is_numbers_row(cells: Sequence[str]) -> bool:
    filled = [text.strip(" .") for text in cells if text]
    return len(filled) >= 3 and filled == [str(n) for n in range(1, len(filled) + 1)]


def _line_of(row: PlanRow, table: RawTable, index: int) -> Line | None:
    """Return the row as a line when its only text stands over the whole width."""
    own = _cleaned(table.rows[index])
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


__all__ = [
    "Line",
    "PlanRow",
    "Stream",
    "heading_meaning",
    "is_indicator_like",
    "read_stream",
]
