"""Numbers, days and lists as papers write them."""

import datetime as dt
from decimal import Decimal
from fractions import Fraction

import pytest

from monitoring.drafting.words import SCHOOLS, counted, day, listed, number


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (12, "12"),
        (12.25, "12,3"),
        (Decimal("50.00"), "50"),
        (Fraction(100, 3), "33,3"),
        (-0.5, "\u22120,5"),
        (40000, "40\u00a0000"),
    ],
)
def test_numbers(value: int | float | Decimal | Fraction, words: str) -> None:
    assert number(value) == words


@pytest.mark.parametrize(
    ("count", "words"),
    [(1, "1 школа"), (3, "3 школы"), (11, "11 школ"), (0, "0 школ"), (21, "21 школа")],
)
def test_counts(count: int, words: str) -> None:
    assert counted(count, SCHOOLS) == words.replace(" ", "\u00a0")


def test_days_and_lists() -> None:
    assert day(dt.date(2026, 9, 1)) == "1\u00a0сентября 2026\u00a0г."
    assert [listed(["А", "Б", "В"][:n]) for n in range(4)] == [
        "",
        "А",
        "А и\u00a0Б",
        "А, Б и\u00a0В",
    ]
