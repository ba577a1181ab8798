"""Addresses of what is due."""

from tests.meta.matrix.rows import Row


ROWS: dict[str, Row] = {}
