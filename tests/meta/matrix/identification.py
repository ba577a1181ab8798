"""Addresses of identification."""

from tests.meta.matrix.rows import OFFICIALS, OUTSIDERS, SCHOOL_TEAMS, Row, of
from tests.meta.world import World


# Who loads data and starts runs anywhere, and who does where the world's objects lie.
ANY_KEEPERS = frozenset(
    {"coordinator", "other_coordinator", "analyst", "foreign_analyst", "administrator"}
)
RULE_KEEPERS = frozenset({"analyst", "foreign_analyst", "administrator"})
DECIDERS = frozenset({"coordinator", "administrator"})
OTHER_DECIDER = frozenset({"other_coordinator"})
REPORTERS = ANY_KEEPERS | {"head"}
# A school team that asks for its neighbour's sheet hears that there is none.
NOT_MINE = OUTSIDERS | {"other_school_team"}
UNPROCESSABLE, REDIRECT = 422, 302


def two_runs(world: World) -> dict[str, object]:
    return {"pk": world["run"].pk, "other_pk": world["decided_run"].pk}


def the_sheet(world: World) -> dict[str, object]:
    return {"pk": world["decided_run"].pk, "school_pk": world.school.pk}


def the_item(world: World) -> dict[str, object]:
    return {"pk": world["decision"].pk, "item_pk": world["item"].pk}


def a_verdict(world: World) -> dict[str, object]:
    return {"verdict": "accepted", f"reason-{world['item'].pk}": "Основание"}


def a_municipality(world: World) -> dict[str, object]:
    return {"territory": world.municipality.pk}


def a_reason(world: World) -> dict[str, object]:
    return {"reason": "Основание"}


def of_run(get: int | None = 200, post: int | None = None, **changes) -> Row:
    """A page of a run: officials of its place read it."""
    values = {"to": OFFICIALS, "hidden_from": OUTSIDERS, "kwargs": of("run"), **changes}
    return Row(get, post, **values)


def start_run(get: int | None = 200, post: int | None = None) -> Row:
    """A page from which work on a run begins: the right first, the place second."""
    return of_run(get, post, to=ANY_KEEPERS)


def decide(get: int | None = None, post: int | None = None, **changes) -> Row:
    """A page that changes a draft."""
    values = {"kwargs": of("decision"), **changes}
    return Row(get, post, to=DECIDERS, hidden_from=OTHER_DECIDER, **values)


ROWS = {
    "identification:data": Row(200, to=ANY_KEEPERS),
    "identification:runs": Row(200),
    "identification:run_new": Row(200, UNPROCESSABLE, to=ANY_KEEPERS),
    "identification:run": of_run(),
    "identification:run_status": of_run(),
    "identification:run_export": of_run(),
    "identification:run_model": of_run(),
    "identification:run_verification": of_run(),
    "identification:run_scenarios": of_run(),
    "identification:run_difference": of_run(kwargs=two_runs),
    "identification:run_restart": start_run(None, REDIRECT),
    "identification:run_verify": start_run(None, REDIRECT),
    "identification:what_if": start_run(200, UNPROCESSABLE),
    "identification:run_school": Row(
        200,
        to=OFFICIALS | SCHOOL_TEAMS,
        hidden_from=NOT_MINE,
        kwargs=the_sheet,
    ),
    "identification:run_papers": Row(
        200,
        REDIRECT,
        to=REPORTERS,
        hidden_from=OUTSIDERS,
        kwargs=of("run"),
    ),
    "identification:school_paper": Row(
        None,
        REDIRECT,
        to=REPORTERS | SCHOOL_TEAMS,
        hidden_from=NOT_MINE,
        kwargs=the_sheet,
    ),
    "identification:paper": Row(
        200, to=OFFICIALS | SCHOOL_TEAMS, hidden_from=NOT_MINE, kwargs=of("report")
    ),
    "identification:paper_status": Row(
        200, to=OFFICIALS | SCHOOL_TEAMS, hidden_from=NOT_MINE, kwargs=of("report")
    ),
    "identification:paper_restart": Row(
        None,
        REDIRECT,
        to=REPORTERS | SCHOOL_TEAMS,
        hidden_from=NOT_MINE,
        kwargs=of("report"),
    ),
    "identification:decision_open": decide(
        post=REDIRECT, kwargs=of("run"), data=a_municipality
    ),
    "identification:decisions": Row(200, to=OFFICIALS),
    "identification:decision": Row(
        200, to=OFFICIALS, hidden_from=OUTSIDERS, kwargs=of("decision")
    ),
    "identification:decision_item": decide(
        post=REDIRECT, kwargs=the_item, data=a_verdict
    ),
    "identification:decision_item_remove": decide(post=REDIRECT, kwargs=the_item),
    "identification:decision_typed": decide(post=REDIRECT),
    "identification:decision_all": decide(200, REDIRECT, data=a_reason),
    "identification:decision_add": decide(200, UNPROCESSABLE),
    "identification:decision_record": decide(200, UNPROCESSABLE),
    "identification:decision_discard": decide(200, REDIRECT, data=a_reason),
    "identification:rule_sets": Row(200, to=OFFICIALS),
    "identification:rule_set": Row(
        200, to=OFFICIALS, hidden_from=OUTSIDERS, kwargs=of("rule_set")
    ),
    "identification:rule_set_new": Row(200, UNPROCESSABLE, to=RULE_KEEPERS),
}
