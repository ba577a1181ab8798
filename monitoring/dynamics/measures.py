"""Definitions D1-D5 of «положительная динамика» as functions of two years."""

import math
from collections.abc import Callable
from enum import StrEnum
from fractions import Fraction

from identification.stats.uncertainty import wilson_interval
from monitoring.dynamics.cells import YearCell
from monitoring.dynamics.outcomes import Measure, Trend


class Definition(StrEnum):
    """Which numbers are compared; the codes are those of the database."""

    MEAN = "mean"
    NOT_PASSED = "not_passed"
    LEVELS = "levels"
    RELATIVE = "relative"
    SIGNIFICANT = "significant"


# Ten points more of those who have not passed are a worsening (ФИОКО, 2026).
WORSE_POINTS = 10
# Two-sided 5 % of the standard normal distribution.
CRITICAL = 1.959964
LEVEL = 0.95
# Below this expected count in any cell the normal approximation is not trusted (Cochran).
LEAST_EXPECTED = 5
# Differences of binary fractions are compared as decimals.
DIGITS = 9

Measurement = Callable[[YearCell, YearCell, float], Measure | None]


def mean_change(before: YearCell, after: YearCell, threshold: float) -> Measure | None:
    """D1: the mean has grown by more than the threshold.

    Parameters
    ----------
    before, after : YearCell
        Two years on one scale.
    threshold : float
        Points of the mean; 0 for any growth.

    Returns
    -------
    Measure or None
        Means in points; None without a mean in either year.
    """
    if before.mean is None or after.mean is None:
        return None
    return _of_change(before.mean, after.mean, threshold)


def not_passed_change(
    before: YearCell, after: YearCell, threshold: float
) -> Measure | None:
    """D2: the share of those who have not passed has fallen.

    Parameters
    ----------
    before, after : YearCell
        Two years on one scale.
    threshold : float
        Percentage points by which the share must fall; more than that is growth, ten
        points more of those who have not passed are a worsening, all between is
        stable.

    Returns
    -------
    Measure or None
        Shares from 0 to 1; None where nobody counted those who have not passed.
    """
    shares = _not_passed(before), _not_passed(after)
    if shares[0] is None or shares[1] is None:
        return None
    change = shares[1] - shares[0]
    points = 100 * change
    trend = Trend.NO_EVIDENCE
    if points < -_exact(threshold) and points < 0:
        trend = Trend.UP
    elif points >= WORSE_POINTS:
        trend = Trend.DOWN
    return Measure(float(shares[0]), float(shares[1]), float(change), trend)


def levels_change(
    before: YearCell, after: YearCell, threshold: float
) -> Measure | None:
    """D3: the share at the base and high levels has grown, that of the low has fallen.

    Parameters
    ----------
    before, after : YearCell
        Two years with the same levels.
    threshold : float
        Percentage points by which the share must grow; a fall by more is a worsening.

    Returns
    -------
    Measure or None
        Shares at base and high from 0 to 1; None without levels or with other ones.
    """
    shares = _not_low(before), _not_low(after)
    if (
        shares[0] is None
        or shares[1] is None
        or set(before.levels) != set(after.levels)
    ):
        return None
    change = shares[1] - shares[0]
    trend = _trend(100 * change, _exact(threshold))
    return Measure(float(shares[0]), float(shares[1]), float(change), trend)


def relative_change(
    before: YearCell, after: YearCell, threshold: float
) -> Measure | None:
    """D4: the school's place among the schools of the region has become better.

    The place is z = (mean of the school - mean of schools) / deviation of schools, so
    that a year with easier tasks improves nobody.

    Parameters
    ----------
    before, after : YearCell
        Two years with the region beside the school.
    threshold : float
        Standard deviations by which z must grow.

    Returns
    -------
    Measure or None
        Both z; None without means, without a region, or where all its schools are
        equal.
    """
    places = _place(before), _place(after)
    if places[0] is None or places[1] is None:
        return None
    return _of_change(places[0], places[1], threshold)


def significant_change(
    before: YearCell, after: YearCell, threshold: float
) -> Measure | None:
    """D5: the share of those who have passed differs by more than chance.

    The two-proportion z-test with a pooled share, two-sided at 5 %; where an expected
    count is below five, Wilson's 95 % intervals must lie apart instead.

    Parameters
    ----------
    before, after : YearCell
        Two years on one scale.
    threshold : float
        Percentage points that the difference must reach besides.

    Returns
    -------
    Measure or None
        Shares of those who have passed, from 0 to 1, and z; None where nobody counted
        those who have not.

    References
    ----------
    Fleiss, Levin, Paik, Statistical Methods for Rates and Proportions, 3rd ed., 3.1.
    Wilson (1927), JASA 22, 209-212. Cochran (1954), Biometrics 10, 417-451.
    """
    if before.below_min is None or after.below_min is None:
        return None
    passed = (
        before.participants - before.below_min,
        after.participants - after.below_min,
    )
    totals = (before.participants, after.participants)
    shares = Fraction(passed[0], totals[0]), Fraction(passed[1], totals[1])
    z, is_approximate = pooled_z(passed, totals)
    is_apart = abs(z) >= CRITICAL if is_approximate else _apart(passed, totals)
    change = shares[1] - shares[0]
    is_enough = abs(100 * change) >= _exact(threshold)
    trend = _trend(change, Fraction(0)) if is_apart and is_enough else Trend.NO_EVIDENCE
    method = "z" if is_approximate else "wilson"
    return Measure(float(shares[0]), float(shares[1]), float(change), trend, z, method)


def pooled_z(counts: tuple[int, int], totals: tuple[int, int]) -> tuple[float, bool]:
    """Return the statistic of the two-proportion test and whether to trust it.

    Parameters
    ----------
    counts, totals : tuple of int
        Numerators and denominators of the earlier and of the later share.

    Returns
    -------
    z : float
        Positive where the later share is greater; 0 where all or none are counted.
    is_approximate : bool
        Whether each of the four expected counts is at least five.
    """
    pooled = sum(counts) / sum(totals)
    expected = [total * share for total in totals for share in (pooled, 1 - pooled)]
    is_approximate = min(expected) >= LEAST_EXPECTED
    spread = math.sqrt(pooled * (1 - pooled) * (1 / totals[0] + 1 / totals[1]))
    if spread == 0:
        return 0.0, is_approximate
    return (counts[1] / totals[1] - counts[0] / totals[0]) / spread, is_approximate


def _apart(counts: tuple[int, int], totals: tuple[int, int]) -> bool:
    low, high = wilson_interval(counts, totals, level=LEVEL)
    return bool(low[1] > high[0] or low[0] > high[1])


def _of_change(before: float, after: float, threshold: float) -> Measure:
    change = round(after - before, DIGITS)
    trend = _trend(_exact(change), _exact(threshold))
    return Measure(before, after, change, trend)


def _trend(change: Fraction, threshold: Fraction) -> Trend:
    """More than the threshold either way; a difference of nothing is no evidence."""
    if change > threshold:
        return Trend.UP
    return Trend.DOWN if change < -threshold else Trend.NO_EVIDENCE


def _exact(number: float) -> Fraction:
    """Return the decimal that a person has written, not the nearest binary one."""
    return Fraction(str(round(number, DIGITS)))


def _not_passed(cell: YearCell) -> Fraction | None:
    if cell.below_min is None or cell.participants == 0:
        return None
    return Fraction(cell.below_min, cell.participants)


def _not_low(cell: YearCell) -> Fraction | None:
    low = cell.low_count
    if low is None or cell.levels_total == 0:
        return None
    return 1 - Fraction(low, cell.levels_total)


def _place(cell: YearCell) -> float | None:
    region = cell.region
    if cell.mean is None or region is None or region.deviation <= 0:
        return None
    return (cell.mean - region.mean) / region.deviation


MEASUREMENTS: dict[Definition, Measurement] = {
    Definition.MEAN: mean_change,
    Definition.NOT_PASSED: not_passed_change,
    Definition.LEVELS: levels_change,
    Definition.RELATIVE: relative_change,
    Definition.SIGNIFICANT: significant_change,
}
