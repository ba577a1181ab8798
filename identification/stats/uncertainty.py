"""How sure a figure is: intervals, chances, variance components, shrinkage."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.special import bdtrc, ndtri


FloatArray = NDArray[np.float64]


@dataclass(frozen=True)
class VarianceComponents:
    """Two sources of a residual: the school itself and its few pupils.

    ``noise`` is the variance that one participant would have (σ²), ``between``
    the variance among schools of the same conditions (τ²): a residual of n
    participants varies by τ² + σ² / n. ``separated`` is False when the data
    could not tell them apart.
    """

    noise: float
    between: float
    separated: bool = True


def wilson_interval(
    count: ArrayLike, total: ArrayLike, *, level: float = 0.95
) -> tuple[FloatArray, FloatArray]:
    """Return Wilson's score interval of a share.

    Parameters
    ----------
    count, total : int or array of int
        Numerator and denominator; the interval of nothing is NaN.
    level : float
        Confidence level.

    Returns
    -------
    low, high : ndarray
        Shares between 0 and 1.

    References
    ----------
    Wilson (1927), JASA 22, 209–212.
    """
    k = np.asarray(count, dtype=np.float64)
    n = np.asarray(total, dtype=np.float64)
    z = float(ndtri(0.5 + level / 2))
    with np.errstate(divide="ignore", invalid="ignore"):
        share = k / n
        middle = (share + z**2 / (2 * n)) / (1 + z**2 / n)
        half = z / (1 + z**2 / n) * np.sqrt(share * (1 - share) / n + z**2 / (4 * n**2))
    low = np.where(k == 0, 0.0, np.clip(middle - half, 0.0, 1.0))
    high = np.where(k == n, 1.0, np.clip(middle + half, 0.0, 1.0))
    empty = n == 0
    return np.where(empty, np.nan, low), np.where(empty, np.nan, high)


def chance_of_share(
    true_share: ArrayLike,
    participants: ArrayLike,
    *,
    numerator: int = 3,
    denominator: int = 10,
) -> FloatArray:
    """Return the chance that a school shows at least the threshold share.

    Parameters
    ----------
    true_share : float or array
        Share of pupils below the minimum if there were endlessly many.
    participants : int or array of int
        How many wrote.
    numerator, denominator : int
        The threshold; 3 and 10 for «at least 30 %».

    Returns
    -------
    ndarray
        Exact binomial probability of k ≥ ⌈n · numerator / denominator⌉.
    """
    n = np.asarray(participants, dtype=np.int64)
    needed = -(-n * numerator // denominator)
    chance = bdtrc(needed - 1.0, n, np.asarray(true_share))
    return np.asarray(np.where(n > 0, chance, 0.0), dtype=np.float64)


def variance_components(
    residual: FloatArray,
    leverage: FloatArray,
    participants: FloatArray,
    *,
    noise: float | None = None,
) -> VarianceComponents:
    """Estimate σ² and τ² by the method of moments, both floored at 0.

    Parameters
    ----------
    residual, leverage : ndarray, shape (n,)
        Of the model.
    participants : ndarray, shape (n,)
        Effective numbers behind each school's outcome.
    noise : float, optional
        σ² when it is known from how a school's own cells scatter; otherwise it
        is the slope of squared residuals on 1 / participants.

    Returns
    -------
    VarianceComponents

    Notes
    -----
    E[e² / (1 − h)] ≈ τ² + σ² / n.
    """
    square = residual**2 / (1 - leverage)
    inverse = 1 / participants
    if noise is not None:
        between = float(square.mean() - noise * inverse.mean())
        return VarianceComponents(noise, max(between, 0.0))
    spread = float(((inverse - inverse.mean()) ** 2).sum())
    if spread <= 1e-12 * float((inverse**2).sum()):
        return VarianceComponents(0.0, float(square.mean()), separated=False)
    slope = float(((inverse - inverse.mean()) * square).sum()) / spread
    between = float(square.mean()) - slope * float(inverse.mean())
    if slope <= 0:
        return VarianceComponents(0.0, float(square.mean()))
    if between <= 0:
        through_zero = float((square * inverse).sum() / (inverse**2).sum())
        return VarianceComponents(through_zero, 0.0)
    return VarianceComponents(slope, between)


def reliability(participants: FloatArray, components: VarianceComponents) -> FloatArray:
    """Return λ = τ² / (τ² + σ² / n): how much of a residual is the school.

    Parameters
    ----------
    participants : ndarray, shape (n,)
        Effective numbers behind each school's outcome.
    components : VarianceComponents
        σ² and τ².

    Returns
    -------
    ndarray, shape (n,)
        Between 0 and 1; λ · residual is the shrunken residual.
    """
    total = components.between + components.noise / participants
    return np.divide(
        components.between, total, out=np.zeros_like(total), where=total > 0
    )


def benjamini_hochberg(p_values: FloatArray) -> FloatArray:
    """Return q: the share of false alarms if everything up to here is named.

    Parameters
    ----------
    p_values : ndarray, shape (n,)
        Between 0 and 1, none missing.

    Returns
    -------
    ndarray, shape (n,)

    References
    ----------
    Benjamini and Hochberg (1995), JRSS B 57, 289–300.
    """
    n = len(p_values)
    order = np.argsort(p_values, kind="stable")[::-1]
    ranked = p_values[order] * n / np.arange(n, 0, -1)
    q = np.empty(n)
    q[order] = np.minimum(np.minimum.accumulate(ranked), 1.0)
    return q
