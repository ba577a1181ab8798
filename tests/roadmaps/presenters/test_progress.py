"""Progress in words and in a bar that is filled exactly."""

import pytest
from hypothesis import HealthCheck, given, settings, strategies as st

from roadmaps.presenters.progress import (
    WIDTH,
    bar,
    bare_words,
    parts,
    progress_words,
)
from roadmaps.queries.due import Counts


NAMES = ("done", "overdue", "due_soon", "not_due", "undated")
COUNTS = st.tuples(*[st.integers(0, 2000)] * len(NAMES)).map(
    lambda numbers: Counts(**dict(zip(NAMES, numbers, strict=True)))
)


@pytest.mark.parametrize(
    ("counts", "expected"),
    [
        (
            Counts(done=10, overdue=5, not_due=4),
            "10 выполнено, 5 просрочено, 4 срок не наступил",
        ),
        (Counts(due_soon=1, undated=2), "1 скоро срок, 2 без даты"),
        (Counts(cancelled=3), "сроков нет"),
    ],
)
def test_numbers_exactly(counts, expected):
    assert progress_words(counts) == expected


def test_only_what_occurs_has_a_part():
    assert [(p["state"], p["count"]) for p in parts(Counts(done=2, not_due=1))] == [
        ("done", 2),
        ("not_due", 1),
    ]


def test_papers_that_are_missing():
    assert bare_words(Counts(done=3, without_document=2)) == "из них без документа: 2"
    assert bare_words(Counts(done=3)) == ""


@settings(suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(COUNTS)
def test_the_bar_is_filled_without_gaps(counts):
    pieces = bar(counts)
    place = 0
    for piece in pieces:
        assert piece["x"] == place
        place += piece["width"]
    assert place == (WIDTH if counts.total else 0)
    assert sum(piece["count"] for piece in pieces) == counts.total
