"""What two windows of the same schools do to each other."""

import datetime as dt

import pytest
from hypothesis import given, strategies as st

from monitoring.seasons import ClashKind, Stretch, clashes_between


START = dt.date(2026, 2, 1)


def stretch(first: int, last: int, *indicators: int, name: str = "") -> Stretch:
    """A window by the numbers of its first day and its last one on time."""
    days = (START + dt.timedelta(days=number) for number in (first, last))
    return Stretch(name or f"{first}-{last}", *days, frozenset(indicators))


@pytest.mark.parametrize(
    ("second", "kind", "days"),
    [
        (stretch(10, 40, 1), ClashKind.SAME_INDICATOR, 11),
        (stretch(10, 40, 2), ClashKind.OVERLAP, 11),
        (stretch(20, 40), ClashKind.OVERLAP, 1),
        (stretch(10, 23), ClashKind.DUE_TOGETHER, 3),
        (stretch(10, 24), ClashKind.OVERLAP, 11),
        (stretch(21, 23), ClashKind.DUE_TOGETHER, 3),
    ],
)
def test_the_gravest_thing_is_named(second, kind, days):
    first = stretch(0, 20, 1)
    (clash,) = clashes_between([second, first])
    assert (clash.kind, clash.first, clash.second) == (kind, first, second)
    assert clash.days == days


def test_the_same_indicator_in_february_and_june_is_no_clash():
    assert clashes_between([stretch(0, 20, 1), stretch(120, 140, 1)]) == []


def test_three_windows_in_one_month_are_three_pairs():
    rows = [stretch(0, 10), stretch(2, 20), stretch(4, 30)]
    found = [(clash.first.name, clash.second.name) for clash in clashes_between(rows)]
    assert found == [("0-10", "2-20"), ("0-10", "4-30"), ("2-20", "4-30")]


def test_one_window_or_none_clash_with_nothing():
    assert clashes_between([]) == clashes_between([stretch(0, 1)]) == []


@given(
    st.lists(
        st.tuples(st.integers(0, 60), st.integers(0, 30), st.integers(0, 2)),
        max_size=6,
    )
)
def test_the_order_of_windows_changes_nothing(rows):
    found = [
        stretch(first, first + more, key, name=str(number))
        for number, (first, more, key) in enumerate(rows)
    ]

    def pairs(items):
        return {
            (clash.kind, frozenset((clash.first.name, clash.second.name)))
            for clash in clashes_between(items)
        }

    assert pairs(found) == pairs(found[::-1])
