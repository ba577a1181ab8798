"""Addresses of road-map documents on their way in."""

from tests.meta.matrix.rows import Row


ROWS: dict[str, Row] = {}
