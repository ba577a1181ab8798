"""Reads of papers and recommendations."""

import datetime as dt
from dataclasses import dataclass

from django.db.models import Count, Q, QuerySet

from monitoring.enums import RecommendationState
from monitoring.models import Recommendation, Report, Window, WindowSchool
from schools.models import School, Territory, User, scope_of
from schools.policies import has_permission
from schools.queries.years_in_status import status_year
from schools.roles import Permission


# A scheduler that was silent for some days catches up.
DAYS_TO_CATCH_UP = 7
OPEN = (RecommendationState.ISSUED, RecommendationState.ANSWERED)
OVERDUE, WAITING = "overdue", "open"


@dataclass(frozen=True)
class ReportCriteria:
    """What a list of papers is narrowed to; an empty value narrows nothing."""

    search: str = ""
    year: int | None = None
    kind: str = ""


@dataclass(frozen=True)
class AdviceCriteria:
    """What a list of recommendations is narrowed to; an empty value narrows nothing."""

    search: str = ""
    year: int | None = None
    municipality: int | None = None
    state: str = ""
    addressee: str = ""


def listed_reports(*, user: User, criteria: ReportCriteria) -> QuerySet[Report]:
    """Return papers that the person may read, the newest first."""
    rows = Report.objects.visible_to(user).select_related(
        "territory", "school", "requested_by", "pdf", "docx", "xlsx"
    )
    if criteria.year:
        rows = rows.filter(year=criteria.year)
    if criteria.kind:
        rows = rows.filter(kind=criteria.kind)
    for word in criteria.search.split():
        rows = rows.filter(Q(title__icontains=word) | Q(number__icontains=word))
    return rows.order_by("-requested_at", "-pk")


def listed_recommendations(
    *, user: User, criteria: AdviceCriteria, today: dt.date
) -> QuerySet[Recommendation]:
    """Return recommendations that the person may read, the nearest term first."""
    rows = Recommendation.objects.visible_to(user).select_related(
        "school__municipality", "territory"
    )
    if criteria.year:
        rows = rows.filter(year=criteria.year)
    if criteria.municipality:
        rows = rows.filter(territory_id=criteria.municipality)
    if criteria.addressee:
        rows = rows.filter(addressee=criteria.addressee)
    if criteria.state == OVERDUE:
        rows = rows.filter(state__in=OPEN, due_on__lt=today)
    elif criteria.state == WAITING:
        rows = rows.filter(state__in=OPEN)
    elif criteria.state:
        rows = rows.filter(state=criteria.state)
    for word in criteria.search.split():
        rows = rows.filter(
            Q(school__name__icontains=word)
            | Q(finding__icontains=word)
            | Q(action__icontains=word)
        )
    return rows.order_by("due_on", "school__name", "pk")


def counts_by_school(rows: QuerySet[Recommendation]) -> list[dict[str, object]]:
    """Return schools with how many recommendations they were given and have done."""
    issued = rows.exclude(
        state__in=(RecommendationState.DRAFT, RecommendationState.DROPPED)
    )
    return list(
        issued.filter(school__isnull=False)
        .order_by("school__name", "school_id")
        .values("school_id", "school__name")
        .annotate(
            issued=Count("pk"),
            done=Count("pk", filter=Q(state=RecommendationState.DONE)),
        )
    )


def years_of(*, user: User, today: dt.date) -> list[int]:
    """Return the school years of which there is something, and this one, newest first."""
    found = {status_year(today)}
    for rows in (Report.objects, Recommendation.objects, Window.objects):
        years = rows.visible_to(user).order_by().values_list("year", flat=True)
        found |= set(years.distinct())
    return sorted(found, reverse=True)


def last_year_of(*, user: User, today: dt.date) -> int:
    """Return the school year that a paper is about today: the last one with a window."""
    opened = Window.objects.visible_to(user).filter(opened_at__isnull=False)
    years = opened.order_by("-year").values_list("year", flat=True)
    return years.first() or status_year(today)


def places_of(*, user: User, permission: Permission) -> list[Territory]:
    """Return the territories where the person holds a right, in the order of names."""
    scope = scope_of(user)
    rows = Territory.objects.visible_to(user).select_related("parent")
    if not scope.everything:
        rows = rows.filter(
            Q(pk__in=scope.territory_ids) | Q(parent_id__in=scope.territory_ids)
        )
    return [
        place
        for place in rows.order_by("parent_id", "name")
        if has_permission(user, permission, place)
    ]


def schools_in_windows(*, places: list[Territory]) -> QuerySet[School]:
    """Return the schools that any window of the territories has frozen."""
    inside = Q(municipality__in=places) | Q(municipality__parent__in=places)
    frozen = WindowSchool.objects.values("school")
    return School.objects.filter(inside, pk__in=frozen).order_by("name")


def seasons_just_closed(*, today: dt.date) -> list[tuple[Territory, int]]:
    """Return municipalities and school years of the windows that closed lately."""
    windows = Window.objects.filter(
        opened_at__isnull=False,
        closes_on__lt=today,
        closes_on__gte=today - dt.timedelta(days=DAYS_TO_CATCH_UP),
    ).select_related("territory")
    found = {
        (row.territory_id, row.year): (row.territory, row.year)
        for row in windows.order_by("pk")
    }
    return list(found.values())


def sealed_report(*, number: str, code: str) -> Report | None:
    """Return the frozen paper with such a number and code."""
    if not number or not code:
        return None
    rows = Report.objects.filter(frozen_at__isnull=False).select_related("territory")
    return rows.filter(number__iexact=number, check_code__iexact=code).first()
