"""Sums of reviews, and what keeps a programme from being agreed."""

from fractions import Fraction

import pytest
from hypothesis import given, strategies as st

from roadmaps.workflow.review import Line, Obstacle, Tally, obstacles, tally


def lines(*scores: int | None, weight: int = 1, is_starred: bool = False):
    return [
        Line(number, weight, is_starred, score)
        for number, score in enumerate(scores, 1)
    ]


def found(summed: Tally, remarks: int = 0, *, threshold: int = 80, block: bool = True):
    return obstacles(
        summed,
        threshold_percent=threshold,
        open_remarks=remarks,
        remarks_block=block,
    )


def test_points_count_by_weight():
    rows = [Line(1, 3, True, 2), Line(2, 1, False, 1), Line(3, 2, True, 0)]
    assert tally(rows) == Tally(
        points=7, most=12, scored=3, lines=3, starred_zeros=(3,)
    )


def test_what_nobody_has_scored_gives_no_points():
    summed = tally(lines(2, None))
    assert (summed.percent, summed.is_complete) == (Fraction(50), False)


def test_an_empty_checklist_is_nothing_of_nothing():
    assert tally([]).percent == 0


def test_a_score_beyond_two_is_no_score():
    with pytest.raises(ValueError, match="0, 1 or 2"):
        tally(lines(3))


@pytest.mark.parametrize(
    ("scores", "threshold", "reaches", "missing"),
    [
        ((2, 2, 2, 2, 0), 80, True, 0),
        ((2, 2, 2, 1, 0), 80, False, 1),
        ((1, 1, 1), 50, True, 0),
        # 2 of 3 points in 100 are 66.67: not rounded up to 67.
        ((2, 2, 0), 67, False, 1),
        ((0,), 0, True, 0),
        ((2,), 100, True, 0),
    ],
)
def test_the_threshold_is_exact(scores, threshold, reaches, missing):
    summed = tally(lines(*scores))
    assert (summed.reaches(threshold), summed.points_missing(threshold)) == (
        reaches,
        missing,
    )


@pytest.mark.parametrize(
    ("rows", "remarks", "block", "expected"),
    [
        (lines(2, 2), 0, True, ()),
        (lines(2, 2), 1, True, (Obstacle.OPEN_REMARKS,)),
        (lines(2, 2), 1, False, ()),
        (lines(2, 2, 2, 2, None), 0, True, (Obstacle.UNSCORED,)),
        (
            lines(*[2] * 9, 0, is_starred=True),
            0,
            True,
            (Obstacle.STARRED_ZERO,),
        ),
        (lines(*[2] * 9, 0), 0, True, ()),
        (lines(1, 1), 0, True, (Obstacle.BELOW_THRESHOLD,)),
        (
            [*lines(0, is_starred=True), Line(2, 1, False, None)],
            2,
            True,
            tuple(Obstacle),
        ),
    ],
)
def test_what_is_in_the_way(rows, remarks, block, expected):
    assert found(tally(rows), remarks, block=block) == expected


LINES = st.lists(
    st.builds(
        Line,
        number=st.integers(1, 99),
        weight=st.integers(1, 10),
        is_starred=st.booleans(),
        score=st.one_of(st.none(), st.integers(0, 2)),
    ),
    max_size=20,
)


@given(LINES, st.integers(0, 100))
def test_missing_points_close_the_gap_and_no_fewer_do(rows, threshold):
    summed = tally(rows)
    missing = summed.points_missing(threshold)
    assert (missing == 0) == summed.reaches(threshold) or summed.most == 0
    if missing:
        short = summed.points + missing - 1
        assert Fraction(100 * short, summed.most) < threshold
        assert Fraction(100 * (short + 1), summed.most) >= threshold


@given(LINES)
def test_all_twos_are_never_in_the_way(rows):
    whole = [Line(r.number, r.weight, r.is_starred, 2) for r in rows] or lines(2)
    assert found(tally(whole), threshold=100) == ()
