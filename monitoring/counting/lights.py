"""How a figure stands to its target: what is compared, what is lacking, which light."""

from __future__ import annotations

import math
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction

from monitoring.counting.sums import Sum


PER_CENT = 100


class Measure(StrEnum):
    """What stands in a figure and in its target."""

    PERCENT = "percent"
    NUMBER = "number"
    # «Да» of the municipality itself: 1 of 1, its target is 1.
    YES = "yes"
    WORDS = "words"


class Light(StrEnum):
    """Answers to «is the target reached»; each has a word and a shape of its own."""

    REACHED = "reached"
    NEAR = "near"
    BELOW = "below"
    # The window is still open and somebody has not answered: no verdict yet.
    PARTIAL = "partial"
    NO_DATA = "no_data"
    NOT_DUE = "not_due"
    NO_TARGET = "no_target"


def fact(total: Sum, measure: Measure) -> Fraction | None:
    """Return the figure in the unit of its target.

    Parameters
    ----------
    total : Sum
        Of one place and window.
    measure : Measure
        What is counted.

    Returns
    -------
    Fraction or None
        Per cent (0-100), a number, or 0-1 for «да»; None when nobody was counted, for
        a zero denominator, and for words.
    """
    if not total.counted or measure is Measure.WORDS:
        return None
    if measure is Measure.NUMBER:
        return Fraction(total.numerator)
    share = total.share
    if share is None or measure is Measure.YES:
        return share
    return share * PER_CENT


def reached_percent(
    value: Fraction, target: Decimal, *, is_less_better: bool
) -> Fraction | None:
    """Return how much of the target is reached.

    Parameters
    ----------
    value : Fraction
        The figure, never below zero.
    target : Decimal
        In the same unit, never below zero.
    is_less_better : bool
        The target is a ceiling: half as much is twice as good.

    Returns
    -------
    Fraction or None
        Per cent of the target; None where it is reached and there is nothing to
        divide by.
    """
    wanted = Fraction(target)
    part, whole = (wanted, value) if is_less_better else (value, wanted)
    return part / whole * PER_CENT if whole else None


def light(
    *,
    total: Sum | None,
    measure: Measure,
    target: Decimal | None,
    is_less_better: bool = False,
    green_percent: int = 100,
    yellow_percent: int = 80,
    is_due: bool = True,
) -> Light:
    """Return the light of a figure.

    Parameters
    ----------
    total : Sum or None
        None when no window has been opened.
    measure : Measure
        What is counted.
    target : Decimal or None
        None for an indicator that is only watched.
    is_less_better : bool
        Which way is better.
    green_percent, yellow_percent : int
        Per cent of the target from which it is reached, and from which it is near.
    is_due : bool
        The last day of the window is over: what is not there is late.

    Returns
    -------
    Light
        `NOT_DUE` and `NO_DATA` only where there is no figure; `PARTIAL` while the
        window is open and a school is missing in the sum.
    """
    value = None if total is None else fact(total, measure)
    if value is None:
        if total is not None and total.counted and measure is Measure.WORDS:
            return Light.NO_TARGET
        return Light.NO_DATA if is_due else Light.NOT_DUE
    if target is None:
        return Light.NO_TARGET
    if total is not None and total.missing and not is_due:
        return Light.PARTIAL
    percent = reached_percent(value, target, is_less_better=is_less_better)
    if percent is None or percent >= green_percent:
        return Light.REACHED
    return Light.NEAR if percent >= yellow_percent else Light.BELOW


def gap(value: Fraction, target: Decimal) -> Fraction:
    """Return the figure minus its target.

    Parameters
    ----------
    value : Fraction
        The figure.
    target : Decimal
        In the same unit.

    Returns
    -------
    Fraction
        Percentage points, or a number.
    """
    return value - Fraction(target)


def lacking(total: Sum, target: Decimal) -> int:
    """Return how many more of those counted would reach a target in per cent.

    Parameters
    ----------
    total : Sum
        With a denominator above zero.
    target : Decimal
        Per cent.

    Returns
    -------
    int
        Whole schools, teachers or pupils; 0 when the target is reached.
    """
    wanted = math.ceil(Fraction(target) * total.denominator / PER_CENT)
    return max(0, wanted - total.numerator)
