"""The way of a form: sent, taken back, returned, accepted, opened again."""

import datetime as dt
from collections.abc import Iterable

from django.core.exceptions import ValidationError
from django.db import transaction

from monitoring.actions.form_letters import write_accepted, write_returned
from monitoring.actions.forms import locked_form
from monitoring.actions.value_writing import mark_stale
from monitoring.counting.gaps import Gap
from monitoring.counting.names import refusal_of
from monitoring.enums import FormState
from monitoring.models import Value, WindowIndicator, WindowSchool
from monitoring.queries.forms import OF_SCHOOL, Sheet, school_sheet
from monitoring.queries.locks import lock_of
from schools.actions.audit import record
from schools.actions.refusals import demand_permission, refuse
from schools.models import User
from schools.roles import Permission


OPEN = (FormState.NOT_STARTED, FormState.DRAFT, FormState.RETURNED)


@transaction.atomic
def submit_form(
    *, window_school: WindowSchool, user: User, now: dt.datetime, today: dt.date
) -> WindowSchool:
    """Send a form in which every cell was decided; an empty one is refused."""
    demand_permission(user, Permission.FILL_FORMS, window_school)
    form = locked_form(window_school)
    lock = lock_of(form, today=today)
    if lock is not None:
        raise refuse(lock.sentence, code="locked")
    if form.state not in OPEN:
        raise refuse("Форма уже отправлена и ждёт проверки.", code="sent")
    sheet = school_sheet(form)
    _demand_ready(sheet)
    form.state = FormState.SUBMITTED
    form.submitted_at, form.submitted_by = now, user
    form.first_submitted_on = form.first_submitted_on or today
    form.is_without_data = sheet.completeness.is_without_data
    form.save()
    record(
        actor=user,
        action="form.submitted",
        obj=form,
        now=now,
        after={"values": sheet.completeness.values, "rows": len(sheet.rows)},
    )
    return form


@transaction.atomic
def take_form_back(
    *, window_school: WindowSchool, user: User, now: dt.datetime, today: dt.date
) -> WindowSchool:
    """Let the school go on writing into a form that nobody has decided on."""
    demand_permission(user, Permission.FILL_FORMS, window_school)
    form = locked_form(window_school)
    _demand_state(form, FormState.SUBMITTED)
    lock = lock_of(form, today=today)
    if lock is not None:
        raise refuse(lock.sentence, code="locked")
    form.state = FormState.DRAFT
    form.save(update_fields=["state"])
    record(actor=user, action="form.taken_back", obj=form, now=now)
    return form


@transaction.atomic
def return_form(
    *, window_school: WindowSchool, comment: str, user: User, now: dt.datetime
) -> WindowSchool:
    """Give a form back to the school with what has to be mended."""
    form = _reviewed(window_school, user)
    _demand_state(form, FormState.SUBMITTED)
    form.state, form.comment = FormState.RETURNED, _words(comment, "comment")
    form.save(update_fields=["state", "comment"])
    record(actor=user, action="form.returned", obj=form, now=now, reason=form.comment)
    write_returned(form=form, now=now)
    return form


@transaction.atomic
def accept_form(
    *, window_school: WindowSchool, user: User, now: dt.datetime
) -> WindowSchool:
    """Accept a form: its values count from now on, and the school cannot change them."""
    form = _reviewed(window_school, user)
    _demand_state(form, FormState.SUBMITTED)
    bare = [row for row, gap in school_sheet(form).gaps if gap is Gap.EVIDENCE]
    if bare:
        names = ", ".join(f"«{row.version.short_title}»" for row in bare)
        message = f"Нет подтверждения: {names}. Верните форму, чтобы школа его дала."
        raise refuse(message, code="no_evidence")
    form.state, form.comment = FormState.ACCEPTED, ""
    form.decided_at, form.decided_by = now, user
    form.save()
    Value.objects.filter(window_school=form).exclude(query_text="").update(
        query_text=""
    )
    mark_stale(window_id=form.window_id, now=now)
    record(actor=user, action="form.accepted", obj=form, now=now)
    write_accepted(form=form, now=now)
    return form


@transaction.atomic
def reopen_form(
    *, window_school: WindowSchool, reason: str, user: User, now: dt.datetime
) -> WindowSchool:
    """Take an accepted form out of the sums and give it back to the school."""
    form = _reviewed(window_school, user)
    _demand_state(form, FormState.ACCEPTED)
    form.state, form.comment = FormState.RETURNED, _words(reason, "reason")
    # The day of acceptance stays: what is changed from now on is marked by it.
    form.save(update_fields=["state", "comment"])
    mark_stale(window_id=form.window_id, now=now)
    record(actor=user, action="form.reopened", obj=form, now=now, reason=form.comment)
    write_returned(form=form, now=now, is_reopened=True)
    return form


@transaction.atomic
def ask_about(
    *,
    window_school: WindowSchool,
    window_indicator: WindowIndicator,
    question: str,
    user: User,
    now: dt.datetime,
) -> Value:
    """Ask the school to look at a value again; an empty question takes the old one back."""
    form = _reviewed(window_school, user)
    if form.state == FormState.ACCEPTED:
        message = "Форма принята: чтобы школа уточнила число, сначала откройте её."
        raise refuse(message, code="accepted")
    asked = form.window.window_indicators.filter(OF_SCHOOL)
    if not asked.filter(pk=window_indicator.pk).exists():
        raise refuse("Такого показателя в форме нет.", code="unknown")
    row, _ = Value.objects.select_for_update().get_or_create(
        window_indicator=window_indicator,
        window_school=form,
        defaults={"window_id": form.window_id, "updated_at": now},
    )
    before, row.query_text = row.query_text, _plain(question, "question")
    if before == row.query_text:
        return row
    row.save(update_fields=["query_text"])
    record(
        actor=user,
        action="value.asked_about" if row.query_text else "value.question_taken_back",
        obj=row,
        now=now,
        before={"question": before} if before else {},
        after={"question": row.query_text} if row.query_text else {},
    )
    return row


def _reviewed(window_school: WindowSchool, user: User) -> WindowSchool:
    demand_permission(user, Permission.MANAGE_MONITORING, window_school)
    return locked_form(window_school)


def _demand_state(form: WindowSchool, state: FormState) -> None:
    if form.state != state:
        message = (
            f"Форма сейчас в состоянии «{form.get_state_display()}»: её успели "
            "изменить. Обновите страницу."
        )
        raise refuse(message, code="state")


def _demand_ready(sheet: Sheet) -> None:
    filled = sheet.completeness
    if not filled.done:
        message = "Форма пуста: заполните показатели или отметьте «нет данных»."
        raise refuse(message, code="empty")
    if sheet.gaps:
        raise ValidationError(
            list(_unready(sheet)),
            code="not_ready",
        )


def _unready(sheet: Sheet) -> Iterable[str]:
    words = {
        Gap.EMPTY: "не заполнено",
        Gap.REASON: "не применимо без пояснения",
        Gap.JUMP: "число резко изменилось, нужно пояснение",
        Gap.EVIDENCE: "нужна ссылка или файл",
    }
    for row, gap in sheet.gaps:
        yield f"«{row.version.short_title}»: {words[gap]}."


def _words(text: str, field: str) -> str:
    plain = _plain(text, field)
    if not plain:
        raise refuse("Напишите школе, что исправить.", code="no_reason", field=field)
    return plain


def _plain(text: str, field: str) -> str:
    refusal = refusal_of(text)
    if refusal is not None:
        raise refuse(refusal, code="name", field=field)
    return text.strip()
