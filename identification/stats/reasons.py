"""Why a school is in its group, in one or two Russian sentences."""

from __future__ import annotations

import math
from typing import Any

import pandas as pd

from identification.stats import words
from identification.stats.groups import UNCLASSIFIED, Cuts


_COLUMNS = (
    "group",
    "confidence",
    "group_share",
    "points",
    "expected",
    "residual",
    "studentised",
    "context_index",
    "reason",
)
_OPENINGS = {
    "low": "Результат ниже ожидаемого для таких условий",
    "both": "Условия неблагоприятные, и результат ниже ожидаемого для них",
    "adverse": "Условия неблагоприятные, результат в пределах ожидаемого для них",
    "resilient": "Условия неблагоприятные, а результат выше ожидаемого для них",
    "ordinary": "Результат в пределах ожидаемого для таких условий",
}
_CERTAINTY = {
    "sure": "Вывод уверенный",
    "border": "Школа на границе группы",
    "no": "Вывод ненадёжен",
}


def reasons(schools: pd.DataFrame, cuts: Cuts) -> list[str]:
    """Write the reason of every school's group.

    Parameters
    ----------
    schools : DataFrame
        ``Identification.schools`` before its reasons; those of schools that are
        not classified are kept.
    cuts : Cuts
        Borders of the groups.

    Returns
    -------
    list of str
        One text per row.
    """
    # Text is the one thing that arrays do not write; 40,000 take half a second.
    columns = [schools[name].tolist() for name in _COLUMNS]
    return [
        row[-1] if row[0] == UNCLASSIFIED else _reason(row, cuts)
        for row in zip(*columns, strict=True)
    ]


def _reason(row: tuple[Any, ...], cuts: Cuts) -> str:
    group, certainty, share, points, expected, residual, studentised, context, _ = row
    text = (
        f"{_OPENINGS[group]}: {words.number(points, 1)} при ожидаемых "
        f"{words.number(expected, 1)} (разница {words.signed(residual, 1)} балла, "
        f"стьюдентизированный остаток {words.number(studentised)}"
        f"{_compared(group, cuts)})."
    )
    if group in ("adverse", "both", "resilient"):
        text += (
            f" Индекс условий {words.number(context)} ниже границы "
            f"{words.number(cuts.context)}."
        )
    if math.isnan(share):
        return text
    return (
        f"{text} {_CERTAINTY[certainty]}: в этой группе школа в "
        f"{words.percent(share, 0)} повторных выборок."
    )


def _compared(group: str, cuts: Cuts) -> str:
    if group in ("low", "both"):
        return f" при границе {words.number(cuts.low)}"
    if group == "resilient":
        return f" при границе {words.number(cuts.resilient)}"
    return ""
