"""Addresses of identification."""

from tests.meta.matrix.rows import Row


ROWS: dict[str, Row] = {}
