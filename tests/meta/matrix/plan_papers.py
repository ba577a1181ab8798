"""Addresses of papers and open pages of road maps."""

from tests.meta.matrix.rows import OFFICIALS, OUTSIDERS, Row, of
from tests.meta.world import World


# Who keeps the plan of the world's municipality, and who keeps another one.
KEEPERS = frozenset({"coordinator", "administrator"})
OTHER_KEEPER = frozenset({"other_coordinator"})
REDIRECT = 302


def a_paper(world: World) -> dict[str, object]:
    return {"kind": "plan_docx", "version": world["plan_version"].pk}


def of_paper(get: int | None = 200, post: int | None = None) -> Row:
    """A page of a paper: officials of its place read it."""
    return Row(get, post, to=OFFICIALS, hidden_from=OUTSIDERS, kwargs=of("plan_report"))


def of_switch(get: int | None = 200, post: int | None = None) -> Row:
    """A page about opening the plan: those who edit it."""
    return Row(get, post, to=KEEPERS, hidden_from=OTHER_KEEPER, kwargs=of("road_map"))


ROWS: dict[str, Row] = {
    "plan_papers:new": Row(
        200,
        REDIRECT,
        hidden_from=OUTSIDERS,
        post_to=OFFICIALS,
        kwargs=of("road_map"),
        data=a_paper,
    ),
    "plan_papers:detail": of_paper(),
    "plan_papers:status": of_paper(),
    "plan_papers:restart": of_paper(None, REDIRECT),
    # The plan as approved is for schools too.
    "plan_papers:download": Row(200, hidden_from=OUTSIDERS, kwargs=of("plan_report")),
    "public_plans:plan": Row(200, public=True, kwargs=of("road_map")),
    "public_plans:preview": of_switch(),
    "public_plans:settings": of_switch(200, REDIRECT),
}
