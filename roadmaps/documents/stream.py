"""Turns the blocks of a document into one stream of lines and rows of the plan."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from roadmaps.documents.column_shapes import by_shape, continued
from roadmaps.documents.columns import name_columns
from roadmaps.documents.header_rows import Header, find_headers
from roadmaps.documents.headers import is_other_header, looks_like_header
from roadmaps.documents.model import (
    Column,
    ColumnMeaning,
    RawDocument,
    RawTable,
    RowRef,
)
from roadmaps.documents.plan_rows import (
    Columns,
    Line,
    PlanRow,
    are_numbered,
    as_wide,
    cleaned_row,
    filled_count,
    is_foreign_header,
    is_indicator_like,
    is_numbers_row,
    line_of,
    plan_row,
    repeats_header,
)
from roadmaps.documents.wording import clean, compact


@dataclass(slots=True)
class Stream:
    """Lines and rows in order, the columns of plan tables, and the other tables."""

    items: list[Line | PlanRow] = field(default_factory=list)
    columns: dict[int, Columns] = field(default_factory=dict)
    continues: dict[int, int] = field(default_factory=dict)
    others: list[int] = field(default_factory=list)
    # Every row under the heading of a plan that says something of its own.
    rows: list[PlanRow] = field(default_factory=list)


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
        columns = as_wide(self._given[number], len(table.rows[0]))
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
            body = [cleaned_row(row) for row in table.rows[header.last + 1 : end]]
            columns = self._columns_under(header, body)
            if header is not headers[0]:
                self._keep_other_header(number, table, header, headers[0])
                columns = _filled_from(self._current, columns)
            self._set_anchor(number, columns)
            self._rows(number, table, header.last + 1, end, has_header=True)

    def _keep_other_header(
        self, number: int, table: RawTable, header: Header, first: Header
    ) -> None:
        """Keep rows in the middle that look like headings and repeat none."""
        known = {
            compact(" ".join(table.rows[index]))
            for index in range(first.first, first.last + 1)
        }
        for index in range(header.first, header.last + 1):
            row = plan_row(number, table, index, self._current or ())
            if row is not None and compact(" ".join(table.rows[index])) not in known:
                self.stream.rows.append(row)

    def _columns_under(self, header: Header, body: list[tuple[str, ...]]) -> Columns:
        named = name_columns(header, [row for row in body if filled_count(row) > 1])
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
        rows = [cleaned_row(row) for row in table.rows[:end]]
        wide = [row for row in rows if filled_count(row) > 1]
        if self._current and wide and self.stream.columns:
            columns = continued(self._current, wide)
            if columns and (len(rows) == len(wide) or are_numbered(wide, columns)):
                self._continue(number, columns)
                self._rows(number, table, 0, end, has_header=False)
                return
        self._as_lines(number, table, 0, end)

    def _take_headless(self, number: int, table: RawTable) -> None:
        body = [cleaned_row(row) for row in table.rows]
        wide = [
            row for row in body if filled_count(row) > 1 and not is_numbers_row(row)
        ]
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
            row = plan_row(number, table, index, columns)
            if row is not None and is_foreign_header(row):
                # Another table is typed under the plan on the same sheet.
                self._as_lines(number, table, index, end)
                return
            if row is None or repeats_header(row, header_texts):
                continue
            self.stream.rows.append(row)
            if looks_like_header(row.cells):
                continue
            item = line_of(row, table, index)
            if item is not None:
                self.stream.items.append(item)
                continue
            self.stream.items.append(
                PlanRow(row.ref, row.cells, columns, row.covered, is_first, has_header)
            )
            is_first = False

    def _as_lines(self, number: int, table: RawTable, first: int, end: int) -> None:
        for index in range(first, end):
            for cell in cleaned_row(table.rows[index]):
                if cell:
                    self.stream.items.append(Line(cell, RowRef(number, index)))


def _filled_from(before: Columns | None, columns: Columns) -> Columns:
    """Let a heading in the middle that names only some columns leave the others."""
    if before is None or len(before) != len(columns):
        return columns
    return tuple(
        now if now.header else old for old, now in zip(before, columns, strict=True)
    )
