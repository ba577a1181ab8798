"""The design of a regression: checked, standardised, and factored by QR."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from identification.stats.errors import StatisticsRefusal
from identification.stats.fits import named


FloatArray = NDArray[np.float64]

# A column that repeats others to ten digits is the same column measured twice.
COLLINEAR = 1e-10
# Beyond this, fewer than nine of sixteen digits of a coefficient would be true.
ILL_CONDITIONED = 1e7
SPARE_SCHOOLS = 3


@dataclass(frozen=True)
class Design:
    """Checked data of a regression.

    Attributes
    ----------
    names : tuple of str
    schools : ndarray, shape (n,)
    outcome : ndarray, shape (n,)
    factors : ndarray, shape (n, k)
        As they came.
    means, scales : ndarray, shape (k,)
        ``standardised`` = (factors − means) / scales.
    standardised : ndarray, shape (n, k + 1)
        The intercept first. Centring and scaling keep the digits that a large
        mean would cost; the coefficients are transformed back afterwards.
    weights : ndarray, shape (n,), or None
    q, r : ndarray
        QR of the standardised design, rows multiplied by √weight.
    condition_number : float
    """

    names: tuple[str, ...]
    schools: NDArray[Any]
    outcome: FloatArray
    factors: FloatArray
    means: FloatArray
    scales: FloatArray
    standardised: FloatArray
    weights: FloatArray | None
    q: FloatArray
    r: FloatArray
    condition_number: float

    @property
    def leverage(self) -> FloatArray:
        """Diagonal of the hat matrix, shape (n,)."""
        return np.asarray((self.q**2).sum(axis=1))

    @property
    def root_weights(self) -> FloatArray:
        """Square roots of the weights, ones without weights, shape (n,)."""
        if self.weights is None:
            return np.ones(len(self.outcome))
        return np.sqrt(self.weights)


def prepare(
    outcome: pd.Series,
    factors: pd.DataFrame,
    *,
    weights: pd.Series | None = None,
    labels: Mapping[str, str] | None = None,
) -> Design:
    """Check the data of a regression and factor its design.

    Parameters
    ----------
    outcome : Series, length n
        Its index labels the schools.
    factors : DataFrame, shape (n, k)
        Same index; one numeric column per factor.
    weights : Series, length n, optional
        Positive; the same index.
    labels : mapping, optional
        Names of factors for people.

    Returns
    -------
    Design

    Raises
    ------
    StatisticsRefusal
        ``no_factors``, ``bad_value``, ``too_few_schools``,
        ``constant_outcome``, ``constant_factor``, ``collinear``,
        ``ill_conditioned`` or ``leverage_one``; the message names the factor.
    """
    names = tuple(str(name) for name in factors.columns)
    values = _values(factors, labels)
    target = _series(outcome, "результат")
    heavy = None if weights is None else _series(weights, "веса")
    _demand_size(len(target), len(names))
    _demand_spread(target, values, names, labels)
    if heavy is not None and (heavy <= 0).any():
        raise StatisticsRefusal("bad_value", "Вес школы должен быть больше нуля.")
    means = values.mean(axis=0)
    scales = values.std(axis=0)
    standardised = np.column_stack([np.ones(len(target)), (values - means) / scales])
    rooted = standardised if heavy is None else standardised * np.sqrt(heavy)[:, None]
    q, r = np.linalg.qr(rooted)
    _demand_independent(r, names, labels)
    condition = float(np.linalg.cond(r / np.linalg.norm(r, axis=0)))
    _demand_conditioned(condition, r, names, labels)
    design = Design(
        names=names,
        schools=np.asarray(factors.index),
        outcome=target,
        factors=values,
        means=means,
        scales=scales,
        standardised=standardised,
        weights=heavy,
        q=q,
        r=r,
        condition_number=condition,
    )
    _demand_deletable(design)
    return design


def _values(factors: pd.DataFrame, labels: Mapping[str, str] | None) -> FloatArray:
    if factors.shape[1] == 0:
        raise StatisticsRefusal("no_factors", "Не выбран ни один фактор контекста.")
    columns = [
        _series(factors[name], f"фактор {named(labels, str(name))}") for name in factors
    ]
    return np.column_stack(columns)


def _series(series: pd.Series, what: str) -> FloatArray:
    try:
        values = series.to_numpy(dtype=np.float64, na_value=np.nan)
    except (TypeError, ValueError) as error:
        message = f"Есть значение не числом: {what}."
        raise StatisticsRefusal("bad_value", message, str(series.name)) from error
    if not np.isfinite(values).all():
        message = f"Есть пустое или бесконечное значение: {what}."
        raise StatisticsRefusal("bad_value", message, str(series.name))
    return values


def _demand_size(n: int, k: int) -> None:
    if n < k + SPARE_SCHOOLS:
        message = (
            f"Школ меньше, чем нужно модели: школ {n}, факторов {k}, "
            f"нужно не меньше {k + SPARE_SCHOOLS}. Возьмите меньше факторов "
            "или коэффициенты региона."
        )
        raise StatisticsRefusal("too_few_schools", message)


def _is_constant(values: FloatArray) -> bool:
    return float(np.ptp(values)) <= 1e-12 * float(np.abs(values).max())


def _demand_spread(
    target: FloatArray,
    values: FloatArray,
    names: tuple[str, ...],
    labels: Mapping[str, str] | None,
) -> None:
    if _is_constant(target):
        message = "Результат у всех школ один и тот же: модели нечего объяснять."
        raise StatisticsRefusal("constant_outcome", message)
    for column, name in enumerate(names):
        if _is_constant(values[:, column]):
            message = f"Фактор {named(labels, name)} у всех школ один и тот же."
            raise StatisticsRefusal("constant_factor", message, name)


def _demand_independent(
    r: FloatArray, names: tuple[str, ...], labels: Mapping[str, str] | None
) -> None:
    own = np.abs(np.diag(r)) / np.linalg.norm(r, axis=0)
    found = np.flatnonzero(own[1:] < COLLINEAR)
    if not len(found):
        return
    at = int(found[0]) + 1
    name = names[at - 1]
    others = np.linalg.solve(r[:at, :at], r[:at, at])[1:]
    partners = [
        named(labels, names[place])
        for place, share in enumerate(others)
        if abs(share) > 1e-6
    ]
    message = (
        f"Фактор {named(labels, name)} полностью выражается через "
        f"{', '.join(partners) or 'свободный член'}: уберите один из них."
    )
    raise StatisticsRefusal("collinear", message, name)


def _demand_conditioned(
    condition: float,
    r: FloatArray,
    names: tuple[str, ...],
    labels: Mapping[str, str] | None,
) -> None:
    if condition <= ILL_CONDITIONED:
        return
    own = np.abs(np.diag(r)) / np.linalg.norm(r, axis=0)
    name = names[int(np.argmin(own[1:]))]
    message = (
        f"Фактор {named(labels, name)} почти полностью выражается через остальные: "
        "коэффициенты нельзя вычислить с достаточной точностью."
    )
    raise StatisticsRefusal("ill_conditioned", message, name)


def _demand_deletable(design: Design) -> None:
    alone = np.flatnonzero(design.leverage > 1 - 1e-10)
    if len(alone):
        school = str(design.schools[alone[0]])
        message = (
            f"Школа «{school}» одна определяет коэффициент модели: её значение "
            "фактора не встречается у других. Уберите школу или фактор."
        )
        raise StatisticsRefusal("leverage_one", message, school)
