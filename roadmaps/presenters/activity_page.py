"""One row of a plan as pairs of words, its occurrences and its papers."""

from collections.abc import Sequence
from typing import Any

from django.urls import reverse

from roadmaps.enums import Audience, DocumentType
from roadmaps.models import Activity, Evidence, Occurrence
from roadmaps.presenters.activity_form import counter_words
from roadmaps.presenters.plan_page import (
    occurrence_words,
    party_words,
    section_words,
    state_badge,
)
from schools.models import School
from schools.templatetags.portal_format import NBSP, day, number


def activity_facts(
    activity: Activity, *, schools: Sequence[School]
) -> list[dict[str, Any]]:
    """Return the pairs of the page; what is empty and says nothing is left out."""
    types = [DocumentType(code).label for code in activity.document_types]
    pairs = [
        ("Раздел", section_words(activity.section)),
        ("Ответственные", "; ".join(party_words(activity)) or "не назначены"),
        ("Школы", _audience(activity, schools)),
        ("Ожидаемый результат", activity.result),
        ("Документ", activity.document),
        ("Чем подтверждается", ", ".join(types) or "любым документом"),
        ("Показатель", activity.indicator),
        ("Сколько нужно сделать", ", ".join(map(counter_words, activity.counters))),
        ("Примечание", activity.note),
    ]
    return [{"term": term, "value": value} for term, value in pairs if value]


def cell_facts(activity: Activity) -> list[dict[str, Any]]:
    """Return what the columns of years say."""
    return [
        {"term": str(cell.year or cell.label), "value": cell.text}
        for cell in activity.cells
    ]


def occurrence_rows(occurrences: Sequence[Occurrence]) -> list[dict[str, Any]]:
    """Return the rows of what is due."""
    return [
        {
            "url": reverse("terms:occurrence", args=[row.pk]),
            "label": occurrence_words(row),
            "badge": state_badge(row),
            "due_on": day(row.due_on),
            "done_on": day(row.done_on),
            "count": _count(row),
            "note": row.cancel_reason or row.note,
        }
        for row in occurrences
    ]


def papers(evidence: Sequence[Evidence]) -> list[dict[str, Any]]:
    """Return the papers that show what was done."""
    return [
        {
            "title": paper.title,
            "url": reverse("files:download", args=[paper.file_id])
            if paper.file_id
            else paper.link,
            "is_link": not paper.file_id,
            "kind": paper.get_document_type_display(),
            "occurrence": occurrence_words(paper.occurrence),
            "school": paper.school.name if paper.school else "",
            "added_at": paper.added_at,
        }
        for paper in evidence
    ]


def _audience(activity: Activity, schools: Sequence[School]) -> str:
    if activity.audience == Audience.CHOSEN and schools:
        return ", ".join(school.name for school in schools)
    return Audience(activity.audience).label


def _count(row: Occurrence) -> str:
    if row.times_planned < 2:
        return ""
    return f"{number(row.times_done)} из{NBSP}{number(row.times_planned)}"
