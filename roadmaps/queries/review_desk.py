"""«Ждут решения»: which programmes wait for whom, the oldest first."""

import datetime as dt
from dataclasses import dataclass

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from roadmaps.enums import ProgrammeState, ReviewState
from roadmaps.models import Programme, ProgrammeKind, ProgrammeStep, Review
from schools.models import User, scope_of
from schools.roles import ROLES, Permission


OFFICE, SCHOOL, ANY = "office", "school", "any"
MINE, FREE = "mine", "free"
WAITING: dict[str, tuple[ProgrammeState, ...]] = {
    OFFICE: (ProgrammeState.SUBMITTED,),
    SCHOOL: (ProgrammeState.RETURNED,),
    ANY: (ProgrammeState.SUBMITTED, ProgrammeState.RETURNED),
}


@dataclass(frozen=True)
class DeskCriteria:
    """What the desk is narrowed to; an empty value narrows nothing."""

    today: dt.date
    search: str = ""
    waits: str = OFFICE
    whose: str = ""
    kind: int | None = None
    is_overdue: bool = False


def reviewable(user: User) -> QuerySet[Programme]:
    """Return what the person may judge some day: their places, not their own work."""
    scope = scope_of(user)
    rows = Programme.objects.filter(first_submitted_at__isnull=False)
    own = Programme.objects.of_interest_to(user)
    rows = rows.exclude(school__in=scope.school_ids).exclude(pk__in=own.values("pk"))
    if scope.everything:
        return rows
    places = {
        territory
        for role, territory, _school in scope.by_role
        if territory and Permission.REVIEW_PROGRAMMES in ROLES[role].permissions
    }
    return rows.filter(
        Q(school__municipality__in=places) | Q(school__municipality__parent__in=places)
    )


def desk_rows(*, user: User, criteria: DeskCriteria) -> QuerySet[Programme]:
    """Return programmes that wait, the oldest first, with who looks at them."""
    rows = reviewable(user).filter(state__in=WAITING[criteria.waits])
    rows = _with_reviews(rows, user)
    if criteria.whose == MINE:
        rows = rows.filter(Q(reviewer_id=user.pk) | Q(own_opinion__isnull=False))
    if criteria.whose == FREE:
        rows = rows.filter(review_id__isnull=True, state=ProgrammeState.SUBMITTED)
    if criteria.kind:
        rows = rows.filter(kind=criteria.kind)
    if criteria.is_overdue:
        rows = rows.filter(due_on__lt=criteria.today)
    for word in criteria.search.split():
        rows = rows.filter(Q(school__name__icontains=word) | Q(title__icontains=word))
    return rows.select_related("school", "kind").order_by("state_since", "pk")


def desk_counts(*, user: User, today: dt.date) -> dict[str, int]:
    """Count what waits for the office and for schools, and what is late."""
    office = Q(state=ProgrammeState.SUBMITTED)
    school = Q(state=ProgrammeState.RETURNED)
    late = Q(due_on__lt=today)
    rows = _with_reviews(reviewable(user).filter(office | school), user)
    return rows.aggregate(
        office=Count("pk", filter=office),
        free=Count("pk", filter=office & Q(review_id__isnull=True)),
        mine=Count(
            "pk",
            filter=office & (Q(reviewer_id=user.pk) | Q(own_opinion__isnull=False)),
        ),
        office_late=Count("pk", filter=office & late),
        school=Count("pk", filter=school),
        school_late=Count("pk", filter=school & late),
    )


def kinds_on_desk(user: User) -> list[tuple[int, str]]:
    """Return the kinds of documents that wait, for the filter."""
    waiting = reviewable(user).filter(state__in=WAITING[ANY])
    found = ProgrammeKind.objects.filter(pk__in=waiting.values("kind"))
    return list(found.values_list("pk", "short_name"))


def _with_reviews(rows: QuerySet[Programme], user: User) -> QuerySet[Programme]:
    """Add the version under review, its main review and the person's own opinion."""
    sent = ProgrammeStep.objects.filter(
        programme=OuterRef("pk"), target=ProgrammeState.SUBMITTED
    ).order_by("-happened_at", "-pk")
    here = Review.objects.filter(
        version=OuterRef("sent_version_id"),
        round_number=OuterRef("round_number"),
        state=ReviewState.OPEN,
    ).order_by("-started_at", "-pk")
    main = here.filter(is_second_opinion=False)
    asked = here.filter(is_second_opinion=True)
    name = Coalesce(F("reviewer__full_name"), F("reviewer__username"))
    return rows.annotate(
        sent_version_id=Subquery(sent.values("version")[:1]),
        sent_number=Subquery(sent.values("version__number")[:1]),
    ).annotate(
        review_id=Subquery(main.values("pk")[:1]),
        reviewer_id=Subquery(main.values("reviewer")[:1]),
        reviewer_name=Subquery(main.annotate(name=name).values("name")[:1]),
        own_opinion=Subquery(asked.filter(reviewer=user).values("pk")[:1]),
        is_second_asked=Exists(asked),
    )
