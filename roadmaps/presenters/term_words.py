"""A term in words and days, beside its wording."""

import datetime as dt
from typing import Any

from roadmaps.terms import Kind, Recurrence, Span, Term
from schools.templatetags.portal_format import counted, period


UNITS = {
    "week": "в неделю",
    "month": "в месяц",
    "quarter": "в квартал",
    "half_year": "в полугодие",
    "term": "в учебную четверть",
    "school_year": "за учебный год",
    "year": "в год",
    "period": "за период плана",
}
UNDATED = {
    Kind.EVENT: "после события, дату назовёт человек",
    Kind.ON_REQUEST: "по запросу, дату назовёт человек",
    Kind.REFERENCE: "по другому документу, дату назовёт человек",
    Kind.RELATIVE: "считается от события, дату назовёт человек",
    Kind.DURATION: "задана только длительность",
    Kind.HUMAN: "портал не понял срок",
    Kind.NOT_A_TERM: "это не похоже на срок",
    Kind.NONE: "срок не указан",
}
# More stretches than these are told by their number.
MOST_SPANS = 6


def term_lines(term: Term) -> dict[str, Any]:
    """Return the wording, what it means, its stretches of days, what is doubtful."""
    spans = [_span(term, span) for span in term.spans]
    return {
        "text": term.text,
        "meaning": _meaning(term),
        "spans": spans[:MOST_SPANS],
        "more": len(spans[MOST_SPANS:]),
        "needs_human": term.needs_human,
        "doubts": [doubt.message for doubt in term.doubts],
    }


def _meaning(term: Term) -> str:
    if term.recurrence is not None:
        return _rhythm(term.recurrence)
    return UNDATED.get(term.kind, "")


def _rhythm(again: Recurrence) -> str:
    unit = UNITS.get(again.unit, "")
    if again.at_least:
        return f"не реже {counted(again.times, 'раза,раз,раз')} {unit}".strip()
    return f"{counted(again.times, 'раз,раза,раз')} {unit}".strip()


def _span(term: Term, span: Span) -> str:
    if term.kind is Kind.DEADLINE and span.end is not None:
        return f"до {numeric(span.end)} включительно"
    if span.start is None or span.end is None:
        return f"с {numeric(span.start)}" if span.start else "без дат"
    return period(span.start, span.end)


def numeric(day: dt.date | None) -> str:
    """Return a day as papers write it: «20.05.2026»."""
    return f"{day:%d.%m.%Y}" if day else ""
