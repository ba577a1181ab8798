"""A term in words: what, by when, how it stands, who answers."""

import datetime as dt
from collections.abc import Iterable
from typing import Any

from django.urls import reverse

from roadmaps.enums import Audience, DocumentType, DueState, OccurrenceState
from roadmaps.models import Activity, Occurrence, SchoolAnswer
from roadmaps.queries.due import due_state_of
from schools.templatetags.portal_format import (
    NBSP,
    NO_DATA,
    counted,
    day,
    number,
    period,
    plural,
)
from schools.templatetags.status_marks import MARKS


DAYS = "день,дня,дней"
UNTITLED = "мероприятие без названия"
SOON_WORDS = ("сегодня", "завтра")
LEFT = "мероприятия нет в действующей версии"


def mark_code(occurrence: Occurrence, *, today: dt.date) -> str:
    """Return the code of the badge; what has no paper never looks like what has."""
    state = due_state_of(occurrence, today=today)
    if state == DueState.DONE and occurrence.without_document:
        return "due_done_bare"
    return f"due_{state}"


def title_of(activity: Activity | None) -> str:
    """Return number and title of the row of the plan."""
    if activity is None:
        return LEFT
    return f"{activity.number} {activity.title or UNTITLED}".strip()


def days_words(occurrence: Occurrence) -> str:
    """Return the stretch of days: «октябрь 2025», «до 15 октября 2025»."""
    if occurrence.due_on is None:
        return "без даты"
    if occurrence.starts_on is None:
        return f"до{NBSP}{day(occurrence.due_on)}"
    return period(occurrence.starts_on, occurrence.due_on)


def distance_words(occurrence: Occurrence, *, today: dt.date) -> str:
    """Return how far the last day of an open term is; nothing for another one."""
    if occurrence.due_on is None or occurrence.state != OccurrenceState.PLANNED:
        return ""
    return days_away(occurrence.due_on, today=today)


def days_away(due_on: dt.date, *, today: dt.date) -> str:
    """Return how far a day is: «сегодня», «через 3 дня», «5 дней назад»."""
    left = (due_on - today).days
    if left < 0:
        return f"{counted(-left, DAYS)} назад"
    if left < len(SOON_WORDS):
        return SOON_WORDS[left]
    return f"через {counted(left, DAYS)}"


def count_words(occurrence: Occurrence) -> str:
    """Return «4 из 5» for what is to be done several times; else nothing."""
    if occurrence.times_planned == 1:
        return ""
    return f"{number(occurrence.times_done)} из{NBSP}{number(occurrence.times_planned)}"


def schools_words(answers: Iterable[SchoolAnswer]) -> str:
    """Return «8 из 12 школ»; nothing where no school is asked."""
    rows = list(answers)
    if not rows:
        return ""
    done = sum(answer.done_on is not None for answer in rows)
    words = plural(len(rows), "школы,школ,школ")
    return f"{number(done)} из{NBSP}{number(len(rows))}{NBSP}{words}"


def all_schools_answered(answers: Iterable[SchoolAnswer]) -> bool:
    """Tell whether schools are asked and none is silent."""
    rows = list(answers)
    return bool(rows) and all(answer.done_on is not None for answer in rows)


def parties_words(activity: Activity | None) -> str:
    """Return who answers, as the document has it."""
    if activity is None:
        return ""
    links = activity.party_links.all()
    names = [link.wording or link.party.name for link in links]
    return ", ".join(names) or activity.responsible_text


def documents_words(codes: Iterable[str]) -> str:
    """Return which papers close it: «приказ, протокол»."""
    labels = dict(DocumentType.choices)
    return ", ".join(str(labels[code]) for code in codes if code in labels)


def line(occurrence: Occurrence, *, today: dt.date) -> dict[str, Any]:
    """Return a short line for «Сегодня», the calendar and the diagram."""
    activity, mark = occurrence.activity, mark_code(occurrence, today=today)
    return {
        "title": title_of(activity),
        "word": MARKS[mark].word,
        "url": reverse("terms:occurrence", args=[occurrence.pk]),
        "done_url": reverse("terms:done", args=[occurrence.pk]),
        "mark": mark,
        "days": days_words(occurrence),
        "distance": distance_words(occurrence, today=today),
        "parties": parties_words(activity),
        "count": count_words(occurrence),
    }


def facts(
    occurrence: Occurrence, activity: Activity | None, *, shows_parties: bool = True
) -> list[dict[str, Any]]:
    """Return what the plan says of it, as pairs."""
    items = [
        ("Дорожная карта", str(occurrence.line.road_map), plan_url(occurrence)),
        ("Срок в плане", activity.term_text if activity else "", ""),
        ("Какой срок", _label(occurrence, activity), ""),
        ("Раздел", str(activity.section) if activity else "", ""),
        ("Ответственные", parties_words(activity) if shows_parties else "", ""),
        ("Ожидаемый результат", activity.result if activity else "", ""),
        ("Показатель", activity.indicator if activity else "", ""),
        ("Чем подтверждается", _proof(activity), ""),
        ("Школы", _audience(occurrence), ""),
        ("Сделано раз", count_words(occurrence), ""),
        ("Примечание", activity.note if activity else "", ""),
    ]
    return [
        {"term": term, "value": value, "url": url}
        for term, value, url in items
        if value and value != NO_DATA
    ]


def plan_url(occurrence: Occurrence) -> str:
    """Return the address of the plan."""
    return reverse("plans:detail", args=[occurrence.line.road_map_id])


def outcome(occurrence: Occurrence) -> str:
    """Return what came of it in one sentence; nothing while it is open."""
    if occurrence.state == OccurrenceState.DONE:
        bare = " без документа" if occurrence.without_document else ""
        return f"Выполнено{bare} {day(occurrence.done_on)}."
    if occurrence.state == OccurrenceState.CANCELLED:
        return f"Отменено: {occurrence.cancel_reason}"
    return ""


def _label(occurrence: Occurrence, activity: Activity | None) -> str:
    """Return which of the terms it is, where neither days nor wording say it."""
    said = {days_words(occurrence), activity.term_text.strip() if activity else ""}
    return "" if occurrence.label in said else occurrence.label


def _audience(occurrence: Occurrence) -> str:
    if occurrence.audience == Audience.NONE:
        return ""
    return str(Audience(occurrence.audience).label)


def _proof(activity: Activity | None) -> str:
    if activity is None:
        return ""
    known = documents_words(activity.document_types)
    return activity.document or known
