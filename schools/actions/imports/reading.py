"""Reads an uploaded file up to the preview; stops where a person has to decide.

guard → sheets → (people's data out) → heading → columns → rows → schools → comparison.
Nothing of the registry changes here; the outcome is rows, remarks and counts of the
import itself, replaced as a whole when the file is read again.
"""

import shutil
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from django.db import transaction

from schools.actions.bulk import copy_rows
from schools.actions.files import discard_file, store_file
from schools.actions.imports.attempts import Attempt
from schools.actions.imports.columns import (
    describe_columns,
    is_certain,
    proposed_mapping,
)
from schools.actions.imports.preview import Preview, make_preview
from schools.actions.imports.source import is_clean, local_path, open_sheets
from schools.actions.imports.table import Table
from schools.actions.imports.targets import target_of
from schools.enums import FilePurpose, ImportPhase, JobState, RowState
from schools.ingest.header import TableLocation, choose_sheet, find_table
from schools.ingest.mapping import Mapping
from schools.ingest.marked import write_marked_copy
from schools.ingest.parse import parse_table
from schools.ingest.schema import TableSchema
from schools.ingest.sheets import Sheet
from schools.models import ImportBatch, ImportFinding, ImportRow


STAGES = 6
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
ROW_COLUMNS = ("batch_id", "number", "state", "label", "values", "before")


@dataclass(frozen=True)
class Found:
    """The table as it was found in the file."""

    sheets: list[Sheet]
    sheet: Sheet
    location: TableLocation
    mapping: Mapping


def read_file(attempt: Attempt) -> None:
    """Read the file as far as possible without asking a person."""
    batch = attempt.batch
    target = target_of(batch.kind)
    schema = target.schema(batch.territory)
    attempt.advance("Открываем файл", 0, STAGES)
    sheets = open_sheets(attempt, schema)
    attempt.advance("Ищем таблицу и столбцы", 1, STAGES)
    found = _find(batch, sheets, schema)
    if not batch.columns and not is_certain(found.mapping, schema, target):
        _ask_for_columns(attempt, found)
        return
    attempt.advance("Читаем строки", 2, STAGES)
    parsed = parse_table(found.sheet, found.location, found.mapping, schema)
    attempt.advance("Узнаём школы", 3, STAGES)
    table = target.resolve(
        Table(parsed, found.location, found.mapping, batch.territory)
    )
    attempt.advance("Сравниваем с базой", 4, STAGES)
    preview = make_preview(table, target)
    attempt.advance("Готовим проверку", 5, STAGES)
    _keep(attempt, found, preview)


def _find(batch: ImportBatch, sheets: list[Sheet], schema: TableSchema) -> Found:
    by_name = {sheet.name: sheet for sheet in sheets}
    sheet = by_name.get(batch.sheet) or choose_sheet(sheets, schema)
    location = find_table(sheet, schema, batch.header_row if batch.sheet else None)
    mapping = proposed_mapping(batch, sheet, location, schema)
    return Found(sheets, sheet, location, mapping)


@transaction.atomic
def _ask_for_columns(attempt: Attempt, found: Found) -> None:
    batch = attempt.lock()
    _describe(batch, found)
    batch.phase = ImportPhase.MAPPING
    _finish(batch, attempt)


def _keep(attempt: Attempt, found: Found, preview: Preview) -> None:
    """Replace what an earlier reading left, in one transaction."""
    with TemporaryDirectory() as folder:
        marked = _marked_copy(attempt.batch, found, preview, Path(folder))
        with transaction.atomic():
            batch = attempt.lock()
            _describe(batch, found)
            _replace_rows(batch, preview)
            _store_marked_copy(batch, marked, attempt)
            _count(batch, preview)
            batch.phase = ImportPhase.PREVIEW
            _finish(batch, attempt)


def _count(batch: ImportBatch, preview: Preview) -> None:
    counts = preview.counts
    batch.rows_new = counts[RowState.NEW]
    batch.rows_changed = counts[RowState.CHANGED]
    batch.rows_same = counts[RowState.SAME]
    batch.rows_error = counts[RowState.ERROR]
    batch.unknown_names = [
        {"name": unknown.name, "rows": unknown.rows}
        for unknown in preview.table.unknown_names
    ]
    batch.totals = _totals(preview)


def _describe(batch: ImportBatch, found: Found) -> None:
    batch.sheet_names = [sheet.name for sheet in found.sheets]
    batch.sheet = found.sheet.name[:100]
    batch.header_row = found.location.header_rows[0]
    batch.headers = describe_columns(found.sheet, found.location, found.mapping)


def _finish(batch: ImportBatch, attempt: Attempt) -> None:
    batch.state, batch.finished_at = JobState.DONE, attempt.clock()
    batch.stage, batch.steps_done, batch.steps_total = "", STAGES, STAGES
    batch.save()


def _replace_rows(batch: ImportBatch, preview: Preview) -> None:
    # Nothing hangs on these rows, so they need not be fetched to be deleted.
    batch.rows.all()._raw_delete(batch.rows.db)  # noqa: SLF001 one plain DELETE
    batch.findings.all()._raw_delete(batch.findings.db)  # noqa: SLF001
    copy_rows(ImportRow, ROW_COLUMNS, ((batch.pk, *row) for row in preview.rows()))
    copy_rows(
        ImportFinding,
        [
            *("batch_id", "sheet", "row", "column", "header", "value"),
            *("rule", "message", "advice", "is_error"),
        ],
        (
            (
                batch.pk,
                finding.sheet[:100],
                finding.row or None,
                finding.column,
                finding.header[:200],
                finding.value[:200],
                finding.rule,
                finding.message[:400],
                finding.advice[:400],
                finding.severity == "error",
            )
            for finding in preview.table.parsed.findings
        ),
    )


def _totals(preview: Preview) -> dict[str, object]:
    """Keep what the file says on the whole, for the page and for the check."""
    parsed = preview.table.parsed
    titles = {item.code: item.title for item in parsed.schema.fields}
    return {
        "rows": len(parsed.rows),
        "skipped": len(parsed.skipped),
        "omitted": parsed.findings_omitted,
        "sums": [
            {"code": code, "title": titles[code], "value": value}
            for code, value in parsed.totals.sums.items()
            if code not in parsed.schema.key
        ],
    }


def _marked_copy(
    batch: ImportBatch, found: Found, preview: Preview, folder: Path
) -> Path | None:
    """Write the file with its wrong cells marked; None when nothing is wrong."""
    parsed = preview.table.parsed
    if not parsed.findings or batch.file is None:
        return None
    path = folder / "marked.xlsx"
    drops = {parsed.sheet: parsed.drop_indexes}
    own = None
    if batch.file_name.lower().endswith(".xlsx") and not is_clean(batch):
        # The writer looks at the name's ending, which a stored file has not.
        with local_path(batch.file) as stored:
            own = Path(shutil.copyfile(stored, folder / "own.xlsx"))
    write_marked_copy(own, found.sheets, parsed.findings, path, drops)
    return path


def _store_marked_copy(batch: ImportBatch, path: Path | None, attempt: Attempt) -> None:
    now = attempt.clock()
    earlier, batch.marked_file = batch.marked_file, None
    if earlier is not None:
        batch.save(update_fields=["marked_file"])
        discard_file(stored=earlier, user=None, reason="файл проверен заново", now=now)
    if path is None:
        return
    batch.marked_file = store_file(
        path=path,
        purpose=FilePurpose.MARKED_COPY,
        original_name=f"{Path(batch.file_name).stem} — замечания.xlsx",
        content_type=XLSX,
        territory=batch.territory,
        user=batch.requested_by,
        now=now,
    )
