"""Who may check sites, and who sees what the portal has calculated.

All windows lie in the world's municipality; the sheet and the check are `world.school`'s.
"""

from collections.abc import Mapping

from tests.meta.matrix.rows import OFFICIALS, OUTSIDERS, Row, of
from tests.meta.world import World


MANAGERS = frozenset({"coordinator", "administrator"})
CHECKERS = MANAGERS | {"methodist"}
OTHER = frozenset({"other_coordinator"})
OTHER_TEAM = frozenset({"other_school_team"})
UNPROCESSABLE, REDIRECT = 422, 302


def an_item(world: World) -> Mapping[str, object]:
    return {"pk": world["site_form"].pk, "item_pk": world["site_item"].pk}


def office(name: str, **changes) -> Row:
    """A page of the municipality's that schools do not open."""
    return Row(to=OFFICIALS, hidden_from=OUTSIDERS, kwargs=of(name), **changes)


ROWS: dict[str, Row] = {
    "sites:desk": Row(),
    "sites:window": office("site_window"),
    "sites:export": office("site_window"),
    "sites:sheet": Row(hidden_from=OUTSIDERS | OTHER_TEAM, kwargs=of("site_form")),
    "sites:check": Row(
        None, UNPROCESSABLE, to=CHECKERS, hidden_from=OTHER, kwargs=an_item
    ),
    # An office may not answer for a school; the administrator may do everything.
    "sites:answer": Row(
        None,
        REDIRECT,
        to=frozenset({"school_team", "administrator"}),
        hidden_from=OTHER_TEAM,
        kwargs=of("site_check"),
    ),
    "sites:link": Row(
        None,
        REDIRECT,
        hidden_from=OUTSIDERS | OTHER_TEAM,
        kwargs=of("site_check"),
    ),
    "sites:computed_list": Row(to=OFFICIALS),
    "sites:computed_window": office("computed_window"),
    "sites:compute": Row(
        None, REDIRECT, to=MANAGERS, hidden_from=OTHER, kwargs=of("computed_window")
    ),
    "sites:computed": office("computed_indicator"),
    "sites:computed_export": office("computed_indicator"),
    "sites:rules": Row(to=OFFICIALS),
    "sites:rule_new": Row(200, UNPROCESSABLE, to=MANAGERS | OTHER),
}
