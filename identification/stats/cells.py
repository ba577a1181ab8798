"""The rows of results that the rules let into the outcome index, as arrays."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from identification.stats.errors import StatisticsRefusal
from identification.stats.rules import IdentificationRules


CELL_KEYS = ("procedure", "subject", "grade", "year")
_REQUIRED = ("school", *CELL_KEYS, "participants", "score")


@dataclass(frozen=True)
class CellRows:
    """Results in canonical order: by cell, then by school.

    The order makes sums of floats independent of the order in which the rows
    came, so the same data give the same bits.
    """

    year: int
    schools: NDArray[Any]
    cells: pd.DataFrame
    school: NDArray[np.int64]
    cell: NDArray[np.int64]
    participants: NDArray[np.float64]
    score: NDArray[np.float64]
    flagged: NDArray[np.bool_]
    rule_weight: NDArray[np.float64]


def chosen_rows(
    cells: pd.DataFrame, rules: IdentificationRules, *, year: int | None
) -> CellRows:
    """Check the table of results and take the rows that the rules count.

    Parameters
    ----------
    cells : DataFrame
        See ``identification.stats.outcome.outcome_index``.
    rules : IdentificationRules
        Window, subjects, weights and the treatment of flagged results.
    year : int, optional
        Last year of the window; the latest in the data when omitted.

    Returns
    -------
    CellRows
        Every school of the table is listed, also one without a counted row.

    Raises
    ------
    StatisticsRefusal
        ``missing_column``, ``bad_value``, ``duplicate_row`` or ``no_results``.
    """
    _demand_columns(cells)
    years = _numbers(cells, "year")
    last = int(years.max()) if year is None else year
    participants, score = _numbers(cells, "participants"), _numbers(cells, "score")
    flagged = _flags(cells)
    weight = _rule_weights(cells, years, last, rules)
    _demand_values(participants, score)
    keep = (weight > 0) & (participants > 0) & ~np.isnan(score)
    if rules.exclude_flagged:
        keep &= ~flagged
    if not keep.any():
        raise StatisticsRefusal(
            "no_results", f"За выбранные годы (последний {last}) нет результатов."
        )
    school, schools = pd.factorize(cells["school"], sort=True)
    chosen = cells.loc[keep, list(CELL_KEYS)]
    cell, keys = _cell_codes(chosen)
    order = _order(cell, school[keep], len(schools), chosen)
    return CellRows(
        year=last,
        schools=np.asarray(schools),
        cells=keys,
        school=school[keep][order].astype(np.int64),
        cell=cell[order],
        participants=participants[keep][order],
        score=score[keep][order],
        flagged=flagged[keep][order],
        rule_weight=weight[keep][order],
    )


def _demand_columns(cells: pd.DataFrame) -> None:
    for name in _REQUIRED:
        if name not in cells.columns:
            message = f"В таблице результатов нет столбца «{name}»."
            raise StatisticsRefusal("missing_column", message, name)
    if cells.empty:
        raise StatisticsRefusal("no_results", "Таблица результатов пуста.")


def _numbers(cells: pd.DataFrame, name: str) -> NDArray[np.float64]:
    try:
        return cells[name].to_numpy(dtype=np.float64, na_value=np.nan)
    except (TypeError, ValueError) as error:
        message = f"В столбце «{name}» таблицы результатов есть значение не числом."
        raise StatisticsRefusal("bad_value", message, name) from error


def _flags(cells: pd.DataFrame) -> NDArray[np.bool_]:
    if "flagged" not in cells.columns:
        return np.zeros(len(cells), dtype=bool)
    return np.asarray(cells["flagged"].fillna(False), dtype=bool)


def _demand_values(
    participants: NDArray[np.float64], score: NDArray[np.float64]
) -> None:
    if (participants < 0).any() or np.isinf(participants).any():
        message = "Число участников не может быть отрицательным или бесконечным."
        raise StatisticsRefusal("bad_value", message, "participants")
    if np.isinf(score).any():
        message = "Результат не может быть бесконечным."
        raise StatisticsRefusal("bad_value", message, "score")


def _rule_weights(
    cells: pd.DataFrame,
    years: NDArray[np.float64],
    last: int,
    rules: IdentificationRules,
) -> NDArray[np.float64]:
    back = last - years
    inside = (back >= 0) & (back < rules.window_years)
    by_year = np.array(rules.year_weights or (1.0,) * rules.window_years)
    place = np.where(inside, back, 0).astype(np.int64)
    weight = np.where(inside, by_year[place], 0.0)
    if rules.procedure_weights:
        code, kinds = pd.factorize(cells["procedure"])
        known = [float(rules.procedure_weights.get(str(kind), 1.0)) for kind in kinds]
        weight = weight * np.array([*known, 0.0])[code]
    if rules.subjects is not None:
        weight = weight * cells["subject"].isin(rules.subjects).to_numpy()
    return weight


def _cell_codes(chosen: pd.DataFrame) -> tuple[NDArray[np.int64], pd.DataFrame]:
    code = np.zeros(len(chosen), dtype=np.int64)
    levels = []
    for name in CELL_KEYS:
        part, values = pd.factorize(chosen[name], sort=True, use_na_sentinel=False)
        levels.append(values)
        code = code * len(values) + part
    size = int(np.prod([len(values) for values in levels]))
    present = np.flatnonzero(np.bincount(code, minlength=size))
    renumbered = np.zeros(size, dtype=np.int64)
    renumbered[present] = np.arange(len(present))
    places = np.unravel_index(present, [len(values) for values in levels])
    keys = {
        name: np.asarray(values)[place]
        for name, values, place in zip(CELL_KEYS, levels, places, strict=True)
    }
    return renumbered[code], pd.DataFrame(keys)


def _order(
    cell: NDArray[np.int64], school: NDArray[Any], size: int, chosen: pd.DataFrame
) -> NDArray[np.intp]:
    key = cell * size + school
    order = np.argsort(key, kind="stable")
    repeated = np.flatnonzero(np.diff(key[order]) == 0)
    if len(repeated):
        where = chosen.iloc[order[repeated[0]]]
        message = (
            f"Результат одной школы встречается дважды: {where['procedure']}, "
            f"{where['subject']}, {where['grade']}, {where['year']}."
        )
        raise StatisticsRefusal("duplicate_row", message, str(where["procedure"]))
    return order
