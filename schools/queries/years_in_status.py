"""Years in a status: how many in a row, how many in all, where the gaps are.

A school year here runs from June to May: an order of August already speaks of the
year that begins in September. A year counts when the status was in force on its
last day, 31 May; a year that has not ended yet counts when the status is in force
on the day of the question. So a status given in February counts that year, and one
taken off in October does not count another.
"""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise


_FIRST_MONTH = 6
Period = tuple[dt.date, dt.date | None]


@dataclass(frozen=True)
class YearsInStatus:
    """School years in a status, each named by the year of its September."""

    years: tuple[int, ...]

    @property
    def total(self) -> int:
        """Return how many years there are in all."""
        return len(self.years)

    @property
    def gaps(self) -> tuple[int, ...]:
        """Return the years without the status between years with it."""
        return tuple(
            missing
            for before, after in pairwise(self.years)
            for missing in range(before + 1, after)
        )

    @property
    def in_a_row(self) -> int:
        """Return the length of the longest row of years without a gap."""
        longest = current = 0
        previous = None
        for year in self.years:
            current = current + 1 if previous == year - 1 else 1
            longest = max(longest, current)
            previous = year
        return longest


def status_year(day: dt.date) -> int:
    """Return the school year to which a day belongs."""
    return day.year if day.month >= _FIRST_MONTH else day.year - 1


def last_day(year: int) -> dt.date:
    """Return the day on which a school year ends."""
    return dt.date(year + 1, _FIRST_MONTH, 1) - dt.timedelta(days=1)


def years_in_status(periods: Iterable[Period], on: dt.date) -> YearsInStatus:
    """Count the years of all periods of one status, as known on a day."""
    found: set[int] = set()
    for starts_on, ends_on in periods:
        if starts_on > on:
            continue
        end = on if ends_on is None else min(ends_on, on)
        for year in range(status_year(starts_on), status_year(end) + 1):
            asked = min(last_day(year), on)
            if starts_on <= asked <= end:
                found.add(year)
    return YearsInStatus(tuple(sorted(found)))
