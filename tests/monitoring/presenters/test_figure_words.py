"""Figures in words, without a database."""

from decimal import Decimal
from fractions import Fraction

import pytest

from monitoring.counting.lights import Light, Measure
from monitoring.counting.sums import Sum
from monitoring.models import Indicator, IndicatorVersion, Rollup
from monitoring.presenters import figure_words as words
from monitoring.presenters.scorecard import light_figures, stamp
from monitoring.queries.figure_places import Standing
from monitoring.queries.figure_series import break_between, moment_of
from monitoring.queries.rollups import Figure


def version(**fields) -> IndicatorVersion:
    given = {"kind": "share", "level": "teachers", "direction": "more", **fields}
    return IndicatorVersion(pk=1, indicator=Indicator(pk=1, code="t3"), **given)


def rollup(total: Sum, *, year: int = 2025, slot: str = "x:02", number: int = 1):
    return Rollup(
        year=year,
        slot=slot,
        version=version(),
        version_id=number,
        **{name: getattr(total, name) for name in total.__dataclass_fields__},
    )


def figure(total: Sum | None, target: str | None, **fields) -> Figure:
    return Figure(
        version=version(**fields),
        target=None if target is None else Decimal(target),
        rollup=None if total is None else rollup(total),
        before=None,
        broken="",
        light=Light.BELOW,
    )


def plain(text: str) -> str:
    return text.replace("\xa0", " ")


@pytest.mark.parametrize(
    ("value", "measure", "expected"),
    [
        (Fraction(1000, 12), Measure.PERCENT, "83,3 %"),
        (Decimal("50.00"), Measure.PERCENT, "50 %"),
        (Fraction(0), Measure.PERCENT, "0 %"),
        (Fraction(1234), Measure.NUMBER, "1 234"),
        (Fraction(1), Measure.YES, "да"),
        (Fraction(0), Measure.YES, "нет"),
        (Fraction(5, 8), Measure.YES, "62,5 %"),
        (None, Measure.PERCENT, "—"),
    ],
)
def test_values(value, measure, expected):
    assert plain(words.value_words(value, version(), measure)) == expected


@pytest.mark.parametrize(
    ("total", "source", "expected"),
    [
        (None, "form", "окна ещё не было"),
        (
            Sum(schools=3, not_applicable=3),
            "form",
            "делить не на что: ни к кому не применимо",
        ),
        (Sum(schools=3, missing=2, no_data=1), "form", "не сдано: 2 из 3"),
        (Sum(schools=3, missing=2, no_data=1), "site", "не проверено: 2 из 3"),
        (Sum(schools=3, no_data=2, not_applicable=1), "results", "у школ нет данных"),
        (Sum(0, 4, schools=1, counted=1), "form", ""),
    ],
)
def test_a_dash_has_its_reason(total, source, expected):
    assert plain(words.absence_words(total, source)) == expected


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("form", "3 школы: в сумме 1, не сдано 2"),
        ("site", "3 школы: в сумме 1, не проверено 2"),
        ("office", "3 школы: в сумме 1, не заполнено 2"),
        ("results", "3 школы: в сумме 1, не рассчитано 2"),
    ],
)
def test_a_school_is_blamed_for_its_form_alone(source, expected):
    total = Sum(1, 1, schools=3, counted=1, missing=2)
    assert plain(words.coverage_words(total, source)) == expected


@pytest.mark.parametrize(
    ("total", "target", "fields", "expected"),
    [
        (Sum(10, 12, 2, 2), "100", {}, "до цели 16,7 п. п.: не хватает 2 педагогов"),
        (Sum(10, 12, 2, 2), "50", {}, "лучше цели на 33,3 п. п."),
        (Sum(1, 2, 2, 2), "50", {}, "ровно цель"),
        (Sum(4, 0, 2, 2), "5", {"kind": "count"}, "не хватает 1"),
        (Sum(3, 10, 2, 2), "20", {"direction": "less"}, "до цели 10 п. п."),
        (Sum(1, 10, 2, 2), "20", {"direction": "less"}, "лучше цели на 10 п. п."),
        (
            Sum(0, 1, 1, 1),
            "1",
            {"kind": "yes_no", "level": "municipality"},
            "ещё не сделано",
        ),
        (Sum(schools=2, missing=2), "50", {}, "—"),
        (Sum(1, 2, 2, 2), None, {}, "—"),
    ],
)
def test_a_gap_is_told_in_points_and_in_people(total, target, fields, expected):
    assert plain(words.gap_words(figure(total, target, **fields))) == expected


def test_the_school_year_turns_in_september():
    shown = [
        plain(words.month_words(rollup(Sum(), slot=slot))) for slot in ("x:10", "x:06")
    ]
    assert shown == ["октябрь 2025", "июнь 2026"]
    assert moment_of(rollup(Sum(), slot="x:10")) < moment_of(rollup(Sum(), slot="x:06"))


def test_windows_of_two_formulas_are_not_compared():
    one, other = rollup(Sum()), rollup(Sum(), number=2)
    assert [break_between(one, x, []) for x in (one, other, None)] == [
        "",
        "version",
        "",
    ]


def test_lights_that_matter_are_always_counted():
    found = light_figures([figure(Sum(1, 9, 1, 1), "50")])
    assert [(row["label"], row["value"]) for row in found] == [
        ("Цель достигнута", "0"),
        ("Близко к цели", "0"),
        ("Ниже цели", "1"),
    ]


def test_the_stamp_says_that_nothing_was_opened():
    assert stamp(Standing(0, 0, None)) == {
        "is_waiting": False,
        "text": "Окна ещё не открывались.",
    }
