"""Addresses of schools, people, files and the trail."""

from tests.meta.matrix.rows import (
    ADMINISTRATORS,
    EVERYBODY,
    OFFICIALS,
    OUTSIDERS,
    Row,
    of,
)
from tests.meta.world import World


# A school team that asks for its neighbour's page hears that there is none.
NOT_MINE = OUTSIDERS | {"other_school_team"}
KEEPERS = frozenset({"coordinator", "administrator"})
ANY_KEEPERS = KEEPERS | {"other_coordinator"}
READERS_OF_PEOPLE = frozenset(
    {"coordinator", "other_coordinator", "analyst", "foreign_analyst", "administrator"}
)
READERS_OF_TRAIL = READERS_OF_PEOPLE | {"head"}


def the_school(world: World) -> dict[str, object]:
    return {"pk": world.school.pk}


def the_code(world: World) -> dict[str, object]:
    return {"pk": world.school.pk, "code_pk": world.school.codes.get().pk}


def the_alias(world: World) -> dict[str, object]:
    alias = world.school.aliases.get(is_former_name=False)
    return {"pk": world.school.pk, "alias_pk": alias.pk}


def the_methodist(world: World) -> dict[str, object]:
    return {"pk": world.people["methodist"].pk}


def of_school(get: int | None = 200, post: int | None = None, **kwargs) -> Row:
    """A page that changes one school.

    The right is asked first and the place second: whoever keeps no registry is
    refused, whoever keeps another one hears that there is no such school.
    """
    return Row(
        get,
        post,
        to=KEEPERS,
        hidden_from=frozenset({"other_coordinator"}),
        kwargs=kwargs.pop("kwargs", the_school),
        **kwargs,
    )


ROWS = {
    # A school team has one school and goes straight to it.
    "schools:list": Row(
        200,
        None,
        to=OFFICIALS,
        apart=dict.fromkeys(("school_team", "other_school_team"), (302, None)),
    ),
    "schools:export": Row(200, None, to=OFFICIALS),
    "schools:detail": Row(200, None, hidden_from=NOT_MINE, kwargs=the_school),
    "schools:new": Row(200, 200, to=ANY_KEEPERS),
    "schools:edit": of_school(200, 200),
    "schools:names": of_school(200),
    "schools:code_add": of_school(None, 200),
    "schools:code_end": of_school(200, 200, kwargs=the_code),
    "schools:alias_add": of_school(None, 200),
    "schools:alias_remove": of_school(None, 302, kwargs=the_alias),
    "people:list": Row(200, None, to=READERS_OF_PEOPLE),
    "people:me": Row(200, None),
    "people:person": Row(
        200,
        None,
        to=READERS_OF_PEOPLE,
        hidden_from=OUTSIDERS,
        apart={"methodist": (302, None)},
        kwargs=the_methodist,
    ),
    "people:invite": Row(200, 200, to=ADMINISTRATORS),
    "people:invite_again": Row(None, 302, to=ADMINISTRATORS, kwargs=the_methodist),
    "people:appoint": Row(200, 200, to=ADMINISTRATORS, kwargs=the_methodist),
    "people:rename": Row(
        200, 200, to=ADMINISTRATORS | {"methodist"}, kwargs=the_methodist
    ),
    "people:block": Row(200, 200, to=ADMINISTRATORS, kwargs=the_methodist),
    "people:membership_end": Row(200, 200, to=ADMINISTRATORS, kwargs=of("membership")),
    "audit:list": Row(200, None, to=READERS_OF_TRAIL),
    # The order of a municipality is for its officials, not for the schools inside.
    "files:download": Row(
        200,
        None,
        hidden_from=EVERYBODY
        - {"coordinator", "head", "methodist", "analyst", "administrator"},
        kwargs=of("file"),
    ),
}
