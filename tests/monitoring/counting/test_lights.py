"""Lights by hand: thresholds, both directions, what is lacking."""

from decimal import Decimal
from fractions import Fraction

import pytest

from monitoring.counting.lights import (
    Light,
    Measure,
    fact,
    gap,
    lacking,
    light,
    reached_percent,
)
from monitoring.counting.sums import Sum


def share(part: int, whole: int) -> Sum:
    return Sum(part, whole, schools=5, counted=5)


@pytest.mark.parametrize(
    ("total", "measure", "expected"),
    [
        (share(10, 12), Measure.PERCENT, Fraction(1000, 12)),
        (share(0, 12), Measure.PERCENT, Fraction(0)),
        (share(7, 0), Measure.NUMBER, Fraction(7)),
        (share(1, 1), Measure.YES, Fraction(1)),
        (Sum(schools=5, not_applicable=5), Measure.PERCENT, None),
        (Sum(schools=5, missing=5), Measure.NUMBER, None),
        (share(0, 0), Measure.WORDS, None),
    ],
)
def test_the_figure_stands_in_the_unit_of_its_target(total, measure, expected):
    assert fact(total, measure) == expected


@pytest.mark.parametrize(
    ("part", "expected"),
    [
        (50, Light.REACHED),
        (49, Light.NEAR),
        (40, Light.NEAR),
        (39, Light.BELOW),
        (0, Light.BELOW),
    ],
)
def test_thresholds_are_per_cent_of_the_target(part, expected):
    found = light(
        total=share(part, 100), measure=Measure.PERCENT, target=Decimal("50.00")
    )
    assert found == expected


@pytest.mark.parametrize(
    ("part", "expected"),
    [
        (0, Light.REACHED),
        (20, Light.REACHED),
        (25, Light.NEAR),
        (26, Light.BELOW),
    ],
)
def test_where_less_is_better_the_target_is_a_ceiling(part, expected):
    found = light(
        total=share(part, 100),
        measure=Measure.PERCENT,
        target=Decimal(20),
        is_less_better=True,
    )
    assert found == expected


def test_an_indicator_has_thresholds_of_its_own():
    found = light(
        total=share(45, 100),
        measure=Measure.PERCENT,
        target=Decimal(50),
        green_percent=90,
    )
    assert found == Light.REACHED


@pytest.mark.parametrize(
    ("total", "measure", "target", "expected"),
    [
        (Sum(1, 1, 1, 1), Measure.YES, Decimal(1), Light.REACHED),
        (Sum(0, 1, 1, 1), Measure.YES, Decimal(1), Light.BELOW),
        (Sum(4, 0, 5, 5), Measure.NUMBER, Decimal(5), Light.NEAR),
        (Sum(5, 0, 5, 5), Measure.NUMBER, Decimal(0), Light.REACHED),
        (Sum(4, 5, 5, 5), Measure.PERCENT, None, Light.NO_TARGET),
        (Sum(schools=1, counted=1), Measure.WORDS, None, Light.NO_TARGET),
    ],
)
def test_counts_yes_and_words(total, measure, target, expected):
    assert light(total=total, measure=measure, target=target) == expected


@pytest.mark.parametrize(
    ("total", "is_due", "expected"),
    [
        (None, False, Light.NOT_DUE),
        (None, True, Light.NO_DATA),
        (Sum(schools=5, missing=5), True, Light.NO_DATA),
        (Sum(schools=5, missing=5), False, Light.NOT_DUE),
        (Sum(schools=5, no_data=5), True, Light.NO_DATA),
    ],
)
def test_without_a_figure_the_day_decides(total, is_due, expected):
    found = light(
        total=total, measure=Measure.PERCENT, target=Decimal(100), is_due=is_due
    )
    assert found == expected


@pytest.mark.parametrize(
    ("missing", "is_due", "expected"),
    [(7, False, "partial"), (7, True, "reached"), (0, False, "reached")],
)
def test_an_open_window_that_lacks_schools_gets_no_verdict(missing, is_due, expected):
    total = Sum(1, 1, schools=1 + missing, counted=1, missing=missing)
    found = light(
        total=total, measure=Measure.PERCENT, target=Decimal(100), is_due=is_due
    )
    assert found == expected


def test_nothing_to_divide_by_is_a_reached_target():
    found = [
        reached_percent(Fraction(0), Decimal(20), is_less_better=True),
        reached_percent(Fraction(5), Decimal(0), is_less_better=False),
    ]
    assert found == [None, None]


def test_the_gap_is_signed():
    assert gap(Fraction(1000, 12), Decimal(100)) == Fraction(-50, 3)


@pytest.mark.parametrize(
    ("part", "whole", "target", "expected"),
    [(10, 12, 100, 2), (1, 5, 20, 0), (0, 7, 20, 2), (3, 7, 50, 1)],
)
def test_lacking_is_whole_people(part, whole, target, expected):
    assert lacking(share(part, whole), Decimal(target)) == expected
