"""Writes the schools of a run: forty thousand rows in one stream."""

import io
import itertools
import json
from collections.abc import Iterable, Iterator
from typing import Any

import pandas as pd
from django.db import connection

from identification.datasets.calculation import Calculation
from identification.datasets.packing import json_columns
from identification.models import Run, RunSchool


BATCH = 1000
# Rows turned into text at a time: memory stays flat.
STREAM_ROWS = 2000
STREAM_BYTES = 1 << 20
_JSON = frozenset(
    {"factors", "contributions", "cells", "rule_cells", "rule_clauses"},
)
_NULL = r"\N"


def write_schools(*, run: Run, calculation: Calculation, digests: list[str]) -> None:
    """Write one row per school; PostgreSQL takes them as a COPY stream."""
    columns = _columns(run, calculation, digests)
    if connection.vendor == "postgresql":
        _copy(columns)
    else:
        _insert(columns)


def _columns(
    run: Run, calculation: Calculation, digests: list[str]
) -> dict[str, list[Any]]:
    """Return the columns of the table by name; None stands for nothing."""
    table = calculation.table.drop(columns="rule_clauses")
    size = len(table)
    columns: dict[str, list[Any]] = {
        "run_id": [run.pk] * size,
        "school_id": calculation.inputs.schools["pk"].tolist(),
        "inputs_digest": digests,
    }
    for name in table.columns:
        columns[name] = _values(table[name])
    return columns | json_columns(calculation)


def _values(column: pd.Series) -> list[Any]:
    if not pd.api.types.is_float_dtype(column):
        return list(column.tolist())
    # Only «not a number» differs from itself.
    return [value if value == value else None for value in column.tolist()]


def _insert(columns: dict[str, list[Any]]) -> None:
    names = list(columns)
    rows = (
        RunSchool(
            **{
                name: json.loads(value) if name in _JSON else value
                for name, value in zip(names, row, strict=True)
            }
        )
        for row in zip(*columns.values(), strict=True)
    )
    RunSchool.objects.bulk_create(rows, batch_size=BATCH)


def _copy(columns: dict[str, list[Any]]) -> None:
    table = connection.ops.quote_name(RunSchool._meta.db_table)  # noqa: SLF001
    names = ", ".join(connection.ops.quote_name(name) for name in columns)
    stream = _Stream(_lines(columns))
    with connection.cursor() as cursor:
        cursor.copy_expert(
            f"COPY {table} ({names}) FROM STDIN", stream, size=STREAM_BYTES
        )


def _lines(columns: dict[str, list[Any]]) -> Iterator[str]:
    """Write rows in PostgreSQL's text form, a portion at a time."""
    size = len(columns["school_id"])
    for start in range(0, size, STREAM_ROWS):
        portion = [
            _texts(values[start : start + STREAM_ROWS]) for values in columns.values()
        ]
        lines = map("\t".join, zip(*portion, strict=True))
        yield "\n".join(itertools.chain(lines, [""]))


def _texts(values: list[Any]) -> Iterable[str]:
    sample = next((value for value in values if value is not None), None)
    if isinstance(sample, str):
        return [_escaped(value) for value in values]
    return [_NULL if value is None else repr(value) for value in values]


def _escaped(text: str) -> str:
    if "\\" not in text and "\n" not in text and "\t" not in text and "\r" not in text:
        return text
    return (
        text.replace("\\", "\\\\")
        .replace("\n", "\\n")
        .replace("\t", "\\t")
        .replace("\r", "\\r")
    )


class _Stream(io.RawIOBase):
    """A file that the driver reads while the rows are being written."""

    def __init__(self, portions: Iterator[str]) -> None:
        self._portions = portions
        self._portion = io.BytesIO()

    def readable(self) -> bool:
        """Tell the driver that it may read."""
        return True

    def read(self, size: int = -1) -> bytes:
        """Return at most so many bytes; nothing at the end."""
        piece = self._portion.read(size)
        if not piece:
            self._portion = io.BytesIO(next(self._portions, "").encode())
            piece = self._portion.read(size)
        return piece
