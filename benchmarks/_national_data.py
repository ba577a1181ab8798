"""The demo generator's region of national size, in PostgreSQL and as arrays."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

import numpy as np


YEAR = 2026


def fill(schools: int, arrays: Path) -> None:
    """Write the demo generator's region to PostgreSQL and to arrays."""
    from django.db import connection

    from config.demo import data, registry
    from config.demo.generator import SCHOOLS_PER_MUNICIPALITY, generate

    demo = generate(schools=schools)
    region, places = registry.create_territories(
        -(-schools // SCHOOLS_PER_MUNICIPALITY)
    )
    created = registry.create_schools(demo.schools, places)
    registry.create_people(region, places[0], created[0])
    factors = data.create_factors()
    keys = np.array([school.pk for school in created])
    _copy_results(demo.results, keys)
    _copy_context(demo.context, keys, {factor.code: factor.pk for factor in factors})
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    _save_arrays(demo, [factor.code for factor in factors], arrays)
    connection.close()


def _copy_results(results: Any, keys: Any) -> None:
    from identification.models import Procedure, Result, Subject

    table = results.assign(
        school_id=keys[results["school"]],
        procedure_id=results["procedure"].map(
            dict(Procedure.objects.values_list("code", "pk"))
        ),
        subject_id=results["subject"].map(
            dict(Subject.objects.values_list("code", "pk"))
        ),
        levels="{}",
    )
    columns = [
        *["school_id", "year", "procedure_id", "subject_id", "grade", "participants"],
        *["mean_score", "below_min", "levels", "is_flagged"],
    ]
    _copy(Result, table[columns])


def _copy_context(context: Any, keys: Any, factors: dict[str, int]) -> None:
    from identification.models import ContextValue

    long = context.melt(["school", "year"], var_name="factor").dropna()
    table = long.assign(
        school_id=keys[long["school"]], factor_id=long["factor"].map(factors)
    )
    _copy(ContextValue, table[["school_id", "year", "factor_id", "value"]])


def _copy(model: Any, table: Any) -> None:
    from django.db import connection

    stream = io.StringIO()
    table.to_csv(stream, index=False, header=False)
    stream.seek(0)
    names = ", ".join(table.columns)
    with connection.cursor() as cursor:
        cursor.copy_expert(
            f"COPY {model._meta.db_table} ({names}) FROM STDIN (FORMAT csv)",  # noqa: SLF001
            stream,
        )


def _save_arrays(demo: Any, factors: list[str], path: Path) -> None:
    """Lay the tables out as numpy would like them: numbers only, by cell."""
    results = demo.results
    cell_keys = ["procedure", "subject", "grade", "year"]
    cell = results.groupby(cell_keys, sort=True).ngroup()
    work = results.groupby(cell_keys[:3], sort=True).ngroup()
    in_rule = results["procedure"].isin(["vpr", "oge", "ege"])
    in_rule &= results["subject"].isin(["rus", "math", "math_base", "math_profile"])
    conditions = demo.context.groupby("school")[factors].mean()
    conditions = conditions.reindex(range(len(demo.schools)))
    np.savez(
        path,
        school=results["school"].to_numpy(),
        cell=cell.to_numpy(),
        work=work.to_numpy(),
        back=YEAR - results["year"].to_numpy(),
        participants=results["participants"].to_numpy(),
        score=results["mean_score"].to_numpy(),
        below_min=results["below_min"].to_numpy(),
        in_rule=in_rule.to_numpy(),
        factors=conditions.to_numpy(),
    )
