"""What a school answers for the things that concern it."""

import datetime as dt

from django.core.exceptions import PermissionDenied
from django.db import transaction

from roadmaps.actions.recording_papers import may_answer_for
from roadmaps.enums import OccurrenceState
from roadmaps.models import Occurrence, SchoolAnswer
from roadmaps.queries.closing import is_answered_by_paper
from schools.actions.audit import record
from schools.actions.refusals import refuse
from schools.models import User


@transaction.atomic
def answer_for_school(
    *,
    answer: SchoolAnswer,
    done_on: dt.date,
    user: User,
    now: dt.datetime,
    today: dt.date,
    note: str = "",
    without_document: bool = False,
) -> SchoolAnswer:
    """Say that a school has done its part, with its paper or openly without one.

    The occurrence stays open: that all have answered is for the department to judge.
    """
    row = _open(answer, user)
    if done_on > today:
        raise refuse("Этот день ещё не наступил.", code="future", field="done_on")
    has_paper = is_answered_by_paper(row)
    if not has_paper and not without_document:
        raise refuse(
            "Приложите документ школы или отметьте «без документа».",
            code="no_document",
            field="without_document",
        )
    before = _said(row)
    row.done_on, row.note = done_on, note.strip()
    row.without_document = not has_paper
    _save(row, user, now)
    record(
        actor=user,
        action="plan_answer.given",
        obj=row,
        now=now,
        before=before,
        after=_said(row),
    )
    return row


@transaction.atomic
def take_back_answer(
    *, answer: SchoolAnswer, reason: str, user: User, now: dt.datetime
) -> SchoolAnswer:
    """Take a school's answer back; its papers stay."""
    row = _open(answer, user)
    if row.done_on is None:
        raise refuse("Ответа ещё не было.", code="no_answer")
    reason = reason.strip()
    if not reason:
        raise refuse(
            "Напишите, почему ответ снимается.", code="no_reason", field="reason"
        )
    before = _said(row)
    row.done_on, row.without_document = None, False
    _save(row, user, now)
    record(
        actor=user,
        action="plan_answer.taken_back",
        obj=row,
        now=now,
        before=before,
        after=_said(row),
        reason=reason,
    )
    return row


def _open(answer: SchoolAnswer, user: User) -> SchoolAnswer:
    """Lock an answer that may still change; refuse any other, saying why."""
    if not may_answer_for(user, answer.school):
        raise PermissionDenied
    occurrence = Occurrence.objects.select_for_update().get(pk=answer.occurrence_id)
    if occurrence.state == OccurrenceState.DONE:
        message = (
            f"Мероприятие закрыто {occurrence.done_on:%d.%m.%Y}, ответы больше не "
            "меняются. Открыть его может координатор муниципалитета."
        )
        raise refuse(message, code="done")
    if occurrence.state == OccurrenceState.CANCELLED:
        raise refuse(
            f"Мероприятие отменено: {occurrence.cancel_reason}.", code="cancelled"
        )
    rows = SchoolAnswer.objects.select_for_update(of=("self",))
    return rows.select_related("school__municipality", "occurrence").get(pk=answer.pk)


def _save(row: SchoolAnswer, user: User, now: dt.datetime) -> None:
    row.answered_by, row.answered_at = user, now
    row.save(
        update_fields=[
            *("done_on", "note", "without_document"),
            *("answered_by", "answered_at"),
        ]
    )


def _said(row: SchoolAnswer) -> dict[str, object]:
    return {
        "done_on": row.done_on and row.done_on.isoformat(),
        "without_document": row.without_document,
        "note": row.note,
    }
