"""Runs the statistics on a run's inputs and lays the figures out by school."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from identification.datasets.inputs import RunInputs
from identification.stats.digests import RESULT_DIGITS, digest_frame
from identification.stats.errors import Finding, StatisticsRefusal
from identification.stats.frozen import FrozenModel
from identification.stats.identify import Identification, identify
from identification.stats.rules import IdentificationRules
from identification.stats.threshold import ThresholdOutcome, threshold_rule


Progress = Callable[[str, int, int], None]

# Column of the run's school: column of the statistics.
_FIGURES = {
    "group": "group",
    "confidence": "confidence",
    "participants": "participants",
    "cells_used": "cells",
    "outcome_points": "points",
    "expected_points": "expected",
    "residual_points": "residual",
    "interval_low": "interval_low",
    "interval_high": "interval_high",
    "studentised": "studentised",
    "leverage": "leverage",
    "cook": "cook",
    "context_points": "context_index",
    "shrunk_points": "shrunk",
    "low_margin": "low_margin",
    "context_margin": "context_margin",
    "reliability": "reliability",
    "q_value": "q_value",
    "low_share": "low_share",
    "adverse_share": "adverse_share",
    "resilient_share": "resilient_share",
    "group_share": "group_share",
    "low_confidence": "low_confidence",
    "adverse_confidence": "adverse_confidence",
    "is_flagged": "flagged",
    "reason": "reason",
}
_SENTENCES = ["reason", "rule_reason"]


@dataclass(frozen=True, eq=False)
class Calculation:
    """What a run found.

    Attributes
    ----------
    inputs : RunInputs
    identification : Identification
    threshold : ThresholdOutcome or None
        None when no result of the year falls under the 30 % rule.
    threshold_cells : DataFrame
        school, cell, participants, below_min, fired, why of the rule's results.
    table : DataFrame
        One row per school in the order of ``inputs.schools``, with the columns
        of `RunSchool` that are plain values.
    """

    inputs: RunInputs
    rules: IdentificationRules
    identification: Identification
    threshold: ThresholdOutcome | None
    threshold_cells: pd.DataFrame
    table: pd.DataFrame
    findings: tuple[Finding, ...]

    @cached_property
    def digest(self) -> str:
        """Fingerprint of every figure of every school, to twelve digits."""
        figures = self.table.drop(columns=_SENTENCES)
        figures.insert(0, "code", self.inputs.schools["code"].to_numpy())
        return digest_frame(figures, by=["code"], digits=RESULT_DIGITS)


def calculate(
    inputs: RunInputs,
    rules: IdentificationRules,
    *,
    frozen: FrozenModel | None = None,
    progress: Progress | None = None,
) -> Calculation:
    """Identify the schools of the inputs and apply the 30 % rule beside it."""
    found = identify(
        inputs.cells(),
        inputs.factors,
        rules,
        frozen=frozen,
        year=inputs.year,
        labels=inputs.labels,
        progress=progress,
    )
    if progress is not None:
        progress("threshold", 0, 1)
    threshold, cells, findings = _threshold(inputs, rules)
    return Calculation(
        inputs=inputs,
        rules=rules,
        identification=found,
        threshold=threshold,
        threshold_cells=cells,
        table=_table(inputs, found, threshold, rules),
        findings=(*found.findings, *findings),
    )


def _threshold(
    inputs: RunInputs, rules: IdentificationRules
) -> tuple[ThresholdOutcome | None, pd.DataFrame, tuple[Finding, ...]]:
    cells = inputs.threshold_cells(rules.threshold)
    try:
        outcome = threshold_rule(cells, year=inputs.year, rules=rules.threshold)
    except StatisticsRefusal as refusal:
        if refusal.code != "no_results":
            raise
        message = (
            f"Правило 30{chr(0xA0)}% не применялось: за {inputs.year} год нет "
            "результатов, к которым оно относится."
        )
        empty = cells.head(0).assign(fired=False, why="")
        return None, empty, (Finding("no_threshold_results", message),)
    judged = outcome.cells
    return outcome, judged.assign(cell=_numbers(judged, inputs)), outcome.findings


def _numbers(judged: pd.DataFrame, inputs: RunInputs) -> NDArray[np.int32]:
    """Find the run's number of every judged cell; a join by words would be slow."""
    names = ["procedure", "subject", "grade", "year"]
    keys = inputs.cell_keys[["kind", "subject", "grade", "year"]]
    number: dict[tuple[Any, ...], int] = {}
    for first, key in enumerate(keys.itertuples(index=False, name=None)):
        number.setdefault(key, first)
    packed, levels = np.zeros(len(judged), dtype=np.int64), []
    for name in names:
        code, values = pd.factorize(judged[name])
        levels.append(list(values))
        packed = packed * len(values) + code
    present, place = np.unique(packed, return_inverse=True)
    codes = np.unravel_index(present, [len(values) for values in levels])
    found = [
        number[tuple(values[at] for values, at in zip(levels, row, strict=True))]
        for row in zip(*codes, strict=True)
    ]
    return np.array(found, dtype=np.int32)[place]


def _table(
    inputs: RunInputs,
    found: Identification,
    threshold: ThresholdOutcome | None,
    rules: IdentificationRules,
) -> pd.DataFrame:
    places = np.arange(len(inputs.schools))
    source = found.schools.set_index("school").reindex(places)
    table = pd.DataFrame({name: source[at] for name, at in _FIGURES.items()})
    return table.join(_rule_columns(places, threshold, inputs.year, rules))


def _rule_columns(
    places: Any,
    threshold: ThresholdOutcome | None,
    year: int,
    rules: IdentificationRules,
) -> pd.DataFrame:
    nothing = f"нет результатов за {year} год, к которым относится правило"
    columns = ["fired", "status", "chance", "clauses", "reason"]
    source = (
        pd.DataFrame(columns=columns)
        if threshold is None
        else threshold.schools.set_index("school")[columns]
    ).reindex(places)
    known = source["status"].notna()
    return pd.DataFrame(
        {
            "is_rule_fired": source["fired"].eq(True),
            "rule_status": source["status"].where(known, "unclassified"),
            "rule_chance": source["chance"].astype(np.float64),
            "rule_clauses": [
                ",".join(held) if isinstance(held, tuple) else ""
                for held in source["clauses"]
            ],
            "rule_reason": source["reason"].where(known, nothing),
        },
        index=source.index,
    )
