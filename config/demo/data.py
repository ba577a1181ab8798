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
from schools.models import School


BATCH = 5000


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
        Result(
            school_id=schools[row.school].pk,
            year=row.year,
            procedure_id=procedures[row.procedure],
            subject_id=subjects[row.subject],
            grade=row.grade,
            participants=row.participants,
            mean_score=row.mean_score,
            below_min=row.below_min,
            levels=_levels(row),
            is_flagged=row.is_flagged,
        )
        for row in demo.results.itertuples()
    )
    Result.objects.bulk_create(rows, batch_size=BATCH)


def create_context(
    demo: DemoData, schools: list[School], factors: list[ContextFactor]
) -> None:
    """Write the context values in bulk; a gap is no row."""
    ContextValue.objects.bulk_create(
        _context_rows(demo.context, schools, factors), batch_size=BATCH
    )


def _levels(row: Any) -> dict[str, int]:
    """Name the counts by level as the procedure names its levels."""
    names = PROCEDURES[row.procedure][4]
    return {name: getattr(row, f"level_{n}") for n, name in enumerate(names, 1)}


def _context_rows(
    context: pd.DataFrame, schools: list[School], factors: list[ContextFactor]
) -> Iterator[ContextValue]:
    for factor in factors:
        given = context[["school", "year", factor.code]].dropna()
        for school, year, value in given.itertuples(index=False):
            yield ContextValue(
                school_id=schools[int(school)].pk,
                year=int(year),
                factor_id=factor.pk,
                value=float(value),
            )
