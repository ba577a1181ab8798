"""What the windows of a school year would be: days, indicators, what they cost."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db.models import Q, QuerySet

from monitoring.enums import Filler, Level, SchoolGroup, Source, Track, ValueKind
from monitoring.models import (
    CalendarSlot,
    IndicatorVersion,
    Window,
    WindowCalendar,
    WindowIndicator,
)
from monitoring.queries.computed import COMPUTED
from monitoring.queries.indicators import collected
from monitoring.queries.school_groups import groups_on
from monitoring.seasons import (
    MINUTES_PER_FIELD,
    Burden,
    Clash,
    Days,
    Load,
    Slot,
    Stretch,
    burden_of,
    clashes_between,
    days_of,
)
from schools.models import Territory, User
from schools.policies import has_permission
from schools.roles import Permission
from schools.templatetags.portal_format import MONTHS


RISK_TRACKS = (Track.RISK, Track.PREVENTION)


@dataclass(frozen=True)
class PlannedWindow:
    """One window of a year: as it stands, or as it would be made."""

    calendar: WindowCalendar
    phase: str
    title: str
    days: Days
    versions: tuple[IndicatorVersion, ...]
    schools: int
    existing: Window | None = None

    @property
    def fields(self) -> int:
        """Return how many fields one school fills."""
        if self.calendar.filler != Filler.SCHOOL:
            return 0
        return fields_of(self.versions)

    @property
    def stretch(self) -> Stretch:
        """Return it for the search of clashes."""
        keys = frozenset(version.indicator_id for version in self.versions)
        return Stretch(self.title, self.days.opens_on, self.days.due_on, keys)


@dataclass(frozen=True)
class YearPlan:
    """All windows of a municipality in a school year, in the order of their days."""

    windows: tuple[PlannedWindow, ...]

    @property
    def missing(self) -> list[PlannedWindow]:
        """Return those that would be made."""
        return [window for window in self.windows if window.existing is None]

    def burden(self, *, minutes_per_field: int = MINUTES_PER_FIELD) -> Burden:
        """Return what all of them cost schools."""
        loads = (Load(window.fields, window.schools) for window in self.windows)
        return burden_of(loads, minutes_per_field=minutes_per_field)

    def clashes(self) -> list[Clash]:
        """Return what is wrong between windows that schools fill."""
        return clashes_between([item.stretch for item in self.windows if item.fields])


def year_plan(*, territory: Territory, year: int, today: dt.date) -> YearPlan:
    """Return the windows of a year; those that are not there yet as they would be.

    Schools are counted as of today: whose forms they will be is known only when
    each window opens.
    """
    by_calendar: dict[int | None, list[IndicatorVersion]] = defaultdict(list)
    for version in collected(territory=territory, year=year):
        by_calendar[version.calendar_id].append(version)
    calendars = usable_calendars(territory).filter(pk__in=_keys(by_calendar))
    held = groups_on(territory=territory, day=today, with_risk=True)
    existing = _existing(territory, year)
    found = []
    for calendar in calendars.prefetch_related("slots"):
        versions = tuple(by_calendar[calendar.pk])
        schools = _schools(held, versions)
        for slot in calendar.slots.all():
            window = existing.get((calendar.pk, slot.month))
            found.append(_planned(calendar, slot, versions, schools, window, year))
    found.sort(key=lambda item: (item.days.opens_on, item.title))
    return YearPlan(tuple(found))


def usable_calendars(territory: Territory) -> QuerySet[WindowCalendar]:
    """Return calendars in use here: common ones and the municipality's own."""
    return WindowCalendar.objects.filter(
        Q(territory__isnull=True) | Q(territory=territory), is_active=True
    )


def fields_of(versions: Iterable[IndicatorVersion]) -> int:
    """Return how many fields a school's form has: a share has two."""
    return sum(
        2 if version.kind == ValueKind.SHARE else 1
        for version in versions
        if version.source == Source.FORM and version.level != Level.MUNICIPALITY
    )


def asks_risk_zone(versions: Iterable[IndicatorVersion]) -> bool:
    """Tell whether something is asked of schools of the risk zone too."""
    return any(version.indicator.track in RISK_TRACKS for version in versions)


def asks_portal(*, window_id: int) -> bool:
    """Tell whether an opened window has indicators that the portal counts itself."""
    rows = WindowIndicator.objects.filter(window=window_id)
    return rows.filter(version__source__in=COMPUTED).exists()


def window_title(calendar: WindowCalendar, opens_on: dt.date) -> str:
    """Return «Педагоги, февраль 2026»."""
    return f"{calendar.name}, {MONTHS[opens_on.month - 1]} {opens_on.year}"


def planning_places(*, user: User) -> list[Territory]:
    """Return municipalities whose windows the person plans."""
    places = Territory.objects.municipalities().visible_to(user)
    rows = places.select_related("parent").order_by("name", "pk")
    return [
        place
        for place in rows
        if has_permission(user, Permission.MANAGE_MONITORING, place)
    ]


def _existing(territory: Territory, year: int) -> dict[tuple[int, int], Window]:
    """Return windows that are there by calendar and month: a month has one slot."""
    rows = Window.objects.filter(territory=territory, year=year)
    return {(row.calendar_id, row.opens_on.month): row for row in rows}


def _keys(found: dict[int | None, list[IndicatorVersion]]) -> Sequence[int]:
    return [key for key in found if key is not None]


def _schools(held: dict[int, SchoolGroup], versions: Iterable[IndicatorVersion]) -> int:
    if asks_risk_zone(versions):
        return len(held)
    return sum(group != SchoolGroup.RISK for group in held.values())


def _planned(
    calendar: WindowCalendar,
    slot: CalendarSlot,
    versions: tuple[IndicatorVersion, ...],
    schools: int,
    window: Window | None,
    year: int,
) -> PlannedWindow:
    if window is not None:
        days = Days(window.opens_on, window.due_on, window.closes_on)
        title, phase = window.title, window.phase
    else:
        asked = Slot(slot.month, slot.day, slot.days_to_due, slot.days_of_grace)
        days = days_of(asked, year=year)
        title, phase = window_title(calendar, days.opens_on), slot.phase
    return PlannedWindow(calendar, phase, title, days, versions, schools, window)
