"""What the diagram of a plan and the month show."""

import datetime as dt

from roadmaps.enums import OccurrenceState, VersionState
from roadmaps.models import Activity, Occurrence, RoadMap, RoadMapVersion
from roadmaps.queries.agenda import concerning, with_activity
from schools.models import User


# An old office computer draws so many rows of bars without a pause.
ROWS_AT_ONCE = 300


def version_in_force(road_map: RoadMap) -> RoadMapVersion | None:
    """Return the version that people work by; none before the first approval."""
    versions = road_map.versions.filter(state=VersionState.IN_FORCE)
    return versions.select_related("road_map__territory").first()


def activities_of(version: RoadMapVersion, *, section: int | None) -> list[Activity]:
    """Return the activities of a version, or of one section, in the document's order."""
    rows = Activity.objects.filter(version=version).select_related("section")
    if section:
        rows = rows.filter(section_id=section)
    return list(rows.order_by("section__position", "position", "pk"))


def first_section(version: RoadMapVersion) -> int | None:
    """Return the section to begin with where all would be too much; else none."""
    rows = Activity.objects.filter(version=version)
    if rows.count() <= ROWS_AT_ONCE:
        return None
    ordered = rows.order_by("section__position", "position")
    return ordered.values_list("section_id", flat=True).first()


def terms_of(road_map: RoadMap, *, user: User) -> list[Occurrence]:
    """Return the terms of a plan that the person may see, in order of time."""
    rows = Occurrence.objects.visible_to(user).filter(line__road_map=road_map)
    return list(rows.order_by("due_on", "starts_on", "pk"))


def terms_of_month(
    month: dt.date, *, user: User, is_mine: bool, road_map: int | None
) -> list[Occurrence]:
    """Return what is due in a month, in the order of the plan."""
    rows = Occurrence.objects.visible_to(user).filter(
        due_on__year=month.year, due_on__month=month.month
    )
    rows = rows.exclude(state=OccurrenceState.CANCELLED)
    if is_mine:
        rows = rows.filter(concerning(user))
    if road_map:
        rows = rows.filter(line__road_map_id=road_map)
    return list(with_activity(rows).order_by("due_on", "plan_position", "pk"))
