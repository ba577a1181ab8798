"""An understood road map as plain JSON values for scripts, and as lines for people."""

from collections.abc import Iterator
from typing import Any

from roadmaps.documents.model import Activity, Milestone, RoadMapDocument, Section
from roadmaps.documents.wording import one_line
from roadmaps.terms import Period, Term, describe
from roadmaps.terms.encode import term_to_json


TERM_KEYS = ("text", "kind", "spans", "needs_human", "doubts")


def document_to_json(document: RoadMapDocument) -> dict[str, Any]:
    """Return the document as JSON values.

    Parameters
    ----------
    document : RoadMapDocument
        What `understand` returned.

    Returns
    -------
    dict
        title; period as two ISO days; sections with number, title, goals and
        activities; indicators with title and target; findings with code, where and
        message. A plan without sections has one with an empty title.
    """
    return {
        "title": document.title,
        "period": [day.isoformat() for day in _days(document.period)],
        "sections": [_section(section) for section in document.sections],
        "indicators": [
            {"title": item.title, "target": item.target} for item in document.indicators
        ],
        "findings": [
            {"code": item.code, "where": item.where, "message": item.message}
            for item in document.findings
        ],
    }


def _days(period: Period) -> tuple[Any, Any]:
    return period.start, period.end


def _section(section: Section) -> dict[str, Any]:
    return {
        "number": section.number,
        "title": section.title,
        "goals": list(section.goals),
        "activities": [_activity(activity) for activity in section.activities],
    }


def _activity(activity: Activity) -> dict[str, Any]:
    return {
        "number": activity.number,
        "title": activity.title,
        "responsible": list(activity.responsible),
        "result": activity.result,
        "document": activity.document,
        "term": _term(activity.term),
        "milestones": [_milestone(item) for item in activity.milestones],
    }


def _milestone(milestone: Milestone) -> dict[str, Any]:
    return {
        "year": milestone.year,
        "text": milestone.text,
        "term": _term(milestone.term),
    }


def _term(term: Term) -> dict[str, Any]:
    told = term_to_json(term)
    return {key: told[key] for key in TERM_KEYS}


def document_outline(document: RoadMapDocument) -> str:
    """Return the document as an outline of short lines for people."""
    return "\n".join(_outline(document))


def _outline(document: RoadMapDocument) -> Iterator[str]:
    start, end = _days(document.period)
    yield document.title or "Название не найдено"
    yield f"Период: {start:%d.%m.%Y} – {end:%d.%m.%Y}"
    yield (
        f"Разделов: {len(document.sections)}, мероприятий: {len(document.activities)},"
        f" показателей: {len(document.indicators)}"
    )
    for section in document.sections:
        heading = " ".join(filter(None, (section.kind, section.number, section.title)))
        yield ""
        yield f"{'  ' * (section.level - 1)}{heading or 'Без раздела'}"
        for activity in section.activities:
            yield from _activity_lines(activity, "  " * section.level)
    if document.findings:
        yield ""
        yield "Замечания:"
        yield from (f"  {item.where}: {item.message}" for item in document.findings)


def _activity_lines(activity: Activity, indent: str) -> Iterator[str]:
    title = one_line(activity.title) or "(без названия)"
    yield f"{indent}{activity.number or '–'}  {title}"
    who = ", ".join(activity.responsible)
    said = describe(activity.term) if activity.term.text else "срок не указан"
    yield f"{indent}    {' · '.join(filter(None, (said, who)))}"
