"""Reads a whole column at once: each different cell is understood only once."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import NDArray

from schools.ingest.schema import Array, Field
from schools.ingest.sheets import Cell, cell_text
from schools.ingest.values import Reading, State, read_cell
from schools.ingest.wording import DASHES, squeeze


@dataclass(frozen=True, slots=True)
class ParsedColumn:
    """A read column.

    Parameters
    ----------
    values
        Floats with NaN for numbers, objects with None otherwise; shape (rows,).
    states
        `State` of every cell, int8, shape (rows,).
    invalid
        Position → reading of every cell that could not be read.
    """

    values: Array
    states: NDArray[np.int8]
    invalid: dict[int, Reading]


def read_column(cells: Sequence[Cell], field: Field) -> ParsedColumn:
    """Return the column read by the kind of its field; never raises."""
    types = set(map(type, cells))
    if bool in types:
        # True equals 1.0 as a key of a dictionary, so it becomes a text first.
        cells = [cell_text(cell) if isinstance(cell, bool) else cell for cell in cells]
    if types == {float} and field.is_numeric:
        return _read_numbers(cells, field)
    return _read_by_dictionary(cells, field)


def _read_numbers(cells: Sequence[Cell], field: Field) -> ParsedColumn:
    """Read a column that holds nothing but numbers, as most columns do."""
    values: NDArray[np.float64] = np.array(cells, dtype=np.float64)
    suspicious = ~np.isfinite(values)
    if field.kind == "integer":
        suspicious |= (values != np.floor(values)) | (np.abs(values) >= 1e15)
    elif field.places is not None:
        values = _rounded(values, field.places)
    if field.minimum is not None and not isinstance(field.minimum, date):
        suspicious |= values < field.minimum
    if field.maximum is not None and not isinstance(field.maximum, date):
        suspicious |= values > field.maximum
    places = np.flatnonzero(suspicious).tolist()
    invalid = {place: read_cell(cells[place], field) for place in places}
    states = np.zeros(len(cells), dtype=np.int8)
    for place, reading in invalid.items():
        states[place] = reading.state
        values[place] = np.nan
    invalid = {
        place: reading
        for place, reading in invalid.items()
        if reading.state is State.INVALID
    }
    return ParsedColumn(values, states, invalid)


def _rounded(values: NDArray[np.float64], places: int) -> NDArray[np.float64]:
    """Round as `round` does, so that both ways of reading agree to the last bit."""
    different, inverse = np.unique(values, return_inverse=True)
    rounded = np.array([round(value, places) for value in different.tolist()])
    result: NDArray[np.float64] = rounded[inverse]
    return result


def _read_by_dictionary(cells: Sequence[Cell], field: Field) -> ParsedColumn:
    numbers = {cell: number for number, cell in enumerate(dict.fromkeys(cells))}
    readings = [read_cell(cell, field) for cell in numbers]
    if field.kind == "boolean":
        readings = _with_dash_as_no(list(numbers), readings)
    codes = np.fromiter(
        map(numbers.__getitem__, cells), dtype=np.int64, count=len(cells)
    )
    states = np.array([reading.state for reading in readings], dtype=np.int8)
    values: Array
    if field.is_numeric:
        values = np.array(
            [_as_float(reading) for reading in readings], dtype=np.float64
        )
    else:
        values = np.empty(len(readings), dtype=object)
        values[:] = [reading.value for reading in readings]
    wrong = np.flatnonzero(states[codes] == State.INVALID) if len(codes) else ()
    invalid = {int(place): readings[codes[place]] for place in wrong}
    return ParsedColumn(values[codes], states[codes], invalid)


def _as_float(reading: Reading) -> float:
    return reading.value if isinstance(reading.value, float) else np.nan


def _with_dash_as_no(cells: list[Cell], readings: list[Reading]) -> list[Reading]:
    """Take a dash for «нет» in a column that uses «+» for «да»."""
    texts = [DASHES.sub("-", squeeze(cell_text(cell))) for cell in cells]
    if "+" not in texts:
        return readings
    no = Reading(State.VALUE, False)
    return [
        no if text == "-" else reading
        for text, reading in zip(texts, readings, strict=True)
    ]
