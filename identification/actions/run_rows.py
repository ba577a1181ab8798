"""Writes the schools of a run: forty thousand rows in one stream."""

import io
import itertools
import json
from collections.abc import Iterable, Iterator
from typing import Any

import numpy as np
import pandas as pd
from django.db import connection

from identification.datasets.calculation import Calculation
from identification.datasets.packing import packed_columns
from identification.models import Run, RunSchool


BATCH = 1000
# Rows turned into text at a time: memory stays flat.
STREAM_ROWS = 2000
STREAM_BYTES = 1 << 20
_NULL = r"\N"
_SPECIAL = str.maketrans({"\\": "\\\\", "\n": "\\n", "\t": "\\t", "\r": "\\r"})


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
        "rule_clauses": calculation.table["rule_clauses"].to_list(),
    }
    for name in table.columns:
        columns[name] = _values(table[name])
    return columns | packed_columns(calculation)


def _values(column: pd.Series) -> list[Any]:
    if not pd.api.types.is_float_dtype(column):
        return list(column.to_numpy().tolist())
    values: list[Any] = column.to_numpy().tolist()
    for place in np.flatnonzero(column.isna().to_numpy()):
        values[place] = None
    return values


def _insert(columns: dict[str, list[Any]]) -> None:
    columns["rule_clauses"] = [_clauses(text) for text in columns["rule_clauses"]]
    rows = (
        RunSchool(**dict(zip(columns, row, strict=True)))
        for row in zip(*columns.values(), strict=True)
    )
    RunSchool.objects.bulk_create(rows, batch_size=BATCH)


def _clauses(text: str) -> list[str]:
    return text.split(",") if text else []


def _copy(columns: dict[str, list[Any]]) -> None:
    clauses = columns["rule_clauses"]
    known = {text: json.dumps(_clauses(text)) for text in set(clauses)}
    columns["rule_clauses"] = [known[text] for text in clauses]
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
        return _escaped(values)
    if isinstance(sample, bytes):
        return [f"\\\\x{value.hex()}" for value in values]
    texts = list(map(repr, values))
    return texts if None not in values else [_nothing(text) for text in texts]


def _escaped(values: list[str]) -> list[str]:
    """Protect what the text form means something else by; hardly ever there."""
    whole = "".join(values)
    if not any(sign in whole for sign in "\\\n\t\r"):
        return values
    return [text.translate(_SPECIAL) for text in values]


def _nothing(text: str) -> str:
    return _NULL if text == "None" else text


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
