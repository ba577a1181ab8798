"""The model of a run as plain values: what pages and papers show of it."""

import math
from typing import Any

import numpy as np
import pandas as pd

from identification.datasets.calculation import Calculation
from identification.datasets.inputs import CELL_KEYS
from identification.enums import Group
from identification.stats.fits import Fit


_FIT = (
    "n",
    "dof",
    "r_squared",
    "adj_r_squared",
    "loo_r_squared",
    "aicc",
    "residual_sd",
    "bp_lm",
    "bp_p_value",
    "condition_number",
    "interval_level",
)
_CAUSES = (
    ("no_results", "нет результатов, которые можно учесть"),
    ("few_participants", "мало участников"),
    ("few_cells", "мало процедур"),
    ("no_context", "нет данных по факторам контекста"),
)


def model_sheet(calculation: Calculation, *, frozen_from: int | None) -> dict[str, Any]:
    """Return the model, its cells and its findings, ready for JSON."""
    found, inputs = calculation.identification, calculation.inputs
    model = found.model
    labels = inputs.labels
    window = calculation.rules.window_years
    return {
        "year": inputs.year,
        "years": list(range(inputs.year - window + 1, inputs.year + 1)),
        "is_frozen": found.fit is None,
        "frozen_from": frozen_from,
        "fit": _plain(vars(found.fit), _FIT) if found.fit else None,
        "coefficients": _coefficients(calculation),
        "without": [
            {**_plain(vars(row)), "label": labels.get(row.name, row.name)}
            for row in (found.fit.without if found.fit else ())
        ],
        "path": [
            {**_plain(vars(row)), "label": labels.get(row.name, row.name)}
            for row in found.dropped
        ],
        # What the model expects of a school with mean conditions.
        "average": model.const + float(model.slopes @ model.factor_means),
        "factors": _factors(calculation),
        "cells": _cells(calculation),
        "cuts": _plain(vars(found.cuts)),
        "components": _plain(vars(found.components)),
        "resamples": found.resamples,
        "frozen": model.to_dict(),
        "findings": [finding.to_dict() for finding in calculation.findings],
        "excluded": _excluded(calculation),
    }


def counts_of_table(table: pd.DataFrame) -> dict[str, Any]:
    """Return how many schools are in each group, and how surely."""
    group, confidence = table["group"], table["confidence"]
    low = group.isin([Group.LOW, Group.BOTH])

    def by_group(rows: pd.Series) -> dict[str, int]:
        return {name: int((rows & (group == name)).sum()) for name in Group.values}

    return {
        "schools": len(table),
        "classified": int((group != Group.UNCLASSIFIED).sum()),
        "groups": by_group(group.notna()),
        "sure": by_group(confidence == "sure"),
        "border": by_group(confidence == "border"),
        "rule_fired": int(table["is_rule_fired"].sum()),
        "rule_only": int((table["is_rule_fired"] & ~low).sum()),
        "participants": int(table["participants"].sum()),
    }


def _coefficients(calculation: Calculation) -> list[dict[str, Any]]:
    found, labels = calculation.identification, calculation.inputs.labels
    fit: Fit | None = found.fit
    if fit is not None:
        rows = [_plain(vars(row)) for row in fit.coefficients]
    else:
        model = found.model
        values = zip(("const", *model.names), (model.const, *model.slopes), strict=True)
        rows = [{"name": name, "value": float(value)} for name, value in values]
    return [{**row, "label": labels.get(row["name"], row["name"])} for row in rows]


def _factors(calculation: Calculation) -> list[dict[str, Any]]:
    model = calculation.identification.model
    place = {name: at for at, name in enumerate(model.names)}
    rows = []
    for factor in calculation.inputs.factor_table:
        values = calculation.inputs.factors[factor["code"]]
        at = place.get(factor["code"])
        rows.append(
            {
                **factor,
                "used": at is not None,
                "mean": _number(
                    values.mean() if at is None else model.factor_means[at]
                ),
                "sd": _number(
                    values.std(ddof=0) if at is None else model.factor_scales[at]
                ),
            }
        )
    return rows


def _cells(calculation: Calculation) -> list[dict[str, Any]]:
    """Join the cells of the index to all cells read; the 30 % rule has its own."""
    keys = calculation.inputs.cell_keys
    used = calculation.identification.outcome.cells
    table = keys.merge(used, on=CELL_KEYS, how="left", validate="one_to_one")
    table["used"] = table["used"].eq(True)
    table["reason"] = table["reason"].fillna("не входит в индекс по правилам")
    table["schools"] = table["schools"].fillna(0).astype(int)
    table["participants"] = table["participants"].fillna(0).astype(int)
    return [
        {str(name): _number(value) for name, value in row.items()}
        for row in table.to_dict(orient="records")
    ]


def _excluded(calculation: Calculation) -> list[dict[str, Any]]:
    """Count the schools without a group by cause."""
    table, rules = calculation.table, calculation.rules
    left = table["group"] == Group.UNCLASSIFIED
    number, people = table["cells_used"], table["participants"]
    causes = np.select(
        [
            number == 0,
            people < rules.min_participants_total,
            number < rules.min_cells,
        ],
        ["no_results", "few_participants", "few_cells"],
        "no_context",
    )
    counted = [(code, int((left & (causes == code)).sum())) for code, _ in _CAUSES]
    words = dict(_CAUSES)
    return [
        {"code": code, "message": words[code], "count": count}
        for code, count in counted
        if count
    ]


def _plain(
    values: dict[str, Any], names: tuple[str, ...] | None = None
) -> dict[str, Any]:
    chosen = values if names is None else {name: values[name] for name in names}
    return {name: _number(value) for name, value in chosen.items()}


def _number(value: Any) -> Any:
    """Return a value that JSON knows; «not a number» becomes nothing."""
    if isinstance(value, np.generic):
        value = value.item()
    if isinstance(value, float) and not math.isfinite(value):
        return None
    return value
