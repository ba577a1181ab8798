"""The 30 % rule over a file of results, as the dictionary that scripts read."""

from __future__ import annotations

from collections import defaultdict
from pathlib import Path
from typing import Any

import pandas as pd

from identification.stats.errors import Finding, StatisticsRefusal
from identification.stats.reading import (
    TextTable,
    is_missing,
    parse_number,
    read_table,
)
from identification.stats.rules import ThresholdRules
from identification.stats.spellings import kind_code, subject_code
from identification.stats.threshold import ThresholdOutcome, threshold_rule


_TEXTS = ("school", "procedure", "subject")
_COUNTS = ("year", "participants", "below_min")
_COLUMNS = (
    "school",
    "year",
    "procedure",
    "subject",
    "grade",
    "participants",
    "below_min",
)


def threshold_table(path: Path, *, year: int, n_min: int = 5) -> dict[str, Any]:
    """Apply the 30 % rule to a file of results.

    Parameters
    ----------
    path : Path
        A CSV file with the columns school, year, procedure, subject, grade,
        participants, below_min.
    year : int
        The year of the rule; the year before is looked at too.
    n_min : int
        Smallest number of participants of a procedure that counts.

    Returns
    -------
    dict
        schools (school, fired, clauses, status, reason, cells) and findings.

    Raises
    ------
    StatisticsRefusal
        What is wrong with the file, naming line and column.
    """
    rules = ThresholdRules(n_min=n_min)
    table = read_table(path)
    table.demand(*_COLUMNS)
    results, findings = _results(table)
    outcome = threshold_rule(results, year=year, rules=rules)
    cells = _cells(outcome)
    return {
        "schools": [
            {
                "school": row["school"],
                "fired": row["fired"],
                "clauses": list(row["clauses"]),
                "status": row["status"],
                "reason": row["reason"],
                "cells": cells[row["school"]],
            }
            for row in outcome.schools.to_dict(orient="records")
        ],
        "findings": [
            {"code": found.code, "message": found.message}
            for found in (*findings, *outcome.findings)
        ],
    }


def _results(table: TextTable) -> tuple[pd.DataFrame, list[Finding]]:
    columns = {name: table.column(name) for name in _COLUMNS}
    seen: dict[tuple[Any, ...], int] = {}
    records, findings = [], []
    for at, line in enumerate(table.lines):
        texts = {name: columns[name][at] for name in _COLUMNS}
        missing = [name for name in (*_TEXTS, *_COUNTS) if is_missing(texts[name])]
        if missing:
            findings.append(_left_out(line, texts["school"], missing))
            continue
        record = _record(texts, line)
        _demand_new(record, line, seen)
        records.append(record)
    if not records:
        message = "Ни в одной строке нет всех нужных значений."
        raise StatisticsRefusal("no_results", message)
    return pd.DataFrame(records, columns=list(_COLUMNS)), findings


def _record(texts: dict[str, str], line: int) -> dict[str, Any]:
    counts = {name: _whole(texts[name], name, line) for name in _COUNTS}
    if counts["below_min"] > counts["participants"]:
        message = (
            f"Строка {line}, столбец «below_min»: {counts['below_min']} больше, "
            f"чем участников ({counts['participants']})."
        )
        raise StatisticsRefusal("bad_value", message, "below_min")
    return {
        "school": texts["school"],
        "year": counts["year"],
        "procedure": kind_code(texts["procedure"]),
        "subject": subject_code(texts["subject"]),
        "grade": _grade(texts["grade"]),
        "participants": counts["participants"],
        "below_min": counts["below_min"],
    }


def _demand_new(
    record: dict[str, Any], line: int, seen: dict[tuple[Any, ...], int]
) -> None:
    key = tuple(record[name] for name in _COLUMNS[:5])
    if key in seen:
        message = (
            f"Строка {line}: этот результат школы «{record['school']}» уже есть "
            f"в строке {seen[key]}."
        )
        raise StatisticsRefusal("duplicate_row", message, record["school"])
    seen[key] = line


def _whole(text: str, name: str, line: int) -> int:
    try:
        value = parse_number(text)
    except ValueError as error:
        message = f"Строка {line}, столбец «{name}»: «{text}» — не число."
        raise StatisticsRefusal("bad_value", message, name) from error
    if value < 0 or value != int(value) or "%" in text:
        message = (
            f"Строка {line}, столбец «{name}»: «{text}» — нужно целое число, "
            "не меньше нуля."
        )
        raise StatisticsRefusal("bad_value", message, name)
    return int(value)


def _grade(text: str) -> str:
    return text.lower().removesuffix("класс").strip().removesuffix(".0")


def _left_out(line: int, school: str, missing: list[str]) -> Finding:
    names = ", ".join(f"«{name}»" for name in missing)
    message = f"Строка {line} («{school}»): нет значения {names}, строка не учтена."
    return Finding("missing_value", message, missing[0])


def _cells(outcome: ThresholdOutcome) -> dict[str, list[dict[str, Any]]]:
    found: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for row in outcome.cells.to_dict(orient="records"):
        empty = row["participants"] == 0
        interval = [row["interval_low"], row["interval_high"]]
        found[str(row["school"])].append(
            {
                "year": row["year"],
                "procedure": row["procedure"],
                "subject": row["subject"],
                "grade": row["grade"],
                "participants": row["participants"],
                "below_min": row["below_min"],
                "share": None if empty else row["share"],
                "interval": None if empty else interval,
                "counted": row["counted"],
                "fired": row["fired"],
                "why": row["why"],
            }
        )
    return found
