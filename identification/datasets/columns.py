"""Reads a million rows into arrays without making a million Python objects."""

import io
from typing import Any

import numpy as np
from django.core.exceptions import EmptyResultSet
from django.db import connections
from django.db.models import QuerySet
from numpy.typing import NDArray


CHUNK_ROWS = 20_000
# Stands for «no value»: a stream of fixed width has no place for a null.
MISSING = -1e300

_HEADER = b"PGCOPY\n\xff\r\n\x00"
_HEADER_BYTES = len(_HEADER) + 8
_TRAILER_BYTES = 2


def read_columns(
    rows: QuerySet[Any, tuple[Any, ...]], dtype: np.dtype[Any]
) -> NDArray[Any]:
    """Return the rows of a `values_list` as a structured array.

    Every column has to be a number or a boolean of the width that the type
    gives it, and never null. PostgreSQL sends its own binary rows, which are
    read where they lie; other databases are read in portions.
    """
    connection = connections[rows.db]
    if connection.vendor == "postgresql":
        return _copied(rows, dtype, connection)
    return np.fromiter(rows.iterator(chunk_size=CHUNK_ROWS), dtype=dtype)


def _copied(
    rows: QuerySet[Any, tuple[Any, ...]], dtype: np.dtype[Any], connection: Any
) -> NDArray[Any]:
    try:
        statement, parameters = rows.query.sql_with_params()
    except EmptyResultSet:  # asked for a value out of an empty list
        return np.empty(0, dtype=dtype)
    stream = io.BytesIO()
    with connection.cursor() as cursor:
        select = cursor.mogrify(statement, parameters).decode()
        copy = f"COPY ({select}) TO STDOUT (FORMAT binary)"
        cursor.copy_expert(copy, stream)
    return _parsed(stream.getbuffer(), dtype)


def _parsed(stream: memoryview, dtype: np.dtype[Any]) -> NDArray[Any]:
    """Read binary rows: a count of fields, then a length before every value."""
    if bytes(stream[: len(_HEADER)]) != _HEADER:
        raise ValueError("PostgreSQL sent no binary rows")
    wire = _wire_type(dtype)
    body = len(stream) - _HEADER_BYTES - _TRAILER_BYTES
    if body % wire.itemsize:
        raise ValueError("a column is null or has another width than its type")
    records = np.frombuffer(
        stream, dtype=wire, count=body // wire.itemsize, offset=_HEADER_BYTES
    )
    result = np.empty(len(records), dtype=dtype)
    for name in dtype.names or ():
        if (records[f"{name} width"] != dtype[name].itemsize).any():
            raise ValueError(f"column {name} has another width than its type")
        result[name] = records[name]
    return result


def _wire_type(dtype: np.dtype[Any]) -> np.dtype[Any]:
    fields: list[tuple[str, Any]] = [("fields", ">i2")]
    for name in dtype.names or ():
        fields.append((f"{name} width", ">i4"))
        fields.append((name, dtype[name].newbyteorder(">")))
    return np.dtype(fields)
