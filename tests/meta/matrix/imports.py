"""Addresses of uploads."""

from tests.meta.matrix.rows import OUTSIDERS, Row, of


KEEPERS = frozenset({"coordinator", "analyst", "administrator"})
ANY_KEEPERS = KEEPERS | OUTSIDERS


def of_batch(
    get: int | None = 200, post: int | None = None, batch: str = "batch", **fields
) -> Row:
    """A page of one upload: outsiders hear that there is none."""
    return Row(get, post, to=KEEPERS, hidden_from=OUTSIDERS, kwargs=of(batch), **fields)


ROWS: dict[str, Row] = {
    "imports:list": Row(to=ANY_KEEPERS),
    # An empty form comes back with its errors.
    "imports:new": Row(post=200, to=ANY_KEEPERS),
    "imports:template": Row(to=ANY_KEEPERS, kwargs=lambda _world: {"kind": "results"}),
    "imports:detail": of_batch(),
    "imports:status": of_batch(batch="written_batch"),
    "imports:marked": of_batch(),
    "imports:columns": of_batch(post=200, batch="mapped_batch"),
    "imports:names": of_batch(post=302),
    "imports:confirm": of_batch(get=None, post=302),
    "imports:cancel": of_batch(get=None, post=302),
    "imports:restart": of_batch(get=None, post=302, batch="failed_batch"),
    "imports:undo": of_batch(post=200, batch="written_batch"),
}
