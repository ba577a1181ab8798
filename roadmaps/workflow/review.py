"""What the scores of a review amount to, and what keeps a programme from agreement."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction


MOST = 2


class Obstacle(StrEnum):
    """Why a programme cannot be agreed yet, in the order in which it is mended."""

    UNSCORED = "unscored"
    STARRED_ZERO = "starred_zero"
    BELOW_THRESHOLD = "below_threshold"
    OPEN_REMARKS = "open_remarks"


@dataclass(frozen=True, slots=True)
class Line:
    """One criterion with its score.

    Parameters
    ----------
    number : int
        Its number in the checklist.
    weight : int
        How many times its score counts; at least 1.
    is_starred : bool
        Whether a zero here forbids agreement whatever the sum.
    score : int or None
        0, 1 or 2; None while nobody has scored it.
    """

    number: int
    weight: int
    is_starred: bool
    score: int | None


@dataclass(frozen=True, slots=True)
class Tally:
    """The sum of a review.

    Parameters
    ----------
    points, most : int
        Weighted points given, and the most that the whole checklist can give.
    scored, lines : int
        Criteria that have a score, and all of them.
    starred_zeros : tuple of int
        Numbers of starred criteria that have a zero.
    """

    points: int
    most: int
    scored: int
    lines: int
    starred_zeros: tuple[int, ...]

    @property
    def is_complete(self) -> bool:
        """Whether every criterion has a score."""
        return self.scored == self.lines

    @property
    def percent(self) -> Fraction:
        """Share of the most that can be given, in percent; exact, never rounded up."""
        return Fraction(100 * self.points, self.most) if self.most else Fraction(0)

    def reaches(self, threshold_percent: int) -> bool:
        """Tell whether the sum is at the threshold or above it."""
        return self.percent >= threshold_percent

    def points_missing(self, threshold_percent: int) -> int:
        """Return how many points are wanting to the threshold; 0 at or above it."""
        wanted = -(-self.most * threshold_percent // 100)
        return max(0, wanted - self.points)


def tally(lines: Iterable[Line]) -> Tally:
    """Sum up a review.

    Parameters
    ----------
    lines : iterable of Line
        All criteria of the checklist, scored or not.

    Returns
    -------
    Tally
        A criterion without a score gives no points and counts in `most`, so the sum
        only grows while a reviewer works.

    Raises
    ------
    ValueError
        For a score that is not 0, 1 or 2.
    """
    rows = tuple(lines)
    given = [line for line in rows if line.score is not None]
    if any(line.score not in range(MOST + 1) for line in given):
        raise ValueError("a score is 0, 1 or 2")
    return Tally(
        points=sum(line.weight * (line.score or 0) for line in given),
        most=sum(line.weight * MOST for line in rows),
        scored=len(given),
        lines=len(rows),
        starred_zeros=tuple(
            line.number for line in given if line.is_starred and line.score == 0
        ),
    )


def obstacles(
    summed: Tally, *, threshold_percent: int, open_remarks: int, remarks_block: bool
) -> tuple[Obstacle, ...]:
    """Return what keeps a programme from being agreed.

    Parameters
    ----------
    summed : Tally
        The sum of the review.
    threshold_percent : int
        From which share of the points a programme may be agreed, 0 to 100.
    open_remarks : int
        Remarks that nobody has settled.
    remarks_block : bool
        Whether such remarks matter.

    Returns
    -------
    tuple of Obstacle
        Empty when it may be agreed.
    """
    found = {
        Obstacle.UNSCORED: not summed.is_complete,
        Obstacle.STARRED_ZERO: bool(summed.starred_zeros),
        Obstacle.BELOW_THRESHOLD: not summed.reaches(threshold_percent),
        Obstacle.OPEN_REMARKS: remarks_block and open_remarks > 0,
    }
    return tuple(obstacle for obstacle, stands in found.items() if stands)
