"""Say a term in a few Russian words for people."""

import datetime as dt

from roadmaps.terms import stretches
from roadmaps.terms.model import Kind, Period, Recurrence, Span, Term
from roadmaps.terms.occurring import occurrences


_MONTHS = (
    "январь", "февраль", "март", "апрель", "май", "июнь", "июль", "август",
    "сентябрь", "октябрь", "ноябрь", "декабрь",
)  # fmt: skip
_EACH = {
    "day": "каждый день",
    "week": "каждую неделю",
    "month": "каждый месяц",
    "quarter": "каждый квартал",
    "half_year": "каждое полугодие",
    "term": "каждую четверть",
    "school_year": "каждый учебный год",
    "year": "каждый год",
    "period": "за период",
}
_EVERY = {
    "day": "дн.",
    "week": "нед.",
    "month": "мес.",
    "quarter": "кв.",
    "half_year": "полугодия",
    "term": "четверти",
    "school_year": "учебных года",
    "year": "года",
    "period": "периода",
}
_PER = {
    "day": "день",
    "week": "неделю",
    "month": "месяц",
    "quarter": "квартал",
    "half_year": "полугодие",
    "term": "четверть",
    "school_year": "учебный год",
    "year": "год",
    "period": "весь период",
}
_PEOPLE = "срок назовёт человек"
_WITHOUT_DAYS = {
    Kind.NOT_A_TERM: "это не срок",
    Kind.NONE: "срок не указан",
    Kind.REFERENCE: f"по другому плану или графику, {_PEOPLE}",
    Kind.ON_REQUEST: "по запросу",
    Kind.EVENT: f"по событию, {_PEOPLE}",
    Kind.RELATIVE: f"отсчитывается от события, {_PEOPLE}",
    Kind.DURATION: f"названа только длительность, {_PEOPLE}",
}
_TEENS = range(11, 15)
_FEW = range(2, 5)


def describe(term: Term) -> str:
    """Say what a term means.

    Parameters
    ----------
    term : Term
        Any term.

    Returns
    -------
    str
        A few Russian words: «сентябрь – октябрь 2022», «до 25.05.2023 включительно»,
        «каждый квартал, 4 раза», «срок назовёт человек».
    """
    if term.needs_human or not term.spans or term.kind in _WITHOUT_DAYS:
        return _for_people(term)
    if term.kind is Kind.COUNT and term.recurrence:
        return _count(term.recurrence)
    if term.kind is Kind.RECURRING and term.recurrence:
        return _rounds(term, term.recurrence)
    days = "; ".join(_labelled(span, term.kind) for span in term.spans)
    if term.kind is Kind.SPAN:
        return f"весь срок: {days}"
    if term.recurrence:
        return f"{days}, {_each(term.recurrence)}"
    return days


def _for_people(term: Term) -> str:
    known = term.kind is Kind.EVENT and term.spans
    if known and any(d.code == "usual_dates" for d in term.doubts):
        days = "; ".join(_days(span) for span in term.spans)
        return f"обычно {days}, точный {_PEOPLE}"
    return _WITHOUT_DAYS.get(term.kind, _PEOPLE)


def _labelled(span: Span, kind: Kind) -> str:
    words = _deadline(span) if kind is Kind.DEADLINE else _days(span)
    return f"{span.label}: {words}" if span.label else words


def _deadline(span: Span) -> str:
    return f"до {span.end:%d.%m.%Y} включительно" if span.end else _days(span)


def _days(span: Span) -> str:
    """Say a span: by months when both ends are a month's, by days otherwise."""
    start, end = span.start, span.end
    if start is None and end is None:
        return _PEOPLE
    if start is None or end is None:
        return f"с {start:%d.%m.%Y}" if start else f"до {end:%d.%m.%Y} включительно"
    if start == end:
        return f"{start:%d.%m.%Y}"
    if start.day != 1 or end != stretches.day(end.year, end.month, 0):
        return f"{start:%d.%m.%Y} – {end:%d.%m.%Y}"
    return _whole_months(start, end)


def _whole_months(start: dt.date, end: dt.date) -> str:
    first, last = _MONTHS[start.month - 1], _MONTHS[end.month - 1]
    if start.year != end.year:
        if (start.month, end.month) == (1, 12):
            return f"{start.year}–{end.year} годы"
        return f"{first} {start.year} – {last} {end.year}"
    if (start.month, end.month) == (1, 12):
        return f"{start.year} год"
    if start.month == end.month:
        return f"{first} {start.year}"
    return f"{first} – {last} {start.year}"


def _times(number: int) -> str:
    few = number % 10 in _FEW and number % 100 not in _TEENS
    return f"{number} {'раза' if few else 'раз'}"


def _each(again: Recurrence) -> str:
    if again.every > 1:
        words = f"раз в {again.every} {_EVERY.get(again.unit, 'года')}"
    else:
        words = _EACH.get(again.unit, "каждый год")
    if again.times > 1:
        words += f" по {_times(again.times)}"
    return f"{words} или чаще" if again.at_least else words


def _rounds(term: Term, again: Recurrence) -> str:
    """Say how often, and how many times that is in the days of the term."""
    words = _each(again)
    if again.due_day:
        words += f", до {again.due_day} числа"
    first, last = term.spans[0].start, term.spans[-1].end
    if first is None or last is None or again.unit == "day":
        return words
    total = sum(o.times for o in occurrences(term, Period(first, last)))
    if total == again.times:
        return words
    whole = "всего " if again.times > 1 else ""
    return f"{words}, {whole}{_times(total)}"


def _count(again: Recurrence) -> str:
    least = "не менее " if again.at_least else ""
    return f"{least}{again.times} за {_PER.get(again.unit, 'весь период')}"
