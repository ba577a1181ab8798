"""What came of an occurrence: done, counted, dated, cancelled, taken up again."""

import datetime as dt

from django.db import transaction

from roadmaps.enums import DocumentType, OccurrenceState
from roadmaps.models import Occurrence
from roadmaps.queries.closing import is_closed_by_paper, wanted_types
from schools.actions.audit import record
from schools.actions.refusals import demand_permission, refuse
from schools.models import User
from schools.roles import Permission


# A slip of the pen in a year is farther from the plan than this.
FARTHEST = dt.timedelta(days=366)


@transaction.atomic
def mark_done(
    *,
    occurrence: Occurrence,
    done_on: dt.date,
    user: User,
    now: dt.datetime,
    today: dt.date,
    note: str = "",
    without_document: bool = False,
) -> Occurrence:
    """Close an occurrence with its paper, or openly without one."""
    row = _open(occurrence, user)
    _demand_past(done_on, today)
    has_paper = is_closed_by_paper(row)
    if not has_paper and not without_document:
        raise refuse(_paper_missing(row), code="no_document", field="without_document")
    row.state, row.done_on = OccurrenceState.DONE, done_on
    row.without_document = not has_paper
    row.note = note.strip()
    row.times_done = max(row.times_done, row.times_planned)
    _save(row, user, now, "state", "done_on", "without_document", "note", "times_done")
    record(
        actor=user,
        action="occurrence.done",
        obj=row,
        now=now,
        after={
            "done_on": done_on.isoformat(),
            "without_document": row.without_document,
            "note": row.note,
        },
    )
    return row


@transaction.atomic
def add_times(
    *,
    occurrence: Occurrence,
    user: User,
    now: dt.datetime,
    today: dt.date,
    count: int = 1,
    note: str = "",
) -> Occurrence:
    """Count one more of several, or one less after a mistake.

    The last one closes the occurrence if its paper is there; else a person does.
    """
    row = _open(occurrence, user)
    before = row.times_done
    if before + count < 0:
        raise refuse("Меньше нуля быть не может.", code="negative")
    row.times_done = before + count
    _save(row, user, now, "times_done")
    record(
        actor=user,
        action="occurrence.counted",
        obj=row,
        now=now,
        before={"times_done": before},
        after={"times_done": row.times_done, "times_planned": row.times_planned},
        reason=note.strip(),
    )
    if count > 0 and row.times_done >= row.times_planned and is_closed_by_paper(row):
        return mark_done(
            occurrence=row,
            done_on=today,
            user=user,
            now=now,
            today=today,
            note=note or row.note,
        )
    return row


@transaction.atomic
def cancel(
    *, occurrence: Occurrence, reason: str, user: User, now: dt.datetime
) -> Occurrence:
    """Say that a thing will not be done, and why."""
    row = _open(occurrence, user)
    reason = reason.strip()
    if not reason:
        raise refuse(
            "Напишите, почему мероприятие отменено.", code="no_reason", field="reason"
        )
    row.state, row.cancel_reason = OccurrenceState.CANCELLED, reason
    _save(row, user, now, "state", "cancel_reason")
    record(actor=user, action="occurrence.cancelled", obj=row, now=now, reason=reason)
    return row


@transaction.atomic
def reopen(
    *, occurrence: Occurrence, reason: str, user: User, now: dt.datetime
) -> Occurrence:
    """Take up again what was closed or cancelled; papers and answers stay."""
    row = _locked(occurrence, user)
    if row.state == OccurrenceState.PLANNED:
        raise refuse("Мероприятие и так не закрыто.", code="open")
    reason = reason.strip()
    if not reason:
        raise refuse(
            "Напишите, почему отметка снимается.", code="no_reason", field="reason"
        )
    before = {"state": row.state, "done_on": row.done_on and row.done_on.isoformat()}
    row.state, row.done_on = OccurrenceState.PLANNED, None
    row.without_document, row.cancel_reason = False, ""
    _save(row, user, now, "state", "done_on", "without_document", "cancel_reason")
    record(
        actor=user,
        action="occurrence.reopened",
        obj=row,
        now=now,
        before=before,
        reason=reason,
    )
    return row


@transaction.atomic
def set_dates(
    *,
    occurrence: Occurrence,
    starts_on: dt.date | None,
    due_on: dt.date,
    user: User,
    now: dt.datetime,
) -> Occurrence:
    """Name the days where the wording of the plan leaves them to a person."""
    row = _open(occurrence, user)
    if not row.needs_human:
        message = (
            "Срок назван в дорожной карте: его меняет корректировка с новым приказом."
        )
        raise refuse(message, code="dated_by_plan")
    _demand_sane(row, starts_on, due_on)
    before = _days(row)
    row.starts_on, row.due_on, row.are_dates_named = starts_on, due_on, True
    _save(row, user, now, "starts_on", "due_on", "are_dates_named")
    # Letters about the former day say nothing of the new one.
    row.reminders.all().delete()
    record(
        actor=user,
        action="occurrence.dated",
        obj=row,
        now=now,
        before=before,
        after=_days(row),
    )
    return row


def _open(occurrence: Occurrence, user: User) -> Occurrence:
    """Lock an occurrence that is still to be done; refuse any other, saying why."""
    row = _locked(occurrence, user)
    if row.state == OccurrenceState.DONE:
        message = (
            f"Мероприятие уже отмечено выполненным {row.done_on:%d.%m.%Y}. "
            "Чтобы изменить отметку, сначала снимите её."
        )
        raise refuse(message, code="done")
    if row.state == OccurrenceState.CANCELLED:
        message = f"Мероприятие отменено: {row.cancel_reason}. Сначала верните его."
        raise refuse(message, code="cancelled")
    return row


def _locked(occurrence: Occurrence, user: User) -> Occurrence:
    demand_permission(user, Permission.RECORD_PLANS, occurrence)
    rows = Occurrence.objects.select_for_update(of=("self",))
    return rows.select_related("line__road_map__territory").get(pk=occurrence.pk)


def _save(row: Occurrence, user: User, now: dt.datetime, *fields: str) -> None:
    row.recorded_by, row.recorded_at = user, now
    row.save(update_fields=[*fields, "recorded_by", "recorded_at"])


def _demand_past(done_on: dt.date, today: dt.date) -> None:
    if done_on > today:
        raise refuse("Этот день ещё не наступил.", code="future", field="done_on")


def _demand_sane(row: Occurrence, starts_on: dt.date | None, due_on: dt.date) -> None:
    if starts_on and starts_on > due_on:
        raise refuse(
            "Срок заканчивается раньше, чем начинается.",
            code="backwards",
            field="due_on",
        )
    plan = row.line.road_map
    days = [day for day in (starts_on, due_on) if day]
    if min(days) < plan.starts_on - FARTHEST or max(days) > plan.ends_on + FARTHEST:
        message = (
            "Срок далеко за пределами дорожной карты: она действует с "
            f"{plan.starts_on:%d.%m.%Y} по {plan.ends_on:%d.%m.%Y}."
        )
        raise refuse(message, code="far_away", field="due_on")


def _paper_missing(row: Occurrence) -> str:
    types = [DocumentType(code).label for code in wanted_types(row)]
    what = f"документ ({' или '.join(types)})" if types else "документ"
    if row.evidence.exists():
        return (
            f"Приложен документ другого вида, а по плану нужен {what}. Выберите этот "
            "вид и файл снова или отметьте «без документа»."
        )
    return (
        f"Приложите {what} или отметьте «без документа»: тогда мероприятие будет "
        "выполнено без документа."
    )


def _days(row: Occurrence) -> dict[str, object]:
    return {
        "starts_on": row.starts_on and row.starts_on.isoformat(),
        "due_on": row.due_on and row.due_on.isoformat(),
    }
