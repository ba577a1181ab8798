"""Results of procedures: one line of the file is one cell of one school."""

import datetime as dt
import math
from collections.abc import Sequence

import numpy as np
import pandas as pd
from django.db.models import Count, Sum

from identification.actions.import_targets.blockers import blockers_of
from identification.actions.import_targets.result_rules import with_result_rules
from identification.actions.import_targets.result_schema import (
    LEVEL,
    SCHOOL_KEY,
    level_fields,
    results_schema,
    stored_schema,
)
from identification.actions.import_targets.school_rows import (
    rows_of_schools,
    school_titles,
    whole_numbers,
)
from identification.models import Procedure, Result, Subject
from schools.actions.bulk import chunks, upsert_rows
from schools.actions.imports.matching import match_schools
from schools.actions.imports.repeats import remark_repeats
from schools.actions.imports.table import Table
from schools.actions.imports.targets import KeptRow, StagedRow, Stored, Total
from schools.ingest.schema import TableSchema
from schools.models import ImportBatch, Territory, User


KEY = ("school_id", "year", "procedure", "subject", "grade")
VALUES = ("participants", "mean_score", "below_min", "is_flagged")
COLUMNS = (
    *("school_id", "year", "procedure_id", "subject_id", "grade"),
    *("participants", "mean_score", "below_min", "levels", "is_flagged", "batch_id"),
)
COLUMN_KEY = COLUMNS[:5]
STORED = (
    *("school_id", "year", "procedure__code", "subject__code", "grade"),
    *("participants", "mean_score", "below_min", "is_flagged", "levels", "batch_id"),
)


class ResultsTarget:
    """Takes in results of ВПР, ОГЭ, ЕГЭ, КДР and the like."""

    code = "results"
    title = "Результаты процедур"
    position = 3
    about = (
        "ВПР, ОГЭ, ЕГЭ, КДР: по строке на школу, предмет и класс — сколько писало,"
        " средний балл или отметка, сколько ниже минимума."
    )
    result_route = "identification:data"
    needed = (("school_code", "school"),)

    def schema(self, territory: Territory) -> TableSchema:
        """Return the columns of a file; levels are those of all procedures."""
        return results_schema()

    def resolve(self, table: Table) -> Table:
        """Find the schools; check the levels and rows that repeat each other."""
        table, schools = match_schools(table)
        table = with_result_rules(table)
        table = table.resolved(
            stored_schema(table.parsed.schema), {"school_id": schools}
        )
        return remark_repeats(table, shown=SCHOOL_KEY)

    def existing(self, table: Table) -> Stored:
        """Return the stored results of the file's schools and years."""
        columns = table.parsed.columns
        results = rows_of_schools(
            Result.objects.all(), columns["school_id"], table.territory
        ).filter(year__in=whole_numbers(columns.get("year")))
        rows = list(results.order_by("pk").values_list(*STORED))
        frame = pd.DataFrame(rows, columns=[*KEY, *VALUES, "levels", "batch_id"])
        for item in level_fields():
            name = item.code.removeprefix(LEVEL)
            frame[item.code] = [levels.get(name) for levels in frame["levels"]]
        return Stored(frame.drop(columns="levels"), extra=("batch_id",))

    def labels(self, table: Table) -> list[str]:
        """Say school, procedure, subject, grade and year."""
        subjects = dict(Subject.objects.values_list("code", "name"))
        procedures = dict(Procedure.objects.values_list("code", "name"))
        columns = table.parsed.columns
        schools = columns["school_id"]
        titles = school_titles(schools)
        none = [None] * len(table)
        parts = zip(
            *(columns[code].tolist() if code in columns else none for code in KEY),
            strict=True,
        )
        return [
            ", ".join(
                filter(
                    None,
                    (
                        titles.get(school, "школа не узнана"),
                        procedures.get(procedure, ""),
                        subjects.get(subject, ""),
                        _whole(grade, " класс"),
                        _whole(year, ""),
                    ),
                )
            )
            for school, year, procedure, subject, grade in parts
        ]

    def standing(self, rows: Sequence[StagedRow]) -> list[dict[str, object] | None]:
        """Return what stands under the rows' keys now."""
        stored = {key: current for key, _, current in _stored_rows(rows)}
        return [stored.get(_key(row.cells)) for row in rows]

    def write(
        self, *, batch: ImportBatch, rows: Sequence[StagedRow], now: dt.datetime
    ) -> None:
        """Add and change results; they belong to this import from now on."""
        _upsert([(row.cells, batch.pk) for row in rows])

    def verify(self, *, batch: ImportBatch, rows: Sequence[StagedRow]) -> list[Total]:
        """Compare counts and sums of the file's rows with the database."""
        codes = {
            "participants": "Участников",
            "below_min": "Ниже минимума",
            "mean_score": "Сумма средних баллов",
        }
        stored = Result.objects.filter(batch=batch).aggregate(
            rows=Count("pk"), **{f"sum_{code}": Sum(code) for code in codes}
        )
        return [
            Total("rows", "Строк", len(rows), stored["rows"]),
            *(
                Total(
                    code,
                    title,
                    _sum([row.cells.get(code) for row in rows]),
                    stored[f"sum_{code}"] or 0,
                )
                for code, title in codes.items()
            ),
        ]

    def wrote(
        self, *, batch: ImportBatch, row: StagedRow, current: dict[str, object] | None
    ) -> bool:
        """Tell whether the result still is as this import left it."""
        if current is None or current["batch_id"] != batch.pk:
            return False
        written = {**row.cells, "is_flagged": bool(row.cells.get("is_flagged"))}
        return all(
            current[code] == written.get(code) for code in current if code != "batch_id"
        )

    def take_back(
        self, *, rows: Sequence[StagedRow], user: User | None, now: dt.datetime
    ) -> list[KeptRow]:
        """Delete what was new, put back what was changed."""
        new = [row for row in rows if row.before is None]
        keys = {_key(row.cells) for row in new}
        numbers = [pk for key, pk, _ in _stored_rows(new) if key in keys]
        for chunk in chunks(numbers, 10_000):
            Result.objects.filter(pk__in=chunk).delete()
        _upsert(
            [
                ({**row.cells, **row.before}, row.before["batch_id"])
                for row in rows
                if row.before is not None
            ]
        )
        return []

    def undo_blockers(self, batch: ImportBatch) -> list[str]:
        """Refuse when a calculation or a decision used the data."""
        return blockers_of(batch)

    def template_rows(self, territory: Territory) -> list[dict[str, object]]:
        """Return one example of each common procedure."""
        return [
            {
                "school": "СОШ № 1", "year": 2025, "procedure": "ОГЭ",
                "subject": "Математика", "grade": 9, "participants": 48,
                "mean_score": "3,6", "below_min": 4,
            },
        ]  # fmt: skip


def _upsert(rows: Sequence[tuple[dict[str, object], object]]) -> None:
    procedures = dict(Procedure.objects.values_list("code", "pk"))
    subjects = dict(Subject.objects.values_list("code", "pk"))
    levels = [(item.code, item.code.removeprefix(LEVEL)) for item in level_fields()]
    lines = (
        (
            cells["school_id"],
            cells["year"],
            procedures[cells["procedure"]],
            subjects[cells["subject"]],
            cells["grade"],
            cells["participants"],
            cells.get("mean_score"),
            cells.get("below_min"),
            {name: cells[c] for c, name in levels if cells.get(c) is not None},
            bool(cells.get("is_flagged")),
            batch,
        )
        for cells, batch in rows
    )
    upsert_rows(Result, COLUMNS, lines, key=COLUMN_KEY, update=COLUMNS[5:])


def _stored_rows(rows: Sequence[StagedRow]):
    """Yield key, number and content of stored results of the rows' schools."""
    if not rows:
        return
    schools = np.array([row.cells["school_id"] for row in rows], dtype=float)
    results = rows_of_schools(Result.objects.all(), schools, None).filter(
        year__in={row.cells["year"] for row in rows}
    )
    levels = [(item.code, item.code.removeprefix(LEVEL)) for item in level_fields()]
    for pk, *cells, counts, batch in results.values_list("pk", *STORED).iterator(5_000):
        current = dict(zip(VALUES, cells[5:], strict=True))
        current |= {code: counts.get(name) for code, name in levels}
        yield tuple(cells[:5]), pk, {**current, "batch_id": batch}


def _key(cells: dict[str, object]) -> tuple[object, ...]:
    return tuple(cells[code] for code in KEY)


def _whole(value: object, unit: str) -> str:
    if not isinstance(value, float) or math.isnan(value):
        return ""
    return f"{int(value)}{unit}"


def _sum(values: Sequence[object]) -> float:
    return math.fsum(value for value in values if isinstance(value, int | float))
