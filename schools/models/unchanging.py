"""Rows that stay as they are once they are final."""

from collections.abc import Iterable


class UnchangingRowError(Exception):
    """Code tried to change a row that is final; people never meet this."""

    def __init__(self, what: str) -> None:
        super().__init__(f"{what} не меняется: это итог, а не черновик.")


def demand_changeable(
    fields: Iterable[str], *, allowed: frozenset[str], is_final: bool, what: str
) -> None:
    """Refuse a write to a final row unless it touches allowed fields alone."""
    if is_final and not set(fields) <= allowed:
        raise UnchangingRowError(what)
