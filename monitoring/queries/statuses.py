"""Numbers of schools by status, today and by school year."""

import datetime as dt
from collections.abc import Sequence

from django.db.models import Count, Q

from schools.enums import StatusKind
from schools.models import School, SchoolStatus, User
from schools.queries.schools import in_force, with_statuses
from schools.queries.years_in_status import last_day


def schools_open(*, user: User, day: dt.date) -> int:
    """Return how many of the person's schools work on a day."""
    return School.objects.visible_to(user).open_on(day).count()


def status_counts(*, user: User, day: dt.date) -> dict[str, int]:
    """Return how many of the person's schools hold each status on a day."""
    rows = (
        SchoolStatus.objects.visible_to(user)
        .on(day)
        .order_by()
        .values_list("kind")
        .annotate(schools=Count("school", distinct=True))
    )
    return dict.fromkeys(StatusKind.values, 0) | dict(rows)


def statuses_by_year(
    *, user: User, years: Sequence[int], today: dt.date
) -> list[dict[str, int | str]]:
    """Return schools by school year and status, in one query.

    A year counts a status in force on its last day, or today while it lasts: the
    same rule as on the page of a school.
    """
    counts = {
        f"in_{year}": Count(
            "school", distinct=True, filter=_held(min(last_day(year), today))
        )
        for year in years
    }
    rows = SchoolStatus.objects.visible_to(user).order_by().values("kind")
    found = {row["kind"]: row for row in rows.annotate(**counts)}
    return [
        {"year": year, "kind": kind, "schools": found[kind][f"in_{year}"]}
        for year in years
        for kind in StatusKind.values
        if kind in found
    ]


def _held(day: dt.date) -> Q:
    ends = Q(ends_on__isnull=True) | Q(ends_on__gte=day)
    return ends & Q(starts_on__lte=day)


def schools_with_status(*, user: User, day: dt.date, limit: int) -> list[School]:
    """Return schools that hold a status, each with `all_statuses` and `held`."""
    holding = SchoolStatus.objects.on(day).values("school")
    schools = School.objects.visible_to(user).filter(pk__in=holding)
    rows = list(with_statuses(schools).order_by("name", "pk")[:limit])
    for school in rows:
        school.held = in_force(school.all_statuses, day)
    return rows
