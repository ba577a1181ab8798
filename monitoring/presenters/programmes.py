"""Programmes of schools as parts of the first page."""

import datetime as dt
from collections.abc import Iterable
from typing import Any

from django.urls import reverse

from monitoring.queries.programmes import SHOWN, OfficeProgrammes, SchoolProgrammes
from roadmaps.enums import ProgrammeState
from roadmaps.models import Programme, Publication
from roadmaps.presenters import programme_words as words
from roadmaps.presenters.owed import due_words, owed_line, step_words
from roadmaps.queries.owed import Owed
from schools.templatetags.portal_format import day, number


OVER = (ProgrammeState.FINISHED, ProgrammeState.REPLACED)
# With these a school's own work on a programme is behind it.
SETTLED = (
    *(ProgrammeState.APPROVED, ProgrammeState.PUBLISHED),
    *(ProgrammeState.RUNNING, ProgrammeState.EXTENDED),
)


def office_parts(found: OfficeProgrammes, *, today: dt.date) -> list[dict[str, Any]]:
    """Return what waits for a decision, who is late, what does not open any more."""
    waiting = found.counts.get("office", 0)
    parts = (
        (
            "Ждут решения",
            waiting,
            reverse("reviews:desk"),
            [_waiting_line(row, today) for row in found.waiting],
        ),
        (
            "Школы просрочили",
            len(found.late),
            reverse("deadlines:list"),
            [_late_line(row, today) for row in found.late[:SHOWN]],
        ),
        (
            "Не открывается на сайтах",
            len(found.dead),
            reverse("deadlines:publications"),
            _dead_lines(found.dead[:SHOWN]),
        ),
    )
    return [
        {
            "title": title,
            "count": count,
            "url": url,
            "lines": lines,
            "more": count - len(lines),
        }
        for title, count, url, lines in parts
        if count
    ]


def head_figures(found: OfficeProgrammes) -> list[dict[str, Any]]:
    """Return how many programmes stand where, each with its rows."""
    states, programmes = found.states, reverse("programmes:list")
    settled = sum(states.get(state, 0) for state in SETTLED)
    submitted = states.get(ProgrammeState.SUBMITTED, 0)
    figures = [
        ("На согласовании", submitted, f"{programmes}?state=submitted"),
        (
            "Возвращены с замечаниями",
            states.get(ProgrammeState.RETURNED, 0),
            f"{programmes}?state=returned",
        ),
        ("Утверждены и исполняются", settled, programmes),
        ("Школы просрочили", len(found.late), reverse("deadlines:list")),
        (
            "Не открывается на сайтах",
            len(found.dead),
            reverse("deadlines:publications"),
        ),
    ]
    if not any(count for _, count, _ in figures):
        return []
    return [
        {"label": label, "value": number(count), "url": url}
        for label, count, url in figures
    ]


def school_parts(found: SchoolProgrammes, *, today: dt.date) -> list[dict[str, Any]]:
    """Return what the school does now, what it owes, what does not open any more."""
    open_ones = [row for row in found.programmes if row.state not in OVER]
    parts = (
        ("Что делать сейчас", [_own_line(row, today) for row in open_ones]),
        ("К сроку", [_owed_line(row, today) for row in found.owed]),
        ("Не открывается на сайте", _dead_lines(found.dead)),
    )
    return [
        {"title": title, "count": 0, "url": "", "lines": lines, "more": 0}
        for title, lines in parts
        if lines
    ]


def _waiting_line(row: Programme, today: dt.date) -> dict[str, Any]:
    return {
        "mark": words.mark_of(row),
        "word": "",
        "title": f"{row.school.name}: {row.kind.short_name}",
        "url": reverse("programmes:detail", args=[row.pk]),
        "days": words.due_words(row, today=today),
        "is_late": words.is_overdue(row, today=today),
        "detail": "",
    }


def _late_line(row: Owed, today: dt.date) -> dict[str, Any]:
    return {
        "mark": "due_overdue",
        "word": "",
        "title": f"{row.school.name}: {row.deadline.kind}, {step_words(row)}",
        "url": reverse("deadlines:detail", args=[row.deadline.pk]),
        "days": due_words(row, today=today),
        "is_late": False,
        "detail": "",
    }


def _own_line(row: Programme, today: dt.date) -> dict[str, Any]:
    step = words.next_of_school(
        row,
        has_versions=bool(row.versions_count),
        has_unsent=row.has_unsent,
        today=today,
    )
    return {
        "mark": words.mark_of(row),
        "word": "",
        "title": row.title,
        "url": reverse("programmes:detail", args=[row.pk]),
        "days": words.due_words(row, today=today),
        "is_late": words.is_overdue(row, today=today),
        "detail": step.title,
    }


def _owed_line(row: Owed, today: dt.date) -> dict[str, Any]:
    return {**owed_line(row, today=today), "is_late": False, "detail": ""}


def _dead_lines(rows: Iterable[Publication]) -> list[dict[str, Any]]:
    return [
        {
            "mark": "link_dead",
            "word": "",
            "title": f"{row.school.name}: {row.get_item_display()}",
            "url": reverse("deadlines:package", args=[row.school.pk]),
            "days": f"с {day(row.dead_since)}" if row.dead_since else "",
            "is_late": False,
            "detail": row.link_detail,
        }
        for row in rows
    ]
