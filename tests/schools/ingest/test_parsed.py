import numpy as np
from hypothesis import given, strategies as st

from schools.ingest.parsed import key_codes, repeated_keys


NAMES = st.sampled_from(["А", "Б", None])
NUMBERS = st.sampled_from([1.0, 2.0, float("nan")])


def columns_of(rows):
    names = np.empty(len(rows), dtype=object)
    names[:] = [name for name, _ in rows]
    return {
        "name": names,
        "number": np.array([number for _, number in rows], dtype=float),
    }


@given(rows=st.lists(st.tuples(NAMES, NUMBERS), min_size=1))
def test_repeats_are_those_that_a_slow_search_finds(rows):
    usable = np.array([name != "Б" for name, _ in rows])
    seen, slow = {}, []
    for place, (name, number) in enumerate(rows):
        if usable[place]:
            first = seen.setdefault((name, str(number)), place)
            slow += [(first, place)] if first != place else []
    assert repeated_keys(columns_of(rows), ("name", "number"), usable) == slow


def test_codes_are_equal_only_for_equal_keys():
    columns = columns_of(
        [("А", 1.0), ("А", float("nan")), ("А", 1.0), (None, float("nan"))]
    )
    assert key_codes(columns, ("name", "number")).tolist() == [0, 1, 0, 2]
