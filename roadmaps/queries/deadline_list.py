"""Deadlines of a school year, and the schools before them."""

import datetime as dt
from collections.abc import Iterable

from django.db.models import Count

from roadmaps.models import ProgrammeDeadline, ProgrammeKind
from roadmaps.queries.deadlines import school_year_of
from roadmaps.queries.owed import Owed, owed_by
from schools.models import Territory, User, scope_of
from schools.policies import has_permission
from schools.roles import Permission


def years_with_deadlines(*, user: User) -> list[int]:
    """Return school years for which something was named."""
    rows = ProgrammeDeadline.objects.visible_to(user)
    return list(rows.order_by("-year").values_list("year", flat=True).distinct())


def deadlines_of(
    *, user: User, year: int, municipality: int | None = None
) -> list[ProgrammeDeadline]:
    """Return the deadlines of a year, soonest first, with how many got more time."""
    rows = ProgrammeDeadline.objects.visible_to(user).filter(year=year)
    if municipality:
        rows = rows.filter(territory=municipality)
    counted = rows.select_related("kind", "territory__parent").annotate(
        extensions_count=Count("extensions", distinct=True)
    )
    return list(counted.order_by("due_on", "territory__name", "pk"))


def own_owed(*, user: User, today: dt.date) -> list[Owed]:
    """Return what the person's own schools owe now: this school year and the next."""
    schools = scope_of(user).school_ids
    if not schools:
        return []
    year = school_year_of(today)
    rows = (
        ProgrammeDeadline.objects.filter(
            territory__schools__in=schools, year__in=(year, year + 1)
        )
        .select_related("kind", "territory")
        .distinct()
        .order_by("due_on", "pk")
    )
    return owed_by(list(rows), today=today, schools=schools)


def seen_by_office(rows: Iterable[Owed]) -> list[Owed]:
    """Leave out schools of whose drafts the department does not know."""
    return [row for row in rows if row.is_known]


def managed_places(*, user: User) -> list[Territory]:
    """Return municipalities whose deadlines and kinds the person keeps."""
    places = Territory.objects.municipalities().visible_to(user)
    rows = places.select_related("parent").order_by("name")
    return [
        place
        for place in rows
        if has_permission(user, Permission.MANAGE_PROGRAMMES, place)
    ]


def usable_kinds(places: Iterable[Territory]) -> list[ProgrammeKind]:
    """Return kinds in use: common ones and those of some municipalities."""
    rows = ProgrammeKind.objects.filter(is_active=True).select_related("territory")
    keys = {place.pk for place in places}
    return [row for row in rows if row.territory_id is None or row.territory_id in keys]
