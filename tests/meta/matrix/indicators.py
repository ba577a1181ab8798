"""Who may see and change indicators."""

from tests.meta.matrix.rows import ADMINISTRATORS, OFFICIALS, Row, of
from tests.meta.world import World


EDITORS = frozenset({"coordinator", "administrator"})
ANY_EDITORS = EDITORS | {"other_coordinator"}
# Who edits indicators elsewhere hears that there is no such municipality or plan.
OTHER_EDITOR = frozenset({"other_coordinator"})
UNPROCESSABLE, REDIRECT = 422, 302


def this_place(world: World) -> dict[str, object]:
    return {"territory": world.municipality.pk, "year": 2026}


ROWS: dict[str, Row] = {
    "indicators:list": Row(to=OFFICIALS),
    "indicators:export": Row(to=OFFICIALS),
    "indicators:integrity": Row(to=OFFICIALS),
    "indicators:targets": Row(to=OFFICIALS),
    # An empty form comes back with its errors.
    "indicators:load": Row(200, UNPROCESSABLE, to=ANY_EDITORS),
    "indicators:new": Row(200, UNPROCESSABLE, to=ANY_EDITORS),
    "indicators:carry": Row(
        None, REDIRECT, to=EDITORS, hidden_from=OTHER_EDITOR, data=this_place
    ),
    "indicators:plans": Row(to=ANY_EDITORS),
    "indicators:from_plan": Row(
        200,
        UNPROCESSABLE,
        to=EDITORS,
        hidden_from=OTHER_EDITOR,
        kwargs=of("plan_version"),
    ),
    # The indicator of the world is common: everybody reads it.
    "indicators:detail": Row(kwargs=of("indicator")),
    # Only the administrator words it anew, others make their own of it.
    "indicators:version_new": Row(
        200, UNPROCESSABLE, to=ADMINISTRATORS, kwargs=of("indicator")
    ),
    "indicators:own": Row(200, REDIRECT, to=ANY_EDITORS, kwargs=of("indicator")),
    "indicators:target": Row(
        None,
        REDIRECT,
        to=EDITORS,
        hidden_from=OTHER_EDITOR,
        kwargs=of("indicator"),
        data=this_place,
    ),
    "indicators:stop": Row(200, UNPROCESSABLE, to=ANY_EDITORS, kwargs=of("indicator")),
}
