"""More time for one school: granted with a reason, taken back with a reason."""

import datetime as dt

from django.db import transaction

from roadmaps.models import DeadlineExtension, ProgrammeDeadline
from schools.actions.audit import record
from schools.actions.refusals import demand_permission, refuse
from schools.models import School, User
from schools.roles import Permission


@transaction.atomic
def extend_for_school(
    *,
    deadline: ProgrammeDeadline,
    school: School,
    due_on: dt.date,
    reason: str,
    user: User,
    now: dt.datetime,
    today: dt.date,
) -> DeadlineExtension:
    """Give one school a later last day, or another one; the others stay as they are."""
    row = _locked(deadline, user)
    demand_permission(user, Permission.MANAGE_PROGRAMMES, school)
    _demand_sense(row, school, due_on, reason, today)
    more = DeadlineExtension.objects.filter(deadline=row, school=school).first()
    if more and (more.due_on, more.reason) == (due_on, reason.strip()):
        return more
    before = {"due_on": more.due_on.isoformat()} if more else {}
    more = more or DeadlineExtension(deadline=row, school=school)
    more.due_on, more.reason = due_on, reason.strip()
    more.granted_by, more.granted_at = user, now
    more.full_clean()
    more.save()
    # Letters about the former day say nothing of the new one.
    row.reminders.filter(school=school).delete()
    record(
        actor=user,
        action="deadline.extended",
        obj=more,
        now=now,
        before=before,
        after={"step": row.get_step_display(), "due_on": due_on.isoformat()},
        reason=more.reason,
    )
    return more


@transaction.atomic
def take_back_extension(
    *, extension: DeadlineExtension, reason: str, user: User, now: dt.datetime
) -> None:
    """Let the common day count for the school again."""
    row = _locked(extension.deadline, user)
    if not reason.strip():
        message = "Напишите, почему продление снято."
        raise refuse(message, code="no_reason", field="reason")
    more = DeadlineExtension.objects.select_related("school__municipality__parent").get(
        pk=extension.pk
    )
    row.reminders.filter(school=more.school).delete()
    record(
        actor=user,
        action="deadline.extension_taken_back",
        obj=more,
        now=now,
        before={"step": row.get_step_display(), "due_on": more.due_on.isoformat()},
        reason=reason.strip(),
    )
    more.delete()


def _locked(deadline: ProgrammeDeadline, user: User) -> ProgrammeDeadline:
    demand_permission(user, Permission.MANAGE_PROGRAMMES, deadline)
    rows = ProgrammeDeadline.objects.select_for_update(of=("self",))
    return rows.select_related("territory__parent", "kind").get(pk=deadline.pk)


def _demand_sense(
    deadline: ProgrammeDeadline,
    school: School,
    due_on: dt.date,
    reason: str,
    today: dt.date,
) -> None:
    if school.municipality_id != deadline.territory_id:
        message = "Это школа другого муниципалитета."
        raise refuse(message, code="foreign", field="school")
    if due_on <= deadline.due_on:
        raise refuse(
            f"Общий срок – {deadline.due_on:%d.%m.%Y}: назовите день позже него.",
            code="not_later",
            field="due_on",
        )
    if due_on < today:
        message = "Этот день уже прошёл."
        raise refuse(message, code="past", field="due_on")
    if not reason.strip():
        message = "Напишите, почему срок продлён."
        raise refuse(message, code="no_reason", field="reason")
