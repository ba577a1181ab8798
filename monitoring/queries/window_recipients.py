"""Who is written to about windows: teams of schools that owe a form, coordinators."""

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Iterable

from monitoring.enums import Filler
from monitoring.models import Window, WindowSchool
from monitoring.queries.window_standing import UNSENT
from roadmaps.models import Following
from roadmaps.queries.recipients import in_office
from schools.enums import Role
from schools.models import User


def teams_of(schools: Collection[int], *, today: dt.date) -> dict[int, list[User]]:
    """Return the teams of schools that want reminders, by school."""
    unwanted = Following.objects.filter(wants_reminders=False).values("user")
    members = in_office(today=today).filter(role=Role.SCHOOL_TEAM, school__in=schools)
    teams: dict[int, list[User]] = defaultdict(list)
    for row in members.exclude(user__in=unwanted).order_by("pk"):
        if row.school_id is not None:
            teams[row.school_id].append(row.user)
    return teams


def coordinators_of(
    territories: Collection[int], *, today: dt.date
) -> dict[int, list[User]]:
    """Return the coordinators who want the week's digest, by municipality."""
    unwanted = Following.objects.filter(wants_digest=False).values("user")
    members = in_office(today=today).filter(
        role=Role.COORDINATOR, territory__in=territories
    )
    found: dict[int, list[User]] = defaultdict(list)
    for row in members.exclude(user__in=unwanted).order_by("pk"):
        if row.territory_id is not None:
            found[row.territory_id].append(row.user)
    return found


def windows_collecting(day: dt.date) -> list[Window]:
    """Return opened windows in which people still write, soonest due first."""
    rows = Window.objects.filter(
        opened_at__isnull=False,
        closes_on__gte=day,
        calendar__filler__in=(Filler.SCHOOL, Filler.REVIEWER),
    )
    return list(
        rows.select_related("territory", "calendar").order_by("due_on", "title", "pk")
    )


def silent_schools(windows: Iterable[Window]) -> dict[int, list[str]]:
    """Return the names of schools that have not sent their form, by window."""
    keys = [row.pk for row in windows if row.calendar.filler == Filler.SCHOOL]
    rows = WindowSchool.objects.filter(window__in=keys, state__in=UNSENT)
    silent: dict[int, list[str]] = defaultdict(list)
    pairs = rows.order_by("school__name", "school_id")
    for window_id, name in pairs.values_list("window_id", "school__name"):
        silent[window_id].append(name)
    return silent
