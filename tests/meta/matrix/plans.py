"""Addresses of road maps.

The world's `road_map` is in force, `drafted_map` has a draft only: a school's team
hears that the second one does not exist.
"""

from tests.meta.matrix.rows import (
    OFFICIALS,
    OUTSIDERS,
    Row,
    of,
)
from tests.meta.world import World


KEEPERS = frozenset({"coordinator", "administrator"})
OTHER_KEEPER = frozenset({"other_coordinator"})
APPROVERS = frozenset({"head", "administrator"})
UNPROCESSABLE, REDIRECT = 422, 302


def a_reason(_world: World) -> dict[str, object]:
    return {"reason": "Основание"}


def the_section(world: World) -> dict[str, object]:
    return {"pk": world["plan_draft"].sections.get().pk}


def of_draft(get: int | None = 200, post: int | None = UNPROCESSABLE, **changes) -> Row:
    """A page on which a draft is changed: the right first, the place second."""
    values = {"kwargs": of("plan_draft"), **changes}
    return Row(get, post, to=KEEPERS, hidden_from=OTHER_KEEPER, **values)


def of_row(get: int | None = 200, post: int | None = UNPROCESSABLE, **changes) -> Row:
    """A page on which a row of a draft is changed."""
    return of_draft(get, post, kwargs=of("draft_activity"), **changes)


def read(name: str, get: int = 200) -> Row:
    """A page of what is in force: everybody of the place reads it."""
    return Row(get, None, hidden_from=OUTSIDERS, kwargs=of(name))


ROWS: dict[str, Row] = {
    "plans:list": Row(200),
    "plans:new": Row(200, UNPROCESSABLE, to=KEEPERS | OTHER_KEEPER),
    "plans:new_standard": Row(200, UNPROCESSABLE, to=KEEPERS | OTHER_KEEPER),
    "plans:parties": Row(200, to=OFFICIALS),
    "plans:party": of_draft(kwargs=of("party")),
    "plans:party_merge": of_draft(None, kwargs=of("party")),
    "plans:detail": read("road_map"),
    "plans:version": read("plan_version", REDIRECT),
    "plans:activity": read("activity"),
    "plans:difference": read("road_map"),
    "plans:correct": of_draft(None, REDIRECT, kwargs=of("road_map")),
    "plans:roll_over": of_draft(kwargs=of("road_map")),
    "plans:edit": of_draft(),
    "plans:indicators": of_draft(),
    "plans:discard": of_draft(200, REDIRECT, data=a_reason),
    # The coordinator reads the check, the head enters the order.
    "plans:approve": Row(
        200,
        UNPROCESSABLE,
        to=KEEPERS | APPROVERS,
        hidden_from=OTHER_KEEPER,
        kwargs=of("plan_draft"),
        post_to=APPROVERS,
    ),
    "plans:return": Row(200, UNPROCESSABLE, to=APPROVERS, kwargs=of("plan_draft")),
    "plans:settle": of_draft(None, REDIRECT),
    "plans:reading": of_draft(200, None),
    "plans:section_new": of_draft(),
    "plans:section_edit": of_draft(kwargs=the_section),
    "plans:section_move": of_draft(None, REDIRECT, kwargs=the_section),
    "plans:section_remove": of_draft(200, REDIRECT, kwargs=the_section, data=a_reason),
    "plans:activity_new": of_draft(),
    "plans:activity_edit": of_row(),
    "plans:activity_move": of_row(None, REDIRECT),
    "plans:activity_remove": of_row(200, REDIRECT, data=a_reason),
}
