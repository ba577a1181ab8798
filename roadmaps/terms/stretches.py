"""Stretches of the year without a year, and how they are laid on a calendar."""

import calendar
import datetime as dt
from dataclasses import dataclass
from functools import lru_cache

from roadmaps.terms.model import Period, Span


_LAST_YEAR = 9998
_YEARS_AT_MOST = 60
_LAST_MONTH = 12
_AUTUMN_HOLIDAY = (11, 4)
_SUNDAY = 6
_SATURDAY = 5
_MONTHS_IN_QUARTER = 3
_SEPTEMBER = 9
_MAY = 5


@lru_cache(maxsize=4096)
def day(year: int, month: int, number: int) -> dt.date:
    """Give a day of a month; 0 is the last one, -1 the one before, 31 is clamped."""
    last = calendar.monthrange(year, month)[1]
    number = last + number if number <= 0 else min(number, last)
    return dt.date(year, month, max(1, number))


@dataclass(frozen=True, slots=True)
class Stretch:
    """A stretch that every year has: (month, day) of both ends.

    A day of 0 is the month's last, a negative one counts back from it; a stretch
    whose last month is before its first goes over the New Year.
    """

    first: tuple[int, int]
    last: tuple[int, int]

    def placed(self, year: int) -> Span:
        """Give the stretch that begins in a year."""
        year = min(max(year, 1), _LAST_YEAR)
        start = day(year, *self.first)
        over = self.last[0] < self.first[0]
        end = day(year + over, *self.last)
        return Span(min(start, end), max(start, end))


def months(first: int, last: int) -> Stretch:
    """Give whole months, both inside."""
    return Stretch((first, 1), (last, 0))


def quarter(number: int) -> Stretch:
    """Give a quarter of the calendar year."""
    last = number * _MONTHS_IN_QUARTER
    return months(last - 2, last)


def half(number: int, *, school: bool) -> Stretch:
    """Give a half of the calendar year, or of the teaching year (to 31 May)."""
    if school:
        return months(_SEPTEMBER, _LAST_MONTH) if number == 1 else months(1, _MAY)
    return months(1, 6) if number == 1 else months(7, _LAST_MONTH)


def season(first_month: int) -> Stretch:
    """Give a season by its first month."""
    return months(first_month, (first_month + 1) % _LAST_MONTH + 1)


YEAR = months(1, _LAST_MONTH)
SCHOOL_YEAR = months(_SEPTEMBER, 8)
TEACHING_YEAR = months(_SEPTEMBER, _MAY)


def _next_weekday(of: dt.date, weekday: int) -> dt.date:
    return of + dt.timedelta(days=(weekday - of.weekday()) % 7)


def school_break(first_month: int, school_year: int) -> Span:
    """Give the usual days of a school break; a founder may set others.

    Parameters
    ----------
    first_month : int
        First month of the break's season: 9, 12, 3 or 6.
    school_year : int
        Calendar year in which the school year begins.

    Returns
    -------
    Span
        The nine days from a Saturday to a Sunday that the ministry proposes: in
        autumn around 4 November, in spring after 22 March; in winter to 8 January;
        in summer from June to August.
    """
    year = min(max(school_year, 1), _LAST_YEAR)
    if first_month == _SEPTEMBER:
        end = _next_weekday(dt.date(year, *_AUTUMN_HOLIDAY), _SUNDAY)
        return Span(end - dt.timedelta(days=8), end)
    if first_month == _LAST_MONTH:
        end = dt.date(year + 1, 1, 8)
        return Span(end - dt.timedelta(days=8), end)
    if first_month == _MONTHS_IN_QUARTER:
        start = _next_weekday(dt.date(year + 1, 3, 22), _SATURDAY)
        return Span(start, start + dt.timedelta(days=8))
    return Span(dt.date(year + 1, 6, 1), dt.date(year + 1, 8, 31))


def school_term(number: int, of: int, school_year: int) -> Span:
    """Give a term of the teaching year: a quarter (`of` 4) or a trimester (`of` 3)."""
    year = min(max(school_year, 1), _LAST_YEAR)
    if of == _MONTHS_IN_QUARTER:
        first = {1: (year, 9), 2: (year, 12), 3: (year + 1, 3)}[number]
        last = {1: (year, 11), 2: (year + 1, 2), 3: (year + 1, 5)}[number]
        return Span(day(*first, 1), day(*last, 0))
    breaks = [school_break(month, year) for month in (9, 12, 3)]
    one = dt.timedelta(days=1)
    starts = [dt.date(year, 9, 1), *(b.end + one for b in breaks if b.end)]
    ends = [*(b.start - one for b in breaks if b.start), dt.date(year + 1, 5, 31)]
    return Span(starts[number - 1], ends[number - 1])


def overlap(span: Span, period: Period) -> int:
    """Give how many days of a span are inside a period; an open end reaches far."""
    start = max(span.start or period.start, period.start)
    end = min(span.end or period.end, period.end)
    return max(0, (end - start).days + 1)


def years_of(period: Period) -> range:
    """Give the years in which something inside the period, or near it, may begin."""
    first = max(1, period.start.year - 1)
    last = min(_LAST_YEAR, period.end.year + 1, first + _YEARS_AT_MOST)
    return range(first, last + 1)


def is_long(period: Period) -> bool:
    """Say whether the period is longer than twelve months."""
    return (period.end - period.start).days > 366


def clipped(span: Span, period: Period) -> Span:
    """Give the part of a span that is inside a period it meets."""
    start = max(span.start or period.start, period.start)
    end = min(span.end or period.end, period.end)
    return Span(start, end, span.label)
