import numpy as np
from hypothesis import given, strategies as st

from schools.ingest.columns import read_column
from schools.ingest.schema import Field
from schools.ingest.values import State, read_cell


DECIMAL = Field("a", "А", kind="decimal", minimum=0, maximum=100, places=2)
INTEGER = Field("a", "А", kind="integer", minimum=0)
BOOLEAN = Field("a", "А", kind="boolean")


def test_numbers_with_gaps():
    column = read_column([1.0, "", "н/д", "2,5", "много"], DECIMAL)
    np.testing.assert_array_equal(column.values, [1.0, np.nan, np.nan, 2.5, np.nan])
    assert column.states.tolist() == [0, 1, 2, 0, 4]
    assert list(column.invalid) == [4]


def test_texts_are_objects_with_none():
    column = read_column(["А", "", "А"], Field("a", "А"))
    assert column.values.tolist() == ["А", None, "А"]
    assert column.values.dtype == object


def test_true_is_not_one():
    column = read_column([1.0, True, "да"], INTEGER)
    assert column.states.tolist() == [State.VALUE, State.INVALID, State.INVALID]


def test_a_dash_means_no_only_beside_a_plus():
    assert read_column(["+", "-", "—", ""], BOOLEAN).values.tolist() == [
        True,
        False,
        False,
        None,
    ]
    assert read_column(["да", "-"], BOOLEAN).values.tolist() == [True, None]


def test_no_rows():
    for field in (INTEGER, BOOLEAN):
        assert len(read_column([], field).values) == 0


CELLS = st.one_of(
    st.floats(), st.sampled_from(["", "н/д", "12,5", "-5", "да", "5.0", True, False])
)


@given(cells=st.lists(CELLS), field=st.sampled_from([DECIMAL, INTEGER, BOOLEAN]))
def test_a_column_reads_as_its_cells_do(cells, field):
    if field is BOOLEAN:
        cells = [cell for cell in cells if cell != "+"]
    column = read_column(cells, field)
    slow = [read_cell(cell, field) for cell in cells]
    assert column.states.tolist() == [reading.state for reading in slow]
    expected = [reading.value for reading in slow]
    if field.is_numeric:
        expected = [np.nan if value is None else value for value in expected]
        np.testing.assert_array_equal(column.values, np.array(expected, dtype=float))
    else:
        assert column.values.tolist() == expected
    assert column.invalid == {
        place: reading
        for place, reading in enumerate(slow)
        if reading.state is State.INVALID
    }
