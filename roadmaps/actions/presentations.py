"""Presentations of a programme: which version was shown where, and what came of it."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction

from roadmaps.models import Presentation, Programme, ProgrammeVersion
from roadmaps.policies import may_correct, may_present
from schools.actions.audit import record
from schools.actions.refusals import ChangedMeanwhileError, refuse
from schools.models import User
from schools.queries.versions import differences, fingerprint, plain_values


FIELDS = ("version", "occasion", "held_on", "place", "outcome", "next_step")
# The same form sent twice makes one record.
DOUBLE_CLICK = dt.timedelta(seconds=60)


@transaction.atomic
def record_presentation(
    *,
    programme: Programme,
    values: Mapping[str, Any],
    user: User,
    now: dt.datetime,
    today: dt.date,
) -> Presentation:
    """Add an event to the programme's history."""
    if not may_present(user=user, programme=programme):
        raise PermissionDenied
    row = Programme.objects.select_for_update(of=("self",)).get(pk=programme.pk)
    _demand_sound(row, values, user, today)
    same = row.presentations.filter(
        occasion=values["occasion"], held_on=values["held_on"]
    ).first()
    if same is not None:
        return _same_or_refuse(same, user, now)
    presentation = Presentation(programme=row, recorded_by=user, recorded_at=now)
    _write(presentation, values)
    record(
        actor=user,
        action="presentation.recorded",
        obj=presentation,
        now=now,
        after=_said(presentation),
    )
    return presentation


@transaction.atomic
def change_presentation(
    *,
    presentation: Presentation,
    values: Mapping[str, Any],
    seen: str,
    user: User,
    now: dt.datetime,
    today: dt.date,
) -> Presentation:
    """Correct an event; what another person wrote meanwhile is shown, not covered."""
    rows = Presentation.objects.select_for_update(of=("self",))
    row = rows.select_related("programme__school__municipality", "version").get(
        pk=presentation.pk
    )
    if not may_correct(user=user, presentation=row):
        raise PermissionDenied
    if seen != fingerprint(row, FIELDS):
        raise ChangedMeanwhileError(row)
    _demand_sound(row.programme, values, user, today, known=row.version)
    _demand_no_other(row, values)
    before = _said(row)
    _write(row, values)
    before, after = differences(before, _said(row))
    if after:
        record(
            actor=user,
            action="presentation.changed",
            obj=row,
            now=now,
            before=before,
            after=after,
        )
    return row


def _write(row: Presentation, values: Mapping[str, Any]) -> None:
    for name in FIELDS:
        value = values[name]
        setattr(row, name, value.strip() if isinstance(value, str) else value)
    row.full_clean()
    row.save()


def _said(row: Presentation) -> dict[str, object]:
    """Return what the trail keeps: the version by its number."""
    return plain_values(row, FIELDS) | {"version": row.version.number}


def _demand_sound(
    programme: Programme,
    values: Mapping[str, Any],
    user: User,
    today: dt.date,
    known: ProgrammeVersion | None = None,
) -> None:
    """Refuse a day ahead, and a version that is not there for this person."""
    if values["held_on"] > today:
        message = "Этот день ещё не наступил: событие записывают, когда оно прошло."
        raise refuse(message, code="future", field="held_on")
    seen = ProgrammeVersion.objects.visible_to(user).filter(programme=programme)
    version = values["version"]
    if version != known and not seen.filter(pk=version.pk).exists():
        message = "Выберите версию этой программы."
        raise refuse(message, code="foreign_version", field="version")


def _demand_no_other(row: Presentation, values: Mapping[str, Any]) -> None:
    others = Presentation.objects.filter(
        programme=row.programme_id,
        occasion=values["occasion"],
        held_on=values["held_on"],
    )
    if others.exclude(pk=row.pk).exists():
        raise refuse(_twice(), code="same", field="held_on")


def _same_or_refuse(same: Presentation, user: User, now: dt.datetime) -> Presentation:
    if same.recorded_by_id == user.pk and now - same.recorded_at <= DOUBLE_CLICK:
        return same
    raise refuse(_twice(), code="same", field="held_on")


def _twice() -> str:
    return (
        "Это событие в этот день уже записано: исправьте его запись на странице "
        "программы."
    )
