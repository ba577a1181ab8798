"""The groups of schools, the cuts between them, and how sure a membership is."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from identification.stats import words
from identification.stats.errors import Finding
from identification.stats.rules import IdentificationRules


FloatArray = NDArray[np.float64]

GROUPS = ("low", "adverse", "both", "resilient", "ordinary")
UNCLASSIFIED = "unclassified"
GROUP_LABELS = {
    "low": "ШНОР",
    "adverse": "ШНСУ",
    "both": "ШНОР и ШНСУ",
    "resilient": "резильентная",
    "ordinary": "обычная",
    UNCLASSIFIED: "не классифицирована",
}
CONFIDENCE_LABELS = {"sure": "уверенно", "border": "на границе", "no": "нет"}
# Above this share of moved schools the report must say that the list is unstable.
UNSTABLE_SHARE = 0.3


@dataclass(frozen=True)
class Cuts:
    """Borders of the groups, as values.

    ``context`` is on the scale of the context index, ``low`` and ``resilient``
    on that of studentised residuals.
    """

    context: float
    low: float
    resilient: float


@dataclass(frozen=True)
class GroupChanges:
    """Which schools are in another group than before.

    ``moved`` has the columns school, before, after; ``share`` is counted over
    the schools classified both times.
    """

    share: float
    moved: pd.DataFrame
    findings: tuple[Finding, ...]


def cuts_of(
    context: FloatArray, studentised: FloatArray, rules: IdentificationRules
) -> Cuts:
    """Turn the rules' cuts, some of which are quantiles, into values.

    Parameters
    ----------
    context, studentised : ndarray, shape (n,)
        Over the schools of the model.
    rules : IdentificationRules
        The declared cuts.
    """
    low = rules.low_cut
    if rules.low_cut_kind == "quantile":
        low = float(np.quantile(studentised, rules.low_cut))
    return Cuts(
        context=float(np.quantile(context, rules.context_quantile)),
        low=low,
        resilient=rules.resilient_cut,
    )


def is_below(values: FloatArray, cut: Any) -> NDArray[np.bool_]:
    """Tell which values lie below a cut and not merely beside it.

    Schools with the same conditions as the one at the cut are equal to it only
    up to rounding, so the comparison leaves nine digits' room.
    """
    return np.asarray(values < cut - 1e-9 * np.maximum(1.0, np.abs(cut)))


def group_places(
    studentised: FloatArray, adverse: NDArray[np.bool_], low: Any, resilient: Any
) -> NDArray[np.int8]:
    """Return the place of each school's group in ``GROUPS``.

    Parameters
    ----------
    studentised : ndarray, any shape
        Studentised residuals.
    adverse : ndarray of bool, same shape
        Whether the context lies below its cut.
    low, resilient : float or array that broadcasts
        Cuts of the residual: at or below is low, at or above is resilient.
    """
    is_low = studentised <= low
    is_high = (studentised >= resilient) & ~is_low
    places = np.full(studentised.shape, GROUPS.index("ordinary"), dtype=np.int8)
    places[is_low] = GROUPS.index("low")
    places[adverse] = GROUPS.index("adverse")
    places[adverse & is_low] = GROUPS.index("both")
    places[adverse & is_high] = GROUPS.index("resilient")
    return places


def confidence(shares: FloatArray, rules: IdentificationRules) -> NDArray[np.object_]:
    """Put shares of resamples into «sure», «border» or «no»; empty if unknown."""
    return np.select(
        [
            np.isnan(shares),
            shares >= rules.sure_from,
            shares > rules.border_from,
        ],
        ["", "sure", "border"],
        "no",
    ).astype(object)


def group_changes(before: pd.DataFrame, after: pd.DataFrame) -> GroupChanges:
    """Compare two lists of groups: another year, another variant of the model.

    Parameters
    ----------
    before, after : DataFrame
        Columns school and group.
    """
    both = before[["school", "group"]].merge(
        after[["school", "group"]], on="school", suffixes=("_before", "_after")
    )
    old, new = both["group_before"], both["group_after"]
    classified = (old != UNCLASSIFIED) & (new != UNCLASSIFIED)
    moved = both[old != new].rename(
        columns={"group_before": "before", "group_after": "after"}
    )
    total = int(classified.sum())
    share = float(((old != new) & classified).sum() / total) if total else 0.0
    findings = (_unstable(share),) if share > UNSTABLE_SHARE else ()
    ordered = moved.sort_values("school", kind="stable").reset_index(drop=True)
    return GroupChanges(share, ordered, findings)


def _unstable(share: float) -> Finding:
    message = (
        f"Группу сменили {words.percent(share)} школ: перечень неустойчив, "
        "выводы по одной школе делайте осторожно."
    )
    return Finding("unstable_groups", message)
