"""Choice of factors by leaving out the least significant one after another."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import pandas as pd

from identification.stats.errors import StatisticsRefusal
from identification.stats.fits import Fit


@dataclass(frozen=True)
class DroppedFactor:
    """A step of the selection: the factor left out, and the model it was in."""

    name: str
    p_value: float
    adj_r_squared: float
    loo_r_squared: float


@dataclass(frozen=True)
class Selection:
    """The model that is left, and the path to it."""

    fit: Fit
    dropped: tuple[DroppedFactor, ...]


def backward(
    outcome: pd.Series,
    factors: pd.DataFrame,
    *,
    alpha: float = 0.05,
    weights: pd.Series | None = None,
    interval_level: float = 0.95,
    labels: Mapping[str, str] | None = None,
) -> Selection:
    """Leave out the least significant factor until all are significant.

    Parameters
    ----------
    outcome, factors, weights, interval_level, labels
        As for ``identification.stats.regression.fit``.
    alpha : float
        A factor stays while the p of its HC3 error is at most this.

    Returns
    -------
    Selection

    Raises
    ------
    StatisticsRefusal
        Those of the fit, and ``no_significant_factor`` when none would stay.

    Notes
    -----
    The p of a model chosen on the same data are too small; that is why the path
    is kept and leave-one-out R² stands beside every step.
    """
    # statsmodels takes seconds to import, and this module is read by web pages.
    from identification.stats.regression import fit  # noqa: PLC0415

    left = list(factors.columns)
    dropped: list[DroppedFactor] = []
    while left:
        fitted = fit(
            outcome,
            factors[left],
            weights=weights,
            interval_level=interval_level,
            labels=labels,
        )
        worst = max(fitted.coefficients[1:], key=lambda row: row.p_value)
        if worst.p_value <= alpha:
            return Selection(fitted, tuple(dropped))
        dropped.append(
            DroppedFactor(
                worst.name,
                worst.p_value,
                fitted.adj_r_squared,
                fitted.loo_r_squared,
            )
        )
        left = [name for name in left if str(name) != worst.name]
    message = (
        "Ни один фактор не связан с результатом значимо: модель строить не из чего. "
        "Задайте факторы списком или возьмите коэффициенты региона."
    )
    raise StatisticsRefusal("no_significant_factor", message)
