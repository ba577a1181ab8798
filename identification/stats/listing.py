"""Results of the two commands as text that a person reads in a terminal."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from identification.stats import words
from identification.stats.threshold import STATUS_LABELS


def regression_listing(result: Mapping[str, Any]) -> str:
    """Write the dictionary of ``identify_table`` as Russian tables.

    Parameters
    ----------
    result : mapping
        As ``identification.stats.table.identify_table`` returns it.

    Returns
    -------
    str
        Key figures, coefficients, rows from the lowest residual, remarks.
    """
    parts = [
        f"Школ: {result['n']}",
        _explained(result),
        f"Остаточное отклонение: {words.number(result['residual_sd'], 4)}",
        "",
        _aligned(_coefficient_rows(result["coefficients"])),
        "",
    ]
    for dropped in result["dropped"]:
        p_value = words.number(dropped["p_value"], 4)
        parts.append(f"Исключён фактор «{dropped['name']}»: p = {p_value}")
    lowest = sorted(
        result["rows"], key=lambda row: (row["studentised"] or 0.0, row["id"])
    )
    parts += [_aligned(_school_rows(lowest)), "", *_remarks(result["findings"])]
    return "\n".join(parts).rstrip()


def threshold_listing(result: Mapping[str, Any]) -> str:
    """Write the dictionary of ``threshold_table`` as Russian text.

    Parameters
    ----------
    result : mapping
        As ``identification.stats.threshold_table.threshold_table`` returns it.

    Returns
    -------
    str
        One line per school, then remarks.
    """
    rows = [["Школа", "Вывод", "Причина"]]
    rows += [
        [school["school"], STATUS_LABELS[school["status"]], school["reason"]]
        for school in result["schools"]
    ]
    return "\n".join([_aligned(rows), "", *_remarks(result["findings"])]).rstrip()


def _explained(result: Mapping[str, Any]) -> str:
    own = words.number(result["r_squared"], 4)
    adjusted = words.number(result["adj_r_squared"], 4)
    alone = words.number(result["loo_r_squared"], 4)
    return f"R²: {own}; скорректированный: {adjusted}; без самой школы: {alone}"


def _coefficient_rows(coefficients: Sequence[Mapping[str, Any]]) -> list[list[str]]:
    rows = [["Фактор", "Коэффициент", "Ошибка", "Ошибка HC3", "p (HC3)", "VIF"]]
    for row in coefficients:
        name = "свободный член" if row["name"] == "const" else row["name"]
        rows.append(
            [
                name,
                words.number(row["value"], 4),
                words.number(row["se_classical"], 4),
                words.number(row["se_hc3"], 4),
                words.number(row["p_value"], 4),
                "—" if row["vif"] is None else words.number(row["vif"], 2),
            ]
        )
    return rows


def _school_rows(rows: Sequence[Mapping[str, Any]]) -> list[list[str]]:
    table = [["Школа", "Результат", "Ожидаемый", "Разница", "Остаток", "Интервал"]]
    for row in rows:
        low, high = row["interval"]
        studentised = row["studentised"]
        table.append(
            [
                row["id"],
                words.number(row["observed"], 2),
                words.number(row["expected"], 2),
                words.signed(row["residual"], 2),
                "—" if studentised is None else words.number(studentised, 4),
                f"{words.number(low, 2)} … {words.number(high, 2)}",
            ]
        )
    return table


def _remarks(findings: Sequence[Mapping[str, str]]) -> list[str]:
    return [f"• {found['message']}" for found in findings]


def _aligned(rows: Sequence[Sequence[str]]) -> str:
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    lines = []
    for row in rows:
        cells = [text.ljust(width) for text, width in zip(row, widths, strict=True)]
        lines.append("  ".join(cells).rstrip())
    return "\n".join(lines)
