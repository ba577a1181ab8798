"""How a row's term reads: the days in short, and what remains in doubt."""

import datetime as dt
from dataclasses import dataclass

from roadmaps.models import Activity, Milestone
from roadmaps.presenters.term_words import numeric, term_lines
from roadmaps.terms import Term
from roadmaps.terms.encode import term_from_json
from schools.templatetags.portal_format import counted, period


TERMS = "срок,срока,сроков"
# More stretches than these are told by the first one and the number of the others.
MOST_SPANS = 2


@dataclass(frozen=True)
class Reading:
    """What was understood of a wording; empty where the wording says it itself."""

    words: str
    doubts: tuple[str, ...]
    needs_human: bool
    is_agreed: bool = False


def reading_of(activity: Activity) -> Reading:
    """Return how a row's term is read; days that a person named come first."""
    if activity.agreed_spans:
        return Reading(agreed_words(activity.agreed_spans), (), False, is_agreed=True)
    return reading_of_term(term_from_json(activity.term))


def reading_of_term(term: Term) -> Reading:
    """Return how a wording is read."""
    lines = term_lines(term)
    spans = [span for span in lines["spans"] if span != "без дат"]
    more = len(spans[MOST_SPANS:]) + lines["more"]
    days = "; ".join(spans[:1] if more else spans)
    if more:
        rest = len(spans) + lines["more"] - 1
        days = f"{days} и ещё {counted(rest, TERMS)}"
    words = ": ".join(part for part in (lines["meaning"], days) if part)
    if not term.text.strip():
        words = ""
    is_same = _plain(words) == _plain(term.text)
    return Reading(
        "" if is_same else words, tuple(lines["doubts"]), lines["needs_human"]
    )


def readings_of_cell(milestone: Milestone) -> list[Reading]:
    """Return how the terms inside a cell of a year's column are read."""
    return [reading_of_term(term_from_json(data)) for data in milestone.terms]


def years_named(milestone: Milestone) -> set[int]:
    """Return the years of the last days that a cell's words give."""
    terms = [term_from_json(data) for data in milestone.terms]
    return {span.end.year for term in terms for span in term.spans if span.end}


def agreed_words(spans: list[list[str | None]]) -> str:
    """Return the days that a person named: «1–15 сентября 2025; до 20.05.2026»."""
    return "; ".join(_agreed(pair) for pair in spans)


def agreed_lines(spans: list[list[str | None]]) -> list[str]:
    """Return the same as people type them, one a line."""
    lines = []
    for start, end in (_days(pair) for pair in spans):
        if start is None:
            lines.append(f"до {numeric(end)}")
        elif end is None or start == end:
            lines.append(numeric(start) if end else f"с {numeric(start)}")
        else:
            lines.append(f"{numeric(start)} – {numeric(end)}")
    return lines


def _agreed(pair: list[str | None]) -> str:
    start, end = _days(pair)
    if start is None:
        return f"до {numeric(end)}"
    return period(start, end)


def _days(pair: list[str | None]) -> tuple[dt.date | None, dt.date | None]:
    start, end = (dt.date.fromisoformat(day) if day else None for day in pair)
    return start, end


def _plain(text: str) -> str:
    return " ".join(text.lower().replace("–", "-").replace(".", " ").split())
