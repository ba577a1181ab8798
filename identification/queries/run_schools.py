"""Schools of a run for tables, charts and the page of one school."""

import datetime as dt
from collections import defaultdict
from typing import Any

import pandas as pd
from django.db.models import Avg, Case, Count, IntegerField, QuerySet, Value, When

from identification.enums import Group
from identification.models import Run, RunSchool
from identification.models.packed import (
    CELL,
    FACTOR,
    NO_COUNT,
    RULE_CELL,
    WHY_NOT,
    unpacked,
)
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
PACKED_COLUMNS = ("packed_factors", "packed_cells", "packed_rule_cells")


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
        .defer(*PACKED_COLUMNS)
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
    codes = [factor["code"] for factor in row.run.model["factors"]]
    used = [factor["code"] for factor in row.run.model["factors"] if factor["used"]]
    rows = own_rows(user=user).filter(run_id=row.run_id)
    packed = dict(rows.values_list("school_id", "packed_factors"))
    if len(packed) < 2:
        return []
    values = unpacked(b"".join(packed.values()), FACTOR)
    table = pd.DataFrame(
        values.reshape(len(packed), len(codes)), index=list(packed), columns=codes
    )
    try:
        near = nearest(table[used], row.school_id, count=count)
    except StatisticsRefusal:
        return []
    chosen = (
        rows.filter(school__in=[int(school) for school in near["school"]])
        .select_related("school__municipality")
        .defer(*PACKED_COLUMNS)
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
    return [
        _shown(cells[packed["cell"]], packed, rules)
        for packed in unpacked(row.packed_cells, CELL)
    ]


def school_rule_cells(*, row: RunSchool) -> list[dict[str, Any]]:
    """Unpack the results that the 30 % rule looked at, with Wilson intervals."""
    level = row.run.parameters["threshold"]["interval_level"]
    cells = row.run.model["cells"]
    records = unpacked(row.packed_rule_cells, RULE_CELL)
    low, high = wilson_interval(
        records["below_min"], records["participants"], level=level
    )
    return [
        {
            **_keys(cells[packed["cell"]]),
            "participants": int(packed["participants"]),
            "below_min": int(packed["below_min"]),
            "share": _share(packed),
            "low": _number(low[place]),
            "high": _number(high[place]),
            "fired": bool(packed["fired"]),
            "counted": packed["why"] == 0,
            "why": WHY_NOT[packed["why"]],
        }
        for place, packed in enumerate(records)
    ]


def school_factors(*, row: RunSchool) -> list[dict[str, Any]]:
    """Return each factor of a school with its contribution to the expectation.

    A contribution is b · (x − mean): with the run's «average» they add up to the
    expectation. A factor outside the model has none.
    """
    slopes = {line["name"]: line["value"] for line in row.run.model["coefficients"]}
    values = unpacked(row.packed_factors, FACTOR)
    is_classified = row.group != Group.UNCLASSIFIED
    found = []
    for factor, packed in zip(row.run.model["factors"], values, strict=True):
        value, contribution = _number(packed), None
        if factor["used"] and is_classified and value is not None:
            contribution = slopes[factor["code"]] * (value - factor["mean"])
        found.append({**factor, "value": value, "contribution": contribution})
    return found


def _points(run: Run, user: User, columns: dict[str, str]) -> list[dict[str, Any]]:
    rows = own_rows(user=user).filter(run=run).exclude(group=Group.UNCLASSIFIED)
    fields = ("pk", "school_id", "school__name", "school__municipality__name", "group")
    names = ("id", "school_id", "school", "municipality", "group", *columns)
    found = rows.order_by("school__name", "pk").values_list(*fields, *columns.values())
    return [dict(zip(names, values, strict=True)) for values in found]


def _shown(cell: dict[str, Any], packed: Any, rules: dict[str, Any]) -> dict[str, Any]:
    participants, flagged = int(packed["participants"]), bool(packed["flagged"])
    score, below_min = _number(packed["score"]), int(packed["below_min"])
    reason = _not_counted(cell, participants, score, flagged, rules)
    z = None
    if not reason and score is not None:
        z = (score - cell["mean"]) / cell["sd"]
    return {
        **_keys(cell),
        "participants": participants,
        "score": score,
        "below_min": None if below_min == NO_COUNT else below_min,
        "flagged": flagged,
        "mean": cell["mean"],
        "sd": cell["sd"],
        "z": z,
        "counted": not reason,
        "reason": reason,
    }


def _share(packed: Any) -> float | None:
    if packed["participants"] == 0:
        return None
    return int(packed["below_min"]) / int(packed["participants"])


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
