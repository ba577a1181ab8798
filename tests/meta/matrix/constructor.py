"""Addresses of the constructor of programmes.

The world's `written_programme` was never sent: whoever is not of its school hears
that it does not exist.
"""

from collections.abc import Mapping

from tests.meta.matrix.rows import EVERYBODY, Lookup, Row, of
from tests.meta.world import World


WRITERS = frozenset({"school_team", "administrator"})
REDIRECT = 302


def with_draft(**more: str) -> Lookup:
    def kwargs(world: World) -> Mapping[str, object]:
        return {"pk": world["written_programme"].pk, **more}

    return kwargs


def of_draft(get: int | None = 200, post: int | None = None, **changes) -> Row:
    """A page of a draft: the school's own."""
    values = {"kwargs": of("written_programme"), **changes}
    return Row(get, post, to=WRITERS, hidden_from=EVERYBODY - WRITERS, **values)


ROWS: dict[str, Row] = {
    "constructor:edit": of_draft(),
    "constructor:section": of_draft(200, REDIRECT, kwargs=with_draft(code="aim")),
    "constructor:field": of_draft(None, REDIRECT, kwargs=with_draft(key="aim")),
    "constructor:export": of_draft(kwargs=with_draft(form="docx")),
    "constructor:version": of_draft(200, REDIRECT),
}
