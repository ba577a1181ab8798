"""Occurrences of terms over a school year and a plan of three years, by hand."""

import datetime as dt

import pytest
from hypothesis import given, settings as hypothesis_settings, strategies as st

from roadmaps.terms import Kind, Occurrence, Period, Term, occurrences, parse_term
from roadmaps.terms.occurring import OCCURRENCES_AT_MOST
from tests.roadmaps.terms.wordings import SCHOOL_YEAR


THREE_YEARS = Period(dt.date(2020, 1, 1), dt.date(2022, 12, 31))


def days(text: str, period: Period) -> list[str]:
    found = occurrences(parse_term(text, period=period), period)
    return [f"{o.starts_on} {o.due_on} {o.times}" for o in found]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("октябрь", ["2022-10-01 2022-10-31 1"]),
        ("октябрь 2021", ["2021-10-01 2021-10-31 1"]),
        ("октябрь, апрель", ["2022-10-01 2022-10-31 1", "2023-04-01 2023-04-30 1"]),
        ("в течение года", ["2022-09-01 2023-08-31 1"]),
        ("до 15 ноября", ["2022-09-01 2022-11-15 1"]),
        ("до 1 июня 2025", ["None 2025-06-01 1"]),
        ("с 1 октября 2022", ["2022-10-01 2023-08-31 1"]),
        ("с 1 октября 2024", ["2024-10-01 None 1"]),
        ("ежегодно, до 1 августа", ["2022-09-01 2023-08-01 1"]),
        ("ежегодно", ["2022-09-01 2023-08-31 1"]),
        (
            "ежеквартально",
            [
                "2022-10-01 2022-12-31 1",
                "2023-01-01 2023-03-31 1",
                "2023-04-01 2023-06-30 1",
                "2023-07-01 2023-08-31 1",
            ],
        ),
        (
            "не реже 2 раз в полугодие",
            ["2022-09-01 2022-12-31 2", "2023-01-01 2023-06-30 2"],
        ),
        (
            "1 раз в четверть",
            [
                "2022-09-01 2022-10-28 1",
                "2022-11-07 2022-12-30 1",
                "2023-01-09 2023-03-24 1",
                "2023-04-03 2023-05-31 1",
            ],
        ),
        (
            "до 5 числа месяца, следующего за отчётным кварталом",
            [
                "2022-10-01 2022-10-05 1",
                "2023-01-01 2023-01-05 1",
                "2023-04-01 2023-04-05 1",
                "2023-07-01 2023-07-05 1",
            ],
        ),
        (
            "ежемесячно, январь-март",
            [
                "2023-01-01 2023-01-31 1",
                "2023-02-01 2023-02-28 1",
                "2023-03-01 2023-03-31 1",
            ],
        ),
        ("2 раза в год", ["2022-09-01 2023-08-31 2"]),
        ("2 раза в год (декабрь, май)", ["2022-12-01 2022-12-31 1", "2023-05-01 2023-05-31 1"]),
        ("не менее пяти семинаров", ["2022-09-01 2023-08-31 5"]),
        ("3 семинара в год", ["2022-09-01 2023-08-31 3"]),
        ("по графику", ["2022-09-01 2023-08-31 1"]),
        ("по окончании четверти", ["2022-09-01 2023-08-31 1"]),
        ("через 5 дней после совещания", ["None None 1"]),
        ("—", ["None None 1"]),
        ("ежегодно, август-сентябрь", ["2022-09-01 2022-09-30 1", "2023-08-01 2023-08-31 1"]),
    ],
)  # fmt: skip
def test_occurrences_of_a_school_year(text: str, expected: list[str]) -> None:
    assert days(text, SCHOOL_YEAR) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("май", ["2020-05-01 2020-05-31 1", "2021-05-01 2021-05-31 1", "2022-05-01 2022-05-31 1"]),
        ("ежегодно, до 1 октября", ["2020-01-01 2020-10-01 1", "2020-10-02 2021-10-01 1", "2021-10-02 2022-10-01 1"]),
        ("1 раз в год", ["2020-01-01 2020-12-31 1", "2021-01-01 2021-12-31 1", "2022-01-01 2022-12-31 1"]),
        ("раз в 3 года", ["2020-01-01 2022-12-31 1"]),
        ("2021 год", ["2021-01-01 2021-12-31 1"]),
        ("ежегодно с 2021 года", ["2021-01-01 2021-12-31 1", "2022-01-01 2022-12-31 1"]),
        ("в течение всего периода", ["2020-01-01 2022-12-31 1"]),
    ],
)  # fmt: skip
def test_occurrences_of_a_plan_of_three_years(text: str, expected: list[str]) -> None:
    assert days(text, THREE_YEARS) == expected


def test_a_day_that_a_month_has_not_is_its_last() -> None:
    found = occurrences(
        parse_term("до 30 числа каждого месяца", period=SCHOOL_YEAR), SCHOOL_YEAR
    )
    assert [str(o.due_on) for o in found] == [
        "2022-09-30", "2022-10-30", "2022-11-30", "2022-12-30", "2023-01-30",
        "2023-02-28", "2023-03-30", "2023-04-30", "2023-05-30", "2023-06-30",
        "2023-07-30", "2023-08-30",
    ]  # fmt: skip


def test_two_months_between_rounds_are_one_occurrence() -> None:
    found = days("раз в два месяца", SCHOOL_YEAR)
    assert (len(found), found[0], found[-1]) == (
        6,
        "2022-09-01 2022-10-31 1",
        "2023-07-01 2023-08-31 1",
    )


def test_weeks_begin_on_monday() -> None:
    found = days("еженедельно", SCHOOL_YEAR)
    assert (len(found), found[:2]) == (
        53,
        ["2022-09-01 2022-09-04 1", "2022-09-05 2022-09-11 1"],
    )


def test_an_occurrence_has_the_label_of_its_point() -> None:
    term = parse_term("Итоговая работа – май 2023", period=SCHOOL_YEAR)
    assert occurrences(term, SCHOOL_YEAR) == (
        Occurrence(dt.date(2023, 5, 1), dt.date(2023, 5, 31), "Итоговая работа"),
    )


def test_what_is_no_term_asks_for_nothing() -> None:
    assert occurrences(Term("1-3 года", Kind.NOT_A_TERM), SCHOOL_YEAR) == ()


def test_a_week_of_a_century_is_capped() -> None:
    century = Period(dt.date(1950, 1, 1), dt.date(2049, 12, 31))
    assert len(days("еженедельно", century)) == OCCURRENCES_AT_MOST


@hypothesis_settings(max_examples=60, deadline=None)
@given(st.text(), st.dates(), st.dates())
def test_occurrences_never_raise(text: str, first: dt.date, second: dt.date) -> None:
    period = Period(min(first, second), max(first, second))
    for wording in (text, "ежемесячно", "до 30 числа каждого месяца", "раз в четверть"):
        found = occurrences(parse_term(wording, period=period), period)
        assert len(found) <= OCCURRENCES_AT_MOST
