"""Addresses of what is due.

The world's occurrence concerns `world.school` and no other school; `other_occurrence`
concerns none.
"""

import datetime as dt

from tests.meta.matrix.rows import OFFICIALS, OUTSIDERS, Row, of
from tests.meta.world import World


RECORDERS = frozenset({"coordinator", "methodist", "administrator"})
OTHER_RECORDER = frozenset({"other_coordinator"})
# Who speaks for the school of the world: its team and who records the plan.
SPEAKERS = RECORDERS | {"school_team"}
NOT_CONCERNED = OUTSIDERS | {"other_school_team"}
# The right to answer at all is asked before which school it is for.
NO_SPEAKER = frozenset({"other_coordinator", "other_school_team"})
UNPROCESSABLE, REDIRECT, MISSING = 422, 302, 404


def a_reason(_world: World) -> dict[str, object]:
    return {"reason": "Основание"}


def one_more(_world: World) -> dict[str, object]:
    return {"count": 1}


def a_day(_world: World) -> dict[str, object]:
    return {"done_on": dt.date(2025, 10, 20), "without_document": "on"}


def of_term(post: int = UNPROCESSABLE, **changes) -> Row:
    """A page on which is recorded what came of a term."""
    values = {"kwargs": of("occurrence"), **changes}
    return Row(200, post, to=RECORDERS, hidden_from=OTHER_RECORDER, **values)


def of_answer(post: int = UNPROCESSABLE, **changes) -> Row:
    """A page on which a school answers, or somebody for it."""
    values = {"kwargs": of("answer"), **changes}
    return Row(200, post, to=SPEAKERS, hidden_from=NO_SPEAKER, **values)


ROWS: dict[str, Row] = {
    "terms:list": Row(),
    "terms:calendar": Row(),
    "terms:gantt": Row(hidden_from=OUTSIDERS, kwargs=of("road_map")),
    "terms:progress": Row(to=OFFICIALS, hidden_from=OUTSIDERS, kwargs=of("road_map")),
    "terms:settings": Row(200, REDIRECT),
    "terms:address": Row(None, REDIRECT),
    "terms:close": Row(None, REDIRECT),
    # Whoever asks: without the secret there is nothing.
    "terms:feed": Row(
        MISSING, None, public=True, kwargs=lambda _world: {"secret": "not-a-secret"}
    ),
    "terms:occurrence": Row(hidden_from=NOT_CONCERNED, kwargs=of("occurrence")),
    "terms:done": of_term(),
    "terms:times": of_term(REDIRECT, data=one_more),
    "terms:dates": of_term(),
    "terms:cancel": of_term(REDIRECT, data=a_reason),
    "terms:reopen": of_term(REDIRECT, kwargs=of("cancelled_occurrence"), data=a_reason),
    "terms:evidence": of_term(),
    "terms:evidence_remove": Row(
        200,
        REDIRECT,
        to=SPEAKERS,
        hidden_from=NO_SPEAKER,
        kwargs=of("evidence"),
        data=a_reason,
    ),
    "terms:answer": of_answer(REDIRECT, data=a_day),
    "terms:answer_back": of_answer(REDIRECT, kwargs=of("given_answer"), data=a_reason),
}
