"""Addresses of the constructor of programmes."""

from tests.meta.matrix.rows import Row


ROWS: dict[str, Row] = {}
