"""Addresses of deadlines, publications and kinds of documents.

All objects lie in the world's municipality; the publication is `world.school`'s.
"""

from collections.abc import Mapping

from tests.meta.matrix.rows import OFFICIALS, OUTSIDERS, SCHOOL_TEAMS, Row, of
from tests.meta.world import World


MANAGERS = frozenset({"coordinator", "administrator"})
JUDGES = MANAGERS | {"methodist"}
OTHER = frozenset({"other_coordinator"})
OTHER_TEAM = frozenset({"other_school_team"})
UNPROCESSABLE, REDIRECT = 422, 302


def the_school(world: World) -> Mapping[str, object]:
    return {"pk": world.school.pk}


def an_item(world: World) -> Mapping[str, object]:
    return {"pk": world["published_programme"].pk, "item": "order"}


def a_reason(_world: World) -> Mapping[str, object]:
    return {"reason": "Основание"}


def managed(name: str, post: int = UNPROCESSABLE, **changes) -> Row:
    """A form about a thing of the municipality, for who keeps the programmes there."""
    return Row(200, post, to=MANAGERS, hidden_from=OTHER, kwargs=of(name), **changes)


def recorded(post: int = UNPROCESSABLE, **changes) -> Row:
    """A form about what is on a school's site, for the school and who looks at it."""
    return Row(
        200,
        post,
        to=JUDGES | {"school_team"},
        hidden_from=OTHER | OTHER_TEAM,
        **changes,
    )


ROWS: dict[str, Row] = {
    "deadlines:list": Row(),
    "deadlines:export": Row(to=OFFICIALS),
    "deadlines:new": Row(200, UNPROCESSABLE, to=MANAGERS | OTHER),
    "deadlines:standard": Row(200, UNPROCESSABLE, to=MANAGERS | OTHER),
    "deadlines:detail": Row(to=OFFICIALS, hidden_from=OUTSIDERS, kwargs=of("deadline")),
    "deadlines:edit": managed("deadline"),
    "deadlines:remove": managed("deadline", REDIRECT, data=a_reason),
    "deadlines:extend": managed("deadline"),
    "deadlines:extension_back": managed("extension", REDIRECT, data=a_reason),
    # A team has one school and is led to its page.
    "deadlines:publications": Row(apart=dict.fromkeys(SCHOOL_TEAMS, (REDIRECT, None))),
    "deadlines:publications_export": Row(to=OFFICIALS),
    "deadlines:package": Row(hidden_from=OUTSIDERS | OTHER_TEAM, kwargs=the_school),
    "deadlines:publication": recorded(kwargs=an_item),
    "deadlines:publication_confirm": Row(
        None, REDIRECT, to=JUDGES, hidden_from=OTHER, kwargs=of("publication")
    ),
    "deadlines:publication_check": Row(
        None,
        REDIRECT,
        hidden_from=OUTSIDERS | OTHER_TEAM,
        kwargs=of("publication"),
    ),
    "deadlines:publication_remove": recorded(
        REDIRECT, kwargs=of("publication"), data=a_reason
    ),
    "deadlines:kinds": Row(to=OFFICIALS),
    "deadlines:retention": Row(to=OFFICIALS),
    "deadlines:retention_edit": managed("own_kind"),
    "deadlines:kind_new": Row(200, UNPROCESSABLE, to=MANAGERS | OTHER),
    "deadlines:kind_edit": managed("own_kind"),
    "deadlines:kind_retire": managed("own_kind", REDIRECT, data=a_reason),
    "deadlines:kind_restore": managed("retired_kind", REDIRECT),
}
