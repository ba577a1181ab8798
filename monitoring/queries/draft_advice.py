"""Drafts of recommendations: in which order they lie, what keeps one from being issued."""

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass

from django.db.models import QuerySet

from monitoring.enums import RecommendationState
from monitoring.models import Recommendation
from schools.models import User


BY_SCHOOL, BY_RULE = "school", "rule"


@dataclass(frozen=True)
class Lack:
    """Why a recommendation is not issued, and at which of its fields."""

    text: str
    code: str
    field: str | None = None


def lack_of(row: Recommendation, *, today: dt.date) -> Lack | None:
    """Return what keeps a recommendation from being issued today."""
    if row.state != RecommendationState.DRAFT:
        return Lack("Рекомендация уже выдана или снята.", "wrong_state")
    if not row.addressee:
        return Lack("Не названо, кому рекомендация.", "no_addressee", "addressee")
    if row.due_on is None:
        message = "Назначьте срок: без него рекомендацию не выдать."
        return Lack(message, "no_term", "due_on")
    if row.due_on < today:
        return Lack("Срок уже прошёл: назначьте другой день.", "past_term", "due_on")
    return None


def lying_together(
    rows: QuerySet[Recommendation], *, by: str
) -> QuerySet[Recommendation]:
    """Return drafts in the order of their groups."""
    if by == BY_RULE:
        return rows.order_by("rule", "school__name", "pk")
    return rows.order_by("school__name", "school", "due_on", "pk")


def picked_advice(
    *, user: User, keys: Collection[int], most: int
) -> list[Recommendation]:
    """Return the recommendations that a person has ticked and may read."""
    rows = Recommendation.objects.visible_to(user).filter(pk__in=keys)
    related = rows.select_related("school__municipality", "territory")
    return list(related.order_by("school__name", "school", "due_on", "pk")[:most])
