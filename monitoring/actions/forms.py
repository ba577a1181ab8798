"""Filling a form: cells are saved one by one, and nothing is overwritten."""

import datetime as dt

from django.core.files import File
from django.db import transaction

from monitoring.actions.value_writing import write_value
from monitoring.counting import Cell
from monitoring.enums import FormState
from monitoring.models import Value, WindowIndicator, WindowSchool
from monitoring.queries.cells import cell_of
from monitoring.queries.forms import (
    OF_OFFICE,
    OF_SCHOOL,
    school_forms,
    writing_lock,
)
from schools.actions.audit import record
from schools.actions.files import discard_file, store_file
from schools.actions.refusals import (
    ChangedMeanwhileError,
    demand_permission,
    refuse,
)
from schools.enums import FilePurpose
from schools.models import User
from schools.roles import Permission


# A link of any other kind would run or open something on the reader's computer.
WEB = ("http://", "https://")
LONGEST_ADDRESS = 1000


@transaction.atomic
def save_cell(
    *,
    window_indicator: WindowIndicator,
    window_school: WindowSchool | None,
    cell: Cell,
    revision: int,
    user: User,
    now: dt.datetime,
    today: dt.date,
    evidence_address: str | None = None,
    reason: str = "",
) -> Value | None:
    """Save one cell; `revision` is the one that the writer has read, 0 for none.

    The same content again changes nothing. Another content on top of a revision that
    the writer has not seen raises `ChangedMeanwhileError` with what stands there.
    Without a school the cell is the municipality's own. An address of None stays.
    """
    form = _writable(window_indicator, window_school, user, today)
    value = _held(window_indicator, form)
    address = _address(evidence_address, value)
    if cell_of(value) == cell and address == (value.evidence_address if value else ""):
        return value
    if value is not None and value.revision != revision:
        raise ChangedMeanwhileError(value)
    if value is not None and value.query_text and form is not None:
        # The answer stays beside the question in the history.
        reason = f"Уточнение. Вопрос координатора: {value.query_text}"
    row, _ = write_value(
        window_indicator=window_indicator,
        window_school=form,
        cell=cell,
        user=user,
        now=now,
        reason=reason,
    )
    if row.evidence_address != address or (row.query_text and form is not None):
        if row.evidence_address != address:
            row.revision += 1
        row.evidence_address, row.query_text = address, ""
        row.updated_at, row.updated_by = now, user
        row.save()
    _begin(form)
    return row


@transaction.atomic
def attach_evidence(
    *,
    window_indicator: WindowIndicator,
    window_school: WindowSchool | None,
    upload: File,
    content_type: str,
    user: User,
    now: dt.datetime,
    today: dt.date,
) -> Value:
    """Keep a file beside a value; an earlier one gives way.

    `content_type` is what the content was found to be, not what a browser says.
    """
    form = _writable(window_indicator, window_school, user, today)
    stored = store_file(
        upload=upload,
        purpose=FilePurpose.EVIDENCE,
        original_name=upload.name or "файл",
        content_type=content_type,
        territory=None if form else window_indicator.window.territory,
        school=form.school if form else None,
        user=user,
        now=now,
    )
    row = _row_for(window_indicator, form, now)
    earlier = row.evidence_file
    row.evidence_file, row.updated_at, row.updated_by = stored, now, user
    row.revision += 1
    row.save()
    if earlier is not None:
        discard_file(stored=earlier, user=user, reason="Заменён новым файлом.", now=now)
    _begin(form)
    record(
        actor=user,
        action="value.evidence_added",
        obj=row,
        now=now,
        after={"file": stored.original_name},
    )
    return row


@transaction.atomic
def remove_evidence(
    *,
    window_indicator: WindowIndicator,
    window_school: WindowSchool | None,
    user: User,
    now: dt.datetime,
    today: dt.date,
) -> None:
    """Take the file away from a value."""
    form = _writable(window_indicator, window_school, user, today)
    row = _held(window_indicator, form)
    if row is None or row.evidence_file is None:
        raise refuse("Файла у этого показателя уже нет.", code="no_file")
    stored, row.evidence_file = row.evidence_file, None
    row.updated_at, row.updated_by = now, user
    row.revision += 1
    row.save()
    record(
        actor=user,
        action="value.evidence_removed",
        obj=row,
        now=now,
        before={"file": stored.original_name},
    )
    discard_file(stored=stored, user=user, reason="Убран из формы.", now=now)


def note_refused_write(
    *, window_school: WindowSchool, user: User, now: dt.datetime, reason: str
) -> None:
    """Leave a trace of an attempt to write into a closed form."""
    record(
        actor=user,
        action="form.write_refused",
        obj=window_school,
        now=now,
        reason=reason,
        is_refusal=True,
    )


def _writable(
    window_indicator: WindowIndicator,
    window_school: WindowSchool | None,
    user: User,
    today: dt.date,
) -> WindowSchool | None:
    """Lock what is written into and refuse whoever may not write there."""
    places = WindowIndicator.objects.filter(pk=window_indicator.pk)
    if window_school is None:
        window = window_indicator.window
        demand_permission(user, Permission.MANAGE_MONITORING, window)
        if not window.is_opened:
            raise refuse("Окно ещё не открыто.", code="locked")
        _demand_asked(places.filter(OF_OFFICE).exists())
        return None
    demand_permission(user, Permission.FILL_FORMS, window_school)
    form = locked_form(window_school)
    lock = writing_lock(form, today=today)
    if lock is not None:
        raise refuse(lock.sentence, code="locked")
    _demand_asked(places.filter(OF_SCHOOL, window=form.window_id).exists())
    return form


def locked_form(window_school: WindowSchool) -> WindowSchool:
    """Lock the row of a form until the end of the transaction."""
    return school_forms().select_for_update(of=("self",)).get(pk=window_school.pk)


def _demand_asked(is_asked: bool) -> None:
    if not is_asked:
        raise refuse("Такого показателя в форме нет.", code="unknown")


def _held(window_indicator: WindowIndicator, form: WindowSchool | None) -> Value | None:
    rows = Value.objects.select_for_update(of=("self",)).filter(
        window_indicator=window_indicator, window_school=form
    )
    return rows.select_related("updated_by", "evidence_file").first()


def _row_for(
    window_indicator: WindowIndicator, form: WindowSchool | None, now: dt.datetime
) -> Value:
    row, _ = Value.objects.select_for_update().get_or_create(
        window_indicator=window_indicator,
        window_school=form,
        defaults={"window_id": window_indicator.window_id, "updated_at": now},
    )
    return row


def _address(given: str | None, value: Value | None) -> str:
    held = value.evidence_address if value else ""
    if given is None or given.strip() == held:
        return held
    address = given.strip()
    if address and not address.lower().startswith(WEB):
        raise refuse("Ссылка начинается с http:// или https://.", code="not_web")
    if len(address) > LONGEST_ADDRESS:
        message = f"Ссылка длиннее {LONGEST_ADDRESS} знаков: дайте короткую."
        raise refuse(message, code="too_long")
    return address


def _begin(form: WindowSchool | None) -> None:
    if form is not None and form.state == FormState.NOT_STARTED:
        form.state = FormState.DRAFT
        form.save(update_fields=["state"])
