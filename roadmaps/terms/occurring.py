"""The dated things to do that a term asks for inside of a plan's period."""

import datetime as dt
from collections.abc import Iterator, Sequence
from itertools import islice

from roadmaps.terms import stretches
from roadmaps.terms.model import Kind, Occurrence, Period, Recurrence, Span, Term
from roadmaps.terms.stretches import clipped, overlap


OCCURRENCES_AT_MOST = 400

_DAY = dt.timedelta(days=1)
_WEEK = dt.timedelta(days=7)
_MONTHS_OF = {"month": 1, "quarter": 3, "half_year": 6}
_SEPTEMBER = 9
_MONTHS_IN_YEAR = 12
# What a calendar has many of inside of one stretch of a plan.
_REPEATED_INSIDE = frozenset({"week", "month", "quarter", "term", "half_year"})
_FRAMED = frozenset({Kind.RECURRING, Kind.COUNT})


def occurrences(term: Term, period: Period) -> tuple[Occurrence, ...]:
    """Give the dated things to do of a term.

    Parameters
    ----------
    term : Term
        What `parse_term` gave for the same period.
    period : Period
        The period of the plan, both days inside.

    Returns
    -------
    tuple of Occurrence
        In order of time, at most 400. Several points are one each; what comes back
        is one for each week, month, quarter, half or year of the period, where a rest
        shorter than half of that is left out; what only a person can date is one
        framed by the days that are known, or without days.
    """
    if term.kind is Kind.NOT_A_TERM:
        return ()
    if not term.spans:
        return (Occurrence(None, None),)
    again = term.recurrence
    if again is None or term.needs_human or term.kind is Kind.EVENT:
        return tuple(_of_span(s, period) for s in term.spans[:OCCURRENCES_AT_MOST])
    if term.kind in _FRAMED or again.unit in _REPEATED_INSIDE:
        return _rounds(term.spans, again, period)
    times = again.times if len(term.spans) == 1 else 1
    found = [_of_span(s, period, times) for s in term.spans]
    return tuple(found[:OCCURRENCES_AT_MOST])


def _of_span(span: Span, period: Period, times: int = 1) -> Occurrence:
    """Give a span as one thing due at its end; an open end is the plan's."""
    due = span.end
    if due is None and (span.start is None or span.start <= period.end):
        due = period.end
    return Occurrence(span.start, due, span.label, times)


def _rounds(
    spans: Sequence[Span], again: Recurrence, period: Period
) -> tuple[Occurrence, ...]:
    """Give one thing for each unit inside of each span."""
    found: list[Occurrence] = []
    for span in spans:
        bounds = _bounds(span, period)
        left = OCCURRENCES_AT_MOST - len(found)
        if again.due_day and again.unit != "week":
            found += islice(_due_days(bounds, again), left)
            continue
        for unit in islice(_grouped(bounds, again), left):
            found.append(Occurrence(unit.start, unit.end, span.label, again.times))
    return tuple(found)


def _bounds(span: Span, period: Period) -> Period:
    """Give the part of a span inside the plan; a span outside of it stays whole."""
    inside = clipped(span, period) if overlap(span, period) else span
    start, end = inside.start or period.start, inside.end or period.end
    return Period(start, max(start, end))


def _grouped(bounds: Period, again: Recurrence) -> Iterator[Span]:
    """Give the units of a stretch, joined by as many as stand between two rounds."""
    units = _units(again.unit, bounds)
    for i in range(0, len(units), again.every):
        group = units[i : i + again.every]
        yield Span(group[0].start, group[-1].end)


def _units(unit: str, bounds: Period) -> list[Span]:
    """Give the units that are inside of a stretch by half of their length or more."""
    whole = Span(bounds.start, bounds.end)
    if unit in {"day", "period"}:
        return [whole]
    kept = [
        clipped(u, bounds)
        for u in islice(_calendar_units(unit, bounds), OCCURRENCES_AT_MOST * 2)
        if u.start and u.end and overlap(u, bounds) * 2 >= (u.end - u.start).days + 1
    ]
    return kept or [whole]


def _calendar_units(unit: str, bounds: Period) -> Iterator[Span]:
    """Give the calendar's own units from the one in which a stretch begins."""
    if unit == "week":
        yield from _weeks(bounds)
    elif unit in {"term", "school_year"}:
        first = bounds.start.year - (bounds.start.month < _SEPTEMBER)
        for year in range(first, bounds.end.year + 1):
            if unit == "school_year":
                yield stretches.SCHOOL_YEAR.placed(year)
            else:
                yield from (stretches.school_term(n, 4, year) for n in range(1, 5))
    elif unit == "year":
        yield from _plan_years(bounds)
    else:
        yield from _months(bounds, _MONTHS_OF.get(unit, 1))


def _weeks(bounds: Period) -> Iterator[Span]:
    monday = bounds.start - bounds.start.weekday() * _DAY
    while monday <= bounds.end:
        yield Span(monday, monday + _WEEK - _DAY)
        monday += _WEEK


def _plan_years(bounds: Period) -> Iterator[Span]:
    """Give the years of a plan: twelve months each from the month of its start."""
    month = bounds.start.month
    last = (month - 2) % _MONTHS_IN_YEAR + 1
    for year in range(bounds.start.year, bounds.end.year + 1):
        yield stretches.months(month, last).placed(year)


def _months(bounds: Period, size: int) -> Iterator[Span]:
    first = (bounds.start.month - 1) // size * size + 1
    for year in range(bounds.start.year, bounds.end.year + 1):
        for month in range(first, _MONTHS_IN_YEAR + 1, size):
            unit = stretches.months(month, month + size - 1).placed(year)
            if unit.start and unit.start > bounds.end:
                return
            yield unit
        first = 1


def _due_days(bounds: Period, again: Recurrence) -> Iterator[Occurrence]:
    """Give the due days of «до 30 числа каждого месяца»; a short month is clamped."""
    size = _MONTHS_OF.get(again.unit, _MONTHS_IN_YEAR)
    for unit in _months(_from_unit_before(bounds, size), size):
        month = (unit.end or bounds.end).replace(day=1)
        if again.follows:
            month = stretches.day(month.year, month.month, 0) + _DAY
        due = stretches.day(month.year, month.month, again.due_day)
        if bounds.start <= due <= bounds.end:
            start = month if again.follows else unit.start or due
            yield Occurrence(max(start, bounds.start), due, times=again.times)


def _from_unit_before(bounds: Period, size: int) -> Period:
    """Give the stretch from one unit earlier: its report may be due inside."""
    earlier = bounds.start - dt.timedelta(days=31 * size)
    return Period(earlier, bounds.end)
