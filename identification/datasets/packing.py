"""A school's results and conditions as the binary columns of `RunSchool`."""

import itertools
from typing import Any

import numpy as np
from numpy.typing import NDArray

from identification.datasets.calculation import Calculation
from identification.models.packed import CELL, FACTOR, RULE_CELL, WHY_NOT


def packed_columns(calculation: Calculation) -> dict[str, list[bytes]]:
    """Return the binary columns, one item per school."""
    inputs = calculation.inputs
    factors = inputs.factors[inputs.factor_codes].to_numpy(FACTOR)
    places = np.arange(len(inputs.schools) + 1)
    judged = calculation.threshold_cells
    return {
        "packed_factors": _sliced(factors.ravel(), places * factors.shape[1]),
        "packed_cells": _sliced(_records(inputs.rows, CELL), inputs.bounds),
        "packed_rule_cells": _sliced(
            _records(judged.assign(why=_reasons(judged["why"])), RULE_CELL),
            np.searchsorted(judged["school"].to_numpy(), places),
        ),
    }


def _records(table: Any, dtype: np.dtype[Any]) -> NDArray[Any]:
    records = np.empty(len(table), dtype=dtype)
    for name in dtype.names or ():
        records[name] = table[name].to_numpy()
    return records


def _reasons(words: Any) -> NDArray[np.uint8]:
    codes = np.zeros(len(words), dtype=np.uint8)
    for code, why in enumerate(WHY_NOT):
        codes[(words == why).to_numpy()] = code
    return codes


def _sliced(records: NDArray[Any], bounds: NDArray[Any]) -> list[bytes]:
    content = np.ascontiguousarray(records).tobytes()
    ends = (bounds * records.itemsize).tolist()
    return [content[start:end] for start, end in itertools.pairwise(ends)]
