"""Rows taken out and moved."""

import pytest

from roadmaps.constructor import moved_row, without_row


ROWS = [{"id": code} for code in "abc"]


def ids(rows):
    return "".join(row["id"] for row in rows)


def test_a_row_is_taken_out():
    assert (ids(without_row(ROWS, "b")), ids(without_row(ROWS, "x"))) == ("ac", "abc")


@pytest.mark.parametrize(
    ("row", "by", "order"),
    [
        ("b", -1, "bac"),
        ("b", 1, "acb"),
        ("a", -1, "abc"),
        ("c", 1, "abc"),
        ("x", 1, "abc"),
    ],
)
def test_a_row_moves_among_its_neighbours(row, by, order):
    assert ids(moved_row(ROWS, row, by)) == order
