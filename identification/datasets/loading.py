"""Reads what a run calculates from: many tables, one moment."""

import datetime as dt
from typing import Any

import numpy as np
import pandas as pd
from django.db.models import F, Q, Value
from django.db.models.functions import Coalesce
from numpy.typing import NDArray

from identification.datasets.columns import MISSING, read_columns
from identification.datasets.inputs import THRESHOLD_YEARS, RunInputs
from identification.datasets.snapshot import one_moment
from identification.models import (
    ContextFactor,
    ContextValue,
    Procedure,
    Result,
    Subject,
)
from identification.models.packed import NO_COUNT
from identification.stats.rules import IdentificationRules
from identification.stats.words import cell_label
from schools.models import School, Territory


_RESULT = np.dtype(
    [
        ("school", "i8"),
        ("procedure", "i8"),
        ("subject", "i8"),
        ("grade", "i2"),
        ("year", "i2"),
        ("participants", "i4"),
        ("score", "f8"),
        ("below_min", "i4"),
        ("flagged", "?"),
    ]
)
_CONTEXT = np.dtype(
    [("school", "i8"), ("factor", "i8"), ("year", "i2"), ("value", "f8")]
)


def load_inputs(
    *, territory: Territory, year: int, rules: IdentificationRules
) -> RunInputs:
    """Read what the rules need of a territory's schools."""
    with one_moment():
        schools = _schools(territory, year)
        factors = _factor_list(rules)
        results = _results(territory, year, rules, schools)
        context = _context(territory, year, rules, schools, factors)
    return RunInputs(
        year=year,
        schools=schools,
        **results,
        factors=context,
        factor_table=[
            {
                "code": factor.code,
                "label": factor.name,
                "unit": factor.unit,
                "direction": factor.direction,
            }
            for factor in factors
        ],
    )


def schools_of_year(territory: Territory, year: int) -> Any:
    """Return the schools that work when the lists of a year are made."""
    day = dt.date(year, 9, 1)
    return (
        School.objects.in_territory(territory)
        .open_on(day)
        .filter(Q(opened_on__isnull=True) | Q(opened_on__lte=day))
    )


def _schools(territory: Territory, year: int) -> pd.DataFrame:
    rows = schools_of_year(territory, year).values_list("pk", "code", "municipality_id")
    # In Python's order of characters: databases sort text each in its own way.
    ordered = sorted(rows.order_by(), key=lambda row: row[1])
    return pd.DataFrame(ordered, columns=["pk", "code", "municipality"])


def _factor_list(rules: IdentificationRules) -> list[ContextFactor]:
    factors = ContextFactor.objects.order_by("position", "code")
    if rules.factors:
        by_code = factors.in_bulk(list(rules.factors), field_name="code")
        return [by_code[code] for code in rules.factors if code in by_code]
    return list(factors.filter(is_active=True))


def _results(
    territory: Territory, year: int, rules: IdentificationRules, schools: pd.DataFrame
) -> dict[str, pd.DataFrame]:
    first = year - max(rules.window_years, THRESHOLD_YEARS) + 1
    found = Result.objects.filter(
        school__in=schools_of_year(territory, year), year__gte=first, year__lte=year
    )
    if rules.subjects is not None:
        subjects = {*rules.subjects, *rules.threshold.subjects}
        found = found.filter(subject__code__in=subjects)
    records = read_columns(
        found.order_by().values_list(
            "school_id",
            "procedure_id",
            "subject_id",
            "grade",
            "year",
            "participants",
            Coalesce(F("mean_score"), Value(MISSING)),
            Coalesce(F("below_min"), Value(NO_COUNT)),
            "is_flagged",
        ),
        _RESULT,
    )
    keys, cell = _cells_of(records)
    school = _places(records["school"], schools["pk"].to_numpy(np.int64))
    # Tables lie in runs as they were loaded, and a stable sort merges runs.
    place = school.astype(np.int64) * max(len(keys), 1) + cell
    order = np.argsort(place, kind="stable")
    score = records["score"][order]
    rows = pd.DataFrame(
        {
            "school": school[order],
            "cell": cell[order],
            "participants": records["participants"][order],
            "score": np.where(score == MISSING, np.nan, score),
            "below_min": records["below_min"][order],
            "flagged": records["flagged"][order],
        }
    )
    return {"cell_keys": keys, "rows": rows}


def _cells_of(records: NDArray[Any]) -> tuple[pd.DataFrame, NDArray[np.int32]]:
    """Number the cells by their codes, not by the keys of the database."""
    procedures = {
        pk: (code, kind)
        for pk, code, kind in Procedure.objects.values_list("pk", "code", "kind")
    }
    subjects = dict(Subject.objects.values_list("pk", "code"))
    names = ("procedure", "subject", "grade", "year")
    packed = np.zeros(len(records), dtype=np.int64)
    levels = []
    for name in names:
        place, values = pd.factorize(records[name], sort=True)
        levels.append(values)
        packed = packed * max(len(values), 1) + place
    number, present = pd.factorize(packed, sort=True)
    places = np.unravel_index(present, [max(len(values), 1) for values in levels])
    keys = [
        (*procedures[int(procedure)], subjects[int(subject)], int(grade), int(year))
        for procedure, subject, grade, year in zip(
            *(values[place] for values, place in zip(levels, places, strict=True)),
            strict=True,
        )
    ]
    order = sorted(range(len(keys)), key=lambda at: keys[at])
    renumbered = np.empty(len(keys), dtype=np.int32)
    renumbered[order] = np.arange(len(keys), dtype=np.int32)
    columns = ["procedure", "kind", "subject", "grade", "year"]
    table = pd.DataFrame([keys[at] for at in order], columns=columns)
    procedure_names = dict(Procedure.objects.values_list("code", "name"))
    subject_names = dict(Subject.objects.values_list("code", "name"))
    table["label"] = [
        cell_label(
            procedure_names[row.procedure],
            _in_a_sentence(subject_names[row.subject]),
            row.grade,
            row.year,
        )
        for row in table.itertuples()
    ]
    return table, renumbered[number]


def _in_a_sentence(name: str) -> str:
    """Write a subject's name as it stands after a comma."""
    return name[:1].lower() + name[1:]


def _context(
    territory: Territory,
    year: int,
    rules: IdentificationRules,
    schools: pd.DataFrame,
    factors: list[ContextFactor],
) -> pd.DataFrame:
    keys = np.array([factor.pk for factor in factors], dtype=np.int64)
    records = read_columns(
        ContextValue.objects.filter(
            school__in=schools_of_year(territory, year),
            factor__in=factors,
            year__gt=year - rules.window_years,
            year__lte=year,
        )
        .order_by()
        .values_list("school_id", "factor_id", "year", "value"),
        _CONTEXT,
    )
    school = _places(records["school"], schools["pk"].to_numpy(np.int64))
    factor = _places(records["factor"], keys)
    target = school.astype(np.int64) * max(len(factors), 1) + factor
    # By year as well: a sum of floats depends on the order.
    order = np.lexsort([records["year"], target])
    size = len(schools) * len(factors)
    total = np.bincount(target[order], records["value"][order], minlength=size)
    number = np.bincount(target, minlength=size)
    mean = np.divide(total, number, out=np.full(size, np.nan), where=number > 0)
    table = pd.DataFrame(
        mean.reshape(len(schools), len(factors)), columns=[f.code for f in factors]
    )
    table.insert(0, "school", np.arange(len(schools), dtype=np.int32))
    return table


def _places(values: NDArray[Any], keys: NDArray[np.int64]) -> NDArray[np.int32]:
    """Return the place of each value among the keys, all of which are known."""
    order = np.argsort(keys, kind="stable")
    return order[np.searchsorted(keys, values, sorter=order)].astype(np.int32)
