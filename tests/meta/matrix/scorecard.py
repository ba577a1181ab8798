"""Who may see figures.

The world's indicator is common: whoever may look at figures sees it, each with the
figures of the own places. A school is led to its own page.
"""

from collections.abc import Mapping

from tests.meta.matrix.rows import (
    OFFICIALS,
    OUTSIDERS,
    SCHOOL_TEAMS,
    Lookup,
    Row,
    of,
)
from tests.meta.world import World


REDIRECT = 302
KEEPERS = frozenset({"coordinator", "administrator"})
TO_OWN = dict.fromkeys(SCHOOL_TEAMS, (REDIRECT, None))
OTHER_TEAM = frozenset({"other_school_team"})


def of_school(world: World) -> Mapping[str, object]:
    return {"pk": world.school.pk}


def of_place() -> Lookup:
    return lambda world: {"pk": world.municipality.pk, "year": 2025}


ROWS: dict[str, Row] = {
    "scorecard:list": Row(apart=TO_OWN),
    "scorecard:export": Row(to=OFFICIALS),
    "scorecard:years": Row(to=OFFICIALS),
    "scorecard:years_export": Row(to=OFFICIALS),
    "scorecard:own": Row(
        REDIRECT,
        to=SCHOOL_TEAMS,
        # Whoever works with everything has many schools.
        apart={"administrator": (200, None)},
    ),
    "scorecard:indicator": Row(to=OFFICIALS, kwargs=of("indicator")),
    "scorecard:school": Row(hidden_from=OUTSIDERS | OTHER_TEAM, kwargs=of_school),
    "scorecard:values": Row(hidden_from=OUTSIDERS | OTHER_TEAM, kwargs=of_school),
    "scorecard:stamp": Row(to=OFFICIALS, hidden_from=OUTSIDERS, kwargs=of_place()),
    "scorecard:recalculate": Row(
        None,
        REDIRECT,
        to=KEEPERS,
        hidden_from=frozenset({"other_coordinator"}),
        kwargs=of_place(),
    ),
}
