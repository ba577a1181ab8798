"""A school's figures as JSON texts, made without a million dictionaries."""

import itertools
import json
import math
from collections.abc import Iterator
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from identification.datasets.calculation import Calculation
from identification.datasets.inputs import NO_COUNT, RunInputs
from identification.stats.contributions import contributions


WHY_CODES = {
    "": 0,
    "мало участников": 1,
    "предмет не входит в правило": 2,
    "процедура не входит в правило": 3,
    "другой год": 4,
}


def json_columns(calculation: Calculation) -> dict[str, list[str]]:
    """Return the JSON columns of `RunSchool`, one text per school."""
    inputs = calculation.inputs
    return {
        "factors": _named_numbers(inputs.factors.drop(columns="school")),
        "contributions": _contributions(calculation),
        "cells": _cells(inputs),
        "rule_cells": _rule_cells(calculation),
        "rule_clauses": [
            json.dumps(clauses.split(",") if clauses else [])
            for clauses in calculation.table["rule_clauses"]
        ],
    }


def _named_numbers(table: pd.DataFrame) -> list[str]:
    """Write each row as an object; a missing number has no key."""
    keys = [json.dumps(str(name)) for name in table.columns]
    return [
        "{"
        + ",".join(
            [
                f"{key}:{value!r}"
                for key, value in zip(keys, row, strict=True)
                if not math.isnan(value)
            ]
        )
        + "}"
        for row in table.to_numpy(np.float64).tolist()
    ]


def _contributions(calculation: Calculation) -> list[str]:
    found = calculation.identification
    model = found.model
    parts = contributions(model.const, model.slopes, model.factor_means, found.factors)
    texts = ["{}"] * len(calculation.inputs.schools)
    for place, text in zip(parts.index, _named_numbers(parts), strict=True):
        texts[int(place)] = text
    return texts


def _cells(inputs: RunInputs) -> list[str]:
    rows = inputs.rows
    texts = [
        f"[{cell},{people},{'null' if score != score else repr(score)},"
        f"{'null' if below == NO_COUNT else below},{flagged:d}]"
        for cell, people, score, below, flagged in _tuples(
            rows, ["cell", "participants", "score", "below_min", "flagged"]
        )
    ]
    return _joined(texts, inputs.bounds)


def _rule_cells(calculation: Calculation) -> list[str]:
    cells = calculation.threshold_cells
    school = cells["school"].to_numpy()
    texts = [
        f"[{cell},{people},{below},{fired:d},{WHY_CODES[why]}]"
        for cell, people, below, fired, why in _tuples(
            cells, ["cell", "participants", "below_min", "fired", "why"]
        )
    ]
    size = len(calculation.inputs.schools)
    return _joined(texts, np.searchsorted(school, np.arange(size + 1)))


def _tuples(table: pd.DataFrame, names: list[str]) -> Iterator[tuple[Any, ...]]:
    return zip(*(table[name].tolist() for name in names), strict=True)


def _joined(texts: list[str], bounds: NDArray[np.int64]) -> list[str]:
    ends = bounds.tolist()
    return [
        "[" + ",".join(texts[start:end]) + "]"
        for start, end in itertools.pairwise(ends)
    ]
