"""Which levels are low."""

import pytest

from monitoring.dynamics import YearCell


@pytest.mark.parametrize(
    ("levels", "low"),
    [
        ({}, None),
        ({"базовый": 20}, None),
        ({"недостаточный": 1, "пониженный": 2, "базовый": 4, "повышенный": 8}, 3),
        ({"ниже базового": 1, "базовый": 2, "высокий": 4}, 1),
        ({"не сдали": 5, "сдали": 6}, 5),
        ({"2": 1, "3": 2, "4": 4, "5": 8}, 1),
        # Nobody had a «2»: nobody is low, though «3» is the lowest here.
        ({"3": 2, "4": 4, "5": 8}, 0),
    ],
)
def test_low(levels, low):
    assert YearCell(2025, 30, levels=levels).low_count == low
