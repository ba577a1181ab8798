"""The open page of a plan in words: nothing in it leads inside or names a person."""

import datetime as dt
from collections.abc import Callable, Sequence
from typing import Any

from roadmaps.models import Activity, Occurrence
from roadmaps.presenters.papers_masking import without_contacts, without_names
from roadmaps.presenters.papers_progress import counts_on, summary
from roadmaps.presenters.papers_words import responsible_of, section_heading
from roadmaps.queries.due import Counts
from roadmaps.queries.papers import PlanContent
from schools.templatetags.portal_format import NBSP, day


Mask = Callable[[str], str]
FIGURES = (
    ("total", "Всего сроков", ""),
    ("done", "Выполнено", "due_done"),
    ("overdue", "Просрочено", "due_overdue"),
    ("due_soon", "Скоро срок", "due_due_soon"),
    ("not_due", "Срок не наступил", "due_not_due"),
)


def open_page(
    content: PlanContent,
    occurrences: Sequence[Occurrence],
    *,
    people: Sequence[str],
    shows_names: bool,
    today: dt.date,
) -> dict[str, Any]:
    """Return the page as plain texts; files, links and keys are left inside."""
    mask = _mask(people, shows_names=shows_names)
    version = content.version
    road_map = version.road_map
    by_line: dict[int, list[Occurrence]] = {}
    for occurrence in occurrences:
        by_line.setdefault(occurrence.line_id, []).append(occurrence)
    total = counts_on(occurrences, as_of=today)
    return {
        "title": mask(road_map.title),
        "territory": road_map.territory.name,
        "department": road_map.territory.department,
        "period": f"{day(road_map.starts_on)} – {day(road_map.ends_on)}",
        "basis": (
            f"Утверждена приказом от {day(version.order_date)}{NBSP}г. "
            f"№{NBSP}{version.order_number}"
        ),
        "as_of": day(today),
        "summary": summary(total, as_of=today),
        "figures": [
            {"label": label, "value": str(getattr(total, code)), "mark": mark}
            for code, label, mark in FIGURES
        ],
        "has_results": any(activity.result for activity in content.activities),
        "sections": [
            {
                "heading": mask(section_heading(section)),
                "activities": [
                    _activity(activity, by_line.get(activity.line_id, ()), mask, today)
                    for activity in activities
                ],
            }
            for section, activities in content.sections
        ],
    }


def state_of_activity(counts: Counts) -> tuple[str, str]:
    """Return the mark and the words of an activity's terms taken together."""
    if not counts.total:
        return (
            ("due_cancelled", "отменено")
            if counts.cancelled
            else ("due_undated", "без срока")
        )
    if counts.done == counts.total:
        return "due_done", "выполнено"
    if counts.overdue:
        return "due_overdue", _of(counts, f"просрочено {counts.overdue}", _late(counts))
    if counts.due_soon:
        return "due_due_soon", _of(counts, "скоро срок", "скоро срок")
    if counts.not_due:
        return "due_not_due", _of(counts, "срок не наступил", "срок не наступил")
    return "due_undated", _of(counts, "дата не названа", "дата не названа")


def _late(counts: Counts) -> str:
    if counts.total == 1:
        return "просрочено"
    return f"просрочено {counts.overdue} из{NBSP}{counts.total}"


def _of(counts: Counts, words: str, alone: str) -> str:
    """Say how many of several terms are done, if any are."""
    if counts.total == 1 or not counts.done:
        return alone
    return f"выполнено {counts.done} из{NBSP}{counts.total}, {words}"


def _activity(
    activity: Activity, occurrences: Sequence[Occurrence], mask: Mask, today: dt.date
) -> dict[str, str]:
    code, words = state_of_activity(counts_on(occurrences, as_of=today))
    return {
        "number": activity.number,
        "title": mask(activity.title),
        "term": mask(activity.term_text),
        "responsible": mask(responsible_of(activity)),
        "result": mask(activity.result),
        "code": code,
        "state": words,
    }


def _mask(people: Sequence[str], *, shows_names: bool) -> Mask:
    if shows_names:
        return without_contacts
    return lambda text: without_contacts(without_names(text, people))
