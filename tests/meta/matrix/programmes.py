"""Addresses of schools' programmes.

The world's `programme` was sent once and returned, `drafted_programme` was never sent:
whoever is not of its school hears that it does not exist.
"""

from collections.abc import Mapping

from tests.meta.matrix.rows import (
    EVERYBODY,
    OFFICIALS,
    OUTSIDERS,
    Lookup,
    Row,
    of,
)
from tests.meta.world import World


WRITERS = frozenset({"school_team", "administrator"})
OTHER_TEAM = frozenset({"other_school_team"})
NOT_OF_THE_SCHOOL = EVERYBODY - WRITERS
# Of the place or above it, and the school itself.
HIDDEN_FROM = OUTSIDERS | OTHER_TEAM
KEEPERS = frozenset({"coordinator", "administrator"})
UNPROCESSABLE, REDIRECT, MISSING = 422, 302, 404


def version_of(name: str) -> Lookup:
    def kwargs(world: World) -> Mapping[str, object]:
        return {"pk": world[name].pk, "number": 1}

    return kwargs


def move_of(name: str, code: str) -> Lookup:
    def kwargs(world: World) -> Mapping[str, object]:
        return {"pk": world[name].pk, "code": code}

    return kwargs


def receipt_of(world: World) -> Mapping[str, object]:
    return {"pk": world["programme"].pk, "step_pk": world["programme_step"].pk}


ROWS: dict[str, Row] = {
    "programmes:list": Row(),
    "programmes:export": Row(to=OFFICIALS),
    "programmes:search": Row(),
    "programmes:new": Row(200, UNPROCESSABLE, to=WRITERS | OTHER_TEAM),
    "programmes:detail": Row(hidden_from=HIDDEN_FROM, kwargs=of("programme")),
    "programmes:upload": Row(
        200,
        UNPROCESSABLE,
        to=WRITERS,
        hidden_from=OTHER_TEAM,
        kwargs=of("programme"),
    ),
    "programmes:presentation_new": Row(
        200,
        UNPROCESSABLE,
        to=WRITERS | KEEPERS,
        hidden_from=HIDDEN_FROM,
        kwargs=of("programme"),
    ),
    # Recorded by the team: its author and who keeps the programmes may correct it.
    "programmes:presentation_edit": Row(
        200,
        UNPROCESSABLE,
        to=WRITERS | KEEPERS,
        hidden_from=HIDDEN_FROM,
        kwargs=of("presentation"),
    ),
    # Without a new version the step is refused, with its reason on the page.
    "programmes:move": Row(
        200,
        UNPROCESSABLE,
        to=WRITERS,
        hidden_from=HIDDEN_FROM,
        kwargs=move_of("programme", "resubmit"),
    ),
    "programmes:file": Row(hidden_from=HIDDEN_FROM, kwargs=version_of("programme")),
    "programmes:difference": Row(
        REDIRECT, hidden_from=HIDDEN_FROM, kwargs=version_of("programme")
    ),
    "programmes:similar": Row(
        to=OFFICIALS, hidden_from=OUTSIDERS, kwargs=version_of("programme")
    ),
    "programmes:receipt": Row(hidden_from=HIDDEN_FROM, kwargs=receipt_of),
    "programmes:receipt_file": Row(hidden_from=HIDDEN_FROM, kwargs=receipt_of),
}
