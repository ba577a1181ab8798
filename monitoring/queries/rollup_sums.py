"""Sums straight from the database: one aggregate a window, one a region's slot."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from django.db.models import Count, F, Max, Q, QuerySet, Sum as SumOf

from monitoring.counting.sums import ALL, Sum, total
from monitoring.enums import CellState, FormState, Level, Source
from monitoring.models import (
    Rollup,
    Value,
    Window,
    WindowIndicator,
    WindowSchool,
)
from schools.models import Territory


# Values that a person of the department saw, or that the portal has calculated, count
# at once; everything else when the school's form is accepted.
SETTLED_SOURCES = frozenset(Source) - {Source.FORM}

# The state of a cell is a key, not a condition of each sum: conditions are asked of
# every row again, and took as long as the sums themselves.
_PARTS = {
    "above": SumOf("numerator"),
    "below": SumOf("denominator"),
    "cells": Count("*"),
    "nobody": Count("denominator", filter=Q(denominator=0)),
}


class Line(NamedTuple):
    """One row of sums: of which indicator and group."""

    indicator_id: int
    version_id: int
    group: str
    sum: Sum


def slot_of(window: Window) -> str:
    """Name the place of a window in the year: the same in all municipalities."""
    return f"{window.calendar.code}:{window.opens_on.month:02}"


def stale_windows() -> QuerySet[Window]:
    """Return opened windows whose figures are older than their values, or not there."""
    return Window.objects.filter(
        Q(rolled_up_at__isnull=True) | Q(rolled_up_at__lt=F("changed_at")),
        opened_at__isnull=False,
    )


def is_settled(indicator: WindowIndicator) -> bool:
    """Tell whether values count without an accepted form."""
    version = indicator.version
    return version.level == Level.MUNICIPALITY or version.source in SETTLED_SOURCES


def window_lines(*, window: Window) -> Iterator[Line]:
    """Add up a window: every indicator over all schools and over each group."""
    groups = _schools_by_group(window)
    found = _sums_by_group(window)
    indicators = window.window_indicators.select_related("version")
    for indicator in indicators:
        version = indicator.version
        sums = found[indicator.pk]
        if version.level == Level.MUNICIPALITY:
            parts = {ALL: _with_missing(sums[None, True], 1)}
        else:
            takes = (True, False) if is_settled(indicator) else (True,)
            parts = {
                group: _with_missing(total(sums[group, took] for took in takes), count)
                for group, count in groups.items()
            }
            parts[ALL] = total(parts.values())
        for group, part in parts.items():
            yield Line(version.indicator_id, version.pk, group, part)


def region_lines(*, region: Territory, year: int, slot: str) -> Iterator[Line]:
    """Add up a slot of the year over the municipalities of a region.

    Only common indicators: those of one municipality have nothing beside them.
    """
    rows = (
        Rollup.objects.filter(
            territory__parent=region,
            year=year,
            slot=slot,
            indicator__territory__isnull=True,
        )
        .values("indicator_id", "group")
        .annotate(
            version=Max("version_id"),
            **{
                f"sum_{name}": SumOf(name)
                for name in (
                    *("numerator", "denominator", "schools"),
                    *("counted", "not_applicable", "no_data", "missing"),
                )
            },
        )
        .order_by("indicator_id", "group")
    )
    for row in rows:
        part = Sum(
            numerator=row["sum_numerator"],
            denominator=row["sum_denominator"],
            schools=row["sum_schools"],
            counted=row["sum_counted"],
            not_applicable=row["sum_not_applicable"],
            no_data=row["sum_no_data"],
            missing=row["sum_missing"],
        )
        yield Line(row["indicator_id"], row["version"], row["group"], part)


def _schools_by_group(window: Window) -> dict[str, int]:
    rows = (
        WindowSchool.objects.filter(window=window)
        .values("group")
        .annotate(count=Count("pk"))
        .order_by("group")
    )
    return {row["group"]: row["count"] for row in rows}


def _sums_by_group(
    window: Window,
) -> dict[int, dict[tuple[str | None, bool], Sum]]:
    """Return sums by indicator, then by group and acceptance; missing is not known here."""
    rows = (
        Value.objects.filter(window=window)
        .values(
            "window_indicator_id",
            group=F("window_school__group"),
            form=F("window_school__state"),
            cell=F("state"),
        )
        .annotate(**_PARTS)
        .order_by()
    )
    found: dict[int, dict[tuple[str | None, bool], Sum]] = defaultdict(
        lambda: defaultdict(Sum)
    )
    for row in rows:
        accepted = row["group"] is None or row["form"] == FormState.ACCEPTED
        key = row["group"], accepted
        found[row["window_indicator_id"]][key] += _of_cells(row)
    return found


def _of_cells(row: Mapping[str, Any]) -> Sum:
    """Return what the cells of one state add; an empty one adds nothing."""
    cells, nobody = row["cells"], row["nobody"]
    if row["cell"] == CellState.VALUE:
        return Sum(
            row["above"] or 0,
            row["below"] or 0,
            counted=cells - nobody,
            not_applicable=nobody,
        )
    if row["cell"] == CellState.NOT_APPLICABLE:
        return Sum(not_applicable=cells)
    return Sum(no_data=cells) if row["cell"] == CellState.NO_DATA else Sum()


def _with_missing(part: Sum, schools: int) -> Sum:
    heard = part.counted + part.not_applicable + part.no_data
    return part + Sum(schools=schools, missing=schools - heard)
