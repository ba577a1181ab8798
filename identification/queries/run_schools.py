"""Schools of a run for tables, charts and the page of one school."""

import datetime as dt
from collections import defaultdict
from typing import Any

import pandas as pd
from django.db.models import Avg, Case, Count, IntegerField, QuerySet, Value, When

from identification.enums import Group
from identification.models import Run, RunSchool
from identification.queries.runs import own_rows
from identification.stats.errors import StatisticsRefusal
from identification.stats.similar import similar_schools as nearest
from identification.stats.uncertainty import wilson_interval
from schools.models import SchoolStatus, Territory, User


# The order in which a department reads: who needs help first.
GROUP_ORDER = (
    Group.BOTH,
    Group.LOW,
    Group.ADVERSE,
    Group.RESILIENT,
    Group.ORDINARY,
    Group.UNCLASSIFIED,
)
# With fewer schools an average would tell of single ones.
SMALLEST_AVERAGE = 3
JSON_COLUMNS = ("factors", "contributions", "cells", "rule_cells")
_WHY = {
    0: "",
    1: "мало участников",
    2: "предмет не входит в правило",
    3: "процедура не входит в правило",
    4: "другой год",
}


def run_schools(*, run: Run, user: User) -> QuerySet[RunSchool]:
    """Return the person's schools of a run for a table; `group_order` sorts groups."""
    order = Case(
        *(When(group=group, then=Value(at)) for at, group in enumerate(GROUP_ORDER)),
        default=Value(len(GROUP_ORDER)),
        output_field=IntegerField(),
    )
    return (
        own_rows(user=user)
        .filter(run=run)
        .select_related("school__municipality")
        .defer(*JSON_COLUMNS)
        .annotate(group_order=order)
        .order_by("group_order", "school__name", "pk")
    )


def held_kinds(*, school_ids: list[int], day: dt.date) -> dict[int, list[str]]:
    """Return the statuses in force by school, for the rows of one page."""
    found: dict[int, list[str]] = defaultdict(list)
    rows = SchoolStatus.objects.filter(school__in=school_ids).on(day)
    for school_id, kind in rows.order_by("kind").values_list("school_id", "kind"):
        found[school_id].append(kind)
    return dict(found)


def map_points(*, run: Run, user: User) -> list[dict[str, Any]]:
    """Return expected × actual of the person's classified schools."""
    return _points(
        run,
        user,
        {
            "expected": "expected_points",
            "actual": "outcome_points",
            "residual": "residual_points",
            "low": "interval_low",
            "high": "interval_high",
            "context": "context_points",
            "confidence": "confidence",
            "participants": "participants",
        },
    )


def residual_points(*, run: Run, user: User) -> list[dict[str, Any]]:
    """Return what the plots of residuals and of influence need."""
    return _points(
        run,
        user,
        {
            "expected": "expected_points",
            "residual": "residual_points",
            "studentised": "studentised",
            "leverage": "leverage",
            "cook": "cook",
        },
    )


def municipality_averages(*, run: Run, territory: Territory) -> dict[str, Any]:
    """Return averages over a municipality's schools, none over fewer than three."""
    rows = RunSchool.objects.filter(run=run, school__municipality=territory)
    classified = rows.exclude(group=Group.UNCLASSIFIED)
    found = classified.aggregate(
        classified=Count("pk"),
        outcome=Avg("outcome_points"),
        expected=Avg("expected_points"),
        residual=Avg("residual_points"),
        context=Avg("context_points"),
        participants=Avg("participants"),
    )
    if found["classified"] < SMALLEST_AVERAGE:
        found = dict.fromkeys(found) | {"classified": found["classified"]}
    return {"schools": rows.count(), **found}


def similar_schools(
    *, row: RunSchool, user: User, count: int = 5
) -> list[dict[str, Any]]:
    """Return the nearest schools by conditions among those the person may see.

    The distance is Euclidean over the model's factors, each divided by its spread
    over the schools compared. A school team sees one school, so it gets none.
    """
    names = [name for name in row.contributions if name != "const"]
    rows = own_rows(user=user).filter(run_id=row.run_id)
    table = pd.DataFrame.from_dict(
        dict(rows.values_list("school_id", "factors")), orient="index"
    )
    if not names or len(table) < 2 or not set(names) <= set(table.columns):
        return []
    try:
        near = nearest(table[names], row.school_id, count=count)
    except StatisticsRefusal:
        return []
    chosen = (
        rows.filter(school__in=[int(school) for school in near["school"]])
        .select_related("school__municipality")
        .defer("cells", "rule_cells")
    )
    by_school = {found.school_id: found for found in chosen}
    return [
        {"row": by_school[int(school)], "distance": float(distance)}
        for school, distance in near.itertuples(index=False)
    ]


def school_cells(*, row: RunSchool) -> list[dict[str, Any]]:
    """Unpack the results of a school: what was counted, and its z in the cell."""
    rules = row.run.parameters
    cells = row.run.model["cells"]
    return [_unpacked(cells[packed[0]], packed, rules) for packed in row.cells]


def school_rule_cells(*, row: RunSchool) -> list[dict[str, Any]]:
    """Unpack the results that the 30 % rule looked at, with Wilson intervals."""
    level = row.run.parameters["threshold"]["interval_level"]
    cells = row.run.model["cells"]
    found = []
    for number, participants, below_min, fired, why in row.rule_cells:
        low, high = wilson_interval(below_min, participants, level=level)
        found.append(
            {
                **_keys(cells[number]),
                "participants": participants,
                "below_min": below_min,
                "share": below_min / participants if participants else None,
                "low": _number(low),
                "high": _number(high),
                "fired": bool(fired),
                "counted": why == 0,
                "why": _WHY[why],
            }
        )
    return found


def school_factors(*, row: RunSchool) -> list[dict[str, Any]]:
    """Return each factor of a school with its contribution to the expectation."""
    return [
        {
            **factor,
            "value": row.factors.get(factor["code"]),
            "contribution": row.contributions.get(factor["code"]),
        }
        for factor in row.run.model["factors"]
    ]


def _points(run: Run, user: User, columns: dict[str, str]) -> list[dict[str, Any]]:
    rows = own_rows(user=user).filter(run=run).exclude(group=Group.UNCLASSIFIED)
    fields = ("pk", "school_id", "school__name", "school__municipality__name", "group")
    names = ("id", "school_id", "school", "municipality", "group", *columns)
    found = rows.order_by("school__name", "pk").values_list(*fields, *columns.values())
    return [dict(zip(names, values, strict=True)) for values in found]


def _unpacked(
    cell: dict[str, Any], packed: list[Any], rules: dict[str, Any]
) -> dict[str, Any]:
    _, participants, score, below_min, flagged = packed
    z = None
    if cell["used"] and score is not None:
        z = (score - cell["mean"]) / cell["sd"]
    reason = _not_counted(cell, participants, score, bool(flagged), rules)
    return {
        **_keys(cell),
        "participants": participants,
        "score": score,
        "below_min": below_min,
        "flagged": bool(flagged),
        "mean": cell["mean"],
        "sd": cell["sd"],
        "z": z if not reason else None,
        "counted": not reason,
        "reason": reason,
    }


def _not_counted(
    cell: dict[str, Any],
    participants: int,
    score: float | None,
    flagged: bool,
    rules: dict[str, Any],
) -> str:
    """Say why a result does not enter the index; nothing when it does."""
    if not cell["used"]:
        return str(cell["reason"])
    if score is None or participants == 0:
        return "нет среднего результата"
    if flagged and rules["exclude_flagged"]:
        return "признаки необъективности"
    if not rules["count_small_cells"] and participants < rules["n_min"]:
        return "мало участников"
    return ""


def _keys(cell: dict[str, Any]) -> dict[str, Any]:
    names = ("procedure", "subject", "grade", "year", "label")
    return {name: cell[name] for name in names}


def _number(value: Any) -> float | None:
    number = float(value)
    return None if number != number else number
