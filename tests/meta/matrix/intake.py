"""Addresses of road-map documents on their way in."""

from tests.meta.matrix.rows import OFFICIALS, OUTSIDERS, Row, of
from tests.meta.world import World


EDITORS = frozenset({"coordinator", "administrator"})
ANY_EDITORS = EDITORS | {"other_coordinator"}
# Who edits plans elsewhere hears that there is no such document.
OTHER_EDITOR = frozenset({"other_coordinator"})
UNPROCESSABLE, REDIRECT = 422, 302


def a_cell(_world: World) -> dict[str, object]:
    return {"key": "plan:title", "text": "План района"}


def of_intake(get: int | None = 200, post: int | None = None, **changes) -> Row:
    """A page that changes a document."""
    values = {"kwargs": of("intake"), **changes}
    return Row(get, post, to=EDITORS, hidden_from=OTHER_EDITOR, **values)


ROWS: dict[str, Row] = {
    "intake:list": Row(to=OFFICIALS),
    # An empty form comes back with its errors.
    "intake:new": Row(200, UNPROCESSABLE, to=ANY_EDITORS),
    "intake:paste": Row(200, UNPROCESSABLE, to=ANY_EDITORS),
    "intake:detail": Row(to=OFFICIALS, hidden_from=OUTSIDERS, kwargs=of("intake")),
    "intake:status": Row(
        to=OFFICIALS, hidden_from=OUTSIDERS, kwargs=of("failed_intake")
    ),
    "intake:columns": of_intake(post=UNPROCESSABLE),
    # A GET without the name of a cell finds none.
    "intake:cell": of_intake(404, REDIRECT, data=a_cell),
    "intake:period": of_intake(None, REDIRECT),
    "intake:confirm": of_intake(post=REDIRECT),
    "intake:discard": of_intake(post=UNPROCESSABLE),
    "intake:restart": of_intake(None, REDIRECT, kwargs=of("failed_intake")),
}
