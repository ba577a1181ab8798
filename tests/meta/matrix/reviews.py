"""Addresses of the review desk."""

from tests.meta.matrix.rows import Row


ROWS: dict[str, Row] = {}
