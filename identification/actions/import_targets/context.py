"""Conditions of schools: one line of the file is one school in one year.

In the database each factor is a row of its own, because factors are data and not
columns; an upload touches only the factors that its line changes.
"""

import datetime as dt
import math
from collections import defaultdict
from collections.abc import Iterator, Sequence

import numpy as np
import pandas as pd

from identification.actions.import_targets.blockers import blockers_of
from identification.actions.import_targets.result_schema import SCHOOL_KEY, YEAR
from identification.actions.import_targets.school_rows import (
    rows_of_schools,
    school_titles,
    whole_numbers,
)
from identification.models import ContextFactor, ContextValue
from schools.actions.bulk import chunks, upsert_rows
from schools.actions.imports.matching import SCHOOL_FIELDS, SCHOOL_ID, match_schools
from schools.actions.imports.repeats import remark_repeats
from schools.actions.imports.table import Table
from schools.actions.imports.targets import KeptRow, StagedRow, Stored, Total
from schools.ingest.schema import Field, TableSchema
from schools.models import ImportBatch, Territory, User


FACTOR = "factor_"
KEY = ("school_id", "year")
COLUMNS = ("school_id", "year", "factor_id", "value", "batch_id")
# Which import each stored value came from, kept for the undo.
SOURCES = "sources"
Cells = dict[str, object]


class ContextTarget:
    """Takes in factors of social context."""

    code = "context"
    title = "Условия школ"
    position = 2
    about = (
        "Социальный контекст: по строке на школу и год, по столбцу на показатель —"
        " малообеспеченные семьи, доля детей с ОВЗ, обеспеченность педагогами и другие."
    )
    result_route = "identification:data"
    needed = (("school_code", "school"),)

    def schema(self, territory: Territory) -> TableSchema:
        """Return the columns of a file: one for each factor in use."""
        return TableSchema(
            code=self.code,
            title=self.title,
            fields=(*SCHOOL_FIELDS, YEAR, *_factor_fields()),
            key=(*SCHOOL_KEY, "year"),
        )

    def resolve(self, table: Table) -> Table:
        """Find the schools and the rows that repeat each other."""
        table, schools = match_schools(table)
        fields = [f for f in table.parsed.schema.fields if f.code not in SCHOOL_KEY]
        schema = TableSchema(self.code, self.title, (SCHOOL_ID, *fields), KEY)
        table = table.resolved(schema, {"school_id": schools})
        return remark_repeats(table, shown=SCHOOL_KEY)

    def existing(self, table: Table) -> Stored:
        """Return stored values of the file's schools and years, a line for each."""
        columns = table.parsed.columns
        if "year" not in columns:
            return Stored(pd.DataFrame(columns=[*KEY]))
        stored = _stored(columns["school_id"], whole_numbers(columns["year"]))
        lines = [
            {"school_id": school, "year": year, **cells}
            for (school, year), cells in stored.items()
        ]
        fields = [item.code for item in _factor_fields()]
        frame = pd.DataFrame(lines, columns=[*KEY, *fields, SOURCES])
        return Stored(frame, extra=(SOURCES,))

    def labels(self, table: Table) -> list[str]:
        """Say school and year."""
        columns = table.parsed.columns
        schools = columns["school_id"]
        titles = school_titles(schools)
        years = columns.get("year", np.full(len(table), np.nan))
        return [
            f"{titles.get(school, 'школа не узнана')}"
            + ("" if math.isnan(year) else f", {int(year)}")
            for school, year in zip(schools.tolist(), years.tolist(), strict=True)
        ]

    def standing(self, rows: Sequence[StagedRow]) -> list[Cells | None]:
        """Return what stands under the rows' keys now."""
        if not rows:
            return []
        schools = np.array([row.cells["school_id"] for row in rows], dtype=float)
        stored = _stored(schools, {row.cells["year"] for row in rows})
        return [stored.get(_key(row)) for row in rows]

    def write(
        self, *, batch: ImportBatch, rows: Sequence[StagedRow], now: dt.datetime
    ) -> None:
        """Write the values that differ; «н/д» takes a value away."""
        factors = _factors()
        upsert_rows(
            ContextValue,
            COLUMNS,
            (
                (
                    row.cells["school_id"],
                    row.cells["year"],
                    factors[code],
                    value,
                    batch.pk,
                )
                for row in rows
                for code, value in _differing(row)
                if value is not None
            ),
            key=COLUMNS[:3],
            update=COLUMNS[3:],
        )
        _delete(
            [
                (*_key(row), factors[code])
                for row in rows
                for code, value in _differing(row)
                if value is None
            ]
        )

    def verify(self, *, batch: ImportBatch, rows: Sequence[StagedRow]) -> list[Total]:
        """Compare the number and the sum of each factor's values with the database."""
        expected: dict[str, list[float]] = defaultdict(list)
        for row in rows:
            for code, value in _differing(row):
                if isinstance(value, int | float):
                    expected[code].append(value)
        stored: dict[str, list[float]] = defaultdict(list)
        written = ContextValue.objects.filter(batch=batch)
        for code, value in written.values_list("factor__code", "value").iterator():
            stored[FACTOR + code].append(value)
        titles = {item.code: item.title for item in _factor_fields()}
        count = sum(map(len, expected.values()))
        return [
            Total("rows", "Значений", count, sum(map(len, stored.values()))),
            *(
                Total(code, title, math.fsum(expected[code]), math.fsum(stored[code]))
                for code, title in titles.items()
                if expected[code] or stored[code]
            ),
        ]

    def wrote(
        self, *, batch: ImportBatch, row: StagedRow, current: Cells | None
    ) -> bool:
        """Tell whether each value still is as this import left it."""
        current = current or {SOURCES: {}}
        sources = current[SOURCES]
        return all(
            current.get(code) == value
            and (value is None or sources.get(code) == batch.pk)
            for code, value in _differing(row)
        )

    def take_back(
        self, *, rows: Sequence[StagedRow], user: User | None, now: dt.datetime
    ) -> list[KeptRow]:
        """Delete values that were new, put back those that were changed."""
        factors = _factors()
        back: list[tuple[object, ...]] = []
        gone: list[tuple[object, ...]] = []
        for row in rows:
            before = row.before or {SOURCES: {}}
            for code, _ in _differing(row):
                place = (*_key(row), factors[code])
                if before.get(code) is None:
                    gone.append(place)
                else:
                    back.append((*place, before[code], before[SOURCES].get(code)))
        _delete(gone)
        upsert_rows(ContextValue, COLUMNS, back, key=COLUMNS[:3], update=COLUMNS[3:])
        return []

    def undo_blockers(self, batch: ImportBatch) -> list[str]:
        """Refuse when a calculation or a decision used the data."""
        return blockers_of(batch)

    def template_rows(self, territory: Territory) -> list[Cells]:
        """Return one example line."""
        numbers = {item.code: "12,5" for item in _factor_fields()}
        return [{"school": "СОШ № 1", "year": 2025, **numbers}]


def _factor_fields() -> tuple[Field, ...]:
    return tuple(
        Field(
            code=f"{FACTOR}{factor.code}",
            title=factor.name,
            kind="decimal",
            synonyms=(factor.code, *factor.synonyms),
            minimum=factor.minimum,
            maximum=factor.maximum,
            unit=factor.unit,
            places=6,
            help=factor.note,
        )
        for factor in ContextFactor.objects.filter(is_active=True)
    )


def _factors() -> dict[str, int]:
    rows = ContextFactor.objects.values_list("code", "pk")
    return {FACTOR + code: pk for code, pk in rows}


def _stored(schools, years) -> dict[tuple[int, int], Cells]:
    """Return (school, year) → value of each factor in use, None where there is none."""
    codes = dict.fromkeys(item.code for item in _factor_fields())
    values = rows_of_schools(ContextValue.objects.all(), schools, None).filter(
        year__in=set(years), factor__is_active=True
    )
    fields = ("school_id", "year", "factor__code", "value", "batch_id")
    found: dict[tuple[int, int], Cells] = {}
    for school, year, code, value, batch in values.values_list(*fields).iterator(5_000):
        cells = found.setdefault((school, year), {**codes, SOURCES: {}})
        cells[FACTOR + code] = value
        cells[SOURCES][FACTOR + code] = batch
    return found


def _differing(row: StagedRow) -> Iterator[tuple[str, object]]:
    """Yield the factors that the row changes, and their new values."""
    before = row.before or {}
    for code in {**before, **row.cells}:
        value = row.cells.get(code)
        if code.startswith(FACTOR) and before.get(code) != value:
            yield code, value


def _delete(places: Sequence[tuple[object, ...]]) -> None:
    wanted = set(places)
    if not wanted:
        return
    stored = ContextValue.objects.filter(
        school_id__in={school for school, _, _ in wanted},
        year__in={year for _, year, _ in wanted},
    ).values_list("pk", "school_id", "year", "factor_id")
    numbers = [pk for pk, *place in stored if tuple(place) in wanted]
    for chunk in chunks(numbers, 10_000):
        ContextValue.objects.filter(pk__in=chunk).delete()


def _key(row: StagedRow) -> tuple[object, ...]:
    return tuple(row.cells[code] for code in KEY)
