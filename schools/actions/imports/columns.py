"""Which column of a file is which field: proposed, corrected by a person, remembered."""

import datetime as dt
import re
from collections.abc import Mapping as Dictionary

from django.core.exceptions import ValidationError
from django.db import transaction

from schools.actions.audit import record
from schools.actions.imports.targets import ImportTarget, target_of
from schools.actions.jobs import queue_job
from schools.enums import ImportPhase, JobState
from schools.ingest.header import TableLocation
from schools.ingest.identity import hide_personal
from schools.ingest.mapping import (
    ColumnChoice,
    Mapping,
    fingerprint,
    personal_columns,
    propose,
)
from schools.ingest.schema import TableSchema
from schools.ingest.sheets import Sheet, cell_text, column_letter
from schools.ingest.wording import normalise_heading, squeeze
from schools.models import ImportBatch, RememberedMapping, Territory, User


SAMPLES = 3
SAMPLE_LENGTH = 60
# Columns that every table has and no table needs.
ORDINAL = re.compile(r"^(№|№ ?п / ?п|n|номер по порядку|п / ?п|nn|№ п п)$")
SURE = frozenset({"remembered", "exact", "synonym", "identity", "chosen"})


def proposed_mapping(
    batch: ImportBatch, sheet: Sheet, location: TableLocation, schema: TableSchema
) -> Mapping:
    """Return the person's choice, or what was remembered, or a guess."""
    remembered = None
    if not batch.columns:
        remembered = _remembered(batch, location)
    mapping = propose(
        location.headers, schema, remembered, personal_columns(sheet, location)
    )
    if not batch.columns:
        return mapping
    codes = {item.code for item in schema.fields}
    choices = {
        column.index: field if field in codes else None
        for column in mapping.columns
        for field in [batch.columns.get(column_letter(column.index))]
    }
    return mapping.corrected(choices)


def is_certain(mapping: Mapping, schema: TableSchema, target: ImportTarget) -> bool:
    """Tell whether nothing is left for a person to decide about the columns."""
    if mapping.missing(schema) or lacking(mapping, target):
        return False
    return all(column.why in SURE or _is_ordinal(column) for column in mapping.columns)


def _is_ordinal(column: ColumnChoice) -> bool:
    heading = normalise_heading(column.header)
    return column.field is None and ORDINAL.match(heading) is not None


def lacking(mapping: Mapping, target: ImportTarget) -> list[tuple[str, ...]]:
    """Return groups of fields of which none has a column."""
    found = mapping.fields
    return [group for group in target.needed if not found.keys() & set(group)]


def describe_columns(
    sheet: Sheet, location: TableLocation, mapping: Mapping
) -> list[dict[str, object]]:
    """Return what the columns page shows: heading, choice and a few cells of each."""
    return [
        {
            "letter": column_letter(column.index),
            "header": column.header,
            "field": column.field,
            "why": "ordinal" if _is_ordinal(column) else column.why,
            "samples": []
            if column.why == "identity"
            else _samples(sheet, location, column.index),
        }
        for column in mapping.columns
    ]


@transaction.atomic
def confirm_columns(
    *,
    batch: ImportBatch,
    choices: Dictionary[str, str | None],
    sheet: str,
    header_row: int | None,
    user: User,
    now: dt.datetime,
) -> ImportBatch:
    """Take the person's choice of columns, remember it, and queue the reading.

    `choices` are letters of columns → field or None. Another sheet or heading row
    asks for a new proposal, so its choices are not taken.
    """
    batch = ImportBatch.objects.select_for_update(of=("self",)).get(pk=batch.pk)
    if batch.phase not in {ImportPhase.MAPPING, ImportPhase.PREVIEW} or (
        batch.state != JobState.DONE
    ):
        raise ValidationError(
            "Столбцы этой загрузки уже нельзя изменить.", code="not_now"
        )
    is_same_table = sheet == batch.sheet and header_row == batch.header_row
    batch.sheet, batch.header_row = sheet, header_row
    batch.columns = dict(choices) if is_same_table else {}
    if is_same_table:
        _remember(batch, user, now)
    batch.phase = ImportPhase.READING
    queue_job(job=batch, user=user, now=now)
    record(
        actor=user,
        action="import.columns_confirmed",
        obj=batch,
        now=now,
        after={"sheet": sheet, "header_row": header_row, "columns": batch.columns},
    )
    return batch


def _remember(batch: ImportBatch, user: User, now: dt.datetime) -> None:
    headers = [str(column["header"]) for column in batch.headers]
    by_header = propose(headers, _schema(batch.kind, batch.territory))
    choices = {
        index: batch.columns.get(str(column["letter"]))
        for index, column in enumerate(batch.headers)
    }
    RememberedMapping.objects.update_or_create(
        territory=batch.territory,
        kind=batch.kind,
        fingerprint=fingerprint(headers),
        defaults={
            "columns": by_header.corrected(choices).to_remember(),
            "updated_by": user,
            "updated_at": now,
        },
    )


def _schema(kind: str, territory: Territory) -> TableSchema:
    return target_of(kind).schema(territory)


def _remembered(
    batch: ImportBatch, location: TableLocation
) -> dict[str, str | None] | None:
    kept = RememberedMapping.objects.filter(
        territory=batch.territory,
        kind=batch.kind,
        fingerprint=fingerprint(location.headers),
    )
    return kept.values_list("columns", flat=True).first()


def _samples(sheet: Sheet, location: TableLocation, index: int) -> list[str]:
    found: list[str] = []
    for row in location.data_rows[:50].tolist():
        cells = sheet.rows[row]
        text = squeeze(cell_text(cells[index])) if index < len(cells) else ""
        text = hide_personal(text)[:SAMPLE_LENGTH]
        if text and text not in found:
            found.append(text)
        if len(found) == SAMPLES:
            break
    return found
