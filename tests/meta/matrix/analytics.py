"""Who may make papers and recommendations.

The world's `note` is a draft of the municipality, `sheet` a frozen sheet of its school;
`recommendation` was issued to the school.
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


OTHER_TEAM = frozenset({"other_school_team"})
ISSUERS = frozenset({"coordinator", "methodist", "administrator"})
OTHER_OFFICE = frozenset({"other_coordinator"})
WRITERS = frozenset({"school_team", "administrator"})
UNPROCESSABLE, REDIRECT = 422, 302


def coded(name: str, code: str) -> Lookup:
    def kwargs(world: World) -> Mapping[str, object]:
        return {"pk": world[name].pk, "code": code}

    return kwargs


def of_makers(get: int | None, post: int | None) -> Row:
    return Row(get, post, to=OFFICIALS, hidden_from=OUTSIDERS, kwargs=of("note"))


def of_issuers(get: int | None, post: int | None) -> Row:
    return Row(
        get, post, to=ISSUERS, hidden_from=OTHER_OFFICE, kwargs=of("recommendation")
    )


ROWS: dict[str, Row] = {
    "analytics:reports": Row(),
    "analytics:report_new": Row(200, UNPROCESSABLE, to=OFFICIALS),
    "analytics:summary": Row(None, REDIRECT, to=OFFICIALS),
    "analytics:check": Row(),
    "analytics:report": Row(hidden_from=OUTSIDERS | SCHOOL_TEAMS, kwargs=of("note")),
    "analytics:report_status": of_makers(200, None),
    "analytics:report_make": of_makers(None, REDIRECT),
    "analytics:report_discard": of_makers(None, REDIRECT),
    "analytics:freeze": of_makers(200, REDIRECT),
    "analytics:section": Row(
        200,
        REDIRECT,
        to=OFFICIALS,
        hidden_from=OUTSIDERS,
        kwargs=coded("note", "basis"),
    ),
    "analytics:report_file": Row(
        hidden_from=OUTSIDERS | OTHER_TEAM, kwargs=coded("sheet", "pdf")
    ),
    "analytics:recommendations": Row(),
    "analytics:recommendations_export": Row(),
    "analytics:recommendation_new": Row(200, UNPROCESSABLE, to=ISSUERS | OTHER_OFFICE),
    "analytics:recommendations_draft": Row(None, REDIRECT, to=ISSUERS | OTHER_OFFICE),
    # Nothing is ticked: back to the drafts.
    "analytics:recommendations_batch": Row(
        REDIRECT, REDIRECT, to=ISSUERS | OTHER_OFFICE
    ),
    "analytics:recommendation": Row(
        hidden_from=OUTSIDERS | OTHER_TEAM, kwargs=of("recommendation")
    ),
    "analytics:recommendation_edit": of_issuers(200, UNPROCESSABLE),
    "analytics:recommendation_issue": of_issuers(None, REDIRECT),
    "analytics:recommendation_answer": Row(
        None,
        UNPROCESSABLE,
        to=WRITERS,
        hidden_from=OTHER_TEAM,
        kwargs=of("recommendation"),
    ),
    "analytics:recommendation_close": of_issuers(200, UNPROCESSABLE),
    "analytics:recommendation_file": Row(
        hidden_from=OUTSIDERS | OTHER_TEAM, kwargs=of("recommendation")
    ),
}
