"""What each factor adds to a school's expected result."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd
from numpy.typing import NDArray


CONST = "const"


def contributions(
    const: float,
    slopes: Sequence[float] | NDArray[np.float64],
    means: Sequence[float] | NDArray[np.float64],
    factors: pd.DataFrame,
) -> pd.DataFrame:
    """Split every school's prediction into parts that add up to it.

    Parameters
    ----------
    const : float
        Intercept of the model.
    slopes : array, shape (k,)
        Coefficients, in the order of the columns of ``factors``.
    means : array, shape (k,)
        Means of the factors over the schools of the model.
    factors : DataFrame, shape (n, k)
        Factors of the schools to explain.

    Returns
    -------
    DataFrame, shape (n, k + 1)
        Same index; ``const`` is the prediction for a school with mean
        conditions, every other column b·(x − mean). A row sums to the
        prediction.
    """
    slope, mean = np.asarray(slopes, np.float64), np.asarray(means, np.float64)
    parts = (factors.to_numpy(np.float64) - mean) * slope
    average = const + float(slope @ mean)
    table = pd.DataFrame(parts, index=factors.index, columns=list(factors.columns))
    table.insert(0, CONST, average)
    return table
