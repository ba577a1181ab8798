"""Checks of a regression, by statsmodels where it has them."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.special import stdtr
from statsmodels.stats.diagnostic import (  # noqa: TID253 - imported late by callers
    het_breuschpagan,
)
from statsmodels.stats.outliers_influence import (  # noqa: TID253 - as above
    variance_inflation_factor,
)
from statsmodels.tools.eval_measures import (  # noqa: TID253 - as above
    aicc as statsmodels_aicc,
)

from identification.stats.advice import in_words as in_words
from identification.stats.design import Design
from identification.stats.fits import WithoutFactor


FloatArray = NDArray[np.float64]


@dataclass(frozen=True)
class Influence:
    """What each school does to the model, arrays of shape (n,).

    ``residual_scale`` is what a residual is divided by to be studentised.
    """

    leverage: FloatArray
    cook: FloatArray
    studentised: FloatArray
    residual_scale: FloatArray


def influence(residual: FloatArray, leverage: FloatArray, p: int) -> Influence:
    """Return Cook's distance and externally studentised residuals.

    By the closed formulas: the loop of statsmodels that refits without each
    school in turn takes time in the square of the number of schools. Belsley,
    Kuh, Welsch (1980), «Regression Diagnostics», chapter 2.

    Parameters
    ----------
    residual : ndarray, shape (n,)
        Multiplied by √weight in a weighted fit.
    leverage : ndarray, shape (n,)
        Diagonal of the hat matrix.
    p : int
        Number of coefficients, the intercept included.
    """
    n = len(residual)
    rest = 1 - leverage
    sse = float(residual @ residual)
    mean_square = sse / (n - p)
    without = np.maximum(sse - residual**2 / rest, 0.0) / (n - p - 1)
    scale = np.sqrt(without * rest)
    with np.errstate(divide="ignore", invalid="ignore"):
        studentised = residual / scale
    cook = residual**2 / (p * mean_square) * leverage / rest**2
    return Influence(leverage, cook, studentised, scale)


def vif(design: Design) -> list[float]:
    """Return the variance inflation factor of each factor, in order."""
    if len(design.names) == 1:
        return [1.0]
    return [
        float(variance_inflation_factor(design.standardised, column))
        for column in range(1, len(design.names) + 1)
    ]


def breusch_pagan(residual: FloatArray, design: Design) -> tuple[float, float]:
    """Return the Breusch–Pagan statistic (Koenker's form) and its p."""
    lm, p_value, _, _ = het_breuschpagan(residual, design.standardised)
    return float(lm), float(p_value)


def aicc(log_likelihood: float, n: int, p: int) -> float:
    """Return corrected AIC; the residual variance counts as a parameter."""
    return float(statsmodels_aicc(log_likelihood, n, p + 1))


def loo_r_squared(
    residual: FloatArray, leverage: FloatArray, total_squares: float
) -> float:
    """Return 1 − PRESS / total squares: R² of schools predicted without them."""
    press = float(((residual / (1 - leverage)) ** 2).sum())
    return 1 - press / total_squares


def loo_of(residual: FloatArray, design: Design) -> float:
    """Return leave-one-out R² of the model with the whole design."""
    return loo_r_squared(residual, design.leverage, total_squares(design))


def total_squares(design: Design) -> float:
    """Return the weighted sum of squares of the outcome around its mean."""
    weights = design.root_weights**2
    mean = float(weights @ design.outcome / weights.sum())
    return float(weights @ (design.outcome - mean) ** 2)


def without_each(design: Design) -> tuple[WithoutFactor, ...]:
    """Return adjusted and leave-one-out R² of the model less one factor each.

    Parameters
    ----------
    design : Design
        Its QR is reused: the model without a factor is fitted in the basis
        that is left.
    """
    n = len(design.outcome)
    total = total_squares(design)
    rooted = design.standardised * design.root_weights[:, None]
    target = design.outcome * design.root_weights
    rows = []
    for column, name in enumerate(design.names, start=1):
        q, _ = np.linalg.qr(np.delete(rooted, column, axis=1))
        residual = target - q @ (q.T @ target)
        share = 1 - float(residual @ residual) / total
        adjusted = 1 - (1 - share) * (n - 1) / (n - q.shape[1])
        loo = loo_r_squared(residual, (q**2).sum(axis=1), total)
        rows.append(WithoutFactor(name, adjusted, loo))
    return tuple(rows)


def two_sided_p(value: float, error: float, dof: int) -> float:
    """Return the two-sided p of value / error on Student's distribution."""
    return float(2 * stdtr(dof, -abs(value / error)))
