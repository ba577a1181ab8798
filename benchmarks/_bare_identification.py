"""The whole calculation of a run with nothing but numpy and arrays in memory."""

from __future__ import annotations

from typing import Any

import numpy as np


def identify(data: dict[str, Any], resamples: int) -> tuple[dict[str, int], int]:
    """Do the whole calculation with nothing but arrays."""
    points, people = _index(data)
    factors = data["factors"]
    fit = (people >= 10) & ~np.isnan(factors).any(axis=1)
    x = np.column_stack([np.ones(fit.sum()), factors[fit]])
    y = points[fit]
    scale = np.abs(x).max(axis=0)
    x = x / scale
    place = _groups(x, y, np.ones(len(y)), y)
    names = ("ordinary", "low", "adverse", "both", "resilient")
    groups = {name: int((place == at).sum()) for at, name in enumerate(names)}
    groups["unclassified"] = int((~fit).sum())
    tally = np.zeros((len(names), len(y)))
    noise = 1 / np.sqrt(people[fit])
    rng = np.random.default_rng(1)
    for _ in range(resamples):
        drawn = np.bincount(rng.integers(0, len(y), len(y)), minlength=len(y))
        noisy = y + noise * rng.standard_normal(len(y))
        again = _groups(x, y, drawn.astype(float), noisy)
        for at in range(len(names)):
            tally[at] += again == at
    return groups, _threshold(data)


def _index(data: dict[str, Any]) -> tuple[Any, Any]:
    cell, n, score = data["cell"], data["participants"], data["score"]
    large = n >= 10
    weight = np.where(large, n, 0)
    total = np.bincount(cell, weight)
    mean = np.bincount(cell, weight * score) / total
    spread = np.bincount(cell, weight * (score - mean[cell]) ** 2) / total
    z = (score - mean[cell]) / np.sqrt(spread)[cell]
    size = len(data["factors"])
    people = np.bincount(data["school"], n, size)
    with np.errstate(invalid="ignore"):
        index = np.bincount(data["school"], n * z, size) / people
    return 50 + 10 * index, people


def _groups(x: Any, y: Any, copies: Any, own_y: Any) -> Any:
    """Fit schools that are drawn so many times each, and judge all of them."""
    weighted = x * copies[:, None]
    inverse = np.linalg.inv(weighted.T @ x)
    beta = inverse @ (weighted.T @ y)
    expected = x @ beta
    sse = copies @ (y - expected) ** 2
    leverage = ((x @ inverse) * x).sum(axis=1)
    own = own_y - expected
    freedom = len(y) - x.shape[1]
    without = (sse - own**2 / (1 - leverage)) / (freedom - 1)
    studentised = own / np.sqrt(without * (1 - leverage))
    adverse = expected < np.quantile(expected, 0.25)
    low, high = studentised <= -1, studentised >= 1
    place = low.astype(np.int8)
    place[adverse] = 2
    place[adverse & low] = 3
    place[adverse & high] = 4
    return place


def _threshold(data: dict[str, Any]) -> int:
    n, low = data["participants"], data["below_min"]
    fired = data["in_rule"] & (n >= 5) & (10 * low >= 3 * n)
    shape = (len(data["factors"]), int(data["work"].max()) + 1)
    now, before = np.zeros(shape, bool), np.zeros(shape, bool)
    for table, back in ((now, 0), (before, 1)):
        rows = fired & (data["back"] == back)
        table[data["school"][rows], data["work"][rows]] = True
    two = now.sum(axis=1) >= 2
    yearly = now.any(axis=1) & before.any(axis=1)
    return int((two | yearly).sum())
