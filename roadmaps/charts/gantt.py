"""Terms of a plan as bars over months: only numbers, the page draws them.

Every month is UNIT wide whatever its length, so that the bars stand under the columns
of an ordinary table.
"""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from roadmaps.enums import OccurrenceState
from roadmaps.models import Occurrence, RoadMap


UNIT = 100
# A deadline of one day must still be seen and hit: about a third of a month.
NARROWEST = 30
# From here on quarters are named instead of months.
MANY_MONTHS = 18
# Days that a person named far from the plan do not stretch it without end.
LONGEST = 72
MONTHS_SHORT = (
    *("янв", "фев", "мар", "апр", "май", "июн"),
    *("июл", "авг", "сен", "окт", "ноя", "дек"),
)
QUARTERS = ("I", "II", "III", "IV")


@dataclass(frozen=True)
class Head:
    """A heading over `span` months."""

    text: str
    span: int


@dataclass(frozen=True)
class Axis:
    """Months from the first to the last, both inside."""

    first: dt.date
    months: int

    @property
    def width(self) -> int:
        """Return the width of the whole in units."""
        return self.months * UNIT

    @property
    def years(self) -> list[Head]:
        """Return the years with the number of their months."""
        return _grouped(str(month.year) for month in self._each())

    @property
    def columns(self) -> list[Head]:
        """Return months, or quarters where months would not fit."""
        if self.months <= MANY_MONTHS:
            return [Head(MONTHS_SHORT[month.month - 1], 1) for month in self._each()]
        return _grouped(
            f"{QUARTERS[(month.month - 1) // 3]} кв. {month.year}"
            for month in self._each()
        )

    def start_of(self, day: dt.date) -> int:
        """Return where a day begins; days outside are put at the edge."""
        return self._place(day, 0)

    def end_of(self, day: dt.date) -> int:
        """Return where a day ends."""
        return self._place(day, 1)

    def _place(self, day: dt.date, passed: int) -> int:
        months = _month_number(day) - _month_number(self.first)
        share = (day.day - 1 + passed) / _length(day)
        return min(max(round((months + share) * UNIT), 0), self.width)

    def _each(self) -> list[dt.date]:
        number = _month_number(self.first)
        return [_month(number + at) for at in range(self.months)]


@dataclass(frozen=True)
class Bar:
    """A bar from `x`, `width` units wide."""

    x: int
    width: int


@dataclass(frozen=True)
class Frame:
    """Headings of the diagram, the line of today, and the bars of what is to be done."""

    years: list[Head]
    columns: list[Head]
    months: int
    width: int
    today: int | None
    bars: dict[int, Bar]


def frame_of(plan: RoadMap, terms: Iterable[Occurrence], *, today: dt.date) -> Frame:
    """Return where everything stands that the diagram of a plan shows."""
    dated = [
        row for row in terms if row.due_on and row.state != OccurrenceState.CANCELLED
    ]
    days = [day for row in dated for day in (row.starts_on, row.due_on) if day]
    axis = axis_over(plan.starts_on, plan.ends_on, days)
    place = axis.start_of(today)
    return Frame(
        years=axis.years,
        columns=axis.columns,
        months=axis.months,
        width=axis.width,
        today=place if 0 < place < axis.width else None,
        bars={
            row.pk: bar_of(axis, row.starts_on, row.due_on)
            for row in dated
            if row.due_on
        },
    )


def axis_over(
    starts_on: dt.date, ends_on: dt.date, days: Iterable[dt.date] = ()
) -> Axis:
    """Return the months of a plan, and of those of its terms that lie outside it."""
    known = [starts_on, ends_on, *days]
    first = max(_month_number(min(known)), _month_number(starts_on) - 12)
    last = _month_number(max(known))
    return Axis(_month(first), min(last - first + 1, LONGEST))


def bar_of(axis: Axis, starts_on: dt.date | None, due_on: dt.date) -> Bar:
    """Return the bar of a stretch; what has no beginning is a short one at its end."""
    end = axis.end_of(due_on)
    start = axis.start_of(starts_on) if starts_on else end
    width = max(end - start, NARROWEST)
    return Bar(max(min(start, end - width), 0), min(width, axis.width))


def _grouped(texts: Iterable[str]) -> list[Head]:
    heads: list[Head] = []
    for text in texts:
        if heads and heads[-1].text == text:
            heads[-1] = Head(text, heads[-1].span + 1)
        else:
            heads.append(Head(text, 1))
    return heads


def _month_number(day: dt.date) -> int:
    return day.year * 12 + day.month - 1


def _month(number: int) -> dt.date:
    return dt.date(number // 12, number % 12 + 1, 1)


def _length(day: dt.date) -> int:
    following = _month(_month_number(day) + 1)
    return (following - dt.date(day.year, day.month, 1)).days
