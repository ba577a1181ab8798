"""The whole calculation: results and conditions in, groups of schools out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy.special import stdtr

from identification.stats.digests import RESULT_DIGITS, digest_frame
from identification.stats.errors import Finding
from identification.stats.fits import Fit
from identification.stats.frozen import FrozenModel
from identification.stats.groups import (
    GROUPS,
    UNCLASSIFIED,
    Cuts,
    confidence,
    group_places,
    is_below,
)
from identification.stats.joining import (
    Ready,
    factor_names,
    joined,
    ready_schools,
)
from identification.stats.outcome import OutcomeIndex, outcome_index
from identification.stats.reasons import reasons
from identification.stats.rules import IdentificationRules
from identification.stats.scoring import (
    Progress,
    Scored,
    applied_model,
    fitted,
)
from identification.stats.selection import DroppedFactor
from identification.stats.uncertainty import (
    VarianceComponents,
    benjamini_hochberg,
    reliability,
)


FloatArray = NDArray[np.float64]

STAGES = {
    "outcome": "Индекс результатов",
    "model": "Модель",
    "uncertainty": "Повторные выборки",
    "groups": "Группы школ",
}


@dataclass(frozen=True, eq=False)
class Identification:
    """The result of a run.

    Attributes
    ----------
    schools : DataFrame
        One row per school, ordered by ``school``; results are in points
        (50 + 10·z): ``index`` (z), ``points``, ``participants``,
        ``effective_participants``, ``cells``, ``flagged``, ``classified``,
        ``expected``, ``residual``, ``studentised``, ``q_value``, ``leverage``,
        ``cook`` (NaN under a frozen model), ``interval_low``,
        ``interval_high``, ``context_index``, ``low_margin`` (points above the
        cut of low results), ``context_margin`` (index above the cut of
        conditions), ``reliability``, ``shrunk``, ``low_share``,
        ``adverse_share``, ``resilient_share``, ``group_share``,
        ``low_confidence``, ``adverse_confidence``, ``resilient_confidence``,
        ``confidence`` (of the group), ``group``, ``reason``.
    factors : DataFrame
        Factors of the model of the classified schools; the index is ``school``.
    fit : Fit or None
        None when a frozen model was applied.
    dropped : tuple of DroppedFactor
        The path of the selection.
    model : FrozenModel
        The model that gave the figures, own or the frozen one applied.
    outcome : OutcomeIndex
    components : VarianceComponents
    resamples : int
        Usable repetitions.
    findings : tuple of Finding
    """

    schools: pd.DataFrame
    factors: pd.DataFrame
    fit: Fit | None
    dropped: tuple[DroppedFactor, ...]
    model: FrozenModel
    outcome: OutcomeIndex
    components: VarianceComponents
    resamples: int
    findings: tuple[Finding, ...]

    @property
    def cuts(self) -> Cuts:
        """Borders of the groups, as values."""
        return self.model.cuts

    def digest(self) -> str:
        """Return the SHA-256 of the table of schools, numbers to 12 digits."""
        table = self.schools.drop(columns="reason")
        return digest_frame(table, by=["school"], digits=RESULT_DIGITS)


def identify(
    cells: pd.DataFrame,
    factors: pd.DataFrame,
    rules: IdentificationRules,
    *,
    frozen: FrozenModel | None = None,
    year: int | None = None,
    labels: Mapping[str, str] | None = None,
    progress: Progress | None = None,
) -> Identification:
    """Find the schools whose results are low and whose conditions are adverse.

    Parameters
    ----------
    cells : DataFrame
        Results: school, procedure, subject, grade, year, participants, score
        and optionally flagged.
    factors : DataFrame
        Conditions: school and one column per factor.
    rules : IdentificationRules
        The version of the method.
    frozen : FrozenModel, optional
        Score with this model instead of fitting one: its coefficients, its
        means and spreads of cells, its cuts.
    year : int, optional
        Last year of the window; the latest in the data when omitted.
    labels : mapping, optional
        Names of factors for people.
    progress : callable, optional
        Called with a key of ``STAGES``, steps done and steps in all.

    Returns
    -------
    Identification
        The same for the same data in any order of rows.

    Raises
    ------
    StatisticsRefusal
        Those of the outcome index, of the fit and of the frozen model.
    """
    tell = progress or _silent
    tell("outcome", 0, 1)
    outcome = outcome_index(
        cells, rules, frozen.cells_frame() if frozen else None, year=year
    )
    tell("outcome", 1, 1)
    names = factor_names(factors, rules, frozen, labels)
    table, context = joined(outcome.schools, factors, names, labels)
    ready = ready_schools(table, context, outcome)
    tell("model", 0, 1)
    if frozen is None:
        scored = fitted(ready, outcome, rules, labels, tell)
    else:
        scored = applied_model(ready, frozen, rules, tell)
    tell("groups", 0, 1)
    schools = _school_table(table, ready, scored, rules)
    tell("groups", 1, 1)
    return Identification(
        schools=schools,
        factors=ready.factors[list(scored.model.names)],
        fit=scored.fit,
        dropped=scored.dropped,
        model=scored.model,
        outcome=outcome,
        components=scored.model.components,
        resamples=scored.membership.resamples,
        findings=_findings(outcome, table, scored, rules),
    )


def _silent(stage: str, done: int, total: int) -> None:
    """Report progress to nobody."""


def _school_table(
    table: pd.DataFrame, ready: Ready, scored: Scored, rules: IdentificationRules
) -> pd.DataFrame:
    figures, cuts, shares = scored.figures, scored.model.cuts, scored.membership
    places = group_places(
        figures.studentised,
        is_below(scored.context, cuts.context),
        cuts.low,
        cuts.resilient,
    )
    own = shares.groups[np.arange(len(places)), places]
    trust = reliability(ready.effective, scored.model.components)
    freedom = scored.model.dof - (1 if scored.fit is not None else 0)
    columns: dict[str, FloatArray | NDArray[np.object_]] = {
        "expected": figures.expected,
        "residual": figures.residual,
        "studentised": figures.studentised,
        "q_value": benjamini_hochberg(stdtr(freedom, figures.studentised)),
        "leverage": figures.leverage,
        "cook": _cook(scored),
        "interval_low": figures.interval_low,
        "interval_high": figures.interval_high,
        "context_index": scored.context,
        "low_margin": figures.residual - cuts.low * figures.residual_scale,
        "context_margin": scored.context - cuts.context,
        "reliability": trust,
        "shrunk": trust * figures.residual,
        "low_share": shares.low,
        "adverse_share": shares.adverse,
        "resilient_share": shares.resilient,
        "group_share": own,
        "low_confidence": confidence(shares.low, rules),
        "adverse_confidence": confidence(shares.adverse, rules),
        "resilient_confidence": confidence(shares.resilient, rules),
        "confidence": confidence(own, rules),
        "group": np.array(GROUPS, dtype=object)[places],
    }
    scored_rows = pd.DataFrame(columns, index=ready.points.index)
    whole = table.join(scored_rows, on="school")
    words = [name for name, values in columns.items() if values.dtype == object]
    whole[words] = whole[words].fillna("")
    whole.loc[~whole["classified"], "group"] = UNCLASSIFIED
    return whole.assign(reason=reasons(whole, cuts))


def _cook(scored: Scored) -> FloatArray:
    if scored.fit is None:
        return np.full(len(scored.context), np.nan)
    return scored.fit.cook


def _findings(
    outcome: OutcomeIndex,
    table: pd.DataFrame,
    scored: Scored,
    rules: IdentificationRules,
) -> tuple[Finding, ...]:
    found = list(outcome.findings)
    if scored.fit is not None:
        found += scored.fit.findings
    left = int((~table["classified"]).sum())
    if left:
        message = f"Не классифицировано школ: {left} из {len(table)}."
        found.append(Finding("unclassified", message))
    if scored.membership.resamples < rules.bootstrap_resamples:
        message = (
            "Повторных выборок удалось меньше, чем задано: "
            f"{scored.membership.resamples} из {rules.bootstrap_resamples}."
        )
        found.append(Finding("few_resamples", message))
    if not scored.model.components.separated:
        message = (
            "У всех школ одинаковое число участников и по одной процедуре: "
            "случайный разброс внутри школы оценить нельзя."
        )
        found.append(Finding("noise_unknown", message))
    return tuple(found)
