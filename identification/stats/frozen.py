"""A model kept to score other schools or another year with its parameters."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Self

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy.special import stdtrit

from identification.stats.digests import digest_json
from identification.stats.errors import StatisticsRefusal
from identification.stats.fits import Fit, combine, predict
from identification.stats.groups import Cuts
from identification.stats.uncertainty import VarianceComponents


FloatArray = NDArray[np.float64]
_ARRAYS = ("slopes", "factor_means", "factor_scales", "inverse")


@dataclass(frozen=True, eq=False)
class FrozenModel:
    """Everything of a fitted model that scoring needs, and nothing of its schools.

    Attributes
    ----------
    year : int
        Last year of the data of the model.
    n, dof : int
        Schools of the model; degrees of freedom of its residual.
    names : tuple of str
        Factors, in the order of ``slopes``.
    const : float
    slopes, factor_means, factor_scales : ndarray, shape (k,)
    inverse : ndarray, shape (k + 1, k + 1)
        (Z'WZ)⁻¹ of the standardised design.
    residual_sd : float
        Of a school with weight 1.
    weight_unit : float or None
        Participants of a school with weight 1 when schools were weighted.
    interval_level : float
    cuts : Cuts
    components : VarianceComponents
    cells : tuple of dict
        Procedure, subject, grade, year, mean, sd of the cells that were used.
    rules_digest : str
    """

    year: int
    n: int
    dof: int
    names: tuple[str, ...]
    const: float
    slopes: FloatArray
    factor_means: FloatArray
    factor_scales: FloatArray
    inverse: FloatArray
    residual_sd: float
    weight_unit: float | None
    interval_level: float
    cuts: Cuts
    components: VarianceComponents
    cells: tuple[Mapping[str, Any], ...]
    rules_digest: str

    def cells_frame(self) -> pd.DataFrame:
        """Return the cells as ``outcome_index`` takes them."""
        return pd.DataFrame(list(self.cells)).assign(used=True)

    def to_dict(self) -> dict[str, Any]:
        """Return the model as JSON knows it; floats keep all their bits."""
        values = dict(vars(self))
        for name in _ARRAYS:
            values[name] = values[name].tolist()
        values["names"] = list(self.names)
        values["cuts"] = dict(vars(self.cuts))
        values["components"] = dict(vars(self.components))
        values["cells"] = [dict(cell) for cell in self.cells]
        return values

    @classmethod
    def from_dict(cls, values: Mapping[str, Any]) -> Self:
        """Build the model from JSON; refuses one that lacks a part."""
        try:
            held = dict(values)
            for name in _ARRAYS:
                held[name] = np.array(held[name], dtype=np.float64)
            held["names"] = tuple(held["names"])
            held["cuts"] = Cuts(**held["cuts"])
            held["components"] = VarianceComponents(**held["components"])
            held["cells"] = tuple(held["cells"])
            return cls(**held)
        except (KeyError, TypeError, ValueError) as error:
            message = "Сохранённая модель неполна или повреждена."
            raise StatisticsRefusal("bad_model", message, str(error)) from error

    def digest(self) -> str:
        """Return the SHA-256 of the model."""
        return digest_json(self.to_dict())


@dataclass(frozen=True, eq=False)
class Applied:
    """Schools scored by a frozen model; arrays in the order of ``schools``."""

    schools: NDArray[Any]
    observed: FloatArray
    expected: FloatArray
    residual: FloatArray
    leverage: FloatArray
    studentised: FloatArray
    residual_scale: FloatArray
    interval_low: FloatArray
    interval_high: FloatArray


def freeze(
    fit: Fit,
    *,
    year: int,
    cuts: Cuts,
    components: VarianceComponents,
    cells: pd.DataFrame,
    rules_digest: str,
    weight_unit: float | None = None,
) -> FrozenModel:
    """Keep what scoring needs of a fitted model; see ``FrozenModel``."""
    used = cells.loc[cells["used"].astype(bool)]
    kept = used[["procedure", "subject", "grade", "year", "mean", "sd"]]
    records = kept.astype(object).to_dict(orient="records")
    return FrozenModel(
        year=year,
        n=fit.n,
        dof=fit.dof,
        names=fit.names,
        const=fit.const,
        slopes=fit.slopes,
        factor_means=fit.factor_means,
        factor_scales=fit.factor_scales,
        inverse=fit.standardised_inverse,
        residual_sd=fit.residual_sd,
        weight_unit=weight_unit,
        interval_level=fit.interval_level,
        cuts=cuts,
        components=components,
        cells=tuple({str(k): _json(v) for k, v in row.items()} for row in records),
        rules_digest=rules_digest,
    )


def standardised(model: FrozenModel, factors: FloatArray) -> FloatArray:
    """Return the design rows of other schools in the model's units, shape (n, p)."""
    scaled = (factors - model.factor_means) / model.factor_scales
    return np.column_stack([np.ones(len(factors)), scaled])


def apply(
    model: FrozenModel,
    outcome: pd.Series,
    factors: pd.DataFrame,
    *,
    participants: pd.Series | None = None,
) -> Applied:
    """Score schools with the coefficients of an earlier or larger model.

    Parameters
    ----------
    model : FrozenModel
        Its coefficients are used as they are.
    outcome : Series, length n
        On the scale of the model's outcome; the index labels the schools.
    factors : DataFrame
        Same index; has at least the model's factors as columns.
    participants : Series, optional
        Needed by a model that weighted its schools.

    Returns
    -------
    Applied
        ``studentised`` is the residual divided by its own prediction error:
        the schools were not among those of the model.

    Raises
    ------
    StatisticsRefusal
        ``missing_column`` or ``bad_value``, naming the factor.
    """
    values = _factor_values(model, factors)
    expected = predict(model.const, model.slopes, values)
    observed = outcome.to_numpy(np.float64)
    rows = standardised(model, values)
    leverage = np.einsum("ij,jk,ik->i", rows, model.inverse, rows, optimize=True)
    own = 1.0 / _weights(model, participants, len(observed))
    scale = model.residual_sd * np.sqrt(own + leverage)
    half = float(stdtrit(model.dof, 0.5 + model.interval_level / 2)) * scale
    residual = observed - expected
    return Applied(
        schools=np.asarray(factors.index),
        observed=observed,
        expected=expected,
        residual=residual,
        leverage=leverage,
        studentised=residual / scale,
        residual_scale=scale,
        interval_low=expected - half,
        interval_high=expected + half,
    )


def context_index(
    slopes: FloatArray, names: tuple[str, ...], factors: pd.DataFrame
) -> FloatArray:
    """Return Σ b·x of each school: the index of its conditions, shape (n,)."""
    return combine(slopes, factors[list(names)].to_numpy(np.float64))


def _factor_values(model: FrozenModel, factors: pd.DataFrame) -> FloatArray:
    for name in model.names:
        if name not in factors.columns:
            message = f"Для сохранённой модели нет фактора «{name}»."
            raise StatisticsRefusal("missing_column", message, name)
        if not np.isfinite(factors[name].to_numpy(np.float64)).all():
            message = f"В факторе «{name}» есть пустое значение."
            raise StatisticsRefusal("bad_value", message, name)
    return factors[list(model.names)].to_numpy(np.float64)


def _weights(
    model: FrozenModel, participants: pd.Series | None, size: int
) -> FloatArray:
    if model.weight_unit is None:
        return np.ones(size)
    if participants is None:
        message = "Модель взвешивала школы: нужно число участников."
        raise StatisticsRefusal("missing_column", message, "participants")
    return participants.to_numpy(np.float64) / model.weight_unit


def _json(value: Any) -> Any:
    return value.item() if isinstance(value, np.generic) else value
