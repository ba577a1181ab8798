"""The page of one version: its sections with rows, its heading, what comes next."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.core.paginator import Page
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from roadmaps.enums import Audience, DueState
from roadmaps.models import Activity, Occurrence, RoadMapVersion, Section
from roadmaps.presenters.plan_terms import reading_of, readings_of_cell
from roadmaps.queries.plan_content import column_key
from schools.templatetags.portal_components import status_badge
from schools.templatetags.portal_format import counted, day, period


# More occurrences of one row than these are told in numbers.
MOST_STATES = 3
# Quiet words for the audience of a row.
AUDIENCES = {
    Audience.IN_STATUS: "все школы в статусе",
    Audience.CHOSEN: "выбранные школы",
}
NO_TITLE = "без названия"


@dataclass(frozen=True)
class Shown:
    """What the page needs to know of the version to draw its rows."""

    columns: Sequence[tuple[int | None, str]]
    occurrences: Mapping[int, Sequence[Occurrence]]
    has_states: bool
    can_edit: bool


def column_titles(columns: Sequence[tuple[int | None, str]]) -> list[str]:
    """Return the headers of the columns of years."""
    return [label or str(year) for year, label in columns]


def blocks(
    sections: Sequence[Section], page: Page, shown: Shown
) -> list[dict[str, Any]]:
    """Return the sections of one page of rows, in order, each with its rows.

    Sections without rows stand on the page where their place is.
    """
    rows: dict[int, list[Activity]] = {}
    for activity in page.object_list:
        rows.setdefault(activity.section_id, []).append(activity)
    places = [at for at, section in enumerate(sections) if section.pk in rows]
    first = places[0] if places and page.has_previous() else 0
    last = places[-1] + 1 if places and page.has_next() else len(sections)
    while page.has_previous() and first and sections[first - 1].pk not in rows:
        # The heading above begins this page; a section that ended earlier does not.
        if sections[first - 1].level >= sections[first].level:
            break
        first -= 1
    return [
        _block(section, rows.get(section.pk, []), shown)
        for section in sections[first:last]
    ]


def section_words(section: Section) -> str:
    """Return «Направление 1. Работа с учителями»."""
    lead = f"{section.kind} {section.number}".strip()
    if lead and section.title:
        return f"{lead.rstrip('.')}. {section.title}"
    return lead or section.title or "Без раздела"


def row_words(activity: Activity, shown: Shown) -> dict[str, Any]:
    """Return one row of the table as ready words."""
    reading = reading_of(activity)
    return {
        "activity": activity,
        "number": activity.number,
        "title": activity.title or NO_TITLE,
        "url": reverse("plans:activity", args=[activity.pk]),
        "term": activity.term_text,
        "reading": reading,
        "parties": party_words(activity),
        "audience": AUDIENCES.get(activity.audience, ""),
        "result": activity.result,
        "indicator": activity.indicator,
        "document": activity.document,
        "cells": _cells(activity, shown.columns),
        "states": states(shown.occurrences.get(activity.line_id, ())),
    }


def party_words(activity: Activity) -> list[str]:
    """Return who answers, each as the plan words it."""
    return [str(link) for link in activity.links]


def states(occurrences: Sequence[Occurrence]) -> SafeString:
    """Return how a row's occurrences stand: each in a line, or many in numbers."""
    if len(occurrences) > MOST_STATES:
        return _states_in_numbers(occurrences)
    is_one = len(occurrences) == 1
    return format_html_join(
        "",
        '<div class="plan-state">{}{}</div>',
        (
            (
                state_badge(occurrence),
                ""
                if is_one
                else format_html(
                    '<span class="quiet small">{}</span>', occurrence_words(occurrence)
                ),
            )
            for occurrence in occurrences
        ),
    )


def state_badge(occurrence: Occurrence) -> SafeString:
    """Return the mark of an occurrence; done without a paper is said so."""
    is_bare = occurrence.due_state == DueState.DONE and occurrence.without_document
    return status_badge("due_done_bare" if is_bare else f"due_{occurrence.due_state}")


def occurrence_words(occurrence: Occurrence) -> str:
    """Name an occurrence by its label, or by its days."""
    if occurrence.label:
        return occurrence.label
    if occurrence.due_on is None:
        return "дата не названа"
    return period(occurrence.starts_on, occurrence.due_on)


def approval_words(version: RoadMapVersion) -> str:
    """Say by which order a version is in force, or that it is a draft."""
    if version.is_draft:
        return f"Проект версии {version.number}"
    order = f"приказ № {version.order_number} от {day(version.order_date)}"
    return f"Версия {version.number}: {order}"


def _block(
    section: Section, activities: Sequence[Activity], shown: Shown
) -> dict[str, Any]:
    return {
        "section": section,
        "title": section_words(section),
        "level": min(section.level + 1, 5),
        "anchor": f"section-{section.pk}",
        "lists": [
            {"title": title, "lines": lines}
            for title, lines in (
                ("Цели", section.goals),
                ("Задачи", section.tasks),
                ("Ожидаемые результаты", section.expected_results),
            )
            if lines
        ],
        "rows": [row_words(activity, shown) for activity in activities],
    }


def _cells(
    activity: Activity, columns: Sequence[tuple[int | None, str]]
) -> list[dict[str, Any]]:
    found = {column_key(cell.year, cell.label): cell for cell in activity.cells}
    cells = [found.get(column) for column in columns]
    return [
        {
            "title": title,
            "text": cell.text if cell else "",
            "doubts": [
                doubt for reading in readings_of_cell(cell) for doubt in reading.doubts
            ]
            if cell
            else [],
        }
        for title, cell in zip(column_titles(columns), cells, strict=True)
    ]


def _states_in_numbers(occurrences: Sequence[Occurrence]) -> SafeString:
    counts: dict[str, int] = {}
    for occurrence in occurrences:
        counts[occurrence.due_state] = counts.get(occurrence.due_state, 0) + 1
    total = counted(len(occurrences), "срок,срока,сроков")
    lines = format_html_join(
        "",
        '<div class="plan-state">{}</div>',
        (
            (
                status_badge(
                    f"due_{state.value}", f"{state.label}: {counts[state.value]}"
                ),
            )
            for state in DueState
            if state.value in counts
        ),
    )
    return format_html('<div class="quiet small">{}</div>{}', total, lines)
