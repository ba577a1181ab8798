"""Why the 30 % rule fired for a school or did not, in plain Russian."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

import pandas as pd

from identification.stats import words
from identification.stats.clauses import CLAUSE_LABELS
from identification.stats.rules import ThresholdRules


_CELL_COLUMNS = [
    "school",
    "procedure",
    "subject",
    "grade",
    "year",
    "below_min",
    "participants",
    "share",
]


def threshold_reasons(
    schools: pd.DataFrame, cells: pd.DataFrame, year: int, rules: ThresholdRules
) -> list[str]:
    """Write the reason for every school.

    Parameters
    ----------
    schools : DataFrame
        school, fired, clauses, status, chance.
    cells : DataFrame
        ``ThresholdOutcome.cells``.
    year : int
        The year of the rule.
    rules : ThresholdRules
        Threshold and smallest number of participants.

    Returns
    -------
    list of str
        One text per row of ``schools``.
    """
    named = _fired_cells(cells)
    threshold = words.percent(rules.numerator / rules.denominator, 0)
    rows = zip(
        schools["school"].tolist(),
        schools["fired"].tolist(),
        schools["clauses"].tolist(),
        schools["status"].tolist(),
        schools["chance"].tolist(),
        strict=True,
    )
    missing = (
        f"не классифицирована: в {year} году нет процедур правила с числом "
        f"участников не меньше {rules.n_min} (мало участников или нет результатов)"
    )
    return [
        missing
        if status == "unclassified"
        else _reason(named[school], fired, clauses, status, chance, threshold)
        for school, fired, clauses, status, chance in rows
    ]


def _fired_cells(cells: pd.DataFrame) -> dict[Any, list[str]]:
    named: dict[Any, list[str]] = defaultdict(list)
    fired = cells.loc[cells["fired"], _CELL_COLUMNS]
    for school, *keys, below, total, share in fired.itertuples(index=False):
        label = words.cell_label(*keys)
        named[school].append(f"{label} ({below} из {total}, {words.percent(share)})")
    return named


def _reason(
    named: list[str],
    fired: bool,
    clauses: tuple[str, ...],
    status: str,
    chance: float,
    threshold: str,
) -> str:
    cells = "; ".join(named)
    if fired:
        held = "; ".join(CLAUSE_LABELS[name] for name in clauses)
        text = (
            f"Не менее {threshold} участников ниже минимума: {cells}. Условие: {held}."
        )
    elif named:
        text = f"Не менее {threshold} участников ниже минимума только здесь: {cells}."
    else:
        text = f"Ни в одной процедуре доля участников ниже минимума не достигла {threshold}."
    if status != "border":
        return text
    again = "сработало бы снова" if fired else "могло бы сработать"
    return (
        f"{text} На границе: при таких же долях правило {again} "
        f"с вероятностью {words.percent(chance, 0)}."
    )
