"""A figure in words, its target, its gap and how it stands."""

from decimal import Decimal

import pytest

from monitoring.counting.lights import Measure
from monitoring.counting.sums import Sum
from monitoring.drafting import IndicatorFact, Standing, ValueFact
from tests.monitoring.drafting.papers import SITES, TEACHERS


def of(measure: Measure, total: Sum | None, target: int | None) -> IndicatorFact:
    wanted = None if target is None else Decimal(target)
    return IndicatorFact(
        "X", "Икс", unit="встреч", measure=measure, total=total, target=wanted
    )


@pytest.mark.parametrize(
    ("fact", "words", "target", "standing"),
    [
        (TEACHERS, "48,3 % (29 из 60)", "50 %", Standing.NEAR),
        (SITES, "25 % (1 из 4)", "100 %", Standing.MISSED),
        (
            of(Measure.NUMBER, Sum(12, 0, 3, 3), 10),
            "12 встреч",
            "10 встреч",
            Standing.REACHED,
        ),
        (of(Measure.YES, Sum(1, 1, 1, 1), 1), "да", "да", Standing.REACHED),
        (of(Measure.YES, Sum(0, 1, 1, 1), 1), "нет", "да", Standing.MISSED),
        (of(Measure.PERCENT, None, 50), "нет данных", "50 %", Standing.NO_DATA),
        (
            of(Measure.PERCENT, Sum(0, 4, 4, 4), None),
            "0 % (0 из 4)",
            "не назначена",
            Standing.NO_TARGET,
        ),
    ],
)
def test_a_figure_in_words(
    fact: IndicatorFact, words: str, target: str, standing: Standing
) -> None:
    found = (fact.words, fact.target_words, fact.standing)
    assert tuple(text.replace("\u00a0", " ") for text in found) == (
        words,
        target,
        standing,
    )


def test_zero_is_a_figure_and_nothing_is_none() -> None:
    zero = of(Measure.PERCENT, Sum(0, 4, 4, 4), 50)
    nothing = of(Measure.PERCENT, Sum(0, 0, 4, 0, missing=4), 50)
    assert (zero.value, zero.gap) == (0.0, -50.0)
    assert (nothing.value, nothing.gap) == (None, None)


@pytest.mark.parametrize(
    ("whole", "is_small"), [(0, False), (1, True), (9, True), (10, False)]
)
def test_few_are_few_below_ten(whole: int, is_small: bool) -> None:
    fact = of(Measure.PERCENT, Sum(0, whole, 4, 4), 50)
    assert fact.is_small is is_small


@pytest.mark.parametrize(
    ("numbers", "words"),
    [
        ((1, 1), "да"),
        ((0, 1), "нет"),
        ((7, None), "7"),
        ((3, 4), "75 % (3 из 4)"),
        ((None, None), "нет данных"),
    ],
)
def test_a_cell_in_words(numbers: tuple[int | None, int | None], words: str) -> None:
    cell = ValueFact("Школа", "Окно", "X", "Икс", "нет данных", *numbers)
    assert cell.words.replace("\u00a0", " ") == words
