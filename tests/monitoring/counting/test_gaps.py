"""What a cell lacks before its form may be sent."""

import pytest

from monitoring.counting.cells import EMPTY, NO, YES, Cell, State
from monitoring.counting.gaps import Gap, gaps_of


LOW, HIGH = Cell(State.VALUE, 1, 10), Cell(State.VALUE, 10, 10)
EXPLAINED = Cell(State.VALUE, 10, 10, comment="все прошли курсы")


@pytest.mark.parametrize(
    ("cell", "previous", "expected"),
    [
        (EMPTY, HIGH, (Gap.EMPTY,)),
        (HIGH, EMPTY, ()),
        (HIGH, LOW, (Gap.JUMP,)),
        (EXPLAINED, LOW, ()),
        (Cell(State.NO_DATA), LOW, ()),
        (Cell(State.NOT_APPLICABLE), LOW, (Gap.REASON,)),
        (Cell(State.NOT_APPLICABLE, comment="нет 9 классов"), LOW, ()),
    ],
)
def test_words_where_words_are_needed(cell: Cell, previous: Cell, expected: tuple):
    found = gaps_of(cell, previous, needs_evidence=False, has_evidence=False)
    assert found == expected


@pytest.mark.parametrize(
    ("cell", "has_evidence", "expected"),
    [
        (YES, False, (Gap.EVIDENCE,)),
        (YES, True, ()),
        (NO, False, ()),
        (Cell(State.VALUE, 0, 5), False, ()),
        (Cell(State.VALUE, text="Семинар"), False, (Gap.EVIDENCE,)),
        (Cell(State.NO_DATA), False, ()),
    ],
)
def test_evidence_for_what_is_said_to_be_there(
    cell: Cell, expected: tuple, *, has_evidence: bool
):
    found = gaps_of(cell, EMPTY, needs_evidence=True, has_evidence=has_evidence)
    assert found == expected
