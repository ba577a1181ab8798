"""Stretches of the year on the calendar, and the usual breaks of schools."""

import datetime as dt

import pytest

from roadmaps.terms import Period, Span, stretches


def test_a_day_is_counted_from_the_end_or_clamped() -> None:
    found = [stretches.day(2024, 2, number) for number in (1, 31, 0, -6)]
    assert [day.day for day in found] == [1, 29, 29, 23]


def test_a_stretch_over_the_new_year_ends_in_the_next() -> None:
    assert stretches.season(12).placed(2022) == Span(
        dt.date(2022, 12, 1), dt.date(2023, 2, 28)
    )


@pytest.mark.parametrize(
    ("season", "year", "days"),
    [
        (9, 2022, "2022-10-29 2022-11-06"),
        (9, 2023, "2023-10-28 2023-11-05"),
        (12, 2022, "2022-12-31 2023-01-08"),
        (3, 2022, "2023-03-25 2023-04-02"),
        (3, 2023, "2024-03-23 2024-03-31"),
        (6, 2022, "2023-06-01 2023-08-31"),
    ],
)
def test_breaks_are_nine_days_around_their_weekends(
    season: int, year: int, days: str
) -> None:
    span = stretches.school_break(season, year)
    assert f"{span.start} {span.end}" == days


def test_terms_fill_the_teaching_year_between_the_breaks() -> None:
    found = [stretches.school_term(n, 4, 2022) for n in range(1, 5)]
    assert [f"{s.start} {s.end}" for s in found] == [
        "2022-09-01 2022-10-28",
        "2022-11-07 2022-12-30",
        "2023-01-09 2023-03-24",
        "2023-04-03 2023-05-31",
    ]


def test_overlap_is_counted_in_days_with_both_ends() -> None:
    period = Period(dt.date(2022, 9, 1), dt.date(2023, 8, 31))
    assert stretches.overlap(stretches.quarter(3).placed(2022), period) == 30
    assert stretches.overlap(Span(dt.date(2023, 8, 31), None), period) == 1
    assert stretches.overlap(stretches.YEAR.placed(2020), period) == 0
