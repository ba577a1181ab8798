"""Writes what the preview showed: one transaction, read back before it is kept.

Imports into one region wait for each other. What stood in the database at the preview
is compared with what stands there now; a difference stops the writing, because the
person agreed to something else.
"""

from collections.abc import Sequence

from django.db import transaction

from schools.actions.audit import record
from schools.actions.imports.attempts import Attempt, CannotGoOn
from schools.actions.imports.targets import ImportTarget, StagedRow, Total, target_of
from schools.enums import ImportPhase, JobState, RowState
from schools.models import ImportBatch, Territory


STALE = (
    "Пока таблица ждала, данные портала изменились, и проверка устарела. Ничего не"
    " записано. Запустите проверку ещё раз."
)
STAGES = 3


def write_rows(attempt: Attempt) -> None:
    """Write the new and changed rows of the preview, or nothing."""
    target = target_of(attempt.batch.kind)
    attempt.advance("Готовим строки к записи", 0, STAGES)
    rows = staged_rows(attempt.batch)
    attempt.advance("Записываем и сверяем суммы", 1, STAGES)
    with transaction.atomic():
        batch = attempt.lock()
        hold_region(batch.territory)
        if target.standing(rows) != [row.before for row in rows]:
            raise CannotGoOn("stale", STALE, phase=ImportPhase.READING)
        now = attempt.clock()
        target.write(batch=batch, rows=rows, now=now)
        totals = verified_totals(batch, target, rows)
        batch.totals = {**batch.totals, "written": totals}
        batch.phase, batch.written_at = ImportPhase.WRITTEN, now
        batch.state, batch.finished_at = JobState.DONE, attempt.clock()
        batch.stage, batch.steps_done, batch.steps_total = "", STAGES, STAGES
        batch.save()
        record(
            actor=batch.requested_by,
            action="import.written",
            obj=batch,
            now=now,
            after={
                "kind": batch.kind,
                "new": batch.rows_new,
                "changed": batch.rows_changed,
                "left_out": batch.rows_error,
                "totals": totals,
            },
        )


def staged_rows(batch: ImportBatch) -> list[StagedRow]:
    """Return the rows that change something, in the order of the file."""
    waiting = batch.rows.filter(state__in=[RowState.NEW, RowState.CHANGED])
    fields = ("number", "label", "values", "before")
    return [
        StagedRow(*row)
        for row in waiting.order_by("number").values_list(*fields).iterator(5_000)
    ]


def hold_region(territory: Territory) -> None:
    """Make other imports into the region wait till the end of the transaction."""
    region = territory.parent_id or territory.pk
    # The key itself need not change, so schools can be added meanwhile.
    list(Territory.objects.select_for_update(no_key=True).filter(pk=region))


def verified_totals(
    batch: ImportBatch, target: ImportTarget, rows: Sequence[StagedRow]
) -> list[dict[str, object]]:
    """Read the written rows back; stop, and so undo everything, when they differ."""
    totals = target.verify(batch=batch, rows=rows)
    wrong = [total for total in totals if not total.agrees]
    if wrong:
        raise CannotGoOn("totals_differ", _difference(wrong[0]))
    return [
        {"code": t.code, "title": t.title, "expected": t.expected, "stored": t.stored}
        for t in totals
    ]


def _difference(total: Total) -> str:
    return (
        f"Записанное не сошлось с файлом: «{total.title}» в файле {total.expected:g},"
        f" в базе {total.stored:g}. Запись отменена целиком, данные не изменены."
        " Сообщите администратору номер загрузки."
    )
