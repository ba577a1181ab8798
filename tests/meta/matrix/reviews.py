"""Addresses of the review desk.

The coordinator works on `review`; `finished_review` sent a programme back to
`world.school`, whose team has been told `told_remark`.
"""

from roadmaps.presenters.review_page import ANSWER_SEEN
from schools.queries.versions import fingerprint
from tests.meta.matrix.rows import (
    EVERYBODY,
    OFFICIALS,
    OUTSIDERS,
    SCHOOL_TEAMS,
    Row,
    of,
)
from tests.meta.world import World


JUDGES = frozenset({"coordinator", "methodist", "administrator"})
MANAGERS = frozenset({"coordinator", "administrator"})
OTHER = frozenset({"other_coordinator"})
UNPROCESSABLE, REDIRECT = 422, 302
# The review is the coordinator's: the others are led to it and write nothing.
ONLY_READ = {"methodist": (302, 302), "administrator": (302, 302)}


def a_score(_world: World) -> dict[str, object]:
    return {"score": "2", "comment": "", "seen": ""}


def a_remark(_world: World) -> dict[str, object]:
    return {"section": "Цель", "text": "Уточните."}


def a_reason(_world: World) -> dict[str, object]:
    return {"reason": "Отпуск"}


def an_answer(world: World) -> dict[str, object]:
    return {"answer": "Готово", "seen": fingerprint(world["told_remark"], ANSWER_SEEN)}


def pair(name: str, **more: str):
    """Return the lookup of two keys of the address."""

    def lookup(world: World) -> dict[str, object]:
        return {"pk": world[name].pk, **{key: world[n].pk for key, n in more.items()}}

    return lookup


REVIEW = of("review")


def button(kwargs=REVIEW, **changes) -> Row:
    """A form of the reviewer that leads back to the review, whatever came of it."""
    return Row(None, REDIRECT, to=JUDGES, hidden_from=OTHER, kwargs=kwargs, **changes)


def step() -> Row:
    """A page on which the author of the open review does something with it."""
    return Row(
        200,
        UNPROCESSABLE,
        to=JUDGES,
        hidden_from=OTHER,
        kwargs=of("review"),
        apart=ONLY_READ,
    )


ROWS: dict[str, Row] = {
    "reviews:desk": Row(to=JUDGES | OTHER),
    "reviews:start": button(of("waiting_version")),
    # Of an open review a school hears nothing.
    "reviews:review": Row(
        to=OFFICIALS, hidden_from=OUTSIDERS | SCHOOL_TEAMS, kwargs=of("review")
    ),
    "reviews:score": button(pair("review", criterion_pk="criterion"), data=a_score),
    "reviews:carry": button(),
    "reviews:remark_new": button(data=a_remark),
    "reviews:remark_resolve": button(pair("review", remark_pk="told_remark")),
    "reviews:remark_remove": button(of("remark")),
    "reviews:remark_answer": Row(
        200,
        REDIRECT,
        to=frozenset({"school_team", "administrator"}),
        hidden_from=frozenset({"other_school_team"}),
        kwargs=of("told_remark"),
        data=an_answer,
    ),
    "reviews:second": step(),
    "reviews:take": Row(
        200,
        REDIRECT,
        to=MANAGERS,
        hidden_from=OTHER,
        kwargs=of("review"),
        data=a_reason,
    ),
    "reviews:marks": step(),
    "reviews:marks_remove": button(),
    "reviews:file": Row(
        hidden_from=OUTSIDERS | {"other_school_team"}, kwargs=of("finished_review")
    ),
    "reviews:finish": step(),
    "reviews:checklists": Row(to=EVERYBODY),
    "reviews:checklist_new": Row(200, UNPROCESSABLE, to=MANAGERS | OTHER),
    "reviews:checklist": Row(hidden_from=OUTSIDERS, kwargs=of("checklist")),
}
