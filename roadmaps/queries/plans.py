"""Road maps of a person's places, as the list and the page show them."""

import datetime as dt

from django.db.models import Count, IntegerField, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from roadmaps.enums import OccurrenceState, VersionState
from roadmaps.models import (
    Activity,
    Occurrence,
    RoadMap,
    RoadMapVersion,
)
from schools.models import Territory, User
from schools.policies import has_permission
from schools.roles import Permission


def listed_road_maps(*, user: User, today: dt.date) -> QuerySet[RoadMap]:
    """Return the person's road maps with their versions and how far they are.

    A person without the right to read plans (a school's team) hears of no drafts.
    """
    versions = RoadMapVersion.objects.filter(road_map=OuterRef("pk"))
    drafts = versions.drafts()
    if not has_permission(user, Permission.VIEW_PLANS):
        drafts = drafts.none()
    in_force = versions.in_force()
    return (
        RoadMap.objects.visible_to(user)
        .select_related("territory")
        .annotate(
            version_number=Subquery(in_force.values("number")[:1]),
            order_number=Subquery(in_force.values("order_number")[:1]),
            order_date=Subquery(in_force.values("order_date")[:1]),
            draft_number=Subquery(drafts.values("number")[:1]),
            draft_returned_at=Subquery(drafts.values("returned_at")[:1]),
            activities=_activities(),
            **_progress(today),
        )
    )


def visible_versions(*, user: User, road_map: RoadMap) -> list[RoadMapVersion]:
    """Return the versions that the person may read, the newest first."""
    rows = (
        RoadMapVersion.objects.visible_to(user)
        .filter(road_map=road_map)
        .select_related("order_file", "approved_by", "returned_by", "created_by")
        .order_by("-number")
    )
    versions = list(rows)
    for version in versions:
        version.road_map = road_map
    return versions


def shown_version(
    versions: list[RoadMapVersion], *, asked: str = ""
) -> RoadMapVersion | None:
    """Return the version that was asked for, else that in force, else the newest."""
    for version in versions:
        if asked and str(version.number) == asked:
            return version
    if asked:
        return None
    in_force = [v for v in versions if not v.is_draft and v.replaced_at is None]
    return next(iter([*in_force, *versions]), None)


def editable_places(*, user: User) -> QuerySet[Territory]:
    """Return municipalities in which the person keeps plans."""
    places = Territory.objects.visible_to(user).municipalities().order_by("name")
    keys = [
        place.pk
        for place in places.select_related("parent")
        if has_permission(user, Permission.EDIT_PLANS, place)
    ]
    return places.filter(pk__in=keys)


def _counted(rows: QuerySet, by: str) -> Coalesce:
    counts = rows.order_by().values(by).annotate(rows=Count("pk")).values("rows")
    return Coalesce(Subquery(counts, output_field=IntegerField()), 0)


def _activities() -> Coalesce:
    """Count the rows of the version in force; of a new plan, those of its draft."""
    versions = RoadMapVersion.objects.filter(road_map=OuterRef("version__road_map"))
    shown = versions.exclude(state=VersionState.REPLACED).order_by("number")
    rows = Activity.objects.filter(
        version__road_map=OuterRef("pk"), version=Subquery(shown.values("pk")[:1])
    )
    return _counted(rows, "version__road_map")


def _progress(today: dt.date) -> dict[str, Coalesce]:
    rows = Occurrence.objects.filter(line__road_map=OuterRef("pk")).exclude(
        state=OccurrenceState.CANCELLED
    )
    asked = {
        "terms_total": Q(),
        "terms_done": Q(state=OccurrenceState.DONE),
        "terms_overdue": Q(state=OccurrenceState.PLANNED, due_on__lt=today),
    }
    return {
        name: _counted(rows.filter(condition), "line__road_map")
        for name, condition in asked.items()
    }
