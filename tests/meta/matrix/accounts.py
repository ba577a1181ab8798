"""Addresses of the account: login, password, second factor."""

from tests.meta.matrix.rows import Row


ROWS: dict[str, Row] = {}
