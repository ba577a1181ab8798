"""Countable promises inside sentences."""

import pytest

from roadmaps.documents.counters import counters_in
from roadmaps.documents.model import Counter


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Проведено не менее пяти   мероприятий", (Counter(5, "мероприятий"),)),
        ("не менее 5 семинаров и не менее 12 занятий", (Counter(5, "семинаров"), Counter(12, "занятий"))),
        ("Не менее 20% участников", (Counter(20, "участников", True),)),
        ("не менее чем в трёх школах", (Counter(3, "школах"),)),
        ("не менее 1 раза в квартал", ()),
        ("не реже одного раза в год", ()),
        ("проведено пять мероприятий", ()),
    ],
)  # fmt: skip
def test_counters(text, expected):
    assert counters_in(text) == expected


def test_the_same_promise_counts_once():
    assert counters_in("не менее двух встреч", "не менее двух встреч") == (
        Counter(2, "встреч"),
    )
