"""Years in a status: in a row, in all, gaps."""

import datetime as dt

import pytest

from schools.queries.years_in_status import (
    YearsInStatus,
    last_day,
    status_year,
    years_in_status,
)


def day(text: str) -> dt.date:
    return dt.date.fromisoformat(text)


def years(*periods: tuple[str, str | None], on: str) -> tuple[int, ...]:
    found = [(day(a), day(b) if b else None) for a, b in periods]
    return years_in_status(found, day(on)).years


def test_two_years_a_gap_and_one_more():
    found = years_in_status(
        [
            (day("2020-09-01"), day("2022-08-31")),
            (day("2023-09-01"), None),
        ],
        day("2024-03-01"),
    )
    assert (found.years, found.in_a_row, found.total, found.gaps) == (
        (2020, 2021, 2023),
        2,
        3,
        (2022,),
    )


@pytest.mark.parametrize(
    ("on", "year"),
    [("2022-05-31", 2021), ("2022-06-01", 2022), ("2022-09-01", 2022)],
)
def test_a_day_belongs_to_the_year_from_june_to_may(on, year):
    assert status_year(day(on)) == year


def test_the_last_day_of_a_year_is_the_31_of_may():
    assert last_day(2022) == day("2023-05-31")


@pytest.mark.parametrize(
    ("periods", "on", "expected"),
    [
        # Given by an order of August: that year has not begun yet, the next one has.
        ([("2025-08-25", None)], "2025-08-28", (2025,)),
        ([("2025-08-25", None)], "2025-10-01", (2025,)),
        # Given in February: the year counts; taken off in October: the next does not.
        ([("2022-02-01", "2022-10-01")], "2024-01-01", (2021,)),
        # Taken off in the spring, before the year's last day.
        ([("2020-09-01", "2021-03-01")], "2024-01-01", ()),
        # In force on the very last day.
        ([("2020-09-01", "2021-05-31")], "2024-01-01", (2020,)),
        ([("2020-09-01", "2021-05-30")], "2024-01-01", ()),
        # Two periods inside one year are one year.
        ([("2020-09-01", "2020-12-01"), ("2021-02-01", "2021-08-31")], "2024-01-01", (2020,)),
        # A calendar year.
        ([("2021-01-01", "2021-12-31")], "2024-01-01", (2020,)),
        # Not yet begun on the day of the question.
        ([("2025-09-01", None)], "2025-08-31", ()),
        # Asked about the past, what came later is not known.
        ([("2020-09-01", None)], "2021-10-01", (2020, 2021)),
        ([], "2024-01-01", ()),
    ],
)  # fmt: skip
def test_which_years_count(periods, on, expected):
    assert years(*periods, on=on) == expected


@pytest.mark.parametrize(
    ("held", "in_a_row", "total", "gaps"),
    [
        ((), 0, 0, ()),
        ((2020,), 1, 1, ()),
        ((2019, 2020, 2021), 3, 3, ()),
        ((2015, 2019, 2020), 2, 3, (2016, 2017, 2018)),
        ((2015, 2017, 2019), 1, 3, (2016, 2018)),
    ],
)
def test_rows_and_gaps(held, in_a_row, total, gaps):
    found = YearsInStatus(held)
    assert (found.in_a_row, found.total, found.gaps) == (in_a_row, total, gaps)
