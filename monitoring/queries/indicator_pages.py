"""Rows of the pages of indicators: what is collected, offered, how it has changed."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Count, Q, QuerySet

from monitoring.catalogue.integrity import Checked, Fault, faults
from monitoring.models import (
    Indicator,
    IndicatorTarget,
    IndicatorVersion,
    Window,
    WindowCalendar,
    WindowIndicator,
)
from monitoring.queries.indicators import collected, in_force, targets_of
from roadmaps.models import PlanIndicator, RoadMapVersion
from schools.models import Territory, User
from schools.policies import has_permission
from schools.queries.schools import visible_municipalities
from schools.roles import Permission


# The first year of the catalogues; the years before were not counted here.
FIRST_YEAR = 2021


@dataclass(frozen=True)
class Collected:
    """An indicator in a municipality and school year."""

    version: IndicatorVersion
    target: Decimal | None


@dataclass(frozen=True)
class Wanting:
    """An indicator with what it lacks."""

    version: IndicatorVersion
    faults: tuple[Fault, ...]


def places_of(*, user: User) -> list[Territory]:
    """Return the municipalities whose indicators the person may look at."""
    return list(visible_municipalities(user=user).select_related("parent"))


def managed_places(*, user: User) -> list[Territory]:
    """Return the municipalities whose indicators the person keeps."""
    return [
        place
        for place in places_of(user=user)
        if has_permission(user, Permission.MANAGE_MONITORING, place)
    ]


def years_to_choose(*, this_year: int) -> list[int]:
    """Return school years, the newest first; the next one is already planned."""
    return list(range(this_year + 1, FIRST_YEAR - 1, -1))


def collected_rows(*, territory: Territory, year: int) -> list[Collected]:
    """Return what is collected with its targets, in the order of the documents."""
    targets = targets_of(territory=territory, year=year)
    return [
        Collected(version, targets[version.indicator_id])
        for version in collected(territory=territory, year=year)
    ]


def offered(*, territory: Territory, year: int) -> list[IndicatorVersion]:
    """Return what could be collected and is not.

    A common indicator of which the municipality has its own is not offered.
    """
    rows = in_force(year).filter(
        Q(indicator__territory=territory) | Q(indicator__territory=None),
        indicator__is_active=True,
    )
    taken = IndicatorTarget.objects.filter(territory=territory, year=year)
    own_codes = Indicator.objects.filter(
        territory=territory, versions__valid_from__lte=year
    ).values("code")
    rows = rows.exclude(indicator__in=taken.values("indicator")).exclude(
        indicator__territory=None, indicator__code__in=own_codes
    )
    return list(rows.order_by("indicator__position", "indicator__code"))


def versions_of(indicator: Indicator) -> list[IndicatorVersion]:
    """Return all wordings with the windows that asked for each, the newest first."""
    rows = indicator.versions.select_related(
        *("indicator__territory", "calendar", "site_item", "procedure", "subject"),
        "created_by",
    ).order_by("-valid_from")
    windows = dict(
        WindowIndicator.objects.filter(version__in=rows)
        .order_by()
        .values_list("version")
        .annotate(windows=Count("pk"))
    )
    found = list(rows)
    for version in found:
        version.windows_count = windows.get(version.pk, 0)
    return found


def targets_by_year(*, indicator: Indicator, user: User) -> list[IndicatorTarget]:
    """Return targets of the municipalities that the person sees, the newest first."""
    places = Territory.objects.municipalities().visible_to(user).values("pk")
    rows = indicator.targets.filter(territory__in=places).select_related("territory")
    return list(rows.order_by("-year", "territory__name"))


def wanting_rows(*, territory: Territory, year: int) -> list[Wanting]:
    """Return the indicators of a year that lack something, with what it is."""
    rows = collected_rows(territory=territory, year=year)
    slots = _slots(row.version.calendar_id for row in rows)
    opened, asked = _windows(territory, year)
    found = []
    for row in rows:
        version = row.version
        checked = _checked(
            row,
            slots=slots.get(version.calendar_id, 0),
            opened=opened.get(version.calendar_id, 0),
            asked=asked.get(version.indicator_id, 0),
        )
        if wrong := faults(checked):
            found.append(Wanting(version, wrong))
    return found


def plans_with_indicators(*, user: User) -> QuerySet[RoadMapVersion]:
    """Return versions in force that name indicators, of places the person keeps."""
    keys = [place.pk for place in managed_places(user=user)]
    return (
        RoadMapVersion.objects.in_force()
        .filter(
            road_map__territory__in=keys,
            pk__in=PlanIndicator.objects.values("version"),
        )
        .select_related("road_map__territory__parent")
        .annotate(lines_count=Count("indicators"))
        .order_by("-road_map__starts_on", "pk")
    )


def lines_left(version: RoadMapVersion) -> list[PlanIndicator]:
    """Return the lines of a plan that no indicator was made from yet."""
    taken = Indicator.objects.filter(plan_indicator__version=version)
    rows = version.indicators.exclude(pk__in=taken.values("plan_indicator"))
    return list(rows.in_order())


def codes_of(territory: Territory) -> set[str]:
    """Return the codes that a municipality uses, common ones included."""
    rows = Indicator.objects.filter(Q(territory=territory) | Q(territory=None))
    return set(rows.values_list("code", flat=True))


def _checked(row: Collected, *, slots: int, opened: int, asked: int) -> Checked:
    version = row.version
    return Checked(
        level=version.level,
        kind=version.kind,
        source=version.source,
        numerator=version.numerator_text,
        denominator=version.denominator_text,
        filler=version.calendar.filler if version.calendar else None,
        slots=slots,
        target=row.target,
        has_site_item=version.site_item_id is not None,
        has_results=None
        not in {version.procedure_id, version.subject_id, version.grade},
        has_fact=bool(version.fact),
        opened=opened,
        asked=asked,
    )


def _slots(calendars: Iterable[int | None]) -> dict[int | None, int]:
    """Return how many windows a year each calendar has, if it is used at all."""
    keys = {key for key in calendars if key is not None}
    rows = (
        WindowCalendar.objects.filter(pk__in=keys, is_active=True)
        .annotate(slots_count=Count("slots"))
        .values_list("pk", "slots_count")
    )
    return dict(rows)


def _windows(territory: Territory, year: int) -> tuple[dict[int, int], dict[int, int]]:
    """Return opened windows by calendar, and by indicator those that asked for it."""
    windows = Window.objects.filter(
        territory=territory, year=year, opened_at__isnull=False
    )
    opened: dict[int, int] = defaultdict(int)
    for key in windows.order_by().values_list("calendar_id", flat=True):
        opened[key] += 1
    asked = (
        WindowIndicator.objects.filter(window__in=windows)
        .order_by()
        .values_list("version__indicator")
        .annotate(windows=Count("pk"))
    )
    return opened, dict(asked)
