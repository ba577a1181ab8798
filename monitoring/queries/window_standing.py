"""How windows stand: forms by state, what came on time, how much is filled."""

import datetime as dt
from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Count, F, Q, QuerySet

from monitoring.enums import CellState, Filler, FormState, Level, Source
from monitoring.models import Value, Window, WindowIndicator, WindowSchool
from schools.models import User


# A form that a school still has in its hands.
UNSENT = (FormState.NOT_STARTED, FormState.DRAFT, FormState.RETURNED)
SENT = (FormState.SUBMITTED, FormState.ACCEPTED)


@dataclass(frozen=True)
class WindowCriteria:
    """What a list of windows is narrowed to; an empty value narrows nothing."""

    year: int
    municipality: int | None = None
    calendar: int | None = None
    search: str = ""


@dataclass(frozen=True)
class Standing:
    """Numbers of one window."""

    states: dict[str, int] = field(default_factory=dict)
    # Sent by the last day of each school, and sent at all.
    on_time: int = 0
    sent_once: int = 0
    # The last day is over and nothing has been sent.
    late: int = 0
    # Accepted without a single value: nothing of them is in the sums.
    bare: int = 0
    filled: int = 0
    asked: int = 0

    @property
    def schools(self) -> int:
        """Return how many schools were frozen."""
        return sum(self.states.values())

    @property
    def sent(self) -> int:
        """Return how many forms are not in the hands of schools."""
        return self.states.get(FormState.SUBMITTED, 0) + self.accepted

    @property
    def accepted(self) -> int:
        """Return how many forms were accepted."""
        return self.states.get(FormState.ACCEPTED, 0)


def listed_windows(*, user: User, criteria: WindowCriteria) -> QuerySet[Window]:
    """Return the windows of a school year in the order of their days."""
    rows = Window.objects.visible_to(user).filter(year=criteria.year)
    if criteria.municipality is not None:
        rows = rows.filter(territory=criteria.municipality)
    if criteria.calendar is not None:
        rows = rows.filter(calendar=criteria.calendar)
    if criteria.search:
        rows = rows.filter(title__icontains=criteria.search)
    return rows.select_related("territory", "calendar").order_by(
        "opens_on", "territory__name", "pk"
    )


def years_with_windows(*, user: User) -> list[int]:
    """Return school years for which windows were planned."""
    rows = Window.objects.visible_to(user).order_by("-year")
    return list(rows.values_list("year", flat=True).distinct())


def standings_of(windows: Collection[Window], *, today: dt.date) -> dict[int, Standing]:
    """Return the numbers of several windows, in three queries however many they are."""
    keys = [window.pk for window in windows]
    states: dict[int, dict[str, int]] = defaultdict(dict)
    sums: dict[int, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    for row in _by_state(keys, today):
        states[row["window_id"]][row["state"]] = row["schools"]
        for name in ("on_time", "sent_once", "late", "bare"):
            sums[row["window_id"]][name] += row[name]
    asked, filled = _asked(keys), _filled(keys)
    return {
        key: Standing(
            states=states[key],
            filled=filled.get(key, 0),
            asked=asked.get(key, 0) * sum(states[key].values()),
            **sums[key],
        )
        for key in keys
    }


def filled_by_school(*, window: Window) -> dict[int, int]:
    """Return how many fields each form of a window has filled."""
    rows = (
        Value.objects.filter(_own_work("window_indicator__"), window=window)
        .exclude(state=CellState.EMPTY)
        .order_by()
        .values("window_school_id")
        .annotate(count=Count("pk"))
    )
    return dict(rows.values_list("window_school_id", "count"))


def asked_of_school(*, window: Window) -> int:
    """Return how many fields each form of a window has."""
    return _asked([window.pk]).get(window.pk, 0)


def late_forms(today: dt.date) -> Q:
    """Return forms whose last day is over and that were never sent."""
    return (
        Q(first_submitted_on__isnull=True)
        & Q(window__due_on__lt=today)
        & (Q(extended_to__isnull=True) | Q(extended_to__lt=today))
    )


def on_time_forms() -> Q:
    """Return forms whose first sending was not later than the school's last day."""
    return Q(first_submitted_on__lte=F("window__due_on")) | Q(
        first_submitted_on__lte=F("extended_to")
    )


def _by_state(keys: Collection[int], today: dt.date) -> QuerySet[Any]:
    return (
        WindowSchool.objects.filter(window__in=keys)
        .order_by()
        .values("window_id", "state")
        .annotate(
            schools=Count("pk"),
            on_time=Count("pk", filter=on_time_forms()),
            sent_once=Count("pk", filter=Q(first_submitted_on__isnull=False)),
            late=Count("pk", filter=late_forms(today)),
            bare=Count("pk", filter=Q(is_without_data=True, state=FormState.ACCEPTED)),
        )
    )


def _asked(keys: Collection[int]) -> dict[int, int]:
    rows = (
        WindowIndicator.objects.filter(_own_work(), window__in=keys)
        .exclude(version__level=Level.MUNICIPALITY)
        .order_by()
        .values("window_id")
        .annotate(count=Count("pk"))
    )
    return dict(rows.values_list("window_id", "count"))


def _filled(keys: Collection[int]) -> dict[int, int]:
    rows = (
        Value.objects.filter(
            _own_work("window_indicator__"),
            window__in=keys,
            window_school__isnull=False,
        )
        .exclude(state=CellState.EMPTY)
        .order_by()
        .values("window_id")
        .annotate(count=Count("pk"))
    )
    return dict(rows.values_list("window_id", "count"))


def _own_work(path: str = "") -> Q:
    """Return what belongs to a window's own work, from rows that lead to its indicator.

    A school answers for its form, a checker for the sites; the rest fills itself.
    """
    filler, source = f"{path}window__calendar__filler", f"{path}version__source"
    return (
        Q(**{filler: Filler.SCHOOL, source: Source.FORM})
        | Q(**{filler: Filler.REVIEWER, source: Source.SITE})
        | Q(**{filler: Filler.PORTAL})
    )
