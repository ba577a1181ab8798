"""A second, slow and obvious implementation, to hold the fast one against.

Plain loops over plain dictionaries, straight from the definitions. Nothing here
is shared with the code under test.
"""

from __future__ import annotations

import math
from itertools import product
from typing import Any

import numpy as np


CELL = ("procedure", "subject", "grade", "year")
PROCEDURE = ("procedure", "subject", "grade")


def cell_moments(
    rows: list[dict[str, Any]], n_min: int, min_schools: int
) -> dict[tuple[Any, ...], tuple[float, float]]:
    """Return mean and sd of every cell that counts."""
    found = {}
    for cell in {tuple(row[key] for key in CELL) for row in rows}:
        inside = [row for row in rows if tuple(row[key] for key in CELL) == cell]
        large = [row for row in inside if row["participants"] >= n_min]
        people = sum(row["participants"] for row in large)
        if len(large) < min_schools:
            continue
        mean = sum(row["participants"] * row["score"] for row in large) / people
        square = sum(row["participants"] * (row["score"] - mean) ** 2 for row in large)
        sd = math.sqrt(square / people)
        if sd > 1e-12 * abs(mean):
            found[cell] = (mean, sd)
    return found


def outcome(
    rows: list[dict[str, Any]], *, n_min: int, min_schools: int, min_total: int
) -> dict[str, float | None]:
    """Return the index of every school, None if it is not classified."""
    rows = [row for row in rows if row["participants"] > 0]
    moments = cell_moments(rows, n_min, min_schools)
    found: dict[str, float | None] = {}
    for school in {row["school"] for row in rows}:
        top = people = 0.0
        for row in rows:
            cell = tuple(row[key] for key in CELL)
            if row["school"] != school or cell not in moments:
                continue
            mean, sd = moments[cell]
            top += row["participants"] * (row["score"] - mean) / sd
            people += row["participants"]
        found[school] = top / people if people >= min_total else None
    return found


def threshold(
    rows: list[dict[str, Any]], *, year: int, n_min: int, clauses: set[str]
) -> dict[str, list[str]]:
    """Return the clauses that hold for every school."""
    held: dict[str, list[str]] = {}
    for school in sorted({row["school"] for row in rows}):
        fired: dict[int, set[tuple[Any, ...]]] = {year: set(), year - 1: set()}
        for row in rows:
            mine = row["school"] == school and row["year"] in fired
            enough = row["participants"] >= n_min
            if mine and enough and 10 * row["below_min"] >= 3 * row["participants"]:
                fired[row["year"]].add(tuple(row[key] for key in PROCEDURE))
        now, before = fired[year], fired[year - 1]
        found = []
        if len(now) >= 2:
            found.append("two_procedures")
        if now & before:
            found.append("two_years_same")
        if now and before:
            found.append("two_years_any")
        held[school] = [name for name in found if name in clauses]
    return held


def binomial_tail(n: int, share: float, needed: int) -> float:
    """Return P(X ≥ needed) by adding up the probabilities."""
    return sum(
        math.comb(n, k) * share**k * (1 - share) ** (n - k)
        for k in range(needed, n + 1)
    )


def chance_of_any(now: list[float], before: list[float], clauses: set[str]) -> float:
    """Return the chance of the clauses by walking through every outcome."""
    total = 0.0
    size = len(now)
    for outcome in product([False, True], repeat=2 * size):
        probability = 1.0
        for happens, chance in zip(outcome, [*now, *before], strict=True):
            probability *= chance if happens else 1 - chance
        first, second = outcome[:size], outcome[size:]
        holds = {
            "two_procedures": sum(first) >= 2,
            "two_years_same": any(a and b for a, b in zip(first, second, strict=True)),
            "two_years_any": any(first) and any(second),
        }
        if any(holds[name] for name in clauses):
            total += probability
    return total


def coefficients(outcome: np.ndarray, factors: np.ndarray) -> np.ndarray:
    """Return least squares coefficients, the intercept first."""
    design = np.column_stack([np.ones(len(outcome)), factors])
    return np.linalg.lstsq(design, outcome, rcond=None)[0]


def deleted_residual(
    outcome: np.ndarray, factors: np.ndarray, own: int, drawn: np.ndarray, noise: float
) -> float:
    """Judge a school by a model of the drawn schools less its own copies."""
    others = drawn[drawn != own]
    design = np.column_stack([np.ones(len(others)), factors[others]])
    beta = coefficients(outcome[others], factors[others])
    errors = outcome[others] - design @ beta
    variance = errors @ errors / (len(others) - design.shape[1])
    row = np.concatenate([[1.0], factors[own]])
    spread = variance * (1 + row @ np.linalg.inv(design.T @ design) @ row)
    return float((outcome[own] + noise - row @ beta) / math.sqrt(spread))


def bootstrap(
    outcome: np.ndarray,
    factors: np.ndarray,
    noise_sd: np.ndarray,
    *,
    seed: int,
    resamples: int,
    low: float,
    high: float,
    quantile: float,
) -> np.ndarray:
    """Return the shares of low, adverse, both, resilient and ordinary."""
    rng = np.random.default_rng(seed)
    n = len(outcome)
    tally = np.zeros((n, 5))
    for _ in range(resamples):
        drawn = rng.integers(0, n, size=n)
        noise = rng.standard_normal(n) * noise_sd
        beta = coefficients(outcome[drawn], factors[drawn])
        context = factors @ beta[1:]
        cut = np.quantile(context[drawn], quantile)
        for own in range(n):
            value = deleted_residual(outcome, factors, own, drawn, noise[own])
            adverse = context[own] < cut - 1e-9
            if adverse:
                place = 2 if value <= low else (3 if value >= high else 1)
            else:
                place = 0 if value <= low else 4
            tally[own, place] += 1
    return tally / resamples
