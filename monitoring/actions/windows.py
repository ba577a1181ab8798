"""Windows: planned for a year, opened with everything frozen, moved, withdrawn."""

import datetime as dt
from collections.abc import Sequence

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from monitoring.enums import Filler, Level
from monitoring.models import (
    IndicatorVersion,
    Notice,
    Window,
    WindowIndicator,
    WindowSchool,
)
from monitoring.queries.indicators import collected
from monitoring.queries.school_groups import groups_on
from monitoring.queries.window_planning import asks_risk_zone, year_plan
from schools.actions.audit import record
from schools.actions.refusals import demand_permission, refuse
from schools.models import Territory, User
from schools.queries.versions import differences, plain_values
from schools.roles import Permission


DAYS = ("opens_on", "due_on", "closes_on")


@transaction.atomic
def plan_windows(
    *, territory: Territory, year: int, user: User | None, now: dt.datetime
) -> list[Window]:
    """Make the windows of a school year that are not there yet; return those made.

    Without a person the portal itself asks: a command, the demonstration.
    """
    if user is not None:
        demand_permission(user, Permission.MANAGE_MONITORING, territory)
    if territory.is_region:
        message = "Окна планирует муниципалитет: выберите его."
        raise refuse(message, code="region", field="territory")
    # Two people at once would plan the same windows twice.
    Territory.objects.select_for_update(of=("self",)).get(pk=territory.pk)
    plan = year_plan(territory=territory, year=year, today=timezone.localdate(now))
    windows = Window.objects.bulk_create(
        Window(
            territory=territory,
            calendar=item.calendar,
            year=year,
            phase=item.phase,
            title=item.title[:200],
            opens_on=item.days.opens_on,
            due_on=item.days.due_on,
            closes_on=item.days.closes_on,
            created_by=user,
        )
        for item in plan.missing
    )
    for window in windows:
        record(
            actor=user,
            action="window.planned",
            obj=window,
            now=now,
            after={"year": year, **plain_values(window, DAYS)},
        )
    return windows


@transaction.atomic
def open_window(
    *, window: Window, now: dt.datetime, user: User | None = None
) -> Window:
    """Freeze the schools of the window's first day and the indicators of its year.

    An opened window stays as it is. One without indicators or without schools is
    refused: what would be frozen is nothing.
    """
    row = _locked(window, user)
    if row.is_opened:
        return row
    if timezone.localdate(now) < row.opens_on:
        message = f"Окно откроется {row.opens_on:%d.%m.%Y}: раньше этого дня нельзя."
        raise refuse(message, code="early")
    versions = _versions(row)
    groups = groups_on(
        territory=row.territory, day=row.opens_on, with_risk=asks_risk_zone(versions)
    )
    if not groups and _needs_schools(versions):
        message = f"На {row.opens_on:%d.%m.%Y} в муниципалитете нет школ в статусе."
        raise refuse(message, code="no_schools")
    WindowIndicator.objects.bulk_create(
        WindowIndicator(window=row, version=version, position=position)
        for position, version in enumerate(versions, 1)
    )
    WindowSchool.objects.bulk_create(
        WindowSchool(window=row, school_id=school_id, group=group)
        for school_id, group in groups.items()
    )
    # Figures say from the first day how many schools have not reported.
    row.opened_at = row.changed_at = now
    row.save(update_fields=["opened_at", "changed_at"])
    record(
        actor=user,
        action="window.opened",
        obj=row,
        now=now,
        after={"schools": len(groups), "indicators": len(versions)},
    )
    return row


def open_due_windows(*, today: dt.date, now: dt.datetime) -> list[Window]:
    """Open the windows whose day has come; each alone, so that one stops no other.

    A window whose last day is over is left to a person, who moves its days first;
    what the portal counts itself is never too late.
    """
    rows = Window.objects.filter(
        Q(closes_on__gte=today) | Q(calendar__filler=Filler.PORTAL),
        opened_at__isnull=True,
        opens_on__lte=today,
    )
    opened = []
    for window in rows.order_by("opens_on", "pk"):
        try:
            opened.append(open_window(window=window, now=now))
        except ValidationError:
            # The page of the window says what it lacks; tomorrow it may have it.
            continue
    return opened


@transaction.atomic
def change_days(
    *,
    window: Window,
    opens_on: dt.date,
    due_on: dt.date,
    closes_on: dt.date,
    user: User,
    now: dt.datetime,
) -> Window:
    """Move the days of a window; the first one only until it has opened."""
    row = _locked(window, user)
    before = plain_values(row, DAYS)
    if opens_on != row.opens_on:
        _demand_movable(row, opens_on)
    row.opens_on, row.due_on, row.closes_on = opens_on, due_on, closes_on
    row.full_clean()
    before, after = differences(before, plain_values(row, DAYS))
    if not after:
        return row
    row.save(update_fields=DAYS)
    if "due_on" in after:
        # Letters about the former day say nothing of the new one.
        Notice.objects.filter(window_school__window=row).delete()
    record(
        actor=user,
        action="window.days_changed",
        obj=row,
        now=now,
        before=before,
        after=after,
    )
    return row


@transaction.atomic
def withdraw_window(
    *, window: Window, reason: str, user: User, now: dt.datetime
) -> None:
    """Take a planned window back; one that has opened has schools and stays."""
    row = _locked(window, user)
    if row.is_opened:
        message = "Окно уже открыто: у школ есть формы, отменить его нельзя."
        raise refuse(message, code="opened")
    if not reason.strip():
        message = "Напишите, почему окна не будет."
        raise refuse(message, code="no_reason", field="reason")
    record(
        actor=user,
        action="window.withdrawn",
        obj=row,
        now=now,
        before=plain_values(row, DAYS),
        reason=reason.strip(),
    )
    row.delete()


def _locked(window: Window, user: User | None) -> Window:
    if user is not None:
        demand_permission(user, Permission.MANAGE_MONITORING, window)
    rows = Window.objects.select_for_update(of=("self",))
    return rows.select_related("territory__parent", "calendar").get(pk=window.pk)


def _versions(window: Window) -> Sequence[IndicatorVersion]:
    versions = collected(
        territory=window.territory, year=window.year, calendar=window.calendar
    )
    if not versions:
        message = (
            "В этом учебном году муниципалитет не собирает ни одного показателя "
            f"по календарю «{window.calendar.name}»."
        )
        raise refuse(message, code="no_indicators")
    return versions


def _needs_schools(versions: Sequence[IndicatorVersion]) -> bool:
    return any(version.level != Level.MUNICIPALITY for version in versions)


def _demand_movable(window: Window, opens_on: dt.date) -> None:
    if window.is_opened:
        message = "Окно уже открыто: первый день не изменить."
        raise refuse(message, code="opened", field="opens_on")
    same = (opens_on.year, opens_on.month) == (
        window.opens_on.year,
        window.opens_on.month,
    )
    if not same:
        message = (
            "Значения сравнивают по месяцам окна: переносите внутри месяца. "
            "Чтобы собирать в другом месяце, измените календарь."
        )
        raise refuse(message, code="other_month", field="opens_on")
