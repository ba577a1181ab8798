"""Asks the grammar of terms, and puts several answers of one activity together."""

from collections.abc import Iterable

from roadmaps import terms
from roadmaps.terms import Kind, Period, Span, Term


def term_of(text: str, *, period: Period) -> Term:
    """Return what the text of a term's cell means."""
    line = " ".join(text.split())
    read = getattr(terms, "parse_term", None)
    if read is None or not line:
        kind = Kind.HUMAN if line else Kind.NONE
        return Term(line, kind, needs_human=True)
    found: Term = read(line, period=period)
    return found


def terms_in(text: str, *, period: Period) -> tuple[Term, ...]:
    """Return the terms that a longer text names."""
    read = getattr(terms, "find_terms", None)
    if read is None or not text.strip():
        return ()
    found: tuple[Term, ...] = read(text, period=period)
    return found


def together(found: Iterable[Term]) -> Term:
    """Return one term of several: their spans in order of time."""
    parts = [term for term in found if term.kind is not Kind.NONE]
    if not parts:
        return Term("", Kind.NONE, needs_human=True)
    if len(parts) == 1:
        return parts[0]
    spans = sorted({span for term in parts for span in term.spans}, key=_order)
    return Term(
        text="; ".join(dict.fromkeys(term.text for term in parts)),
        kind=Kind.MULTI,
        spans=tuple(spans),
        needs_human=all(term.needs_human for term in parts),
        doubts=tuple(doubt for term in parts for doubt in term.doubts),
    )


def _order(span: Span) -> tuple[str, str]:
    return (str(span.start or ""), str(span.end or ""))
