"""Schools scored by a model of their own or by a frozen one."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from identification.stats.fits import Fit
from identification.stats.frozen import (
    Applied,
    FrozenModel,
    apply,
    context_index,
    freeze,
)
from identification.stats.groups import cuts_of
from identification.stats.joining import Ready
from identification.stats.outcome import OutcomeIndex
from identification.stats.resampling import (
    Membership,
    frozen_membership,
    membership,
)
from identification.stats.rules import IdentificationRules
from identification.stats.selection import DroppedFactor, backward
from identification.stats.uncertainty import variance_components


FloatArray = NDArray[np.float64]
Progress = Callable[[str, int, int], None]


@dataclass(frozen=True, eq=False)
class Scored:
    """Classified schools with figures from an own or a frozen model."""

    figures: Fit | Applied
    fit: Fit | None
    dropped: tuple[DroppedFactor, ...]
    model: FrozenModel
    context: FloatArray
    membership: Membership


def fitted(
    ready: Ready,
    outcome: OutcomeIndex,
    rules: IdentificationRules,
    labels: Mapping[str, str] | None,
    tell: Progress,
) -> Scored:
    """Choose the factors, fit the model, cut the groups and resample.

    Parameters
    ----------
    ready : Ready
        The schools that can be classified.
    outcome : OutcomeIndex
        Its year and cells are kept with the model.
    rules : IdentificationRules
        Selection, weighting, cuts and resamples.
    labels : mapping, optional
        Names of factors for people.
    tell : callable
        Told of the stages ``model`` and ``uncertainty``.
    """
    # statsmodels takes seconds to import and is needed in the worker only.
    from identification.stats.design import prepare  # noqa: PLC0415
    from identification.stats.regression import fit_design  # noqa: PLC0415

    weight_unit, weights = _weights(ready, rules)
    names, dropped = _chosen(ready, rules, weights, labels)
    factors = ready.factors[names]
    design = prepare(ready.points, factors, weights=weights, labels=labels)
    fit = fit_design(design, interval_level=rules.interval_level, labels=labels)
    tell("model", 1, 1)
    components = variance_components(
        fit.residual, fit.leverage, ready.effective, noise=ready.noise
    )
    context = context_index(fit.slopes, fit.names, factors)
    model = freeze(
        fit,
        year=outcome.year,
        cuts=cuts_of(context, fit.studentised, rules),
        components=components,
        cells=outcome.cells,
        rules_digest=rules.digest(),
        weight_unit=weight_unit,
    )
    noise_sd = np.sqrt(components.noise / ready.effective)
    shares = membership(
        design, noise_sd, rules, report=lambda a, b: tell("uncertainty", a, b)
    )
    return Scored(fit, fit, dropped, model, context, shares)


def applied_model(
    ready: Ready, frozen: FrozenModel, rules: IdentificationRules, tell: Progress
) -> Scored:
    """Score the schools with a frozen model and draw its coefficients anew.

    Parameters
    ----------
    ready : Ready
        The schools that can be classified.
    frozen : FrozenModel
        Coefficients, cuts and variance components.
    rules : IdentificationRules
        Number of draws and seed.
    tell : callable
        Told of the stages ``model`` and ``uncertainty``.
    """
    applied = apply(
        frozen, ready.points, ready.factors, participants=ready.participants
    )
    tell("model", 1, 1)
    context = context_index(frozen.slopes, frozen.names, ready.factors)
    shares = frozen_membership(
        frozen,
        applied.observed,
        ready.factors[list(frozen.names)].to_numpy(np.float64),
        applied.residual_scale**2,
        np.sqrt(frozen.components.noise / ready.effective),
        rules,
        report=lambda a, b: tell("uncertainty", a, b),
    )
    return Scored(applied, None, (), frozen, context, shares)


def _weights(
    ready: Ready, rules: IdentificationRules
) -> tuple[float | None, pd.Series | None]:
    if rules.weighting == "none":
        return None, None
    unit = float(ready.participants.mean())
    return unit, ready.participants / unit


def _chosen(
    ready: Ready,
    rules: IdentificationRules,
    weights: pd.Series | None,
    labels: Mapping[str, str] | None,
) -> tuple[list[str], tuple[DroppedFactor, ...]]:
    if rules.selection == "declared":
        return [str(name) for name in ready.factors.columns], ()
    selection = backward(
        ready.points,
        ready.factors,
        alpha=rules.alpha,
        weights=weights,
        interval_level=rules.interval_level,
        labels=labels,
    )
    return list(selection.fit.names), selection.dropped
