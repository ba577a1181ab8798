"""Outcome and conditions of the same schools, side by side."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from identification.stats.errors import StatisticsRefusal
from identification.stats.fits import named
from identification.stats.frozen import FrozenModel
from identification.stats.outcome import POINTS_PER_SD, OutcomeIndex
from identification.stats.rules import IdentificationRules


FloatArray = NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class Ready:
    """Schools with an outcome and a complete context, in canonical order."""

    points: pd.Series
    factors: pd.DataFrame
    participants: pd.Series
    effective: FloatArray
    noise: float | None


def factor_names(
    factors: pd.DataFrame,
    rules: IdentificationRules,
    frozen: FrozenModel | None,
    labels: Mapping[str, str] | None,
) -> list[str]:
    """Return the factors that the model may use, in their order.

    Parameters
    ----------
    factors : DataFrame
        School and one column per factor.
    rules : IdentificationRules
        The declared list; an empty one means every column, by name.
    frozen : FrozenModel or None
        Its factors go before those of the rules.
    labels : mapping, optional
        Names of factors for people.

    Raises
    ------
    StatisticsRefusal
        ``missing_column``, naming the factor.
    """
    if "school" not in factors.columns:
        message = "В таблице условий нет столбца «school»."
        raise StatisticsRefusal("missing_column", message, "school")
    every = tuple(sorted(str(name) for name in factors.columns if name != "school"))
    names = frozen.names if frozen else (rules.factors or every)
    for name in names:
        if name not in factors.columns:
            message = f"В таблице условий нет фактора {named(labels, name)}."
            raise StatisticsRefusal("missing_column", message, name)
    return list(names)


def joined(
    outcome: pd.DataFrame,
    factors: pd.DataFrame,
    names: list[str],
    labels: Mapping[str, str] | None,
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Put the schools of both tables together; say why some are not classified.

    Parameters
    ----------
    outcome : DataFrame
        ``OutcomeIndex.schools``.
    factors : DataFrame
        School and one column per factor.
    names : list of str
        The factors that must be known.
    labels : mapping, optional
        Names of factors for people.

    Returns
    -------
    table : DataFrame
        The outcome with the schools that have conditions only, by school.
    context : DataFrame
        The factors, in the order of the table; the index is ``school``.

    Raises
    ------
    StatisticsRefusal
        ``duplicate_row`` when a school's conditions come twice.
    """
    repeated = factors["school"].duplicated()
    if repeated.any():
        school = str(factors.loc[repeated, "school"].iloc[0])
        message = f"Условия школы «{school}» указаны дважды."
        raise StatisticsRefusal("duplicate_row", message, school)
    context = factors.set_index("school")[names]
    schools = outcome["school"]
    extra = context.index.difference(pd.Index(schools))
    table = pd.concat([outcome, _without_results(extra)], ignore_index=True)
    table = table.sort_values("school", kind="stable").reset_index(drop=True)
    context = context.reindex(table["school"])
    lacking = np.zeros(len(table), dtype=bool)
    for name in names:
        missing = context[name].isna().to_numpy() & table["classified"].to_numpy(bool)
        reason = f"не классифицирована: нет данных по фактору {named(labels, name)}"
        table.loc[missing & ~lacking, "reason"] = reason
        lacking |= missing
    table["classified"] = table["classified"].to_numpy(bool) & ~lacking
    return table, context


def ready_schools(
    table: pd.DataFrame, context: pd.DataFrame, outcome: OutcomeIndex
) -> Ready:
    """Take the schools that can be classified.

    Parameters
    ----------
    table, context : DataFrame
        As ``joined`` returns them.
    outcome : OutcomeIndex
        Where the noise of one participant comes from.

    Raises
    ------
    StatisticsRefusal
        ``no_schools`` when none can.
    """
    rows = table["classified"].to_numpy(bool)
    if not rows.any():
        message = "Ни одну школу нельзя классифицировать: нет результатов и условий."
        raise StatisticsRefusal("no_schools", message)
    chosen = table[rows].set_index("school")
    noise = outcome.noise_variance
    return Ready(
        points=chosen["points"],
        factors=context[rows],
        participants=chosen["participants"],
        effective=chosen["effective_participants"].to_numpy(np.float64),
        noise=None if noise is None else noise * POINTS_PER_SD**2,
    )


def _without_results(schools: pd.Index) -> pd.DataFrame:
    size = len(schools)
    return pd.DataFrame(
        {
            "school": schools,
            "index": np.full(size, np.nan),
            "points": np.full(size, np.nan),
            "participants": np.zeros(size, dtype=np.int64),
            "effective_participants": np.zeros(size),
            "cells": np.zeros(size, dtype=np.int64),
            "flagged": np.zeros(size, dtype=bool),
            "classified": np.zeros(size, dtype=bool),
            "reason": ["не классифицирована: нет результатов"] * size,
        }
    )
