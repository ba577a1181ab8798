"""The usual days: in order, complete, of the very year."""

import datetime as dt

import pytest

from roadmaps.workflow.cycles import CYCLES, cycle_of, day_in


@pytest.mark.parametrize("cycle", CYCLES, ids=lambda cycle: cycle.code)
def test_three_steps_in_order(cycle):
    assert [item.step for item in cycle.days] == ["submit", "approve", "publish"]
    days = [day_in(item, 2025) for item in cycle.days]
    assert days == sorted(days)
    assert {day.year for day in days} == {2025}
    assert [item.closes for item in cycle.days] == [True, False, False]


def test_found_by_the_code():
    assert cycle_of("spring").days[0].month == 5
    assert day_in(cycle_of("autumn").days[0], 2026) == dt.date(2026, 9, 30)
    assert cycle_of("winter") is None
