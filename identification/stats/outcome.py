"""The outcome index: one number for what a school's pupils achieved."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from identification.stats import words
from identification.stats.cells import CELL_KEYS, CellRows, chosen_rows
from identification.stats.errors import Finding
from identification.stats.rules import IdentificationRules


FloatArray = NDArray[np.float64]
POINTS_MEAN, POINTS_PER_SD = 50.0, 10.0


@dataclass(frozen=True)
class OutcomeIndex:
    """Schools with their index, the cells behind it, and what was left out.

    Attributes
    ----------
    year : int
        The last year of the window.
    schools : DataFrame
        One row per school, ordered by ``school``: ``index`` (mean z), ``points``
        (50 + 10·z), ``participants``, ``effective_participants`` (those of an
        index with the same noise and equal weights), ``cells``, ``flagged``,
        ``classified``, ``reason``.
    cells : DataFrame
        One row per cell: the keys, ``mean``, ``sd``, ``schools``,
        ``participants`` (both over schools large enough), ``used``, ``reason``.
    school_cells : DataFrame
        One row per school and cell: the keys, ``participants``, ``score``,
        ``flagged``, ``z``, ``weight``, ``counted``.
    noise_variance : float or None
        Variance of z for one participant, from how a school's cells scatter
        around its mean; None when no school has two cells.
    findings : tuple of Finding
    """

    year: int
    schools: pd.DataFrame
    cells: pd.DataFrame
    school_cells: pd.DataFrame
    noise_variance: float | None
    findings: tuple[Finding, ...]


def outcome_index(
    cells: pd.DataFrame,
    rules: IdentificationRules,
    frozen_cells: pd.DataFrame | None = None,
    *,
    year: int | None = None,
) -> OutcomeIndex:
    """Standardise every result inside its cell and average them by school.

    Within a cell (procedure × subject × grade × year) z = (x − mean) / sd, with
    mean and sd weighted by participants over schools with at least
    ``rules.n_min`` of them. A school's index is the mean of its z weighted by
    participants × procedure weight × year weight.

    Parameters
    ----------
    cells : DataFrame
        Columns school, procedure, subject, grade, year, participants, score and
        optionally flagged; one row per school and cell. A missing score is no
        result, never a zero.
    rules : IdentificationRules
        The parameters of the index.
    frozen_cells : DataFrame, optional
        ``OutcomeIndex.cells`` of an earlier or larger run, whose means and sd
        are used instead of own ones: those of the same year where it has them,
        else those of its latest year for the same procedure, subject and grade.
    year : int, optional
        Last year of the window; the latest year in the data when omitted.

    Returns
    -------
    OutcomeIndex

    Raises
    ------
    StatisticsRefusal
        ``missing_column``, ``bad_value``, ``duplicate_row`` or ``no_results``.
    """
    rows = chosen_rows(cells, rules, year=year)
    table = _own_cells(rows, rules)
    if frozen_cells is not None:
        table = _with_frozen(table, frozen_cells)
    mean = table["mean"].to_numpy(np.float64)
    sd = table["sd"].to_numpy(np.float64)
    used = table["used"].to_numpy(bool)
    counted = used[rows.cell]
    if not rules.count_small_cells:
        counted &= rows.participants >= rules.n_min
    z = np.full(len(rows.score), np.nan)
    known = used[rows.cell]
    at = rows.cell[known]
    z[known] = (rows.score[known] - mean[at]) / sd[at]
    weight = np.where(counted, rows.participants * rows.rule_weight, 0.0)
    return OutcomeIndex(
        year=rows.year,
        schools=_school_table(rows, z, weight, counted, rules),
        cells=table,
        school_cells=_school_cell_table(rows, table, z, weight, counted),
        noise_variance=_noise_variance(rows, z, counted),
        findings=_left_out(table),
    )


def _own_cells(rows: CellRows, rules: IdentificationRules) -> pd.DataFrame:
    large = rows.participants >= rules.n_min
    size = len(rows.cells)
    cell, n, x = rows.cell[large], rows.participants[large], rows.score[large]
    total = np.bincount(cell, n, size)
    schools = np.bincount(cell, minlength=size)
    with np.errstate(invalid="ignore", divide="ignore"):
        mean = np.bincount(cell, n * x, size) / total
        sd = np.sqrt(np.bincount(cell, n * (x - mean[cell]) ** 2, size) / total)
        flat = ~(sd > 1e-12 * np.abs(mean))
    few = schools < rules.min_schools_per_cell
    reasons = [
        f"{words.schools(int(count))} с числом участников не меньше "
        f"{rules.n_min}, нужно {rules.min_schools_per_cell}"
        if is_few
        else ("у всех школ один и тот же результат" if is_flat else "")
        for count, is_few, is_flat in zip(schools, few, flat, strict=True)
    ]
    return rows.cells.assign(
        mean=mean,
        sd=sd,
        schools=schools,
        participants=total.astype(np.int64),
        used=~(few | flat),
        reason=reasons,
    )


def _with_frozen(table: pd.DataFrame, frozen: pd.DataFrame) -> pd.DataFrame:
    usable = frozen[frozen["used"].astype(bool)]
    same_year = usable.set_index(list(CELL_KEYS))[["mean", "sd"]]
    latest = (
        usable.sort_values("year", kind="stable")
        .groupby(list(CELL_KEYS[:-1]), sort=False)[["mean", "sd"]]
        .last()
    )
    exact = same_year.reindex(pd.MultiIndex.from_frame(table[list(CELL_KEYS)]))
    older = latest.reindex(pd.MultiIndex.from_frame(table[list(CELL_KEYS[:-1])]))
    moments = {
        name: np.where(exact[name].notna(), exact[name], older[name])
        for name in ("mean", "sd")
    }
    used = ~np.isnan(moments["sd"].astype(np.float64))
    missing = "в модели нет среднего и разброса этой процедуры"
    return table.assign(**moments, used=used, reason=np.where(used, "", missing))


def _school_table(
    rows: CellRows,
    z: FloatArray,
    weight: FloatArray,
    counted: NDArray[np.bool_],
    rules: IdentificationRules,
) -> pd.DataFrame:
    size = len(rows.schools)
    school = rows.school
    heavy = counted & (weight > 0)
    total = np.bincount(school, weight, size)
    people = np.bincount(school, rows.participants * heavy, size).astype(np.int64)
    number = np.bincount(school[heavy], minlength=size)
    with np.errstate(invalid="ignore", divide="ignore"):
        index = np.bincount(school, np.where(heavy, z, 0.0) * weight, size) / total
        squares = np.bincount(school, weight**2 / rows.participants, size)
        effective = total**2 / squares
    reasons = _reasons(people, number, rules)
    classified = reasons == ""
    index = np.where(classified, index, np.nan)
    return pd.DataFrame(
        {
            "school": rows.schools,
            "index": index,
            "points": POINTS_MEAN + POINTS_PER_SD * index,
            "participants": people,
            "effective_participants": np.where(people > 0, effective, 0.0),
            "cells": number,
            "flagged": np.bincount(school, rows.flagged, size) > 0,
            "classified": classified,
            "reason": reasons,
        }
    )


def _reasons(
    people: NDArray[np.int64], number: NDArray[np.intp], rules: IdentificationRules
) -> NDArray[np.object_]:
    reasons = np.full(len(people), "", dtype=object)
    few = (people < rules.min_participants_total) | (number < rules.min_cells)
    for at in np.flatnonzero(few):
        reasons[at] = f"не классифицирована: {_shortage(people[at], number[at], rules)}"
    return reasons


def _shortage(people: int, number: int, rules: IdentificationRules) -> str:
    if number == 0:
        return "нет результатов, которые можно учесть"
    if people < rules.min_participants_total:
        return f"{words.participants(int(people))} < {rules.min_participants_total}"
    cells = words.counted(int(number), "процедура", "процедуры", "процедур")
    return f"{cells} < {rules.min_cells}"


def _school_cell_table(
    rows: CellRows,
    table: pd.DataFrame,
    z: FloatArray,
    weight: FloatArray,
    counted: NDArray[np.bool_],
) -> pd.DataFrame:
    keys = {name: table[name].to_numpy()[rows.cell] for name in CELL_KEYS}
    return pd.DataFrame(
        {
            "school": rows.schools[rows.school],
            **keys,
            "participants": rows.participants.astype(np.int64),
            "score": rows.score,
            "flagged": rows.flagged,
            "z": z,
            "weight": weight,
            "counted": counted,
        }
    )


def _noise_variance(
    rows: CellRows, z: FloatArray, counted: NDArray[np.bool_]
) -> float | None:
    school, n, value = rows.school[counted], rows.participants[counted], z[counted]
    size = len(rows.schools)
    cells = np.bincount(school, minlength=size)
    freedom = int(np.maximum(cells - 1, 0).sum())
    if freedom == 0:
        return None
    with np.errstate(invalid="ignore", divide="ignore"):
        mean = np.bincount(school, n * value, size) / np.bincount(school, n, size)
    return float((n * (value - mean[school]) ** 2).sum() / freedom)


def _left_out(table: pd.DataFrame) -> tuple[Finding, ...]:
    unused = table[~table["used"].astype(bool)]
    labels = [
        words.cell_label(*keys)
        for keys in unused[list(CELL_KEYS)].itertuples(index=False)
    ]
    return tuple(
        Finding("cell_left_out", f"{label}: не учтена, {reason}.", label)
        for label, reason in zip(labels, unused["reason"], strict=True)
    )
