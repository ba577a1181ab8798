"""Indicators that the portal calculates, and what came of them."""

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field

from django.db.models import Exists, Max, OuterRef, QuerySet

from monitoring.enums import CellState, Source
from monitoring.models import Value, Window, WindowIndicator
from schools.models import User


COMPUTED = (Source.RESULTS, Source.PROGRAMMES, Source.ROAD_MAP)
_ASKED = WindowIndicator.objects.filter(version__source__in=COMPUTED)


@dataclass(frozen=True)
class Outcomes:
    """A computed indicator of a window with its values by what they say."""

    indicator: WindowIndicator
    counts: Mapping[str, int] = field(default_factory=dict)
    calculated_at: dt.datetime | None = None


def computed_windows(user: User) -> QuerySet[Window]:
    """Return opened windows in which the portal calculates something, newest first."""
    rows = Window.objects.visible_to(user).filter(
        Exists(_ASKED.filter(window=OuterRef("pk"))), opened_at__isnull=False
    )
    related = rows.select_related("territory__parent", "calendar")
    return related.order_by("-opens_on", "territory__name", "pk")


def windows_to_compute(*, today: dt.date) -> list[int]:
    """Return the keys of windows that are open on a day and hold such indicators."""
    rows = Window.objects.filter(
        Exists(_ASKED.filter(window=OuterRef("pk"))),
        opened_at__isnull=False,
        opens_on__lte=today,
        closes_on__gte=today,
    )
    return list(rows.order_by("pk").values_list("pk", flat=True))


def computed_indicators(user: User) -> QuerySet[WindowIndicator]:
    """Return computed indicators of opened windows that a person may read."""
    windows = Window.objects.visible_to(user).filter(opened_at__isnull=False)
    rows = _ASKED.filter(window__in=windows)
    return rows.select_related(
        "window__territory__parent",
        "version__indicator",
        "version__procedure",
        "version__subject",
    )


def outcomes_of(window: Window) -> list[Outcomes]:
    """Return a window's computed indicators with counts; two queries."""
    indicators = list(
        _ASKED.filter(window=window).select_related("version").order_by("position")
    )
    counts: dict[int, Counter[str]] = defaultdict(Counter)
    moments: dict[int, dt.datetime] = {}
    for row in _said_rows(Value.objects.filter(window_indicator__in=indicators)):
        key = row.window_indicator_id
        counts[key][outcome_of(row)] += 1
        moments[key] = max(moments.get(key, row.updated_at), row.updated_at)
    return [
        Outcomes(item, counts.get(item.pk, {}), moments.get(item.pk))
        for item in indicators
    ]


def counts_of(indicator: WindowIndicator) -> dict[str, int]:
    """Return how many schools have which outcome of an indicator."""
    rows = Value.objects.filter(window_indicator=indicator, window_school__isnull=False)
    return Counter(outcome_of(row) for row in _said_rows(rows))


def values_of(indicator: WindowIndicator) -> QuerySet[Value]:
    """Return the values of schools of an indicator, by name of the school."""
    rows = Value.objects.filter(
        window_indicator=indicator, window_school__isnull=False
    ).exclude(state=CellState.EMPTY)
    related = rows.select_related("window_school__school")
    return related.order_by("window_school__school__name", "pk")


def own_value_of(indicator: WindowIndicator) -> Value | None:
    """Return the municipality's own value of an indicator, if it has one."""
    rows = Value.objects.filter(window_indicator=indicator, window_school__isnull=True)
    return rows.exclude(state=CellState.EMPTY).first()


def calculated_at(indicator: WindowIndicator) -> dt.datetime | None:
    """Return when the last of an indicator's values was written."""
    rows = Value.objects.filter(window_indicator=indicator)
    return rows.aggregate(last=Max("updated_at"))["last"]


def outcome_of(value: Value) -> str:
    """Return what a value says: the outcome of dynamics, or yes, no, no data."""
    trend = value.detail.get("trend")
    if trend:
        return str(trend)
    if value.state != CellState.VALUE:
        return "no_data"
    return "yes" if value.numerator else "no"


def _said_rows(rows: QuerySet[Value]) -> QuerySet[Value]:
    """Keep what was calculated, with the columns that an outcome needs."""
    columns = ("window_indicator", "state", "numerator", "detail", "updated_at")
    return rows.exclude(state=CellState.EMPTY).only(*columns)
