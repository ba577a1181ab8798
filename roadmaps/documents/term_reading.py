"""Asks the grammar of terms, and puts several answers of one activity together."""

from collections.abc import Iterable

from roadmaps.terms import Kind, Period, Span, Term, find_terms, parse_term


EMPTY = Term("", Kind.NONE)


def term_of(text: str, *, period: Period) -> Term:
    """Return what the text of a term's cell means; an empty one has no term."""
    line = " ".join(text.split())
    return parse_term(line, period=period) if line else EMPTY


def terms_in(text: str, *, period: Period) -> tuple[Term, ...]:
    """Return the terms that a longer text names."""
    return find_terms(text, period=period) if text.strip() else ()


def together(found: Iterable[Term]) -> Term:
    """Return one term of several: their spans in order of time."""
    parts = [term for term in found if term.kind is not Kind.NONE]
    if not parts:
        return EMPTY
    if len(parts) == 1:
        return parts[0]
    spans = sorted({span for term in parts for span in term.spans}, key=_order)
    return Term(
        text="; ".join(dict.fromkeys(term.text for term in parts)),
        kind=Kind.MULTI,
        spans=tuple(spans),
        needs_human=all(term.needs_human for term in parts),
        doubts=tuple(dict.fromkeys(doubt for term in parts for doubt in term.doubts)),
    )


def _order(span: Span) -> tuple[str, str]:
    return (str(span.start or ""), str(span.end or ""))
