"""More time for one school's form: granted with a reason, taken back with a reason."""

import datetime as dt

from django.db import transaction

from monitoring.enums import FormState
from monitoring.models import WindowSchool
from schools.actions.audit import record
from schools.actions.refusals import demand_permission, refuse
from schools.models import User
from schools.roles import Permission


@transaction.atomic
def extend_form(
    *,
    window_school: WindowSchool,
    extended_to: dt.date,
    reason: str,
    user: User,
    now: dt.datetime,
    today: dt.date,
) -> WindowSchool:
    """Give one school a later last day, or another one; the others stay as they are."""
    row = _locked(window_school, user)
    reason = reason.strip()
    _demand_sense(row, extended_to, reason, today)
    if (row.extended_to, row.extension_reason) == (extended_to, reason):
        return row
    before = {"extended_to": row.extended_to.isoformat()} if row.extended_to else {}
    row.extended_to, row.extension_reason, row.extended_by = extended_to, reason, user
    _save(row)
    record(
        actor=user,
        action="form.extended",
        obj=row,
        now=now,
        before=before,
        after={"extended_to": extended_to.isoformat()},
        reason=reason,
    )
    return row


@transaction.atomic
def take_back_extension(
    *, window_school: WindowSchool, reason: str, user: User, now: dt.datetime
) -> WindowSchool:
    """Let the common days count for the school again."""
    row = _locked(window_school, user)
    if row.extended_to is None:
        message = "Этой школе времени не добавляли."
        raise refuse(message, code="not_extended")
    if not reason.strip():
        message = "Напишите, почему продление снято."
        raise refuse(message, code="no_reason", field="reason")
    before = {"extended_to": row.extended_to.isoformat()}
    row.extended_to, row.extension_reason, row.extended_by = None, "", None
    _save(row)
    record(
        actor=user,
        action="form.extension_taken_back",
        obj=row,
        now=now,
        before=before,
        reason=reason.strip(),
    )
    return row


def _locked(window_school: WindowSchool, user: User) -> WindowSchool:
    demand_permission(user, Permission.MANAGE_MONITORING, window_school)
    rows = WindowSchool.objects.select_for_update(of=("self",))
    related = rows.select_related("window", "school__municipality__parent")
    return related.get(pk=window_school.pk)


def _save(row: WindowSchool) -> None:
    row.save(update_fields=["extended_to", "extension_reason", "extended_by"])
    # Letters about the former day say nothing of the new one.
    row.notices.all().delete()


def _demand_sense(
    row: WindowSchool, extended_to: dt.date, reason: str, today: dt.date
) -> None:
    if not row.window.is_opened:
        raise refuse("Окно ещё не открыто: продлевать нечего.", code="not_opened")
    if row.state == FormState.ACCEPTED:
        message = "Форма уже принята: чтобы школа её исправила, верните форму."
        raise refuse(message, code="accepted")
    if extended_to <= row.window.due_on:
        message = (
            f"Общий срок – {row.window.due_on:%d.%m.%Y}: назовите день позже него."
        )
        raise refuse(message, code="not_later", field="extended_to")
    if extended_to < today:
        raise refuse("Этот день уже прошёл.", code="past", field="extended_to")
    if not reason:
        message = "Напишите, почему школе дано больше времени."
        raise refuse(message, code="no_reason", field="reason")
