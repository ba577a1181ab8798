"""Calendars of windows and their slots: data, not code."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.db.models import Max

from monitoring.models import CalendarSlot, WindowCalendar
from schools.actions.audit import record
from schools.actions.refusals import demand_permission, refuse
from schools.models import Territory, User
from schools.queries.versions import differences, plain_values
from schools.roles import Permission


EDITABLE = ("name", "is_active")
SLOT_FIELDS = ("month", "day", "days_to_due", "days_of_grace", "phase")


@transaction.atomic
def add_calendar(
    *, territory: Territory | None, name: str, filler: str, user: User, now: dt.datetime
) -> WindowCalendar:
    """Add a calendar of a municipality; a common one (`territory` empty) everywhere.

    Common ones belong to whoever has the right in the whole portal.
    """
    calendar = WindowCalendar(territory=territory, name=name.strip(), filler=filler)
    demand_permission(user, Permission.MANAGE_MONITORING, territory or calendar)
    if territory is not None and territory.is_region:
        raise refuse("Выберите муниципалитет.", code="region", field="territory")
    # The next number is taken by one person at a time.
    list(WindowCalendar.objects.select_for_update().values_list("pk", flat=True))
    last = WindowCalendar.objects.aggregate(pk=Max("pk"))["pk"] or 0
    calendar.code = f"own_{last + 1}"
    calendar.full_clean()
    calendar.save()
    record(
        actor=user,
        action="window_calendar.added",
        obj=calendar,
        now=now,
        after=plain_values(calendar, ("name", "filler")),
    )
    return calendar


@transaction.atomic
def change_calendar(
    *, calendar: WindowCalendar, values: Mapping[str, Any], user: User, now: dt.datetime
) -> WindowCalendar:
    """Rename a calendar, take it out of use or back; windows that are there stay."""
    row = _locked(calendar, user)
    before = plain_values(row, EDITABLE)
    row.name, row.is_active = values["name"].strip(), values["is_active"]
    row.full_clean()
    before, after = differences(before, plain_values(row, EDITABLE))
    if after:
        row.save()
        record(
            actor=user,
            action="window_calendar.changed",
            obj=row,
            now=now,
            before=before,
            after=after,
        )
    return row


@transaction.atomic
def add_slot(
    *, calendar: WindowCalendar, values: Mapping[str, Any], user: User, now: dt.datetime
) -> CalendarSlot:
    """Add a window of every year to a calendar."""
    row = _locked(calendar, user)
    slot = CalendarSlot(calendar=row, **{name: values[name] for name in SLOT_FIELDS})
    slot.full_clean()
    slot.save()
    record(
        actor=user,
        action="window_calendar.slot_added",
        obj=row,
        now=now,
        after=plain_values(slot, SLOT_FIELDS),
    )
    return slot


@transaction.atomic
def change_slot(
    *, slot: CalendarSlot, values: Mapping[str, Any], user: User, now: dt.datetime
) -> CalendarSlot:
    """Move a window of every year; windows that are planned already stay."""
    calendar = _locked(slot.calendar, user)
    row = CalendarSlot.objects.select_for_update().get(pk=slot.pk)
    before = plain_values(row, SLOT_FIELDS)
    for name in SLOT_FIELDS:
        setattr(row, name, values[name])
    row.full_clean()
    before, after = differences(before, plain_values(row, SLOT_FIELDS))
    if after:
        row.save()
        record(
            actor=user,
            action="window_calendar.slot_changed",
            obj=calendar,
            now=now,
            before=before,
            after=after,
        )
    return row


@transaction.atomic
def remove_slot(*, slot: CalendarSlot, user: User, now: dt.datetime) -> None:
    """Take a window of every year out of a calendar; windows that are planned stay."""
    calendar = _locked(slot.calendar, user)
    row = CalendarSlot.objects.select_for_update().get(pk=slot.pk)
    record(
        actor=user,
        action="window_calendar.slot_removed",
        obj=calendar,
        now=now,
        before=plain_values(row, SLOT_FIELDS),
    )
    row.delete()


def _locked(calendar: WindowCalendar, user: User) -> WindowCalendar:
    demand_permission(user, Permission.MANAGE_MONITORING, calendar)
    rows = WindowCalendar.objects.select_for_update(of=("self",))
    return rows.select_related("territory__parent").get(pk=calendar.pk)
