"""The last day of a stage belongs to it."""

import datetime as dt

import pytest

from monitoring.seasons import Days, Stage, stage_on


DAYS = Days(dt.date(2026, 2, 1), dt.date(2026, 2, 20), dt.date(2026, 2, 27))


@pytest.mark.parametrize(
    ("day", "is_opened", "stage"),
    [
        (dt.date(2026, 1, 31), False, Stage.PLANNED),
        (dt.date(2026, 2, 1), False, Stage.WAITING),
        (dt.date(2026, 9, 1), False, Stage.WAITING),
        (dt.date(2026, 2, 1), True, Stage.OPEN),
        (dt.date(2026, 2, 20), True, Stage.OPEN),
        (dt.date(2026, 2, 21), True, Stage.GRACE),
        (dt.date(2026, 2, 27), True, Stage.GRACE),
        (dt.date(2026, 2, 28), True, Stage.CLOSED),
    ],
)
def test_the_stage_of_a_day(day, is_opened, stage):
    assert stage_on(DAYS, is_opened=is_opened, today=day) is stage
