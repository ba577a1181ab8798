"""Kinds of documents: added, renamed, retired. Data, not code."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.db.models import Max

from roadmaps.models import ProgrammeKind
from schools.actions.audit import record
from schools.actions.refusals import demand_permission, refuse
from schools.models import Territory, User
from schools.queries.versions import differences, plain_values
from schools.roles import Permission


EDITABLE = ("name", "short_name", "hint")


@transaction.atomic
def add_kind(
    *,
    territory: Territory | None,
    values: Mapping[str, str],
    user: User,
    now: dt.datetime,
) -> ProgrammeKind:
    """Add a kind of a municipality; a common one (`territory` empty) everywhere.

    Common ones belong to whoever has the right in the whole portal.
    """
    demand_permission(user, Permission.MANAGE_PROGRAMMES, _place(territory))
    if territory is not None and territory.is_region:
        raise refuse("Выберите муниципалитет.", code="region", field="territory")
    # The next number is taken by one person at a time.
    list(ProgrammeKind.objects.select_for_update().values_list("pk", flat=True))
    last = ProgrammeKind.objects.aggregate(pk=Max("pk"), position=Max("position"))
    kind = ProgrammeKind(
        territory=territory,
        code=f"own_{(last['pk'] or 0) + 1}",
        position=(last["position"] or 0) + 1,
    )
    _write(kind, values)
    kind.save()
    record(
        actor=user,
        action="programme_kind.added",
        obj=kind,
        now=now,
        after=plain_values(kind, EDITABLE),
    )
    return kind


@transaction.atomic
def change_kind(
    *, kind: ProgrammeKind, values: Mapping[str, str], user: User, now: dt.datetime
) -> ProgrammeKind:
    """Rename a kind or say better what should be in it; its documents stay."""
    row = _locked(kind, user)
    before = plain_values(row, EDITABLE)
    _write(row, values)
    before, after = differences(before, plain_values(row, EDITABLE))
    if after:
        row.save()
        record(
            actor=user,
            action="programme_kind.changed",
            obj=row,
            now=now,
            before=before,
            after=after,
        )
    return row


@transaction.atomic
def retire_kind(
    *, kind: ProgrammeKind, reason: str, user: User, now: dt.datetime
) -> ProgrammeKind:
    """Let nobody begin such a document any more; those that there are go on."""
    row = _locked(kind, user)
    if not row.is_active:
        return row
    if not reason.strip():
        message = "Напишите, почему вид больше не нужен."
        raise refuse(message, code="no_reason", field="reason")
    return _switched(row, user, now, is_active=False, reason=reason.strip())


@transaction.atomic
def restore_kind(*, kind: ProgrammeKind, user: User, now: dt.datetime) -> ProgrammeKind:
    """Take a retired kind into use again."""
    row = _locked(kind, user)
    if row.is_active:
        return row
    return _switched(row, user, now, is_active=True, reason="")


def _switched(
    row: ProgrammeKind, user: User, now: dt.datetime, *, is_active: bool, reason: str
) -> ProgrammeKind:
    row.is_active = is_active
    row.save(update_fields=["is_active"])
    record(
        actor=user,
        action="programme_kind.restored" if is_active else "programme_kind.retired",
        obj=row,
        now=now,
        reason=reason,
    )
    return row


def _locked(kind: ProgrammeKind, user: User) -> ProgrammeKind:
    demand_permission(user, Permission.MANAGE_PROGRAMMES, kind)
    rows = ProgrammeKind.objects.select_for_update(of=("self",))
    return rows.select_related("territory__parent").get(pk=kind.pk)


def _place(territory: Territory | None) -> Any:
    """Return what the right is asked for: the municipality, or a kind of nowhere."""
    return territory if territory is not None else ProgrammeKind()


def _write(kind: ProgrammeKind, values: Mapping[str, str]) -> None:
    for name in EDITABLE:
        if name in values:
            text = values[name]
            plain = text.strip() if name == "hint" else " ".join(text.split())
            setattr(kind, name, plain)
    if not kind.name:
        raise refuse("Напишите название.", code="no_name", field="name")
    kind.short_name = kind.short_name or kind.name[:60]
    same = ProgrammeKind.objects.filter(
        territory=kind.territory, name__iexact=kind.name
    ).exclude(pk=kind.pk)
    if same.exists():
        message = "Такой вид документа уже есть."
        raise refuse(message, code="same", field="name")
    kind.full_clean()
