"""Jumps ask for a comment; what differs from other schools is worth a look."""

import random

import pytest

from monitoring.counting.cells import NO, YES, Cell, State
from monitoring.counting.jumps import is_jump, robust_z, stands_out


def share(part: int, whole: int) -> Cell:
    return Cell(State.VALUE, part, whole)


def count(number: int) -> Cell:
    return Cell(State.VALUE, number)


@pytest.mark.parametrize(
    ("previous", "current", "expected"),
    [
        (share(1, 10), share(10, 10), True),
        (share(1, 10), share(4, 10), True),
        (share(1, 10), share(3, 10), False),
        (share(5, 10), share(50, 100), True),
        (count(5), count(50), True),
        (count(50), count(5), True),
        (count(1), count(4), False),
        (count(0), count(12), True),
        (count(20), count(40), False),
        (YES, NO, False),
        (Cell(State.NO_DATA), count(500), False),
        (count(5), Cell(State.NOT_APPLICABLE), False),
        (Cell(State.VALUE, text="а"), Cell(State.VALUE, text="б"), False),
        (share(0, 0), share(5, 5), False),
    ],
)
def test_a_jump(previous: Cell, current: Cell, *, expected: bool):
    assert is_jump(previous, current) is expected


def test_z_by_hand():
    # Median 5, deviations 4 3 2 1 0 1 2 3 4, their median 2.
    assert robust_z(11, range(1, 10)) == pytest.approx(6 / (1.4826 * 2))


@pytest.mark.parametrize("peers", [[1.0] * 7, [3.0] * 20])
def test_no_z_for_few_or_equal_peers(peers):
    assert robust_z(100, peers) is None


def test_thirty_clean_schools_and_a_seeded_typo():
    drawn = random.Random(5)
    teachers = [drawn.randint(18, 60) for _ in range(30)]
    schools = [share(drawn.randint(5, whole), whole) for whole in teachers]
    flags = [
        stands_out(cell, schools[:place] + schools[place + 1 :])
        for place, cell in enumerate(schools)
    ]
    assert flags == [False] * 30
    assert stands_out(share(20, 380), schools)
    assert stands_out(count(380), [count(whole) for whole in teachers])


def test_yes_and_no_never_stand_out():
    assert not stands_out(NO, [YES] * 30)
    assert not stands_out(Cell(), [count(3)] * 30)
