"""Days of slots: which calendar year a month belongs to, and to which school year."""

import datetime as dt

import pytest

from monitoring.seasons import Days, Slot, collection_year, days_of


@pytest.mark.parametrize(
    ("month", "opens_on"),
    [
        (8, dt.date(2025, 8, 5)),
        (12, dt.date(2025, 12, 5)),
        (1, dt.date(2026, 1, 5)),
        (7, dt.date(2026, 7, 5)),
    ],
)
def test_a_month_from_august_on_lies_in_the_first_year(month, opens_on):
    assert days_of(Slot(month, 5, 10, 3), year=2025) == Days(
        opens_on, opens_on + dt.timedelta(days=10), opens_on + dt.timedelta(days=13)
    )


def test_a_slot_without_days_opens_and_closes_on_one_day():
    day = dt.date(2026, 2, 1)
    assert days_of(Slot(2, 1, 0, 0), year=2025) == Days(day, day, day)


def test_a_day_that_the_month_does_not_have_is_an_error():
    with pytest.raises(ValueError, match="day"):
        days_of(Slot(2, 30, 1, 1), year=2025)


@pytest.mark.parametrize(
    ("day", "year"),
    [
        (dt.date(2025, 7, 31), 2024),
        (dt.date(2025, 8, 1), 2025),
        (dt.date(2026, 6, 30), 2025),
    ],
)
def test_june_still_belongs_to_the_year_that_is_ending(day, year):
    assert collection_year(day) == year


@pytest.mark.parametrize("month", range(1, 13))
def test_a_slot_and_its_day_agree_on_the_year(month):
    days = days_of(Slot(month, 28, 0, 0), year=2025)
    assert collection_year(days.opens_on) == 2025
