"""Writes the demo's factors, results and context."""

from collections.abc import Iterator
from typing import Any

import pandas as pd

from config.demo.generator import DemoData
from config.demo.vocabulary import FACTORS
from identification.actions.standard_reference import PROCEDURES
from identification.models import (
    ContextFactor,
    ContextValue,
    Procedure,
    Result,
    Subject,
)
from schools.actions.bulk import copy_rows
from schools.models import School


RESULT_COLUMNS = (
    *("school_id", "year", "procedure_id", "subject_id", "grade"),
    *("participants", "mean_score", "below_min", "levels", "is_flagged"),
)


def create_factors() -> list[ContextFactor]:
    """Create the eight factors; on a second region they are there already."""
    for position, factor in enumerate(FACTORS, 1):
        ContextFactor.objects.get_or_create(
            code=factor.code,
            defaults={
                "name": factor.name,
                "unit": factor.unit,
                "direction": factor.direction,
                "position": position,
                "minimum": 0,
                "maximum": 100 if factor.unit == "%" else None,
            },
        )
    return list(ContextFactor.objects.filter(code__in=[f.code for f in FACTORS]))


def create_results(demo: DemoData, schools: list[School]) -> None:
    """Write the results in bulk."""
    procedures = dict(Procedure.objects.values_list("code", "pk"))
    subjects = dict(Subject.objects.values_list("code", "pk"))
    rows = (
        (
            schools[row.school].pk,
            row.year,
            procedures[row.procedure],
            subjects[row.subject],
            row.grade,
            row.participants,
            row.mean_score,
            row.below_min,
            _levels(row),
            row.is_flagged,
        )
        for row in demo.results.itertuples()
    )
    copy_rows(Result, RESULT_COLUMNS, rows)


def create_context(
    demo: DemoData, schools: list[School], factors: list[ContextFactor]
) -> None:
    """Write the context values in bulk; a gap is no row."""
    rows = _context_rows(demo.context, schools, factors)
    copy_rows(ContextValue, ("school_id", "year", "factor_id", "value"), rows)


def _levels(row: Any) -> dict[str, int]:
    """Name the counts by level as the procedure names its levels."""
    names = PROCEDURES[row.procedure][4]
    return {name: getattr(row, f"level_{n}") for n, name in enumerate(names, 1)}


def _context_rows(
    context: pd.DataFrame, schools: list[School], factors: list[ContextFactor]
) -> Iterator[tuple[int, int, int, float]]:
    for factor in factors:
        given = context[["school", "year", factor.code]].dropna()
        for school, year, value in given.itertuples(index=False):
            yield schools[int(school)].pk, int(year), factor.pk, float(value)
