"""Statuses of a school in words and as a timeline."""

import datetime as dt
from collections.abc import Iterable
from typing import Any

from schools.enums import StatusKind
from schools.models import SchoolStatus
from schools.presenters.periods import term_words
from schools.queries.years_in_status import (
    YearsInStatus,
    last_day,
    status_year,
    years_in_status,
)
from schools.templatetags.portal_format import NBSP, counted, day, school_year


# A longer history is cut at the left; the table below the timeline has it all.
TIMELINE_YEARS = 8


def years_words(years: YearsInStatus) -> str:
    """Return «2 подряд, всего 3», or «3 года подряд» where there is no gap."""
    if not years.total:
        return "меньше года"
    if years.gaps:
        return f"{years.in_a_row}{NBSP}подряд, всего{NBSP}{years.total}"
    words = counted(years.total, "год,года,лет")
    return words if years.total == 1 else f"{words} подряд"


def gaps_words(years: YearsInStatus) -> str:
    """Return «перерыв: 2022/23», or nothing."""
    if not years.gaps:
        return ""
    return "перерыв: " + ", ".join(school_year(year) for year in years.gaps)


def kinds_words(kinds: Iterable[str]) -> str:
    """Return «ШНОР, ШНСУ»."""
    return ", ".join(str(StatusKind(kind).label) for kind in kinds)


def held_years_lines(held: list[str], years: dict[str, YearsInStatus]) -> list[str]:
    """Return years in the statuses in force: «ШНОР: 2 подряд, всего 3», «ШНСУ: 1 год»."""
    if len(held) == 1:
        return [years_words(years[held[0]])]
    return [f"{StatusKind(kind).label}: {years_words(years[kind])}" for kind in held]


def order_words(number: str, date: dt.date | None = None) -> str:
    """Return «приказ № 12-ОД от 25 августа 2025»."""
    if not number:
        return ""
    start = "приказ" if number.startswith("№") else f"приказ №{NBSP}"
    space = " " if number.startswith("№") else ""
    dated = f" от{NBSP}{day(date)}" if date else ""
    return f"{start}{space}{number}{dated}"


def timeline(statuses: list[SchoolStatus], on: dt.date) -> dict[str, Any]:
    """Return the arguments of the component `timeline`: years and a row a status."""
    shown = [status for status in statuses if status.starts_on <= on]
    if not shown:
        return {"years": [], "rows": []}
    first = max(
        min(status_year(status.starts_on) for status in shown),
        status_year(on) - TIMELINE_YEARS + 1,
    )
    years = list(range(first, status_year(on) + 1))
    kinds = [kind for kind in StatusKind if any(s.kind == kind for s in shown)]
    return {
        "years": [school_year(year) for year in years],
        "rows": [
            _timeline_row(kind, [s for s in shown if s.kind == kind], years, on)
            for kind in kinds
        ],
    }


def _timeline_row(
    kind: StatusKind, statuses: list[SchoolStatus], years: list[int], on: dt.date
) -> dict[str, Any]:
    found = [_status_of_year(statuses, year, on) for year in years]
    found_years = years_in_status([(s.starts_on, s.ends_on) for s in statuses], on)
    gaps = gaps_words(found_years)
    total = years_words(found_years)
    return {
        "code": kind.value,
        "word": str(kind.label),
        "cells": [
            _timeline_cell(found, index, is_counted=year in found_years.years)
            for index, year in enumerate(years)
        ],
        "total": f"{total} ({gaps})" if gaps else total,
    }


def _status_of_year(
    statuses: list[SchoolStatus], year: int, on: dt.date
) -> SchoolStatus | None:
    """Return the last status that was in force on some day of a year."""
    start, end = dt.date(year, 6, 1), min(last_day(year), on)
    touching = [
        status
        for status in statuses
        if status.starts_on <= end
        and (status.ends_on is None or status.ends_on >= start)
    ]
    return touching[-1] if touching else None


def _timeline_cell(
    found: list[SchoolStatus | None], index: int, *, is_counted: bool
) -> dict[str, Any]:
    status = found[index]
    if status is None:
        return {"held": False, "begins": False, "ends": False, "words": ""}
    before = found[index - 1] if index else None
    after = found[index + 1] if index + 1 < len(found) else None
    words = (
        f"{term_words(status.starts_on, status.ends_on)}, "
        f"{order_words(status.order_number, status.order_date)}"
    )
    return {
        "held": True,
        "begins": before is None,
        "ends": after is None,
        "words": words if is_counted else f"{words}; год не засчитан",
    }
