"""The plan as a workbook: days as days, numbers as numbers, wordings as they are."""

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any

from roadmaps.models import Activity, Occurrence, Section
from roadmaps.presenters.papers_words import (
    answers_of,
    evidence_of,
    label_of,
    milestones_of,
    responsible_of,
    section_heading,
)
from roadmaps.queries.papers import PlanContent
from roadmaps.terms.encode import term_from_json
from schools.reports.workbook import SheetOfRows, workbook
from schools.templatetags.portal_format import day


ACTIVITY_HEADERS = (
    *("№", "Раздел", "Мероприятие", "Срок, как в документе", "С", "По"),
    *("Нужно решение человека", "Ответственные", "Ожидаемый результат", "Документ"),
    *("Показатель", "По годам", "Примечание"),
)
OCCURRENCE_HEADERS = (
    *("№", "Мероприятие", "Срок", "С", "До", "Состояние", "Выполнено"),
    *("Раз по плану", "Раз сделано", "Без документа", "Документов", "Что сделано"),
    *("Почему отменено", "Школ ответило", "Школ всего"),
)


def plan_workbook(content: PlanContent, occurrences: Sequence[Occurrence]) -> bytes:
    """Return the workbook of a version and of what is recorded on its lines."""
    version = content.version
    activities = [
        _activity(section, activity)
        for section, rows in content.sections
        for activity in rows
    ]
    by_line = {activity.line_id: activity for activity in content.activities}
    records = [
        _occurrence(by_line[occurrence.line_id], occurrence)
        for occurrence in occurrences
        if occurrence.line_id in by_line
    ]
    return workbook(
        [
            SheetOfRows("Мероприятия", ACTIVITY_HEADERS, activities),
            SheetOfRows("Сроки", OCCURRENCE_HEADERS, records),
            SheetOfRows("О документе", ("Сведение", "Значение"), _about(content)),
        ],
        created=version.approved_at or version.created_at,
    )


def _activity(section: Section, activity: Activity) -> tuple[object, ...]:
    starts_on, ends_on = term_days(activity.term)
    return (
        activity.number,
        section_heading(section),
        activity.title,
        activity.term_text,
        starts_on,
        ends_on,
        bool(activity.term.get("needs_human", False)),
        responsible_of(activity),
        activity.result,
        activity.document,
        activity.indicator,
        "\n".join(
            f"{label_of(m.year, m.label)}: {m.text}" for m in milestones_of(activity)
        ),
        activity.note,
    )


def term_days(
    term: Mapping[str, Any],
) -> tuple[dt.date | None, dt.date | None]:
    """Return the first day and the last one of a term; None where it is open."""
    spans = term_from_json(term).spans
    starts = [span.start for span in spans if span.start is not None]
    ends = [span.end for span in spans if span.end is not None]
    return (
        min(starts) if starts and len(starts) == len(spans) else None,
        max(ends) if ends and len(ends) == len(spans) else None,
    )


def _occurrence(activity: Activity, occurrence: Occurrence) -> tuple[object, ...]:
    answers = answers_of(occurrence)
    return (
        activity.number,
        activity.title,
        occurrence.label,
        occurrence.starts_on,
        occurrence.due_on,
        occurrence.get_state_display(),
        occurrence.done_on,
        occurrence.times_planned,
        occurrence.times_done,
        occurrence.without_document,
        len(evidence_of(occurrence)),
        occurrence.note,
        occurrence.cancel_reason,
        sum(answer.done_on is not None for answer in answers) if answers else None,
        len(answers) or None,
    )


def _about(content: PlanContent) -> list[tuple[str, object]]:
    version = content.version
    road_map = version.road_map
    return [
        ("Название", road_map.title),
        ("Муниципалитет", road_map.territory.name),
        ("Период", f"{day(road_map.starts_on)} – {day(road_map.ends_on)}"),
        ("Версия", version.number),
        ("Состояние", version.get_state_display()),
        ("Приказ", version.order_number),
        ("Дата приказа", version.order_date),
        ("Мероприятий", len(content.activities)),
        *(
            (f"Сокращение: {short}", full)
            for short, full in version.abbreviations.items()
        ),
        *((f"Показатель: {i.title}", i.target) for i in content.indicators),
    ]
