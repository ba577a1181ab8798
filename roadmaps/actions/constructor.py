"""The constructor's fields are saved here, one by one, and nothing is overwritten."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from django.db import transaction

from roadmaps.constructor import (
    Field,
    FieldKind,
    TooMuchError,
    Value,
    field_of,
    stored_value,
    targets_in,
    typed_value,
)
from roadmaps.models import Programme, ProgrammeField, RiskFactor, SchoolTarget
from roadmaps.policies import OPEN_TO_VERSIONS
from roadmaps.presenters.constructor_tables import live_table
from schools.actions.audit import record
from schools.actions.refusals import ChangedMeanwhileError, demand_permission, refuse
from schools.models import User
from schools.roles import Permission


@transaction.atomic
def save_field(
    *,
    programme: Programme,
    key: str,
    value: object,
    revision: int,
    user: User,
    now: dt.datetime,
) -> ProgrammeField:
    """Save one field; `revision` is the one that the writer has read, 0 for none.

    The same value again changes nothing. A value on top of a revision that the
    writer has not seen raises `ChangedMeanwhileError` with what stands there.
    """
    programme = locked_draft(programme, user)
    field = _typed_field(key)
    try:
        typed = typed_value(field, value)
    except TooMuchError as error:
        raise refuse(str(error), code="too_much") from error
    if field.kind is FieldKind.FACTORS:
        _demand_known(typed)
    return _written(programme, field, typed, revision, user, now)


@transaction.atomic
def fill_table(
    *, programme: Programme, key: str, revision: int, user: User, now: dt.datetime
) -> ProgrammeField:
    """Freeze a table of the school's numbers into the draft, with the moment."""
    programme = locked_draft(programme, user)
    field = field_of(key)
    if field is None or field.kind is not FieldKind.TABLE:
        raise refuse("Такой таблицы в программе нет.", code="unknown")
    table = live_table(key, programme.school)
    if not table["rows"]:
        message = "На портале пока нет таких данных вашей школы: опишите их словами."
        raise refuse(message, code="no_data")
    table = {**table, "frozen_at": now.isoformat()}
    return _written(programme, field, table, revision, user, now)


@transaction.atomic
def targets_from_content(
    *, programme: Programme, content: Mapping[str, object]
) -> list[SchoolTarget]:
    """Make a version's indicators the school's own; earlier ones give way.

    Part of the approval, which writes the trail. A version that was uploaded has no
    content, and so no targets.
    """
    found = targets_in(
        content, starts_on=programme.starts_on, ends_on=programme.ends_on
    )
    programme.targets.all().delete()
    return SchoolTarget.objects.bulk_create(
        SchoolTarget(
            programme=programme,
            position=position,
            title=target.title[:500],
            unit=target.unit[:60],
            baseline=target.baseline,
            targets={str(year): str(value) for year, value in target.by_year},
            source=target.source[:300],
            responsible=target.responsible[:300],
        )
        for position, target in enumerate(found)
    )


def locked_draft(programme: Programme, user: User) -> Programme:
    """Lock a programme that the person writes in the constructor; refuse any other."""
    demand_permission(user, Permission.WRITE_PROGRAMME, programme)
    row = (
        Programme.objects.select_for_update(of=("self",))
        .select_related("school__municipality", "kind")
        .get(pk=programme.pk)
    )
    if not row.kind.has_constructor:
        message = "Документ этого вида загружают файлом, конструктора для него нет."
        raise refuse(message, code="no_constructor")
    if row.state not in OPEN_TO_VERSIONS:
        message = (
            f"Программа {row.get_state_display()}: текст меняют в черновике или "
            "в возвращённой программе. Скопируйте то, что написали, в свой файл."
        )
        raise refuse(message, code="not_writable")
    return row


def _typed_field(key: str) -> Field:
    field = field_of(key)
    if field is None or field.kind is FieldKind.TABLE:
        raise refuse("Такого поля в программе нет.", code="unknown")
    return field


def _demand_known(codes: Value) -> None:
    known = set(RiskFactor.objects.values_list("code", flat=True))
    if set(codes) - known:
        raise refuse("Выберите факторы из перечня.", code="unknown_factor")


def _written(
    programme: Programme,
    field: Field,
    value: Value,
    revision: int,
    user: User,
    now: dt.datetime,
) -> ProgrammeField:
    row = ProgrammeField.objects.filter(programme=programme, key=field.key).first()
    if row is None:
        row = ProgrammeField(programme=programme, key=field.key, revision=0)
    held = stored_value(field, row.value) if row.revision else stored_value(field, None)
    if held == value:
        return row
    if row.revision != revision:
        raise ChangedMeanwhileError(row)
    row.value, row.saved_by, row.saved_at = value, user, now
    row.revision += 1
    row.save()
    if not programme.in_constructor:
        programme.in_constructor = True
        programme.save(update_fields=["in_constructor"])
    record(
        actor=user,
        action="programme.field_saved",
        obj=row,
        now=now,
        after=_trace(field, row),
    )
    return row


def _trace(field: Field, row: ProgrammeField) -> dict[str, Any]:
    """Say which field and how much: the words themselves stand in the field."""
    size = len(row.value)
    unit = {FieldKind.ROWS: "rows", FieldKind.FACTORS: "items"}
    trace: dict[str, Any] = {"title": field.title, "revision": row.revision}
    if field.kind is not FieldKind.TABLE:
        trace[unit.get(field.kind, "characters")] = size
    return trace
