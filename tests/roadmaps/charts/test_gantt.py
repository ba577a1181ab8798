"""Bars over months of equal width: where each begins and ends."""

import datetime as dt

import pytest

from roadmaps.charts.gantt import (
    LONGEST,
    NARROWEST,
    UNIT,
    Axis,
    Bar,
    Head,
    axis_over,
    bar_of,
)


SEPTEMBER = dt.date(2025, 9, 1)
YEAR = Axis(SEPTEMBER, 12)


def day(text: str) -> dt.date:
    return dt.date.fromisoformat(text)


def test_a_month_is_one_unit_whatever_its_length():
    for start, end, x in (
        ("2025-09-01", "2025-09-30", 0),
        ("2025-10-01", "2025-10-31", 100),
        ("2026-02-01", "2026-02-28", 500),
        ("2026-08-01", "2026-08-31", 1100),
    ):
        assert bar_of(YEAR, day(start), day(end)) == Bar(x, UNIT)


def test_a_stretch_over_the_new_year():
    assert bar_of(YEAR, day("2025-12-01"), day("2026-01-31")) == Bar(300, 200)


def test_half_a_month():
    assert bar_of(YEAR, day("2025-09-16"), day("2025-09-30")) == Bar(50, 50)


def test_a_single_day_is_wide_enough_to_be_seen_and_ends_where_it_is_due():
    assert bar_of(YEAR, day("2025-09-30"), day("2025-09-30")) == Bar(
        UNIT - NARROWEST, NARROWEST
    )


def test_a_deadline_without_a_beginning_stands_at_its_end():
    assert bar_of(YEAR, None, day("2025-10-31")) == Bar(200 - NARROWEST, NARROWEST)


@pytest.mark.parametrize("text", ["2025-09-01", "2024-01-01"])
def test_nothing_begins_before_the_axis(text):
    assert bar_of(YEAR, None, day(text)).x == 0


def test_what_is_beyond_the_axis_stands_at_its_edge():
    bar = bar_of(YEAR, day("2027-01-01"), day("2027-02-01"))
    assert bar.x + bar.width == YEAR.width


def test_headings_of_a_school_year():
    assert YEAR.years == [Head("2025", 4), Head("2026", 8)]
    assert [head.text for head in YEAR.columns][:5] == [
        *("сен", "окт", "ноя", "дек", "янв"),
    ]
    assert {head.span for head in YEAR.columns} == {1}


def test_many_months_are_quarters_that_cover_all():
    axis = Axis(dt.date(2020, 2, 1), 35)
    assert axis.columns[:2] == [Head("I кв. 2020", 2), Head("II кв. 2020", 3)]
    assert sum(head.span for head in axis.columns) == 35
    assert sum(head.span for head in axis.years) == 35


def test_the_axis_holds_the_plan_and_terms_outside_it():
    axis = axis_over(SEPTEMBER, day("2026-08-31"), [day("2026-11-05")])
    assert (axis.first, axis.months) == (SEPTEMBER, 15)


def test_a_slip_in_a_year_does_not_stretch_it_without_end():
    late = axis_over(SEPTEMBER, day("2026-08-31"), [day("2205-01-01")])
    early = axis_over(SEPTEMBER, day("2026-08-31"), [day("1925-01-01")])
    assert late.months == LONGEST
    assert early.first == dt.date(2024, 9, 1)
