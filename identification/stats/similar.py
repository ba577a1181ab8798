"""Schools that work in conditions like a given school's."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd

from identification.stats.errors import StatisticsRefusal


def similar_schools(
    factors: pd.DataFrame, school: Any, *, count: int = 5
) -> pd.DataFrame:
    """Return the nearest schools by the distance in standardised factors.

    Parameters
    ----------
    factors : DataFrame, shape (n, k)
        Index: school; one column per factor. Schools with a missing value are
        not compared.
    school : label of the index
        The school to which neighbours are sought.
    count : int
        How many neighbours.

    Returns
    -------
    DataFrame
        Columns ``school`` and ``distance``, nearest first; equal distances in
        the order of the school's label.

    Raises
    ------
    StatisticsRefusal
        ``missing_context`` when the school has no complete context.
    """
    whole = factors.dropna().sort_index(kind="stable")
    if school not in whole.index:
        message = "У школы нет данных по всем факторам: сравнить её не с кем."
        raise StatisticsRefusal("missing_context", message, str(school))
    values = whole.to_numpy(np.float64)
    scale = values.std(axis=0)
    varying = scale > 0
    standardised = values[:, varying] / scale[varying]
    own = standardised[whole.index.get_loc(school)]
    # Rounded, so that schools with the same conditions tie exactly.
    distance = np.round(np.sqrt(((standardised - own) ** 2).sum(axis=1)), 12)
    table = pd.DataFrame({"school": whole.index, "distance": distance})
    others = table[table["school"] != school]
    nearest: pd.DataFrame = others.sort_values("distance", kind="stable").head(count)
    return nearest.reset_index(drop=True)
