"""Fields × schools × windows, with minutes that are an estimate."""

import pytest

from monitoring.seasons import Burden, Load, burden_of


def test_a_hand_counted_year():
    """14 fields of 12 schools twice, 3 fields of 10 schools once: 366 fields."""
    loads = [Load(14, 12), Load(14, 12), Load(3, 10)]
    burden = burden_of(loads, minutes_per_field=2)
    assert burden == Burden(windows=3, fields_of_school=31, fields=366, minutes=732)
    assert burden.hours == 13


def test_windows_that_ask_nobody_or_nothing_cost_nothing():
    assert burden_of([Load(0, 12), Load(14, 0)]) == Burden(0, 0, 0, 0)


def test_an_hour_that_has_begun_is_an_hour():
    hours = [burden_of([Load(1, n)], minutes_per_field=1).hours for n in (0, 1, 60, 61)]
    assert hours == [0, 1, 1, 2]


def test_a_field_takes_time():
    with pytest.raises(ValueError, match="at least a minute"):
        burden_of([], minutes_per_field=0)
