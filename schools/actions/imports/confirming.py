"""What a person decides after the preview: write, give up, start again, take back.

Each action looks at the row under a lock and refuses politely when the import is at
another step, so that a second press of a button changes nothing.
"""

import datetime as dt

from django.core.exceptions import ValidationError
from django.db import transaction

from schools.actions.audit import record
from schools.actions.imports.source import drop_file
from schools.actions.imports.targets import target_of
from schools.actions.jobs import SILENCE, queue_job
from schools.enums import ImportPhase, JobState
from schools.models import ImportBatch, User


@transaction.atomic
def confirm_import(
    *, batch: ImportBatch, skip_errors: bool, user: User, now: dt.datetime
) -> ImportBatch:
    """Queue the writing of what the preview shows."""
    batch = locked(batch)
    if batch.phase != ImportPhase.PREVIEW or batch.state != JobState.DONE:
        raise ValidationError(
            "Эта загрузка уже подтверждена или отменена.", code="not_now"
        )
    if batch.rows_error and not skip_errors:
        raise ValidationError(
            "В таблице есть строки с ошибками. Исправьте файл или выберите"
            " «Загрузить без ошибочных строк».",
            code="not_now",
        )
    if not batch.rows_new + batch.rows_changed:
        raise ValidationError(
            "Записывать нечего: новых и изменённых строк нет.", code="not_now"
        )
    batch.phase = ImportPhase.WRITING
    batch.skip_errors = skip_errors
    queue_job(job=batch, user=user, now=now)
    record(
        actor=user,
        action="import.confirmed",
        obj=batch,
        now=now,
        after={
            "new": batch.rows_new,
            "changed": batch.rows_changed,
            "left_out": batch.rows_error,
        },
    )
    return batch


@transaction.atomic
def cancel_import(*, batch: ImportBatch, user: User, now: dt.datetime) -> ImportBatch:
    """Give up an import that has written nothing; its files are deleted."""
    batch = locked(batch)
    # Not before the commit: what is undone must find its files. Not together with
    # it either: the row names what is still to be deleted if the process dies.
    transaction.on_commit(lambda: drop_files(pk=batch.pk, now=now))
    if batch.phase == ImportPhase.CANCELLED:
        return batch
    waits = {ImportPhase.READING, ImportPhase.MAPPING, ImportPhase.PREVIEW}
    if batch.phase not in waits and not _failed_writing(batch):
        raise ValidationError(
            "Таблица уже записывается: отменить можно после записи.", code="not_now"
        )
    batch.rows.all().delete()
    batch.phase = ImportPhase.CANCELLED
    batch.state, batch.finished_at = JobState.DONE, now
    batch.save()
    record(actor=user, action="import.cancelled", obj=batch, now=now)
    return batch


def drop_files(*, pk: int, now: dt.datetime) -> None:
    """Delete everything that a cancelled import has kept."""
    batch = ImportBatch.objects.get(pk=pk, phase=ImportPhase.CANCELLED)
    for name in ("raw_file", "file", "marked_file"):
        drop_file(batch, name, reason="загрузка отменена", now=now)


@transaction.atomic
def restart_import(*, batch: ImportBatch, user: User, now: dt.datetime) -> ImportBatch:
    """Queue again a job that failed, or whose worker has long been silent."""
    batch = locked(batch)
    if not can_restart(batch, now=now):
        raise ValidationError("Эта работа ещё идёт или уже закончена.", code="not_now")
    queue_job(job=batch, user=user, now=now)
    record(
        actor=user,
        action="import.restarted",
        obj=batch,
        now=now,
        after={"phase": batch.phase},
    )
    return batch


def can_restart(batch: ImportBatch, *, now: dt.datetime) -> bool:
    """Tell whether the job stands still and may be started again."""
    at_work = {ImportPhase.READING, ImportPhase.WRITING, ImportPhase.UNDOING}
    is_refused = batch.phase == ImportPhase.READING and batch.file_id is None
    if batch.phase not in at_work or is_refused:
        return False
    if batch.state == JobState.FAILED:
        return True
    since = batch.heartbeat_at or batch.requested_at
    return batch.is_under_way and since < now - SILENCE


@transaction.atomic
def ask_undo(
    *, batch: ImportBatch, reason: str, user: User, now: dt.datetime
) -> ImportBatch:
    """Queue the undo of a written import, unless something rests on it."""
    batch = locked(batch)
    if batch.phase != ImportPhase.WRITTEN:
        raise ValidationError(
            "Эта загрузка не записана или уже отменена.", code="not_now"
        )
    blockers = target_of(batch.kind).undo_blockers(batch)
    if blockers:
        raise ValidationError(" ".join(blockers), code="not_now")
    batch.phase = ImportPhase.UNDOING
    queue_job(job=batch, user=user, now=now)
    record(actor=user, action="import.undo_asked", obj=batch, now=now, reason=reason)
    return batch


def locked(batch: ImportBatch) -> ImportBatch:
    """Return the row as it is now, held till the end of the transaction."""
    return ImportBatch.objects.select_for_update(of=("self",)).get(pk=batch.pk)


def _failed_writing(batch: ImportBatch) -> bool:
    return batch.phase == ImportPhase.WRITING and batch.state == JobState.FAILED
