"""Reads the cells of year, quarter and month columns."""

import re

from roadmaps.documents.content import is_mark
from roadmaps.documents.drafts import ActivityDraft
from roadmaps.documents.model import Milestone
from roadmaps.documents.term_reading import term_of, terms_in, together
from roadmaps.terms import Kind, Period, Term


YEAR = re.compile(r"\b(20\d\d)\b")
EMPTY = Term("", Kind.NONE)
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
    named = terms_in(text, period=_column_period(year, period))
    return Milestone(year, text, together(named) if named else EMPTY, label)


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
