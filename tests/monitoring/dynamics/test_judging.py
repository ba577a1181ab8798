"""Guard rails come before the definition, each with its reason in words."""

import pytest

from monitoring.dynamics import (
    Definition,
    Outcome,
    Reason,
    RegionNumbers,
    Rule,
    Trend,
    YearCell,
    judge,
)


BEFORE = YearCell(2024, 28, mean=3.4, below_min=6, scale="mark/0")
AFTER = YearCell(2025, 30, mean=3.6, below_min=3, scale="mark/0")
MEAN = Rule(Definition.MEAN)


def changed(cell: YearCell, **changes: object) -> YearCell:
    return YearCell(**(vars(cell) | changes))


def test_up_with_its_numbers():
    found = judge(MEAN, BEFORE, AFTER)
    assert (found.trend, found.reason, found.words) == (Trend.UP, None, "")
    assert found.is_up is True
    assert found.measure is not None
    assert (found.measure.before, found.measure.after) == (3.4, 3.6)


@pytest.mark.parametrize(
    ("before", "after", "reason", "words"),
    [
        (BEFORE, None, Reason.NOT_HELD, "результатов этого года нет"),
        (None, None, Reason.NOT_HELD, "результатов этого года нет"),
        (None, AFTER, Reason.NO_BEFORE, "результатов прошлого года нет"),
        (
            changed(BEFORE, participants=4, below_min=1),
            AFTER,
            Reason.FEW,
            "участников слишком мало: 4 в 2024, нужно не меньше 10",
        ),
        (
            changed(BEFORE, participants=9),
            changed(AFTER, participants=8),
            Reason.FEW,
            "участников слишком мало: 9 в 2024, 8 в 2025, нужно не меньше 10",
        ),
        (
            BEFORE,
            changed(AFTER, is_flagged=True),
            Reason.FLAGGED,
            "есть признаки необъективности: 2025",
        ),
        (
            BEFORE,
            changed(AFTER, scale="mark/2025"),
            Reason.SCALE,
            "работа или шкала изменилась: 2024 и 2025",
        ),
        (
            BEFORE,
            changed(AFTER, mean=None),
            Reason.NO_NUMBERS,
            "нет чисел, которые нужны определению",
        ),
    ],
)
def test_what_does_not_compare(before, after, reason, words):
    assert judge(MEAN, before, after) == Outcome(Trend.NOT_COMPARABLE, reason, words)


def test_ten_participants_are_enough():
    cells = (changed(cell, participants=10) for cell in (BEFORE, AFTER))
    assert judge(MEAN, *cells).trend is Trend.UP


def test_a_test_of_proportions_wants_ten_whatever_is_chosen():
    cells = [changed(cell, participants=9) for cell in (BEFORE, AFTER)]
    assert judge(Rule(Definition.MEAN, 5), *cells).trend is Trend.UP
    found = judge(Rule(Definition.SIGNIFICANT, 5), *cells)
    assert found.reason is Reason.FEW


def test_no_region_is_a_reason_of_its_own():
    rule = Rule(Definition.RELATIVE)
    beside = changed(BEFORE, region=RegionNumbers(3.8, 0.4, 90))
    assert judge(rule, beside, AFTER).reason is Reason.NO_REGION
    alone = changed(AFTER, region=RegionNumbers(3.8, 0.0, 1))
    assert judge(rule, beside, alone).reason is Reason.NO_NUMBERS


def test_other_levels_are_another_scale():
    rule = Rule(Definition.LEVELS)
    three = changed(BEFORE, levels={"ниже": 3, "базовый": 15, "высокий": 10})
    four = changed(AFTER, levels={"1": 3, "2": 7, "3": 15, "4": 5})
    assert judge(rule, three, four).reason is Reason.SCALE
    assert judge(rule, three, AFTER).reason is Reason.NO_NUMBERS
