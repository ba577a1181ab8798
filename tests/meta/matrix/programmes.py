"""Addresses of schools' programmes."""

from tests.meta.matrix.rows import Row


ROWS: dict[str, Row] = {}
