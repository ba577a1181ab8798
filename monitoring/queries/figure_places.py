"""Places and years that have figures, and when these were calculated."""

import datetime as dt
from dataclasses import dataclass

from django.db.models import Count, F, Max, Q, QuerySet
from django.db.models.functions import Coalesce

from monitoring.models import Window
from roadmaps.queries.deadlines import school_year_of
from schools.models import Territory, User, scope_of


@dataclass(frozen=True)
class Standing:
    """When the figures of a place were calculated, and how many windows wait."""

    windows: int
    waiting: int
    calculated_at: dt.datetime | None


def standing(*, territory: Territory, year: int) -> Standing:
    """Return when the figures of a place were calculated, and what waits."""
    waits = Q(rolled_up_at__isnull=True) | Q(rolled_up_at__lt=F("changed_at"))
    found = windows_of(territory=territory, year=year).aggregate(
        windows=Count("pk"),
        waiting=Count("pk", filter=waits),
        calculated_at=Max("rolled_up_at"),
    )
    return Standing(**found)


def windows_of(*, territory: Territory, year: int) -> QuerySet[Window]:
    """Return the opened windows of a place in a school year."""
    return all_windows(territory).filter(year=year, opened_at__isnull=False)


def slots_of(*, territory: Territory, year: int) -> dict[str, str]:
    """Return the slots of a year that have opened, with the names of their calendars."""
    rows = (
        windows_of(territory=territory, year=year)
        .order_by("opens_on", "pk")
        .values_list("calendar__code", "opens_on__month", "calendar__name")
    )
    return {f"{code}:{month:02}": name for code, month, name in rows}


def places_for(*, user: User) -> QuerySet[Territory]:
    """Return regions and municipalities whose figures a person may read."""
    scope = scope_of(user)
    places = Territory.objects.annotate(
        region_name=Coalesce("parent__name", "name")
    ).order_by("region_name", F("parent").asc(nulls_first=True), "name")
    if scope.everything:
        return places
    keys = scope.territory_ids
    return places.filter(Q(pk__in=keys) | Q(parent_id__in=keys))


def years_for(*, territory: Territory, today: dt.date) -> list[int]:
    """Return the school years that have windows, the latest first; never none."""
    rows = all_windows(territory).filter(opened_at__isnull=False)
    years = set(rows.values_list("year", flat=True))
    return sorted(years or {school_year_of(today)}, reverse=True)


def all_windows(territory: Territory) -> QuerySet[Window]:
    """Return the windows of a municipality, or of a region's municipalities."""
    if territory.is_region:
        return Window.objects.filter(territory__parent=territory)
    return Window.objects.filter(territory=territory)
