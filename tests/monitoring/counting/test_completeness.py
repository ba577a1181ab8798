"""A form is as full as its values say."""

from monitoring.counting.cells import State
from monitoring.counting.completeness import completeness


def test_cells_are_counted_by_state():
    found = completeness([*State, State.VALUE])
    assert (found.total, found.values, found.not_applicable, found.no_data) == (
        *(5, 2, 1, 1),
    )
    assert (found.done, found.empty, found.is_whole) == (4, 1, False)


def test_without_data_is_not_empty():
    assert completeness([State.NO_DATA, State.NOT_APPLICABLE]).is_without_data
    assert not completeness([State.NO_DATA, State.VALUE]).is_without_data
    assert not completeness([State.EMPTY]).is_without_data


def test_a_form_without_cells_is_never_whole():
    assert not completeness([]).is_whole
