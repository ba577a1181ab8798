"""What is due for a person, as parts of the first page."""

import datetime as dt
from collections.abc import Iterable
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse

from roadmaps.models import Occurrence, RoadMap
from roadmaps.presenters import progress, terms as words
from roadmaps.queries.agenda import NEXT_WEEK, OVERDUE, WEEK, Agenda
from roadmaps.queries.due import Counts


def agenda_parts(
    agenda: Agenda, *, today: dt.date, is_mine: bool, acts: str
) -> list[dict[str, Any]]:
    """Return overdue, this week and the next, each with its way to the whole list.

    `acts` is what the person does with a term: "record", "answer" or nothing.
    """
    parts = (
        (OVERDUE, "Просрочено", agenda.overdue),
        (WEEK, "На этой неделе", agenda.this_week),
        (NEXT_WEEK, "На следующей неделе", agenda.next_week),
    )
    return [
        {
            "title": title,
            "count": agenda.counts[when],
            "url": _list_url(when, is_mine=is_mine),
            "lines": [_line(row, today, acts) for row in rows],
            "more": agenda.counts[when] - len(rows),
        }
        for when, title, rows in parts
        if agenda.counts[when]
    ]


def plan_lines(
    plans: Iterable[RoadMap], counts: dict[int, Counts]
) -> list[dict[str, Any]]:
    """Return how far each plan has come, in words and as a bar."""
    return [
        {
            "title": plan.title,
            "url": reverse("terms:progress", args=[plan.pk]),
            "words": progress.progress_words(counts[plan.pk]),
            "bar": progress.bar(counts[plan.pk]),
        }
        for plan in plans
        if plan.pk in counts
    ]


def _line(row: Occurrence, today: dt.date, acts: str) -> dict[str, Any]:
    line = words.line(row, today=today)
    line["act_url"], line["act"] = "", ""
    if acts == "record":
        line["act_url"], line["act"] = line["done_url"], "Отметить"
    elif acts == "answer":
        silent = [a for a in row.seen_answers if a.done_on is None]
        if silent:
            line["act_url"] = reverse("terms:answer", args=[silent[0].pk])
            line["act"] = "Ответить"
    return line


def _list_url(when: str, *, is_mine: bool) -> str:
    query = {"when": when} | ({"whose": "mine"} if is_mine else {})
    return f"{reverse('terms:list')}?{urlencode(query)}"
