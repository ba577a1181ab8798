"""The card of a school: programmes, terms and recommendations as short lines."""

import datetime as dt
from collections.abc import Iterable
from typing import Any

from django.urls import reverse

from monitoring.enums import Addressee, RecommendationState
from monitoring.models import Recommendation
from monitoring.queries.school_card import Terms
from roadmaps.models import Programme
from roadmaps.presenters import programme_words, terms as term_words
from schools.templatetags.portal_format import day


MARKS = {
    RecommendationState.DRAFT: "draft",
    RecommendationState.ISSUED: "due_not_due",
    RecommendationState.ANSWERED: "remark_resolved",
}


def programme_lines(
    rows: Iterable[Programme], *, today: dt.date
) -> list[dict[str, Any]]:
    """Return each programme with its state and its day."""
    return [
        {
            "programme": row,
            "mark": programme_words.mark_of(row),
            "due": programme_words.due_words(row, today=today),
        }
        for row in rows
    ]


def term_lines(terms: Terms, *, today: dt.date) -> list[dict[str, Any]]:
    """Return the first open terms of the plan."""
    return [term_words.line(row, today=today) for row in terms.rows]


def recommendation_lines(
    rows: Iterable[Recommendation], *, today: dt.date
) -> list[dict[str, Any]]:
    """Return open recommendations: to whom, what to do, by when."""
    return [
        {
            "finding": row.finding,
            "url": reverse("analytics:recommendation", args=[row.pk]),
            "action": row.action,
            "addressee": Addressee(row.addressee).label,
            "mark": _mark(row, today),
            "word": RecommendationState(row.state).label
            if not _is_late(row, today)
            else "просрочена",
            "due": f"до {day(row.due_on)}" if row.due_on else "",
        }
        for row in rows
    ]


def _mark(row: Recommendation, today: dt.date) -> str:
    if _is_late(row, today):
        return "due_overdue"
    return MARKS[RecommendationState(row.state)]


def _is_late(row: Recommendation, today: dt.date) -> bool:
    return (
        row.state == RecommendationState.ISSUED
        and row.due_on is not None
        and row.due_on < today
    )
