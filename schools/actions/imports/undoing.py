"""Takes a written import back: previous values return, later changes stay.

A row that another import or a person changed afterwards is left as it is and listed.
When a calculation or a decision rests on the data, nothing is taken back.
"""

import datetime as dt
from collections.abc import Sequence

from django.db import transaction

from schools.actions.audit import record
from schools.actions.imports.attempts import Attempt
from schools.actions.imports.targets import (
    ImportTarget,
    KeptRow,
    StagedRow,
    target_of,
)
from schools.actions.imports.writing import hold_region, staged_rows
from schools.enums import ImportPhase, JobState
from schools.models import ImportBatch


STAGES = 2
CHANGED_LATER = "значения изменили после этой загрузки"
# Enough for a person to look through; the rest is counted.
MOST_LISTED = 1_000


def undo_rows(attempt: Attempt) -> None:
    """Put back what stood there before the import."""
    target = target_of(attempt.batch.kind)
    attempt.advance("Готовим строки", 0, STAGES)
    rows = staged_rows(attempt.batch)
    attempt.advance("Возвращаем прежние значения", 1, STAGES)
    with transaction.atomic():
        batch = attempt.lock()
        hold_region(batch.territory)
        now = attempt.clock()
        blockers = target.undo_blockers(batch)
        if blockers:
            _refuse(batch, attempt, blockers)
            return
        kept = take_back(batch, target, rows, now)
        batch.undo_kept = [
            {"number": row.number, "label": row.label, "reason": row.reason}
            for row in kept[:MOST_LISTED]
        ]
        batch.totals = {**batch.totals, "kept": len(kept)}
        batch.phase, batch.undone_at = ImportPhase.UNDONE, now
        _finish(batch, attempt)
        record(
            actor=batch.requested_by,
            action="import.undone",
            obj=batch,
            now=now,
            after={"taken_back": len(rows) - len(kept), "kept": len(kept)},
        )


def take_back(
    batch: ImportBatch,
    target: ImportTarget,
    rows: Sequence[StagedRow],
    now: dt.datetime,
) -> list[KeptRow]:
    """Put back all rows that are as this import left them; return the others."""
    ours: list[StagedRow] = []
    kept: list[KeptRow] = []
    for row, current in zip(rows, target.standing(rows), strict=True):
        if target.wrote(batch=batch, row=row, current=current):
            ours.append(row)
        else:
            kept.append(KeptRow(row.number, row.label, CHANGED_LATER))
    kept += target.take_back(rows=ours, user=batch.requested_by, now=now)
    return sorted(kept, key=lambda row: row.number)


def _refuse(batch: ImportBatch, attempt: Attempt, blockers: list[str]) -> None:
    """Go back to «written»: a calculation was made while the undo waited."""
    batch.phase = ImportPhase.WRITTEN
    _finish(batch, attempt)
    batch.error_code, batch.error_detail = "undo_refused", " ".join(blockers)
    batch.save(update_fields=["error_code", "error_detail"])


def _finish(batch: ImportBatch, attempt: Attempt) -> None:
    batch.state, batch.finished_at = JobState.DONE, attempt.clock()
    batch.stage, batch.steps_done, batch.steps_total = "", STAGES, STAGES
    batch.save()
