"""Σ/Σ by hand, the four states, and what may not change a sum."""

from fractions import Fraction

import pytest
from hypothesis import given, strategies as st

from monitoring.counting.cells import EMPTY, NO, YES, Cell, State
from monitoring.counting.sums import ALL, Sum, by_group, of_one, total


NOBODY = Cell(State.VALUE, 0, 0)
NOT_APPLICABLE = Cell(State.NOT_APPLICABLE, comment="Нет девятых классов")
NO_DATA = Cell(State.NO_DATA, comment="Диагностики не было")


@st.composite
def cells(draw) -> Cell:
    state = draw(st.sampled_from(State))
    if state is not State.VALUE:
        return Cell(state)
    whole = draw(st.none() | st.integers(0, 40))
    part = draw(st.integers(0, 40 if whole is None else whole))
    return Cell(state, part, whole)


windows = st.dictionaries(
    st.integers(1, 30),
    st.tuples(st.sampled_from(["low", "adverse", "both"]), cells(), st.booleans()),
)


def added(rows) -> dict[str, Sum]:
    return by_group(
        schools={key: group for key, (group, _cell, _ok) in rows.items()},
        cells={key: cell for key, (_group, cell, _ok) in rows.items()},
        accepted={key for key, (_group, _cell, ok) in rows.items() if ok},
    )


def test_a_ratio_of_sums_is_not_a_mean_of_shares():
    found = of_one(cell=Cell(State.VALUE, 1, 2), is_accepted=True) + of_one(
        cell=Cell(State.VALUE, 9, 10), is_accepted=True
    )
    assert found == Sum(10, 12, schools=2, counted=2)
    assert found.share == Fraction(5, 6)


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        (NO, Sum(0, 1, schools=1, counted=1)),
        (EMPTY, Sum(schools=1, missing=1)),
        (None, Sum(schools=1, missing=1)),
        (NOT_APPLICABLE, Sum(schools=1, not_applicable=1)),
        (NO_DATA, Sum(schools=1, no_data=1)),
        (NOBODY, Sum(schools=1, not_applicable=1)),
        (Cell(State.VALUE, 7), Sum(7, 0, schools=1, counted=1)),
    ],
)
def test_four_states_are_four_things_and_only_a_value_is_added(cell, expected):
    assert of_one(cell=cell, is_accepted=True) == expected


def test_what_is_not_accepted_is_missing():
    assert of_one(cell=YES, is_accepted=False) == Sum(schools=1, missing=1)


def test_a_school_that_left_is_not_in_the_next_denominator():
    five = dict.fromkeys(range(1, 6), YES)
    february = by_group(
        schools=dict.fromkeys(five, "low"), cells=five, accepted=set(five)
    )
    june = by_group(
        schools=dict.fromkeys(range(1, 5), "low"), cells=five, accepted=set(five)
    )
    assert (february[ALL].denominator, june[ALL].denominator) == (5, 4)


def test_a_zero_denominator_is_no_share():
    assert Sum(schools=3, not_applicable=3).share is None


@given(windows)
def test_each_school_is_in_one_part(rows):
    found = added(rows)[ALL]
    assert found.schools == len(rows)
    assert found.schools == (
        found.counted + found.not_applicable + found.no_data + found.missing
    )


@given(windows)
def test_order_changes_nothing(rows):
    assert added(dict(reversed(rows.items()))) == added(rows)


@given(windows)
def test_groups_add_up_to_all(rows):
    found = added(rows)
    assert total(part for name, part in found.items() if name != ALL) == found[ALL]


@given(windows, cells())
def test_a_school_outside_the_window_changes_nothing(rows, cell):
    alone = added(rows)
    groups = {key: group for key, (group, _cell, _ok) in rows.items()}
    values = {key: value for key, (_group, value, _ok) in rows.items()}
    accepted = {key for key, (_group, _cell, ok) in rows.items() if ok}
    with_stranger = by_group(
        schools=groups, cells={**values, 99: cell}, accepted={*accepted, 99}
    )
    assert with_stranger == alone


@given(windows)
def test_an_empty_cell_is_not_a_zero(rows):
    before = added(rows)[ALL]
    with_empty = added({**rows, 99: ("low", EMPTY, True)})[ALL]
    with_zero = added({**rows, 99: ("low", NO, True)})[ALL]
    assert (with_empty.denominator, with_empty.counted) == (
        before.denominator,
        before.counted,
    )
    assert (with_zero.denominator, with_zero.counted) == (
        before.denominator + 1,
        before.counted + 1,
    )
