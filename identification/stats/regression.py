"""The fit of record: statsmodels on a standardised design, figures transformed back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from statsmodels.regression.linear_model import (  # noqa: TID253 - imported late
    OLS,
    WLS,
)

from identification.stats import diagnostics
from identification.stats.advice import in_words
from identification.stats.design import Design, prepare
from identification.stats.errors import StatisticsRefusal
from identification.stats.fits import Coefficient, Fit, predict


FloatArray = NDArray[np.float64]


def fit(
    outcome: pd.Series,
    factors: pd.DataFrame,
    *,
    weights: pd.Series | None = None,
    interval_level: float = 0.95,
    labels: Mapping[str, str] | None = None,
) -> Fit:
    """Regress the outcome on the factors.

    Parameters
    ----------
    outcome : Series, length n
        One value per school; the index labels the schools.
    factors : DataFrame, shape (n, k)
        One column per factor, the same index.
    weights : Series, length n, optional
        Positive weights of schools; ordinary least squares when omitted.
    interval_level : float
        Level of the prediction interval of a school, between 0 and 1.
    labels : mapping, optional
        Names of factors for people, used in sentences only.

    Returns
    -------
    Fit
        All figures unrounded.

    Raises
    ------
    StatisticsRefusal
        See ``identification.stats.design.prepare``; and ``no_residual`` when
        the factors express the outcome exactly.

    Notes
    -----
    HC3 errors are of MacKinnon and White (1985); they are the ones that stay
    honest with 10–100 schools (Long and Ervin, 2000).
    """
    return fit_design(
        prepare(outcome, factors, weights=weights, labels=labels),
        interval_level=interval_level,
        labels=labels,
    )


def fit_design(
    design: Design,
    *,
    interval_level: float,
    labels: Mapping[str, str] | None = None,
) -> Fit:
    """Fit a design that is already checked; see ``fit``."""
    result = _least_squares(design)
    back = _back_transform(design)
    params = back @ np.asarray(result.params)
    covariance = back @ np.asarray(result.cov_params()) @ back.T
    robust = back @ np.asarray(result.cov_HC3) @ back.T
    expected = predict(params[0], params[1:], design.factors)
    residual = design.outcome - expected
    rooted = residual * design.root_weights
    _demand_residual(rooted, design)
    p = len(params)
    influence = diagnostics.influence(rooted, design.leverage, p)
    interval = _interval(result, interval_level)
    bp_lm, bp_p_value = diagnostics.breusch_pagan(rooted, design)
    fitted = Fit(
        names=design.names,
        coefficients=_coefficients(design, params, covariance, robust),
        n=len(residual),
        dof=len(residual) - p,
        r_squared=float(result.rsquared),
        adj_r_squared=float(result.rsquared_adj),
        loo_r_squared=diagnostics.loo_of(rooted, design),
        aicc=diagnostics.aicc(float(result.llf), len(residual), p),
        residual_sd=float(np.sqrt(result.mse_resid)),
        bp_lm=bp_lm,
        bp_p_value=bp_p_value,
        condition_number=design.condition_number,
        interval_level=interval_level,
        schools=design.schools,
        observed=design.outcome,
        expected=expected,
        residual=residual,
        leverage=influence.leverage,
        cook=influence.cook,
        studentised=influence.studentised,
        residual_scale=influence.residual_scale / design.root_weights,
        interval_low=interval[:, 0],
        interval_high=interval[:, 1],
        covariance=covariance,
        standardised_inverse=np.asarray(result.normalized_cov_params),
        factor_means=design.means,
        factor_scales=design.scales,
        weights=design.weights,
        without=diagnostics.without_each(design),
    )
    return _with_findings(fitted, labels)


def _least_squares(design: Design) -> Any:
    if design.weights is None:
        return OLS(design.outcome, design.standardised).fit(method="qr")
    model = WLS(design.outcome, design.standardised, weights=design.weights)
    return model.fit(method="qr")


def _back_transform(design: Design) -> FloatArray:
    """Return the matrix from standardised coefficients to those of the factors."""
    back = np.diag(np.concatenate([[1.0], 1 / design.scales]))
    back[0, 1:] = -design.means / design.scales
    return back


def _interval(result: Any, level: float) -> FloatArray:
    prediction = result.get_prediction()
    return np.asarray(prediction.conf_int(obs=True, alpha=1 - level))


def _coefficients(
    design: Design, params: FloatArray, covariance: FloatArray, robust: FloatArray
) -> tuple[Coefficient, ...]:
    dof = len(design.outcome) - len(params)
    classical_errors = np.sqrt(np.diag(covariance))
    robust_errors = np.sqrt(np.diag(robust))
    inflation: list[float | None] = [None, *diagnostics.vif(design)]
    return tuple(
        Coefficient(
            name=name,
            value=float(value),
            se_classical=float(classical),
            se_hc3=float(hc3),
            p_value=diagnostics.two_sided_p(value, hc3, dof),
            p_value_classical=diagnostics.two_sided_p(value, classical, dof),
            vif=vif,
        )
        for name, value, classical, hc3, vif in zip(
            ("const", *design.names),
            params,
            classical_errors,
            robust_errors,
            inflation,
            strict=True,
        )
    )


def _demand_residual(residual: FloatArray, design: Design) -> None:
    if float(residual @ residual) <= 1e-20 * diagnostics.total_squares(design):
        message = (
            "Результат в точности выражается через факторы: проверьте, не попал "
            "ли он сам в их число."
        )
        raise StatisticsRefusal("no_residual", message)


def _with_findings(fitted: Fit, labels: Mapping[str, str] | None) -> Fit:
    return replace(fitted, findings=tuple(in_words(fitted, labels=labels)))
