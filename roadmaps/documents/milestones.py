"""Reads the cells of year, quarter and month columns."""

import re
from collections.abc import Sequence
from dataclasses import replace

from roadmaps.documents.content import is_mark
from roadmaps.documents.drafts import ActivityDraft
from roadmaps.documents.model import Milestone
from roadmaps.documents.term_reading import EMPTY, term_of, terms_in, together
from roadmaps.terms import Kind, Period, Span, Term


YEAR = re.compile(r"\b(20\d\d)\b")
WHOLE_YEARS = frozenset({Kind.YEAR, Kind.YEAR_RANGE})
# Days of a stretch that is a date of a milestone and not a year of data.
LONGEST_DATE = 360
DASHES_ONLY = re.compile(r"^[-–—\s]+$")


def read_milestones(draft: ActivityDraft, *, period: Period) -> tuple[Milestone, ...]:
    """Return the milestones of an activity, an empty cell as one without a text."""
    return tuple(
        _milestone(label, text, period=period)
        for label, text in draft.milestones.items()
    )


def _milestone(label: str, text: str, *, period: Period) -> Milestone:
    found = YEAR.search(label)
    year = int(found[1]) if found else None
    if not text or DASHES_ONLY.match(text):
        return Milestone(year, "", EMPTY, label)
    if is_mark(text):
        return Milestone(year, text, term_of(_spoken(label), period=period), label)
    named = _precise(terms_in(text, period=_column_period(year, period)))
    return Milestone(year, text, together(named) if named else EMPTY, label)


def _precise(named: Sequence[Term]) -> list[Term]:
    """Leave out whole years where months stand: they tell of data, not of a date.

    «… выявленных в 2020-2021 годах. Сентябрь 2022» is to be done in September.
    """
    months = [term for term in named if any(_is_short(span) for span in term.spans)]
    if not months:
        return [term for term in named if term.kind not in WHOLE_YEARS] or list(named)
    rhythms = [term for term in named if term.kind in (Kind.RECURRING, Kind.COUNT)]
    kept = [term for term in named if term in months or term in rhythms]
    return [
        replace(term, spans=tuple(span for span in term.spans if _is_short(span)))
        if term in months
        else term
        for term in kept
    ]


def _is_short(span: Span) -> bool:
    if span.start is None or span.end is None:
        return True
    return (span.end - span.start).days < LONGEST_DATE


def _spoken(label: str) -> str:
    """Return the heading of a column as a term: «II» is «II квартал», «2021» a year."""
    plain = label.strip(" .")
    if re.fullmatch(r"[IVІ]{1,3}", plain):
        return f"{plain} квартал"
    return f"{plain} год" if re.fullmatch(r"20\d\d", plain) else plain


def _column_period(year: int | None, period: Period) -> Period:
    """Return the year of the column, in which a month without a year is meant."""
    if year is None:
        return period
    return Period(
        period.start.replace(year=year, month=1, day=1),
        period.end.replace(year=year, month=12, day=31),
    )


def term_of_milestones(milestones: tuple[Milestone, ...], *, period: Period) -> Term:
    """Return the term of an activity whose plan has no column of terms."""
    marked = [m for m in milestones if m.text and is_mark(m.text)]
    if marked:
        return term_of(", ".join(_spoken(m.label) for m in marked), period=period)
    named = [m.term for m in milestones if m.term.kind is not Kind.NONE]
    if named:
        return together(named)
    filled = [_spoken(m.label) for m in milestones if m.text]
    return term_of(", ".join(filled), period=period) if filled else EMPTY
