"""Decide what a wording without days is: a round, an event, a reference, a span."""

import re
from collections.abc import Callable

from roadmaps.terms import stretches
from roadmaps.terms.doubts import doubt
from roadmaps.terms.model import Kind, Period, Recurrence, Span, Term
from roadmaps.terms.signs import Signs
from roadmaps.terms.stretches import clipped, overlap, years_of
from roadmaps.terms.tokens import Token, codes


_FINEST_FIRST = ("week", "month", "term", "quarter", "half_year", "year", "period")
_TEACHING = re.compile(r"C[FXcO]*ug|F[c]*ug|V[c]*ug|^[c]*ug")
_SPAN = re.compile(r"A|C|F[cu]*[Og]|^[cV]*g$|^V?c*O$|^[,;]*V?Fg")
_DURING = re.compile(r"VO|^Va|D[WI]")
_UNIT_LETTER = {
    "q": "quarter",
    "h": "half_year",
    "x": "term",
    "z": "month",
    "w": "week",
}
_EVENT_SIGNS = frozenset(
    {"need", "measure", "event", "before", "during", "when", "at_once", "exam", "vpr"}
)
_STRONGER = frozenset({"measure", "accord"})
_AFTER = frozenset({"after", "results", "ending"})
_REFERENCES = frozenset({"accord", "plan", "paper"})


def read_undated(text: str, tokens: list[Token], signs: Signs, period: Period) -> Term:
    """Give the term of a wording that names no days.

    Parameters
    ----------
    text : str
        The wording.
    tokens : list of Token
        Its tokens.
    signs : Signs
        What else it says.
    period : Period
        The period of the plan, which frames what has no days.
    """
    frame = (Span(period.start, period.end),)
    for decide in _DECISIONS:
        term = decide(text, tokens, signs, frame)
        if term is not None:
            return _in_teaching_year(term, signs, period)
    return Term(text, Kind.HUMAN, frame, needs_human=True)


def _event_of_unit(
    text: str, tokens: list[Token], signs: Signs, frame: tuple[Span, ...]
) -> Term | None:
    """Read «по окончании четверти», «за год, полугодие», «по итогам полугодия»."""
    written = codes(tokens)
    if "E" in written or "T" in written:
        return None
    units = list(signs.units)
    after = _AFTER & signs.words
    if after or "b" in written:
        units += [_UNIT_LETTER[c] for c in written if c in _UNIT_LETTER]
        if "g" in written:
            units.append("school_year" if "ug" in written else "year")
    ranked = [u for u in _FINEST_FIRST if u in units] or units
    if not ranked or (not after and "b" not in written and "V" not in written):
        return None
    if _SPAN.search(written) and not after:
        return None
    if not after and set(units) <= {"year", "school_year"}:
        return None
    needs_human = "results" in signs.words or "after" in signs.words
    recurrence = Recurrence(ranked[0])
    return Term(text, Kind.EVENT, frame, recurrence, needs_human)


def _rounds(
    text: str, tokens: list[Token], signs: Signs, frame: tuple[Span, ...]
) -> Term | None:
    """Read what comes back: «ежеквартально», «не менее трёх семинаров в год»."""
    if signs.recurrence is None:
        return None
    kind = Kind.COUNT if signs.is_count else Kind.RECURRING
    return Term(text, kind, frame, signs.recurrence)


def _times(
    text: str, tokens: list[Token], signs: Signs, frame: tuple[Span, ...]
) -> Term | None:
    """Read «2 раза», «однократно»: a count inside of the period."""
    at = next((i for i, t in enumerate(tokens) if t.code == "T"), None)
    if at is None:
        return None
    number = tokens[at].value
    if at and tokens[at - 1].code in "do":
        number = tokens[at - 1].value
    if not isinstance(number, int):
        return None
    return Term(text, Kind.COUNT, frame, Recurrence("period", max(1, number)))


def _request(
    text: str, tokens: list[Token], signs: Signs, frame: tuple[Span, ...]
) -> Term | None:
    """Read «по запросу школ»; with «в течение года» its window is known."""
    if "request" not in signs.words or _STRONGER & signs.words:
        return None
    bounded = _SPAN.search(signs.left) is not None
    return Term(text, Kind.ON_REQUEST, frame, needs_human=not bounded)


def _reference(
    text: str, tokens: list[Token], signs: Signs, frame: tuple[Span, ...]
) -> Term | None:
    """Read «по графику», «согласно плану», «в установленные сроки»."""
    words = signs.words
    if _is_plan_run(signs):
        return None
    is_plan = _PLAN.search(_marked(tokens)) is not None
    if "ref" in words or "accord" in words or is_plan:
        return Term(text, Kind.REFERENCE, frame, needs_human=True)
    return None


_PLAN = re.compile(r"(?:^|P[Wc]{0,4})R")


def _marked(tokens: list[Token]) -> str:
    """Give the letters with R for a plan, an order or a schedule."""
    return "".join("R" if t.value in {"plan", "paper"} else t.code for t in tokens)


def _agreement(
    text: str, tokens: list[Token], signs: Signs, frame: tuple[Span, ...]
) -> Term | None:
    if "agree" not in signs.words:
        return None
    return Term(text, Kind.HUMAN, frame, needs_human=True)


def _event(
    text: str, tokens: list[Token], signs: Signs, frame: tuple[Span, ...]
) -> Term | None:
    """Read «по мере необходимости», «после ВПР», «в каникулы»."""
    if "v" in signs.left:
        return Term(text, Kind.EVENT, frame, needs_human=True)
    if _is_plan_run(signs):
        return None
    after = _AFTER & signs.words
    if not after and not (_EVENT_SIGNS & signs.words) and not _is_during(signs):
        return None
    if after and "vpr" in signs.words and "D" not in signs.left:
        frame = (_after_tests(frame[0]),)
    return Term(text, Kind.EVENT, frame, needs_human=True)


def _is_plan_run(signs: Signs) -> bool:
    """Say whether it is «в период реализации дорожной карты»."""
    words = signs.words - {"paper", "plan"}
    if words == {"plan_run", "during"}:
        return True
    return words == {"plan_run"} and "O" in signs.left


def _is_during(signs: Signs) -> bool:
    """Say whether it is «в период» of something that has no days of its own."""
    return _DURING.search(signs.left) is not None and not _SPAN.search(signs.left)


def _after_tests(frame: Span) -> Span:
    """Give the months in which the all-Russian tests of a school year are worked on."""
    if frame.start is None or frame.end is None:
        return frame
    period = Period(frame.start, frame.end)
    spring = stretches.months(4, 6)
    return max(
        (spring.placed(year) for year in years_of(period)),
        key=lambda span: overlap(span, period),
    )


def _span(
    text: str, tokens: list[Token], signs: Signs, frame: tuple[Span, ...]
) -> Term | None:
    if _SPAN.search(signs.left) or _TEACHING.search(signs.left):
        return Term(text, Kind.SPAN, frame)
    if _is_plan_run(signs):
        return Term(text, Kind.SPAN, frame)
    return None


def _duration(
    text: str, tokens: list[Token], signs: Signs, frame: tuple[Span, ...]
) -> Term | None:
    """Read «срок реализации 3 года»; a classification by years is no term."""
    if not signs.has_duration:
        return None
    plain = not any(t.code == "W" and t.value is None for t in tokens)
    if "O" in signs.left or "C" in codes(tokens) or plain:
        return Term(text, Kind.DURATION, needs_human=True)
    return Term(text, Kind.NOT_A_TERM)


_Decision = Callable[[str, list[Token], Signs, tuple[Span, ...]], Term | None]
_DECISIONS: tuple[_Decision, ...] = (
    _event_of_unit,
    _rounds,
    _duration,
    _request,
    _reference,
    _agreement,
    _event,
    _times,
    _span,
)


def _in_teaching_year(term: Term, signs: Signs, period: Period) -> Term:
    """Give a span «в течение учебного года» its end on 31 May, with the doubt (R12)."""
    bounded = term.kind in {Kind.SPAN, Kind.RECURRING}
    if not bounded or not _TEACHING.search(signs.left):
        return term
    teaching = [stretches.TEACHING_YEAR.placed(year) for year in years_of(period)]
    met = [s for s in teaching if overlap(s, period)]
    if not met:
        return term
    best = max(met, key=lambda s: overlap(s, period))
    spans = tuple(clipped(s, period) for s in met)
    if not stretches.is_long(period):
        spans = (clipped(best, period),)
    readings = [spans, (Span(period.start, period.end),)]
    return Term(
        term.text,
        term.kind,
        spans,
        term.recurrence,
        term.needs_human,
        (*term.doubts, doubt("edge_of_year", readings)),
    )
