"""Values that differ too much: from the last time, and from other schools."""

import math
import statistics
from collections.abc import Sequence

from monitoring.counting.cells import Cell


# Editable defaults of the portal, not rules of a document.
SHARE_POINTS = 30
TIMES = 3
LEAST_DIFFERENCE = 10
# Iglewicz and Hoaglin, 1993: modified z-scores above 3.5 are labelled outliers.
OUTLIER_Z = 3.5
_MAD_TO_SIGMA = 1.4826
# Fewer schools say nothing about what is usual.
LEAST_PEERS = 8


def is_jump(previous: Cell, current: Cell) -> bool:
    """Tell whether a value is so far from the last one that it needs a comment.

    Parameters
    ----------
    previous, current : Cell
        Of the same indicator and stage, in neighbouring windows.

    Returns
    -------
    bool
        True for a share that moved by `SHARE_POINTS` percentage points or more, and
        for a count or a denominator that became `TIMES` times larger or smaller and
        differs by at least `LEAST_DIFFERENCE`. «Да» and «нет» never jump.
    """
    if not (previous.is_value and current.is_value):
        return False
    if previous.numerator is None or current.numerator is None:
        return False
    if previous.denominator is None or current.denominator is None:
        return _is_far(previous.numerator, current.numerator)
    if previous.denominator <= 1 and current.denominator <= 1:
        return False
    if _is_far(previous.denominator, current.denominator):
        return True
    if not previous.denominator or not current.denominator:
        return False
    # Whole numbers: 30 points are 30 points, whatever a float makes of them.
    moved = abs(
        current.numerator * previous.denominator
        - previous.numerator * current.denominator
    )
    return moved * 100 >= SHARE_POINTS * previous.denominator * current.denominator


def robust_z(value: float, peers: Sequence[float]) -> float | None:
    """Return how far a value lies from its peers, in robust deviations.

    Parameters
    ----------
    value : float
        Of the school in question.
    peers : sequence of float, shape (n,)
        Of the other schools.

    Returns
    -------
    float or None
        (value − median) ÷ (1.4826 · MAD); None for fewer than `LEAST_PEERS` peers or
        when more than half of them are equal.
    """
    if len(peers) < LEAST_PEERS:
        return None
    middle = statistics.median(peers)
    spread = statistics.median(abs(peer - middle) for peer in peers) * _MAD_TO_SIGMA
    return (value - middle) / spread if spread > 0 else None


def stands_out(cell: Cell, peers: Sequence[Cell]) -> bool:
    """Tell whether a value differs so much from other schools that it is worth a look.

    Parameters
    ----------
    cell : Cell
        Of the school in question.
    peers : sequence of Cell, shape (n,)
        Of the other schools in the same window; those without a value are left out.

    Returns
    -------
    bool
        True when the count, or the share and its denominator, lie further than
        `OUTLIER_Z`. Sizes are compared by their logarithms: schools differ in times.
    """
    found = [_features(peer) for peer in peers if peer.is_value]
    for place, feature in enumerate(_features(cell)):
        others = [values[place] for values in found if len(values) > place]
        z = robust_z(feature, others)
        if z is not None and abs(z) > OUTLIER_Z:
            return True
    return False


def _features(cell: Cell) -> tuple[float, ...]:
    """Return what is compared: sizes by logarithm; of «да» and «нет» nothing."""
    if not cell.is_value or cell.numerator is None:
        return ()
    if cell.denominator is None:
        return (math.log1p(cell.numerator),)
    if cell.denominator <= 1:
        return ()
    return (math.log1p(cell.denominator),)


def _is_far(before: int, after: int) -> bool:
    low, high = sorted((before, after))
    return high - low >= LEAST_DIFFERENCE and high >= TIMES * max(low, 1)
