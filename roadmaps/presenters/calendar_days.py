"""Terms as days of a calendar: plain values, no names of people."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from django.urls import reverse

from roadmaps.enums import OccurrenceState
from roadmaps.models import Occurrence
from roadmaps.presenters import terms as words


DONE = "✓ "


@dataclass(frozen=True)
class CalendarDay:
    """A day by which something is due; `number` stays the same for good."""

    number: int
    day: dt.date
    title: str
    about: str
    path: str
    changed_at: dt.datetime


def calendar_days(occurrences: Iterable[Occurrence]) -> list[CalendarDay]:
    """Return dated terms as days of a calendar."""
    return [
        CalendarDay(
            number=row.pk,
            day=row.due_on,
            title=_title(row),
            about=_about(row),
            path=reverse("terms:occurrence", args=[row.pk]),
            # When the term changed, not the clock, which would change the file.
            changed_at=row.recorded_at or row.line.road_map.created_at,
        )
        for row in occurrences
    ]


def _title(row: Occurrence) -> str:
    is_done = row.state == OccurrenceState.DONE
    return f"{DONE if is_done else ''}{words.title_of(row.activity)}"


def _about(row: Occurrence) -> str:
    activity = row.activity
    lines = [
        words.outcome(row),
        f"Срок: {words.days_words(row)}",
        f"В плане: {activity.term_text}" if activity and activity.term_text else "",
        f"Раздел: {activity.section}" if activity else "",
        f"Дорожная карта: {row.line.road_map.title}",
    ]
    return "\n".join(line for line in lines if line)
