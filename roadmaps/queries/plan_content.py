"""The rows of a version with what hangs on them, in few queries."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable

from django.db.models import Prefetch, QuerySet

from roadmaps.models import (
    Activity,
    ActivityParty,
    Evidence,
    Milestone,
    Occurrence,
    PlanLine,
    RoadMapVersion,
)
from roadmaps.queries.due import with_due_state
from schools.models import School, User


def activities_of(version: RoadMapVersion) -> QuerySet[Activity]:
    """Return a version's rows in order, with parties, cells of years and schools."""
    links = ActivityParty.objects.select_related("party").order_by("position", "pk")
    cells = Milestone.objects.order_by("position", "pk")
    return version.activities.in_order().prefetch_related(
        Prefetch("party_links", queryset=links, to_attr="links"),
        Prefetch("milestones", queryset=cells, to_attr="cells"),
    )


def occurrences_by_line(
    line_ids: Iterable[int], *, user: User, today: dt.date
) -> dict[int, list[Occurrence]]:
    """Return what is due of each line with its state on a day, in order of time."""
    found: dict[int, list[Occurrence]] = defaultdict(list)
    rows = Occurrence.objects.visible_to(user).filter(line_id__in=list(line_ids))
    for row in with_due_state(rows, today=today).order_by("due_on", "starts_on", "pk"):
        found[row.line_id].append(row)
    return found


def evidence_of(line: PlanLine, *, user: User) -> list[Evidence]:
    """Return the papers of a line that the person may see, the newest first."""
    rows = Evidence.objects.visible_to(user).filter(occurrence__line=line)
    return list(
        rows.select_related("occurrence", "school", "file").order_by("-added_at", "pk")
    )


def wordings_over_versions(line: PlanLine, *, user: User) -> list[Activity]:
    """Return the rows of one line over the versions, the oldest first."""
    links = ActivityParty.objects.select_related("party").order_by("position", "pk")
    return list(
        Activity.objects.visible_to(user)
        .filter(line=line)
        .select_related("version", "section")
        .prefetch_related(
            Prefetch("party_links", queryset=links, to_attr="links"),
            Prefetch(
                "milestones",
                queryset=Milestone.objects.order_by("position", "pk"),
                to_attr="cells",
            ),
        )
        .order_by("version__number")
    )


def choosable_schools(version: RoadMapVersion, *, today: dt.date) -> QuerySet[School]:
    """Return the schools that an activity may concern."""
    place = version.road_map.territory
    return School.objects.in_territory(place).open_on(today).order_by("name")


def milestone_columns(version: RoadMapVersion) -> list[tuple[int | None, str]]:
    """Return the columns of years, as the layout names them or as the cells do.

    Each is (year, label); a column that is no year has its words as the label.
    """
    named = [
        column["milestone"] or column["header"]
        for column in version.layout
        if column["meaning"] == "milestone"
    ]
    columns = [_column(words) for words in named]
    cells = version.milestones.order_by("year", "position")
    found = [column_key(*pair) for pair in cells.values_list("year", "label")]
    return list(dict.fromkeys([*columns, *found]))


def column_key(year: int | None, label: str) -> tuple[int | None, str]:
    """Return by what a cell finds its column: the year, or the words of its header."""
    return (year, "") if year else (None, label)


def _column(words: str) -> tuple[int | None, str]:
    digits = words.strip().split(" ")[0]
    if len(digits) == 4 and digits.isdecimal():
        return int(digits), ""
    return None, words.strip()[:100]
