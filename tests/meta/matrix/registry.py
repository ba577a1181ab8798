"""Addresses of schools, people, files and the trail."""

from tests.meta.matrix.rows import Row


ROWS: dict[str, Row] = {}
