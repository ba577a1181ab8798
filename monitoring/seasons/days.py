"""From the slot of a calendar to the days of a school year."""

import datetime as dt
from dataclasses import dataclass


# A window of June closes the school year that is ending; the first one of a new
# school year may open in August, before its first of September.
FIRST_MONTH = 8


@dataclass(frozen=True)
class Slot:
    """One window a year, as a calendar names it.

    Parameters
    ----------
    month, day : int
        The day on which it opens, without a year; the day is 28 at most.
    days_to_due : int
        Days from the opening to the last day on time.
    days_of_grace : int
        Days after that on which late forms are still taken.
    """

    month: int
    day: int
    days_to_due: int
    days_of_grace: int


@dataclass(frozen=True)
class Days:
    """The days of one window; each of them is the last of its kind, included.

    Parameters
    ----------
    opens_on : datetime.date
        The first day.
    due_on : datetime.date
        The last day on time.
    closes_on : datetime.date
        The last day on which a form is taken.
    """

    opens_on: dt.date
    due_on: dt.date
    closes_on: dt.date


def days_of(slot: Slot, *, year: int) -> Days:
    """Return the days of a slot in a school year.

    Parameters
    ----------
    slot : Slot
        The window of a calendar.
    year : int
        First calendar year of the school year: 2025 for 2025/26.

    Returns
    -------
    Days
        Months from August on lie in `year`, earlier ones in the year after it.

    Raises
    ------
    ValueError
        For a day that the month does not have.
    """
    calendar_year = year if slot.month >= FIRST_MONTH else year + 1
    opens_on = dt.date(calendar_year, slot.month, slot.day)
    due_on = opens_on + dt.timedelta(days=slot.days_to_due)
    return Days(opens_on, due_on, due_on + dt.timedelta(days=slot.days_of_grace))


def collection_year(day: dt.date) -> int:
    """Return the school year to which the windows around a day belong.

    Parameters
    ----------
    day : datetime.date
        A day of the calendar.

    Returns
    -------
    int
        First calendar year of the school year. Statuses change in June, collection
        does not: in June last year's schools still fill the last window of their year.
    """
    return day.year if day.month >= FIRST_MONTH else day.year - 1
