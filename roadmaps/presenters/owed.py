"""What a school owes of its programmes, in words: for pages and for letters."""

import datetime as dt
from collections.abc import Sequence
from typing import Any

from django.urls import reverse

from roadmaps.presenters.deadlines import state_words
from roadmaps.presenters.terms import days_away
from roadmaps.queries.owed import Owed
from schools.templatetags.portal_format import day


def owed_part(heading: str, rows: Sequence[Owed], *, today: dt.date, site: str) -> str:
    """Return a part of a letter: what is owed, by when, where to go."""
    lines = [f"{heading}:"]
    for owed in rows:
        lines += [
            f"– {owed.deadline.kind}, {owed.school.name}: {step_words(owed)}",
            f"  Срок: {due_words(owed, today=today)}",
            f"  {site}{owed_url(owed)}",
        ]
    return "\n".join(lines)


def owed_line(owed: Owed, *, today: dt.date) -> dict[str, Any]:
    """Return a line of the first page of a school."""
    mark, word = state_words(owed, today=today)
    return {
        "title": f"{owed.deadline.kind}: {step_words(owed)}",
        "school": owed.school.name,
        "mark": mark,
        "word": word,
        "days": due_words(owed, today=today),
        "url": owed_url(owed),
        "reason": owed.extension.reason if owed.extension else "",
    }


def step_words(owed: Owed) -> str:
    """Say what is to be done."""
    return owed.deadline.get_step_display()


def due_words(owed: Owed, *, today: dt.date) -> str:
    """Say by when: the day, how far it is, and that the school got more time."""
    away = "" if owed.is_made else f", {days_away(owed.due_on, today=today)}"
    more = f" (продлён, общий – {day(owed.deadline.due_on)})" if owed.extension else ""
    return f"{day(owed.due_on)}{away}{more}"


def owed_url(owed: Owed) -> str:
    """Lead to the programme, or where one is begun."""
    if owed.programme is not None:
        return reverse("programmes:detail", args=[owed.programme.pk])
    return reverse("deadlines:list")
