"""Windows that get in each other's way at a school."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from itertools import combinations


# Two last days in one working half of a week are one evening at a school.
NEAR_DAYS = 3


class ClashKind(StrEnum):
    """What two windows have in common, the gravest first."""

    SAME_INDICATOR = "same_indicator"
    DUE_TOGETHER = "due_together"
    OVERLAP = "overlap"


@dataclass(frozen=True)
class Stretch:
    """A window as a stretch of days with the indicators that it asks for.

    Parameters
    ----------
    name : str
        What people call it.
    opens_on, due_on : datetime.date
        The first day and the last one on time; later days are no plan of anybody's.
    indicators : frozenset of int
        Keys of its indicators.
    """

    name: str
    opens_on: dt.date
    due_on: dt.date
    indicators: frozenset[int] = field(default_factory=frozenset)


@dataclass(frozen=True)
class Clash:
    """Two windows and what is wrong between them.

    Parameters
    ----------
    kind : ClashKind
        The gravest of what was found.
    first, second : Stretch
        The windows, the one that opens earlier first.
    days : int
        Days on which both are open; for close last days, the days between them.
    indicators : frozenset of int
        What both ask for.
    """

    kind: ClashKind
    first: Stretch
    second: Stretch
    days: int
    indicators: frozenset[int] = field(default_factory=frozenset)


def clashes_between(stretches: Sequence[Stretch]) -> list[Clash]:
    """Return what is wrong between windows of the same schools.

    Parameters
    ----------
    stretches : sequence of Stretch
        Windows that the same schools fill.

    Returns
    -------
    list of Clash
        One for a pair at most, in the order of opening. The same indicator in two
        windows is a clash only while both are open: February and June may ask for
        the same thing.
    """
    ordered = sorted(stretches, key=lambda item: (item.opens_on, item.due_on))
    found = (_clash(first, second) for first, second in combinations(ordered, 2))
    return [clash for clash in found if clash is not None]


def _clash(first: Stretch, second: Stretch) -> Clash | None:
    common = _days_together(first, second)
    between = abs((second.due_on - first.due_on).days)
    same = first.indicators & second.indicators
    if common and same:
        return Clash(ClashKind.SAME_INDICATOR, first, second, common, same)
    if between <= NEAR_DAYS:
        return Clash(ClashKind.DUE_TOGETHER, first, second, between)
    if common:
        return Clash(ClashKind.OVERLAP, first, second, common)
    return None


def _days_together(first: Stretch, second: Stretch) -> int:
    last = min(first.due_on, second.due_on)
    return max(0, (last - max(first.opens_on, second.opens_on)).days + 1)
