"""Everything that the portal knows of one school, for its card."""

import datetime as dt
from dataclasses import dataclass

from django.db.models import QuerySet

from monitoring.enums import RecommendationState
from monitoring.models import Recommendation
from roadmaps.models import Occurrence, Programme
from roadmaps.queries.agenda import (
    DueCriteria,
    attach_activities,
    listed_occurrences,
)
from schools.models import School, SchoolStatus, User


SHOWN = 5
CLOSED = (RecommendationState.DONE, RecommendationState.DROPPED)


@dataclass(frozen=True)
class Terms:
    """The first open terms of a plan that name a school, and how many there are."""

    rows: list[Occurrence]
    count: int


def statuses_of(*, school: School) -> list[SchoolStatus]:
    """Return all statuses of a school, the earliest first."""
    return list(school.statuses.order_by("starts_on", "kind"))


def programmes_of(*, school: School, user: User) -> list[Programme]:
    """Return the programmes of a school that the person may see, the latest first."""
    rows = Programme.objects.visible_to(user).filter(school=school)
    return list(rows.select_related("kind").order_by("-starts_on", "-pk")[:SHOWN])


def open_terms(*, school: School, user: User, today: dt.date) -> Terms:
    """Return what the plan still expects of a school, soonest first."""
    criteria = DueCriteria(today=today, school=school.pk)
    rows = listed_occurrences(user=user, criteria=criteria)
    return Terms(attach_activities(rows[:SHOWN]), rows.count())


def recommendations_of(*, school: School, user: User) -> QuerySet[Recommendation]:
    """Return recommendations to a school, those that are open before the others."""
    rows = Recommendation.objects.visible_to(user).filter(school=school)
    return rows.exclude(state__in=CLOSED).order_by("due_on", "pk")
