"""A regression over the columns of a file, as the dictionary that scripts read."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pandas as pd

from identification.stats.errors import Finding, StatisticsRefusal
from identification.stats.fits import Fit
from identification.stats.reading import (
    TextTable,
    is_missing,
    parse_number,
    read_table,
)
from identification.stats.selection import DroppedFactor, backward


def identify_table(
    path: Path,
    *,
    id_column: str,
    outcome: str,
    factors: Sequence[str],
    select: str = "declared",
    alpha: float = 0.05,
    weights: str | None = None,
) -> dict[str, Any]:
    """Regress one column of a file on others and judge every row.

    Parameters
    ----------
    path : Path
        A CSV file; see ``identification.stats.reading.read_table``.
    id_column : str
        Column that names a row; names may repeat.
    outcome : str
        Column of the result.
    factors : sequence of str
        Columns of the conditions.
    select : str
        «declared» takes the factors as they are, «significant» leaves out those
        whose HC3 p is above ``alpha``.
    alpha : float
        Between 0 and 1.
    weights : str, optional
        Column of positive weights.

    Returns
    -------
    dict
        n, r_squared, adj_r_squared, loo_r_squared, residual_sd, coefficients,
        dropped, rows, findings; numbers unrounded, rows as in the file.

    Raises
    ------
    StatisticsRefusal
        What is wrong with the file or with the model, in one sentence.
    """
    _demand_request(outcome, factors, select, alpha)
    table = read_table(path)
    numeric = [outcome, *factors, *([weights] if weights else [])]
    table.demand(id_column, *numeric)
    frame, findings = _numbers(table, id_column, numeric)
    heavy = frame[weights] if weights else None
    fit, dropped = _model(frame, outcome, factors, select, alpha, heavy)
    return {
        "n": fit.n,
        "r_squared": fit.r_squared,
        "adj_r_squared": fit.adj_r_squared,
        "loo_r_squared": fit.loo_r_squared,
        "residual_sd": fit.residual_sd,
        "coefficients": _coefficients(fit),
        "dropped": [{"name": row.name, "p_value": row.p_value} for row in dropped],
        "rows": _rows(fit),
        "findings": [
            {"code": found.code, "message": found.message}
            for found in (*findings, *fit.findings)
        ],
    }


def _demand_request(
    outcome: str, factors: Sequence[str], select: str, alpha: float
) -> None:
    if not factors:
        raise StatisticsRefusal("no_factors", "Не назван ни один фактор.")
    for name, times in Counter(factors).items():
        if times > 1:
            message = f"Фактор «{name}» назван дважды."
            raise StatisticsRefusal("bad_request", message, name)
    if outcome in factors:
        message = f"Столбец «{outcome}» назван и результатом, и фактором."
        raise StatisticsRefusal("bad_request", message, outcome)
    if select not in ("declared", "significant"):
        message = f"Отбор факторов «{select}» неизвестен: declared или significant."
        raise StatisticsRefusal("bad_request", message, select)
    if not 0 < alpha < 1:
        message = f"Уровень значимости должен быть между 0 и 1, указано {alpha}."
        raise StatisticsRefusal("bad_request", message, "alpha")


def _numbers(
    table: TextTable, id_column: str, names: list[str]
) -> tuple[pd.DataFrame, list[Finding]]:
    """Return the rows that have every value, and say which have not."""
    ids = table.column(id_column)
    columns = {name: table.column(name) for name in names}
    kept: list[list[float]] = []
    labels: list[str] = []
    findings = []
    for at, (label, line) in enumerate(zip(ids, table.lines, strict=True)):
        texts = {id_column: label} | {name: columns[name][at] for name in names}
        missing = [name for name, text in texts.items() if is_missing(text)]
        if missing:
            findings.append(_left_out(line, label, missing))
            continue
        kept.append([_number(columns[name][at], name, line) for name in names])
        labels.append(label)
    if not kept:
        message = "Ни в одной строке нет всех нужных значений."
        raise StatisticsRefusal("too_few_schools", message)
    findings += _repeated(labels)
    frame = pd.DataFrame(kept, columns=names, index=pd.Index(labels, dtype=object))
    return frame, findings


def _left_out(line: int, label: str, missing: list[str]) -> Finding:
    names = ", ".join(f"«{name}»" for name in missing)
    message = f"Строка {line} («{label}»): нет значения {names}, строка не учтена."
    return Finding("missing_value", message, missing[0])


def _number(text: str, name: str, line: int) -> float:
    try:
        return parse_number(text)
    except ValueError as error:
        message = f"Строка {line}, столбец «{name}»: «{text}» — не число."
        raise StatisticsRefusal("bad_value", message, name) from error


def _repeated(labels: list[str]) -> list[Finding]:
    repeated = [label for label, times in Counter(labels).items() if times > 1]
    if not repeated:
        return []
    shown = ", ".join(f"«{label}»" for label in repeated[:5])
    message = f"Названия строк повторяются ({len(repeated)}): {shown}."
    return [Finding("repeated_id", message)]


def _model(
    frame: pd.DataFrame,
    outcome: str,
    factors: Sequence[str],
    select: str,
    alpha: float,
    weights: pd.Series | None,
) -> tuple[Fit, tuple[DroppedFactor, ...]]:
    # statsmodels takes seconds to import; a bad file should be refused at once.
    from identification.stats.regression import fit  # noqa: PLC0415

    chosen = frame[list(factors)]
    if select == "declared":
        return fit(frame[outcome], chosen, weights=weights), ()
    selection = backward(frame[outcome], chosen, alpha=alpha, weights=weights)
    return selection.fit, selection.dropped


def _coefficients(fit: Fit) -> list[dict[str, Any]]:
    return [
        {
            "name": row.name,
            "value": row.value,
            "se_classical": row.se_classical,
            "se_hc3": row.se_hc3,
            "p_value": row.p_value,
            "vif": row.vif,
        }
        for row in fit.coefficients
    ]


def _rows(fit: Fit) -> list[dict[str, Any]]:
    columns = zip(
        fit.schools.tolist(),
        fit.observed.tolist(),
        fit.expected.tolist(),
        fit.residual.tolist(),
        fit.studentised.tolist(),
        fit.leverage.tolist(),
        fit.interval_low.tolist(),
        fit.interval_high.tolist(),
        strict=True,
    )
    return [
        {
            "id": label,
            "observed": observed,
            "expected": expected,
            "residual": residual,
            "studentised": studentised if math.isfinite(studentised) else None,
            "leverage": leverage,
            "interval": [low, high],
        }
        for (
            label,
            observed,
            expected,
            residual,
            studentised,
            leverage,
            low,
            high,
        ) in columns
    ]
