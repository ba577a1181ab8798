"""Addresses of deadlines and publications of programmes."""

from tests.meta.matrix.rows import Row


ROWS: dict[str, Row] = {}
