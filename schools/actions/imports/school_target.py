"""Schools of a territory: one line of the file is one school of the registry.

A school is known by its code alone. A new name leaves the old one as a former name, a
new code of another register closes the old one, so that last year's files still find
the school.
"""

import datetime as dt
from collections.abc import Sequence

import numpy as np
import pandas as pd

from schools.actions.bulk import chunks, upsert_rows
from schools.actions.imports import school_links
from schools.actions.imports.school_schema import CODES, schools_schema
from schools.actions.imports.table import Table
from schools.actions.imports.targets import KeptRow, StagedRow, Stored, Total
from schools.enums import LocalityKind, SchoolKind
from schools.ingest.errors import Finding
from schools.ingest.schema import TableSchema
from schools.models import ImportBatch, School, SchoolCode, Territory, User


FACTS = (
    "name",
    "full_name",
    "municipality",
    "kind",
    "locality",
    "locality_kind",
    "site",
)
COLUMNS = (
    *("code", "name", "full_name", "municipality_id", "kind"),
    *("locality", "locality_kind", "site"),
)
Cells = dict[str, object]


class SchoolsTarget:
    """Takes in the registry of schools."""

    code = "schools"
    title = "Школы"
    position = 1
    about = (
        "Список школ: код, название, муниципалитет, вид, населённый пункт, сайт и коды"
        " в других реестрах. С него начинают: остальные таблицы узнают школы по нему."
    )
    result_route = "schools:list"
    needed: tuple[tuple[str, ...], ...] = ()

    def schema(self, territory: Territory) -> TableSchema:
        """Return the columns of a file."""
        return schools_schema(territory)

    def resolve(self, table: Table) -> Table:
        """Remark on schools of other territories and on codes of other schools."""
        if table.column("code") is None:
            return table
        table = _with_place(table)
        findings = [*_outside(table), *_bad_sites(table)]
        findings += school_links.taken_codes(table)
        return table.with_findings(findings)

    def existing(self, table: Table) -> Stored:
        """Return the registry's lines for the codes of the file."""
        codes = [code for code in table.texts("code") if code]
        lines = [{"code": code, **cells} for code, cells in _standing(codes).items()]
        return Stored(pd.DataFrame(lines, columns=["code", *FACTS, *CODES]))

    def labels(self, table: Table) -> list[str]:
        """Say name and code."""
        pairs = zip(table.texts("name"), table.texts("code"), strict=True)
        return [", ".join(filter(None, pair)) or "школа без кода" for pair in pairs]

    def standing(self, rows: Sequence[StagedRow]) -> list[Cells | None]:
        """Return what the registry says now."""
        stored = _standing([str(row.cells["code"]) for row in rows])
        return [stored.get(str(row.cells["code"])) for row in rows]

    def write(
        self, *, batch: ImportBatch, rows: Sequence[StagedRow], now: dt.datetime
    ) -> None:
        """Add and change schools, their codes and their former names."""
        _upsert([row.cells for row in rows])
        changes = [
            (str(row.cells["code"]), row.before or {}, row.cells) for row in rows
        ]
        school_links.change_codes(changes=changes, now=now)
        school_links.keep_former_names(changes=changes, now=now)

    def verify(self, *, batch: ImportBatch, rows: Sequence[StagedRow]) -> list[Total]:
        """Read every line back and count those that say what the file says."""
        current = self.standing(rows)
        found = sum(1 for cells in current if cells is not None)
        equal = sum(
            1
            for row, cells in zip(rows, current, strict=True)
            if self.wrote(batch=batch, row=row, current=cells)
        )
        return [
            Total("rows", "Школ", len(rows), found),
            Total(
                "equal", "Школ, у которых записано то же, что в файле", len(rows), equal
            ),
        ]

    def wrote(
        self, *, batch: ImportBatch, row: StagedRow, current: Cells | None
    ) -> bool:
        """Tell whether the school still is as the file says."""
        if current is None:
            return False
        stored = {**row.cells, **_defaults(row.cells)}
        return all(current[code] == (stored.get(code) or None) for code in current)

    def take_back(
        self, *, rows: Sequence[StagedRow], user: User | None, now: dt.datetime
    ) -> list[KeptRow]:
        """Delete new schools that nothing refers to; put the others back."""
        new = [row for row in rows if row.before is None]
        changed = [row for row in rows if row.before is not None]
        kept = _delete_unused(new)
        _upsert([{**row.cells, **(row.before or {})} for row in changed])
        changes = [
            (str(row.cells["code"]), row.cells, row.before or {}) for row in changed
        ]
        school_links.change_codes(changes=changes, now=now)
        school_links.forget_former_names(changes=changes)
        return kept

    def undo_blockers(self, batch: ImportBatch) -> list[str]:
        """Never refuse as a whole: schools in use are kept one by one."""
        return []

    def template_rows(self, territory: Territory) -> list[Cells]:
        """Return one example line."""
        return [
            {
                "code": "124001", "name": "СОШ № 1", "municipality": territory.name,
                "kind": "СОШ", "locality_kind": "город",
            }
        ]  # fmt: skip


def _with_place(table: Table) -> Table:
    """Put schools without a municipality into the territory of the import."""
    if table.territory.is_region:
        return table
    own = str(table.territory.pk)
    places = [place or own for place in table.texts("municipality")]
    return table.resolved(
        table.parsed.schema, {"municipality": np.array(places, dtype=object)}
    )


def _outside(table: Table) -> list[Finding]:
    codes = table.texts("code")
    inside = School.objects.in_territory(table.territory).values("pk")
    foreign = School.objects.filter(code__in=set(codes)).exclude(pk__in=inside)
    outside = set(foreign.values_list("code", flat=True))
    return [
        table.finding(
            position, "code", code, "school_out_of_scope",
            "Школа вне вашей территории", "удалите строку или проверьте код",
        )
        for position, code in enumerate(codes)
        if code in outside
    ]  # fmt: skip


def _bad_sites(table: Table) -> list[Finding]:
    return [
        table.finding(
            position, "site", site, "bad_site",
            "Адрес сайта должен начинаться с http:// или https://",
            "впишите адрес целиком, например https://school1.example.ru",
        )
        for position, site in enumerate(table.texts("site"))
        if site and not site.startswith(("http://", "https://"))
    ]  # fmt: skip


def _standing(codes: Sequence[str]) -> dict[str, Cells]:
    """Return code → what the registry says of the school, None for nothing."""
    found: dict[str, Cells] = {}
    keys: dict[int, str] = {}
    for part in chunks([(code,) for code in sorted(set(codes))], 5_000):
        schools = School.objects.filter(code__in=[code for (code,) in part])
        for pk, code, *facts in schools.values_list("pk", *COLUMNS):
            keys[pk] = code
            cells = dict(zip(FACTS, facts, strict=True))
            cells["municipality"] = str(cells["municipality"])
            cells = {name: value or None for name, value in cells.items()}
            found[code] = {**cells, **dict.fromkeys(CODES)}
    fields = {system: code for code, system in CODES.items()}
    for part in chunks([(pk,) for pk in keys], 5_000):
        current = SchoolCode.objects.filter(
            school_id__in=[pk for (pk,) in part], valid_to__isnull=True
        )
        for pk, system, value in current.values_list("school_id", "system", "value"):
            found[keys[pk]][fields[system]] = value
    return found


def _defaults(cells: Cells) -> Cells:
    """Return what a new school is taken for where the file says nothing."""
    return {
        "kind": cells.get("kind") or SchoolKind.SECONDARY.value,
        "locality_kind": cells.get("locality_kind") or LocalityKind.URBAN.value,
    }


def _upsert(lines: Sequence[Cells]) -> None:
    rows = (
        (
            cells["code"],
            str(cells["name"])[:200],
            str(cells.get("full_name") or "")[:500],
            int(str(cells["municipality"])),
            _defaults(cells)["kind"],
            str(cells.get("locality") or "")[:120],
            _defaults(cells)["locality_kind"],
            str(cells.get("site") or "")[:200],
        )
        for cells in lines
    )
    upsert_rows(School, COLUMNS, rows, key=COLUMNS[:1], update=COLUMNS[1:])


def _delete_unused(rows: Sequence[StagedRow]) -> list[KeptRow]:
    codes = [str(row.cells["code"]) for row in rows]
    keys = dict(School.objects.filter(code__in=codes).values_list("code", "pk"))
    used = school_links.schools_in_use(set(keys.values()))
    School.objects.filter(pk__in=set(keys.values()) - used).delete()
    return [
        KeptRow(row.number, row.label, "на школу уже ссылаются другие данные портала")
        for row, code in zip(rows, codes, strict=True)
        if keys.get(code) in used
    ]
