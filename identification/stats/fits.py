"""What a fitted model is: its figures, and how it predicts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from identification.stats.errors import Finding


FloatArray = NDArray[np.float64]


@dataclass(frozen=True)
class Coefficient:
    """One row of the table of coefficients; ``const`` is the intercept.

    ``p_value`` is two-sided, of the HC3 error on Student's distribution with
    n − p degrees of freedom; ``vif`` is None for the intercept.
    """

    name: str
    value: float
    se_classical: float
    se_hc3: float
    p_value: float
    p_value_classical: float
    vif: float | None


@dataclass(frozen=True)
class WithoutFactor:
    """How well the model would do without one of its factors."""

    name: str
    adj_r_squared: float
    loo_r_squared: float


@dataclass(frozen=True)
class Fit:
    """A linear regression of the outcome on factors, with its diagnostics.

    Attributes
    ----------
    names : tuple of str
        Factors in the order of the coefficients, without the intercept.
    coefficients : tuple of Coefficient
        The intercept ``const`` first.
    schools : ndarray, shape (n,)
        Labels of the observations, in the order of all arrays below.
    observed, expected, residual : ndarray, shape (n,)
        In units of the outcome; residual = observed − expected.
    leverage, cook, studentised : ndarray, shape (n,)
        Diagonal of the hat matrix, Cook's distance, externally studentised
        residual (each school judged by a model without it).
    residual_scale : ndarray, shape (n,)
        Residual that would be studentised to 1, in units of the outcome.
    interval_low, interval_high : ndarray, shape (n,)
        Prediction interval of one school at ``interval_level``.
    covariance : ndarray, shape (p, p)
        Classical covariance of the coefficients in their order.
    standardised_inverse : ndarray, shape (p, p)
        (Z'WZ)⁻¹ of the standardised design, from which leverage of other schools
        is taken.
    aicc : float
        Akaike's criterion, corrected; the variance counts as a parameter.
    bp_lm, bp_p_value : float
        Breusch–Pagan test in Koenker's studentised form.
    condition_number : float
        Of the design with standardised columns.
    without : tuple of WithoutFactor
        The same model less one factor, for each factor.
    """

    names: tuple[str, ...]
    coefficients: tuple[Coefficient, ...]
    n: int
    dof: int
    r_squared: float
    adj_r_squared: float
    loo_r_squared: float
    aicc: float
    residual_sd: float
    bp_lm: float
    bp_p_value: float
    condition_number: float
    interval_level: float
    schools: NDArray[Any]
    observed: FloatArray
    expected: FloatArray
    residual: FloatArray
    leverage: FloatArray
    cook: FloatArray
    studentised: FloatArray
    residual_scale: FloatArray
    interval_low: FloatArray
    interval_high: FloatArray
    covariance: FloatArray
    standardised_inverse: FloatArray
    factor_means: FloatArray
    factor_scales: FloatArray
    weights: FloatArray | None
    without: tuple[WithoutFactor, ...]
    findings: tuple[Finding, ...] = ()

    @property
    def const(self) -> float:
        """The intercept, in units of the outcome."""
        return self.coefficients[0].value

    @property
    def slopes(self) -> FloatArray:
        """Coefficients of the factors, in the order of ``names``."""
        return np.array([row.value for row in self.coefficients[1:]])


def combine(slopes: Sequence[float] | FloatArray, factors: FloatArray) -> FloatArray:
    """Return Σ b·x for each school.

    Term by term, so that a school's figure has the same bits whatever other
    schools stand beside it: frozen coefficients must reproduce last year's
    prediction exactly, and a matrix product does not promise that.

    Parameters
    ----------
    slopes : array, shape (k,)
        Coefficients without the intercept.
    factors : ndarray, shape (n, k)
        In the order of the coefficients.

    Returns
    -------
    ndarray, shape (n,)
    """
    total = np.zeros(len(factors))
    for column, slope in enumerate(slopes):
        total = total + float(slope) * factors[:, column]
    return total


def predict(
    const: float, slopes: Sequence[float] | FloatArray, factors: FloatArray
) -> FloatArray:
    """Return const + Σ b·x for each school; see ``combine``."""
    return const + combine(slopes, factors)


def named(labels: Mapping[str, str] | None, name: str) -> str:
    """Return the factor's name for people in quotation marks."""
    return f"«{(labels or {}).get(name, name)}»"
