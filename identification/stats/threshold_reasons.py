"""Why the 30 % rule fired for a school or did not, in plain Russian."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

import pandas as pd

from identification.stats import words
from identification.stats.clauses import CLAUSE_LABELS
from identification.stats.rules import ThresholdRules


# Why a cell with few participants is not counted.
TOO_SMALL = "мало участников"

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
    largest = _largest_small(cells, year)
    return [
        _missing(largest.get(school), year, rules)
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


def _largest_small(cells: pd.DataFrame, year: int) -> dict[Any, int]:
    """Return the most participants of a school whose procedures are too small."""
    small = cells[(cells["why"] == TOO_SMALL) & (cells["year"] == year)]
    return {
        school: int(most)
        for school, most in small.groupby("school")["participants"].max().items()
    }


def _missing(largest: int | None, year: int, rules: ThresholdRules) -> str:
    if largest is None:
        return (
            f"не классифицирована: за {year} год нет результатов по процедурам "
            "и предметам правила"
        )
    few = words.participants(largest)
    return (
        f"не классифицирована: за {year} год мало участников "
        f"({few} < {rules.n_min} в самой большой процедуре)"
    )


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
    if status == "clear":
        return text
    again = "сработало бы снова" if fired else "могло бы сработать"
    opening = "На границе: при" if status == "border" else "При"
    return (
        f"{text} {opening} таких же долях правило {again} "
        f"с вероятностью {words.percent(chance, 0)}."
    )
