"""Reads a located, mapped table into columns and says what is wrong in which cell."""

from collections.abc import Callable
from operator import itemgetter

import numpy as np
from numpy.typing import NDArray

from schools.ingest.columns import ParsedColumn, read_column
from schools.ingest.header import TableLocation, known_headings
from schools.ingest.identity import identity_by_heading
from schools.ingest.mapping import Mapping, personal_columns
from schools.ingest.parsed import ParsedTable, repeated_keys
from schools.ingest.remarks import Remarks
from schools.ingest.schema import Array, Field, RowCheck, TableSchema
from schools.ingest.sheets import Cell, Sheet, cell_text
from schools.ingest.values import State


Progress = Callable[[int, int], None]


def parse_table(
    sheet: Sheet,
    location: TableLocation,
    mapping: Mapping,
    schema: TableSchema,
    progress: Progress | None = None,
) -> ParsedTable:
    """Return the table's columns and everything that is wrong with them.

    Columns with people's data are recognised here once more, whatever the mapping
    says, and leave no trace but their headings.

    Parameters
    ----------
    sheet, location, mapping, schema
        The sheet, where its table stands, which column is which field, what is
        expected.
    progress
        Called after every column with (columns done, columns in all).
    """
    dropped = identity_by_heading(location.headers, known_headings(schema))
    dropped |= personal_columns(sheet, location)
    places = {
        code: index for code, index in mapping.fields.items() if index not in dropped
    }
    fields = [item for item in schema.fields if item.code in places]
    remarks = Remarks(sheet.name, location, places)
    data = [sheet.rows[index] for index in location.data_rows.tolist()]
    parsed: dict[str, ParsedColumn] = {}
    for done, item in enumerate(fields, start=1):
        cells = list(map(itemgetter(places[item.code]), data))
        _fill_merged(sheet, location, places[item.code], item, schema, cells, remarks)
        parsed[item.code] = _checked(cells, item, remarks)
        if progress is not None:
            progress(done, len(fields))
    _check_rows(schema, parsed, remarks)
    duplicates = _check_repeats(schema, parsed, location, remarks)
    _check_missing_columns(schema, places, remarks)
    return ParsedTable(
        schema=schema,
        sheet=sheet.name,
        columns={code: column.values for code, column in parsed.items()},
        states={code: column.states for code, column in parsed.items()},
        rows=location.data_rows + 1,
        error_rows=remarks.error_rows,
        findings=remarks.in_order(),
        findings_omitted=remarks.omitted,
        dropped_columns=tuple(location.headers[index] for index in sorted(dropped)),
        drop_indexes=tuple(sorted(dropped)),
        skipped=location.skipped,
        duplicates=duplicates,
    )


def _fill_merged(
    sheet: Sheet,
    location: TableLocation,
    column: int,
    field: Field,
    schema: TableSchema,
    cells: list[Cell],
    remarks: Remarks,
) -> None:
    """Give every row of a cell merged downwards its value, in place.

    A merged school or year belongs to each row. A merged number does not: 25 pupils
    over three rows are not 75, so it stays in its first row, with a warning.
    """
    is_repeated = field.code in schema.key or not field.is_numeric
    for top, left, bottom, right in sheet.merges:
        if not left <= column <= right or top == bottom:
            continue
        first, end = np.searchsorted(location.data_rows, (top, bottom + 1)).tolist()
        if end - first < 2:
            continue
        if is_repeated:
            cells[first:end] = [sheet.rows[top][left]] * (end - first)
        else:
            remarks.add(
                first, field, cells[first], "merged_value",
                "Число стоит в объединённой ячейке и прочитано только в первой строке",
                "разъедините ячейки и впишите число в каждую строку",
                severity="warning",
            )  # fmt: skip


def _checked(cells: list[Cell], field: Field, remarks: Remarks) -> ParsedColumn:
    column = read_column(cells, field)
    for place, reading in column.invalid.items():
        remarks.add(
            place, field, cells[place], reading.rule, reading.message, reading.advice
        )
    if field.required:
        missing = (column.states != State.VALUE) & (column.states != State.INVALID)
        for place in np.flatnonzero(missing).tolist():
            remarks.add(
                place, field, cells[place], "required",
                "Обязательное значение не указано",
                "впишите значение или удалите строку",
            )  # fmt: skip
    return column


def _check_rows(
    schema: TableSchema, parsed: dict[str, ParsedColumn], remarks: Remarks
) -> None:
    for check in schema.checks:
        if not all(name in parsed for name in check.columns):
            continue
        present = [parsed[name].states == State.VALUE for name in check.columns]
        places = np.flatnonzero(np.logical_and.reduce(present))
        values = {name: parsed[name].values[places] for name in check.columns}
        holds = np.asarray(check.test(values), dtype=bool)
        for position in np.flatnonzero(~holds).tolist():
            _add_broken_check(
                schema, check, values, position, int(places[position]), remarks
            )


def _add_broken_check(
    schema: TableSchema,
    check: RowCheck,
    values: dict[str, Array],
    position: int,
    place: int,
    remarks: Remarks,
) -> None:
    texts = {name: cell_text(column[position]) for name, column in values.items()}
    first = check.columns[0]
    remarks.add(
        place,
        schema.field(first),
        texts[first],
        check.code,
        check.message.format_map(texts),
        check.advice.format_map(texts),
    )


def _check_repeats(
    schema: TableSchema,
    parsed: dict[str, ParsedColumn],
    location: TableLocation,
    remarks: Remarks,
) -> tuple[tuple[int, int], ...]:
    if not schema.key or not all(name in parsed for name in schema.key):
        return ()
    usable: NDArray[np.bool_] = np.ones(len(location.data_rows), dtype=bool)
    for name in schema.key:
        states = parsed[name].states
        is_required = schema.field(name).required
        usable &= states == State.VALUE if is_required else states != State.INVALID
    columns = {name: parsed[name].values for name in schema.key}
    numbers = location.data_rows + 1
    repeats = []
    for first, later in repeated_keys(columns, schema.key, usable):
        pair = int(numbers[first]), int(numbers[later])
        repeats.append(pair)
        remarks.mark_error(first)
        remarks.add(
            later, schema.field(schema.key[0]), columns[schema.key[0]][later],
            "duplicate_key",
            f"Строки {pair[0]} и {pair[1]} описывают одно и то же",
            "оставьте одну из них",
        )  # fmt: skip
    return tuple(repeats)


def _check_missing_columns(
    schema: TableSchema, places: dict[str, int], remarks: Remarks
) -> None:
    for item in schema.fields:
        if item.required and item.code not in places:
            remarks.add_missing_column(item)
