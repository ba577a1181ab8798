"""Lay items on the calendar of a plan's period (R1, R2, R4, R7)."""

import datetime as dt
from dataclasses import dataclass, field, replace

from roadmaps.terms import stretches
from roadmaps.terms.atoms import Atom
from roadmaps.terms.doubts import doubt
from roadmaps.terms.items import Item
from roadmaps.terms.model import Doubt, Kind, Period, Span
from roadmaps.terms.stretches import clipped, is_long, overlap, years_of


_DAY = dt.timedelta(days=1)
_FORTNIGHT = dt.timedelta(days=13)
_DEADLINES = frozenset({"until", "to", "no_later", "by"})
_OWN_CALENDAR = frozenset({"term", "trimester", "break"})
_SEPTEMBER = 9
_SHORT_STRETCHES = frozenset({Kind.MONTH, Kind.DATE, Kind.DECADE, Kind.PART})
_POINTS = frozenset({Kind.DATE, Kind.DECADE})


@dataclass(slots=True)
class Placed:
    """An item on the calendar: its spans, what is doubtful, whether it comes back."""

    spans: list[Span]
    doubts: list[Doubt] = field(default_factory=list)
    comes_back: bool = False


def _atom_span(atom: Atom, year: int) -> Span:
    """Lay an atom on the year that is its own, or on the given one."""
    if atom.part in _OWN_CALENDAR:
        school = atom.school if atom.school is not None else year
        if atom.part == "break":
            return stretches.school_break(atom.number, school)
        size = 4 if atom.part == "term" else 3
        return _edge(stretches.school_term(atom.number, size, school), atom.where)
    first = atom.stretch.placed(atom.year if atom.year is not None else year)
    if atom.kind in {Kind.YEAR_RANGE, Kind.SCHOOL_YEAR_RANGE}:
        return Span(first.start, atom.stretch.placed(atom.number).end)
    return first


def _edge(term: Span, where: str) -> Span:
    """Give the first or the last two weeks of a school term, or the whole."""
    if term.start and where == "begin":
        return Span(term.start, term.start + _FORTNIGHT)
    if term.end and where == "end":
        return Span(term.end - _FORTNIGHT, term.end)
    return term


def item_span(item: Item, year: int) -> Span:
    """Lay an item so that what has no year begins in the given one."""
    first = _atom_span(item.first, year)
    if not item.is_range:
        return first
    over = item.last.stretch.first[0] < item.first.stretch.first[0]
    last = _atom_span(item.last, year + over)
    if first.start and last.end and last.end < first.start:
        return Span(last.start, first.end)
    return Span(first.start, last.end)


def _explicit(item: Item) -> list[Span]:
    """Lay an item whose years are named."""
    years = item.first.years or item.last.years
    if not years:
        return [item_span(item, 1)]
    years = years[: -1 if _wraps(item) and len(years) > 1 else None]
    return [item_span(item, year) for year in years]


def _wraps(item: Item) -> bool:
    first, last = item.first.stretch, item.last.stretch
    return last.last[0] < first.first[0]


def _distance(span: Span, period: Period) -> int:
    if span.start is None or span.end is None:
        return 0
    return max((span.start - period.end).days, (period.start - span.end).days)


def _candidates(item: Item, period: Period) -> list[Span]:
    years = [y for y in years_of(period) if y >= item.since]
    return [item_span(item, y) for y in years or [item.since]]


def _by_period(item: Item, period: Period, *, yearly: bool) -> Placed:
    """Lay an item without a year where the plan's period has it."""
    candidates = _candidates(item, period)
    met = [c for c in candidates if overlap(c, period)]
    if not met:
        nearest = min(candidates, key=lambda c: _distance(c, period))
        return Placed([nearest], [doubt("outside_plan")])
    if is_long(period):
        whole = [c for c in met if overlap(c, period) * 2 > _length(c)] or met
        return Placed(whole, comes_back=len(whole) > 1)
    best = max(met, key=lambda c: overlap(c, period))
    if len(met) == 1 or overlap(best, period) == _length(best):
        return Placed([best])
    readings = [(c,) for c in sorted(met, key=lambda c: c is not best)]
    if yearly:
        return Placed([clipped(c, period) for c in met], [doubt("wraps", readings)])
    return Placed([best], [doubt("wraps", readings)])


def _length(span: Span) -> int:
    if span.start is None or span.end is None:
        return 0
    return (span.end - span.start).days + 1


def _adapted(item: Item, period: Period) -> Item:
    """Give a half without a year its calendar months in a plan of calendar years."""
    if item.first.part != "half" or item.has_year or period.start.month == _SEPTEMBER:
        return item
    first, last = (
        replace(a, stretch=stretches.half(a.number, school=False))
        for a in (item.first, item.last)
    )
    return replace(item, first=first, last=last if item.is_range else first)


def place(item: Item, period: Period, *, yearly: bool) -> Placed:
    """Lay an item on the calendar.

    Parameters
    ----------
    item : Item
        What to lay; its years are already spread.
    period : Period
        The period of the plan.
    yearly : bool
        Whether the wording says that it comes back every year.

    Returns
    -------
    Placed
        One span, or several when years are listed or the plan has several.
    """
    item = _adapted(item, period)
    if item.has_year:
        placed = Placed(_explicit(item))
        if yearly and is_long(period) and not item.first.years:
            placed = _from_year_on(item, placed, period)
    else:
        placed = _by_period(item, period, yearly=yearly)
    placed.doubts += _own_doubts(item, placed, period, yearly=yearly)
    if item.mark in _DEADLINES:
        return _as_deadline(item, placed, period)
    if item.mark == "from":
        end = None if item.has_year else period.end
        placed.spans = [Span(s.start, _open_end(s, end)) for s in placed.spans[:1]]
    return placed


def _open_end(span: Span, end: dt.date | None) -> dt.date | None:
    if end is None or (span.start and end < span.start):
        return None
    return end


def _from_year_on(item: Item, placed: Placed, period: Period) -> Placed:
    """Repeat «сентябрь 2022, ежегодно» through a plan of several years."""
    first = placed.spans[0]
    free = replace(item.first, year=None, school=None)
    again = replace(item, first=free, last=free, since=first.start.year)  # type: ignore[union-attr]
    if item.is_range:
        again.last = replace(item.last, year=None, school=None)
    later = [s for s in _candidates(again, period) if overlap(s, period)]
    return Placed([s for s in later if s.start >= first.start] or [first])  # type: ignore[operator]


def _own_doubts(
    item: Item, placed: Placed, period: Period, *, yearly: bool
) -> list[Doubt]:
    """Give the doubts that the atoms carry, with their readings."""
    found = [
        _atom_doubt(code, item, placed)
        for code in dict.fromkeys((*item.first.doubts, *item.last.doubts))
    ]
    if _is_impossible(item, placed):
        found.append(doubt("impossible_date"))
    if item.first.part in _OWN_CALENDAR:
        found.append(doubt("usual_dates"))
    if item.first.years and item.first.kind is not Kind.YEAR_RANGE:
        found.append(_by_years(item))
    if item.is_range and _is_reversed(item):
        found.append(doubt("reversed"))
    if not item.has_year and not yearly and not is_long(period):
        found += _doubts_without_year(item, placed, period)
    return found


def _is_impossible(item: Item, placed: Placed) -> bool:
    """Say whether a day was named that its month has not (R14)."""
    wanted = {a.number for a in (item.first, item.last) if a.kind is Kind.DATE}
    given = {d.day for s in placed.spans for d in (s.start, s.end) if d is not None}
    return not wanted <= given


def _atom_doubt(code: str, item: Item, placed: Placed) -> Doubt:
    year = item.first.year
    if code == "calendar_or_school" and year is not None:
        school = stretches.SCHOOL_YEAR.placed(year)
        return doubt(code, [tuple(placed.spans), (school,)])
    return doubt(code)


def _by_years(item: Item) -> Doubt:
    spans = tuple(_explicit(item))
    first = item.first.years[0]
    month = item.month
    one = item_span(
        replace(
            item,
            first=replace(item.first, years=(), year=first + (month < _SEPTEMBER)),
            last=replace(item.last, years=(), year=first + (month < _SEPTEMBER)),
        ),
        first,
    )
    return doubt("months_by_years", [spans, (one,)])


def _is_reversed(item: Item) -> bool:
    first, last = item.first, item.last
    if first.year is None or last.year is None:
        return False
    start, end = _atom_span(first, 1).start, _atom_span(last, 1).end
    return start is not None and end is not None and end < start


def _doubts_without_year(item: Item, placed: Placed, period: Period) -> list[Doubt]:
    """Give what is doubtful because no year is named."""
    span = placed.spans[0]
    year = span.start.year if span.start else period.start.year
    if item.first.kind is Kind.QUARTER and period.start.month != 1:
        other = item_span(item, year - 1)
        return [doubt("quarter_year", [(span,), (other,)])]
    if item.first.part == "half" and period.start.month == _SEPTEMBER:
        at = stretches.half(item.first.number, school=False)
        return [doubt("half_meaning", [(span,), (at.placed(year),)])]
    if item.first.part == "g":
        return [doubt("end_of_year", [(span,), (Span(period.start, period.end),)])]
    if _is_edge(item, period):
        return [doubt("edge_of_plan", [(span,), (item_span(item, year - 1),)])]
    at_start = item.mark in _DEADLINES and span.end == period.start
    if at_start:
        return [doubt("edge_of_plan", [(span,), (item_span(item, year + 1),)])]
    return []


def _is_edge(item: Item, period: Period) -> bool:
    """Say whether it is in August of a plan that begins in September."""
    if item.is_range or item.first.kind not in _SHORT_STRETCHES:
        return False
    return period.start.month == _SEPTEMBER and item.month == _SEPTEMBER - 1


def _as_deadline(item: Item, placed: Placed, period: Period) -> Placed:
    """Give the spans as deadlines: the last day, from the plan's start if inside."""
    taken = [_due(item, span, exclusive=True) for span in placed.spans]
    if not item.has_year and len(taken) == 1 and taken[0] < period.start:
        # «До сентября» in a plan from September is the next one.
        placed.spans = [item_span(item, period.start.year + 1)]
        taken = [_due(item, span, exclusive=True) for span in placed.spans]
    other = [_due(item, span, exclusive=False) for span in placed.spans]
    spans: list[Span] = []
    start = period.start
    for due in taken:
        inside = period.start <= due <= period.end
        spans.append(Span(start if inside else None, due))
        start = min(max(due, start), dt.date.max - _DAY) + _DAY if inside else start
    if taken != other:
        readings = [tuple(Span(None, due) for due in dues) for dues in (taken, other)]
        placed.doubts.append(doubt("deadline_inclusive", readings))
    placed.spans = spans
    return placed


def _due(item: Item, span: Span, *, exclusive: bool) -> dt.date:
    """Give the last day of a deadline; «до 2024 года» ends before the year begins."""
    start, end = span.start or dt.date.min, span.end or dt.date.max
    where = item.last.where
    if where == "middle" and item.last.part == "m":
        return end.replace(day=15)
    if where == "begin":
        return start
    if item.mark in {"no_later", "by"} or where or item.last.kind in _POINTS:
        return end
    return max(start, dt.date.min + _DAY) - _DAY if exclusive else end
