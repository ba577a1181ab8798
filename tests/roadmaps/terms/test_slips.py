"""Slips of the pen in months, and words that are only alike."""

import pytest

from roadmaps.terms.slips import nearest_month


@pytest.mark.parametrize(
    ("word", "month"),
    [
        ("сенябрь", 9),
        ("сентябрьь", 9),
        ("окятбря", 10),
        ("февроль", 2),
        ("авгсут", 8),
        ("карта", 0),
        ("парта", 0),
        ("июня", 0),
        ("ноутбук", 0),
        ("", 0),
    ],
)
def test_one_slip_is_forgiven(word: str, month: int) -> None:
    assert nearest_month(word) == month
