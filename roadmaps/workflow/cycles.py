"""Days of the year by which schools usually bring a document: a start, not a rule.

In spring schools agree documents for the year to come and put them on their sites
over the summer; in autumn those write that came into the list in August.
"""

import datetime as dt
from dataclasses import dataclass


@dataclass(frozen=True)
class CycleDay:
    """The last day of one step: its name, month, day, and whether the window closes."""

    step: str
    month: int
    day: int
    closes: bool


@dataclass(frozen=True)
class Cycle:
    """A year of a document from sending to the site."""

    code: str
    title: str
    days: tuple[CycleDay, ...]


# What is late on the site is still better there: only sending has a closed window.
CYCLES: tuple[Cycle, ...] = (
    Cycle(
        "autumn",
        "Осенний: школы пишут программы в сентябре",
        (
            CycleDay("submit", 9, 30, closes=True),
            CycleDay("approve", 10, 15, closes=False),
            CycleDay("publish", 10, 31, closes=False),
        ),
    ),
    Cycle(
        "spring",
        "Весенний: согласование до лета, размещение летом",
        (
            CycleDay("submit", 5, 31, closes=True),
            CycleDay("approve", 6, 30, closes=False),
            CycleDay("publish", 8, 31, closes=False),
        ),
    ),
)


def cycle_of(code: str) -> Cycle | None:
    """Return a cycle by its code.

    Parameters
    ----------
    code : str
        ``autumn`` or ``spring``.

    Returns
    -------
    Cycle or None
        None for any other word.
    """
    return next((cycle for cycle in CYCLES if cycle.code == code), None)


def day_in(item: CycleDay, year: int) -> dt.date:
    """Return the day of a step in the calendar year in which a school year begins.

    Parameters
    ----------
    item : CycleDay
        A step of a cycle.
    year : int
        2025 for the school year 2025/26.

    Returns
    -------
    datetime.date
        Of that very year, both for spring and for autumn.
    """
    return dt.date(year, item.month, item.day)
