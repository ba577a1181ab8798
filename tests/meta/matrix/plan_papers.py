"""Addresses of papers and open pages of road maps."""

from tests.meta.matrix.rows import Row


ROWS: dict[str, Row] = {}
