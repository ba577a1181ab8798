"""A plan over time: the diagram by section, the month, the table of progress."""

import calendar
import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse

from roadmaps.models import Activity, Occurrence, RoadMap, Section
from roadmaps.presenters import progress as progress_words, terms as words
from roadmaps.queries.due import Progress, due_state_of
from schools.templatetags.portal_format import MONTHS, MONTHS_OF
from schools.templatetags.status_marks import MARKS


SHOWN_A_DAY = 6
WEEKDAYS = (
    *("понедельник", "вторник", "среда", "четверг"),
    *("пятница", "суббота", "воскресенье"),
)
WEEKDAYS_SHORT = ("пн", "вт", "ср", "чт", "пт", "сб", "вс")
WEEKDAY_HEADS = [
    {"long": name, "short": short}
    for name, short in zip(WEEKDAYS, WEEKDAYS_SHORT, strict=True)
]


def gantt_groups(
    activities: Sequence[Activity],
    occurrences: Sequence[Occurrence],
    *,
    bars: Mapping[int, Any],
    today: dt.date,
) -> list[dict[str, Any]]:
    """Return rows of the diagram by section; an activity's terms share a row.

    `bars` are the places of dated terms, by their number.
    """
    by_line: dict[int, list[Occurrence]] = defaultdict(list)
    for row in occurrences:
        by_line[row.line_id].append(row)
    return [
        {
            "section": section,
            "rows": [_gantt_row(a, by_line[a.line_id], bars, today) for a in rows],
        }
        for section, rows in _by_section(activities)
    ]


def month_grid(
    month: dt.date, occurrences: Iterable[Occurrence], *, today: dt.date
) -> list[list[dict[str, Any]]]:
    """Return the weeks of a month, each of seven days with what is due on it."""
    due: dict[dt.date, list[Occurrence]] = defaultdict(list)
    for row in occurrences:
        due[row.due_on].append(row)
    weeks = calendar.Calendar().monthdatescalendar(month.year, month.month)
    return [[_cell(day, month, due[day], today) for day in week] for week in weeks]


def month_title(month: dt.date) -> str:
    """Return «ноябрь 2025»."""
    return f"{MONTHS[month.month - 1]} {month.year}"


def month_links(month: dt.date, *, kept: dict[str, str]) -> dict[str, str]:
    """Return addresses of the month before, of this one's list, and of the next."""
    before = month - dt.timedelta(days=1)
    after = month + dt.timedelta(days=32)
    listed = {**kept, "when": f"{month:%Y-%m}", "state": "any"}
    return {
        "before": f"?{urlencode({**kept, 'month': f'{before:%Y-%m}'})}",
        "before_title": month_title(before),
        "after": f"?{urlencode({**kept, 'month': f'{after:%Y-%m}'})}",
        "after_title": month_title(after),
        "list": f"{reverse('terms:list')}?{urlencode(listed)}",
    }


def progress_rows(progress: Progress, *, road_map: RoadMap) -> list[dict[str, Any]]:
    """Return each section with its bar and its numbers, each a way to the rows."""
    return [
        {
            "title": str(row.section),
            "level": min(row.section.level, 3),
            "words": progress_words.progress_words(row.total),
            "bare": progress_words.bare_words(row.total),
            "bar": progress_words.bar(row.total),
            "parts": _linked(row.total, road_map=road_map, section=row.section),
            "total": row.total.total,
        }
        for row in progress.sections
    ]


def progress_total(progress: Progress, *, road_map: RoadMap) -> dict[str, Any]:
    """Return the same of the whole plan."""
    return {
        "words": progress_words.progress_words(progress.total),
        "bare": progress_words.bare_words(progress.total),
        "bar": progress_words.bar(progress.total),
        "parts": _linked(progress.total, road_map=road_map, section=None),
        "total": progress.total.total,
        "cancelled": progress.total.cancelled,
    }


def _linked(
    counts, *, road_map: RoadMap, section: Section | None
) -> list[dict[str, Any]]:
    parts = progress_words.parts(counts)
    for part in parts:
        query: dict[str, object] = {"road_map": road_map.pk, "state": part["state"]}
        if section is not None:
            query["section"] = section.pk
        part["url"] = f"{reverse('terms:list')}?{urlencode(query)}"
    return parts


def _by_section(
    activities: Iterable[Activity],
) -> list[tuple[Section, list[Activity]]]:
    found: dict[int, tuple[Section, list[Activity]]] = {}
    for activity in activities:
        section = activity.section
        found.setdefault(section.pk, (section, []))[1].append(activity)
    return list(found.values())


def _gantt_row(
    activity: Activity,
    rows: Sequence[Occurrence],
    bars: Mapping[int, Any],
    today: dt.date,
) -> dict[str, Any]:
    texts = [{"bar": bars.get(row.pk), **_gantt_text(row, today)} for row in rows]
    return {
        "title": words.title_of(activity),
        "term": activity.term_text,
        "bars": [text for text in texts if text["bar"]],
        "apart": [text for text in texts if not text["bar"]],
        "texts": texts,
    }


def _gantt_text(row: Occurrence, today: dt.date) -> dict[str, Any]:
    mark = words.mark_code(row, today=today)
    return {
        "state": due_state_of(row, today=today),
        "mark": mark,
        "words": _in_words(row, mark),
        "days": words.days_words(row),
        "url": reverse("terms:occurrence", args=[row.pk]),
    }


def _in_words(row: Occurrence, mark: str) -> str:
    state = MARKS[mark].word
    return f"{words.days_words(row)}: {state}" if row.due_on else state


def _cell(
    day: dt.date, month: dt.date, rows: Sequence[Occurrence], today: dt.date
) -> dict[str, Any]:
    return {
        "day": day,
        "words": f"{day.day} {MONTHS_OF[day.month - 1]}, {WEEKDAYS[day.weekday()]}",
        "is_inside": day.month == month.month,
        "is_today": day == today,
        "items": [words.line(row, today=today) for row in rows[:SHOWN_A_DAY]],
        "more": max(len(rows) - SHOWN_A_DAY, 0),
    }
