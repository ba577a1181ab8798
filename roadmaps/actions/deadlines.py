"""Last days of the steps of programmes: named, changed, taken back."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from django.db import transaction

from roadmaps.enums import DeadlineStep
from roadmaps.models import ProgrammeDeadline, ProgrammeKind
from roadmaps.workflow.cycles import cycle_of, day_in
from schools.actions.audit import record
from schools.actions.refusals import demand_permission, refuse
from schools.models import Territory, User
from schools.queries.versions import differences, plain_values
from schools.roles import Permission


EDITABLE = ("due_on", "closes", "note")
# A day that is years away from its school year is a slip of the pen.
YEARS_AROUND = 1


@transaction.atomic
def set_deadline(
    *,
    territory: Territory,
    kind: ProgrammeKind,
    step: str,
    year: int,
    due_on: dt.date,
    closes: bool,
    note: str,
    user: User,
    now: dt.datetime,
) -> ProgrammeDeadline:
    """Name the last day of a step for a kind and a school year."""
    demand_permission(user, Permission.MANAGE_PROGRAMMES, territory)
    _demand_place(territory, kind)
    deadline = ProgrammeDeadline(
        territory=territory,
        kind=kind,
        step=step,
        year=year,
        due_on=due_on,
        closes=closes,
        note=note.strip(),
        created_by=user,
        created_at=now,
    )
    _demand_near(deadline)
    deadline.full_clean()
    deadline.save()
    record(
        actor=user,
        action="deadline.set",
        obj=deadline,
        now=now,
        after={"year": year, **plain_values(deadline, EDITABLE)},
    )
    return deadline


@transaction.atomic
def set_standard_deadlines(
    *,
    territory: Territory,
    kind: ProgrammeKind,
    year: int,
    cycle: str,
    user: User,
    now: dt.datetime,
) -> list[ProgrammeDeadline]:
    """Name the days of a cycle at once; a step that has its day keeps it."""
    demand_permission(user, Permission.MANAGE_PROGRAMMES, territory)
    chosen = cycle_of(cycle)
    if chosen is None:
        raise refuse("Выберите, какие сроки назначить.", code="cycle", field="cycle")
    # Two people at once would name the same days twice.
    Territory.objects.select_for_update(of=("self",)).get(pk=territory.pk)
    rows = ProgrammeDeadline.objects.filter(territory=territory, kind=kind, year=year)
    named = set(rows.values_list("step", flat=True))
    return [
        set_deadline(
            territory=territory,
            kind=kind,
            step=item.step,
            year=year,
            due_on=day_in(item, year),
            closes=item.closes,
            note="",
            user=user,
            now=now,
        )
        for item in chosen.days
        if item.step not in named
    ]


@transaction.atomic
def change_deadline(
    *,
    deadline: ProgrammeDeadline,
    values: Mapping[str, Any],
    user: User,
    now: dt.datetime,
) -> ProgrammeDeadline:
    """Move the day, open or close the window, explain it to schools."""
    row = _locked(deadline, user)
    before = plain_values(row, EDITABLE)
    for name in EDITABLE:
        if name in values:
            setattr(row, name, values[name])
    row.note = row.note.strip()
    _demand_near(row)
    row.full_clean()
    before, after = differences(before, plain_values(row, EDITABLE))
    if not after:
        return row
    row.save()
    if "due_on" in after:
        # Letters about the former day say nothing of the new one.
        row.reminders.all().delete()
    record(
        actor=user,
        action="deadline.changed",
        obj=row,
        now=now,
        before=before,
        after=after,
    )
    return row


@transaction.atomic
def remove_deadline(
    *, deadline: ProgrammeDeadline, reason: str, user: User, now: dt.datetime
) -> None:
    """Take a deadline back with what was granted beyond it; the trail keeps both."""
    row = _locked(deadline, user)
    if not reason.strip():
        raise refuse("Напишите, почему срок снят.", code="no_reason", field="reason")
    granted = {
        more.school.name: more.due_on.isoformat()
        for more in row.extensions.select_related("school")
    }
    record(
        actor=user,
        action="deadline.removed",
        obj=row,
        now=now,
        before={
            "year": row.year,
            **plain_values(row, EDITABLE),
            **({"extensions": granted} if granted else {}),
        },
        reason=reason.strip(),
    )
    row.delete()


def _locked(deadline: ProgrammeDeadline, user: User) -> ProgrammeDeadline:
    demand_permission(user, Permission.MANAGE_PROGRAMMES, deadline)
    rows = ProgrammeDeadline.objects.select_for_update(of=("self",))
    return rows.select_related("territory__parent", "kind").get(pk=deadline.pk)


def _demand_place(territory: Territory, kind: ProgrammeKind) -> None:
    if territory.is_region:
        raise refuse(
            "Сроки назначает муниципалитет: выберите его.",
            code="region",
            field="territory",
        )
    if not kind.is_active or kind.territory_id not in {None, territory.pk}:
        raise refuse(
            "Такого вида документа в этом муниципалитете нет.",
            code="foreign_kind",
            field="kind",
        )


def _demand_near(deadline: ProgrammeDeadline) -> None:
    first, last = deadline.year - YEARS_AROUND, deadline.year + 1 + YEARS_AROUND
    if not first <= deadline.due_on.year <= last:
        step = DeadlineStep(deadline.step).label
        raise refuse(
            f"День далеко от {deadline.year}/{(deadline.year + 1) % 100:02d} учебного "
            f"года: проверьте, когда школа должна «{step}».",
            code="far",
            field="due_on",
        )
