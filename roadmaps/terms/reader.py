"""Read a term expression: normalise, cut, recognise, and decide what it is."""

from roadmaps.terms import stretches
from roadmaps.terms.atoms import Atom
from roadmaps.terms.doubts import doubt
from roadmaps.terms.items import Item, to_items, with_orphans
from roadmaps.terms.model import Doubt, Kind, Period, Recurrence, Span, Term
from roadmaps.terms.normalise import normalise, without_invisible
from roadmaps.terms.phrases import find_atoms
from roadmaps.terms.placing import place
from roadmaps.terms.signs import Signs, read_signs
from roadmaps.terms.tokens import Token, codes, tokenise
from roadmaps.terms.undated import read_undated
from roadmaps.terms.years import COARSE, spread_years


_RANGE_OF = {
    Kind.MONTH: Kind.MONTH_RANGE,
    Kind.QUARTER: Kind.QUARTER_RANGE,
    Kind.YEAR: Kind.YEAR_RANGE,
    Kind.YEAR_RANGE: Kind.YEAR_RANGE,
    Kind.SCHOOL_YEAR: Kind.SCHOOL_YEAR_RANGE,
    Kind.SCHOOL_YEAR_RANGE: Kind.SCHOOL_YEAR_RANGE,
    Kind.HALF: Kind.HALF,
    Kind.SEASON: Kind.SEASON,
    Kind.DECADE: Kind.DECADE,
    Kind.PART: Kind.PART,
}
_REPORTED = COARSE | {Kind.HALF, Kind.QUARTER, Kind.PART, Kind.EVENT}
_DEADLINES = frozenset({"until", "to", "no_later", "by"})


def parse_term(text: str, *, period: Period) -> Term:
    """Read a term expression of a plan (rules R1 to R15).

    Parameters
    ----------
    text : str
        The wording as it stands in the document; any string.
    period : Period
        The period of the plan: years that are not named are taken from it.

    Returns
    -------
    Term
        What was understood. It never raises: what is no term is for a person.
    """
    if period.end < period.start:
        period = Period(period.end, period.start)
    cleaned = without_invisible(text)
    tokens = tokenise(normalise(cleaned))
    if not tokens or all(t.code in "-,;:/()" or t.value == "none" for t in tokens):
        return _empty(text, period)
    signs = read_signs(tokens)
    if "_" in signs.left:
        return _unfilled(text, tokens, signs)
    if signs.is_relative and signs.recurrence is None:
        return Term(text, Kind.RELATIVE, needs_human=True)
    return _read(text, cleaned, tokens, signs, period)


def _read(
    text: str, cleaned: str, tokens: list[Token], signs: Signs, period: Period
) -> Term:
    """Read days if the wording names any, and everything else otherwise."""
    atoms = with_orphans(find_atoms(tokens, signs.left), tokens, signs.left)
    if any(a.part == "impossible" for a in atoms):
        found = (doubt("unreadable_date"),)
        return Term(text, Kind.DATE, needs_human=True, doubts=found)
    items = spread_years(to_items(atoms, tokens, signs.left, cleaned), signs.left)
    event = _event_after(text, items, tokens, signs, period)
    if event is not None:
        return event
    if _only_bound(items, signs):
        return _bounded(text, items, signs, period)
    if items:
        return dated_term(text, items, signs, period)
    return read_undated(text, tokens, signs, period)


def _event_after(
    text: str, items: list[Item], tokens: list[Token], signs: Signs, period: Period
) -> Term | None:
    """Read «по итогам I полугодия»: the stretch names an event, not days."""
    if len(items) != 1 or items[0].first.kind not in _REPORTED:
        return None
    at = items[0].first.begin - 1
    sign = tokens[at].value if at >= 0 else None
    if sign not in {"results", "ending", "after"}:
        return None
    frame = (Span(period.start, period.end),)
    needs_human = sign != "ending"
    return Term(text, Kind.EVENT, frame, signs.recurrence, needs_human)


def _empty(text: str, period: Period) -> Term:
    """Read a dash as nothing, and an empty cell as the whole plan (R9)."""
    spans = () if text.strip() else (Span(period.start, period.end),)
    return Term(text, Kind.NONE, spans, needs_human=True)


def _unfilled(text: str, tokens: list[Token], signs: Signs) -> Term:
    """Read a template that nobody filled in: «___ сентября 20__ г.»."""
    written = codes(tokens)
    kind = Kind.DATE
    if "q" in written:
        kind = Kind.QUARTER
    elif "m" in written and "_" not in written[: written.index("m")]:
        kind = Kind.MONTH
    elif "D" in written:
        kind = Kind.DEADLINE
    return Term(text, kind, recurrence=signs.recurrence, needs_human=True)


def _only_bound(items: list[Item], signs: Signs) -> bool:
    """Say whether the days only bound how long something comes back."""
    if not items or signs.recurrence is None:
        return False
    return all(i.first.kind in COARSE and i.mark not in _DEADLINES for i in items)


def _bounded(text: str, items: list[Item], signs: Signs, period: Period) -> Term:
    """Read «1 раз в квартал в течение 2022-2023 учебного года»."""
    spans, doubts = _lay(items, signs, period)
    kind = Kind.COUNT if signs.is_count else Kind.RECURRING
    return Term(text, kind, spans, signs.recurrence, doubts=doubts)


def _lay(
    items: list[Item], signs: Signs, period: Period
) -> tuple[tuple[Span, ...], tuple[Doubt, ...]]:
    """Lay all items; a month of a plan of several years comes back every year."""
    yearly = signs.recurrence is not None and signs.recurrence.unit == "year"
    spans: list[Span] = []
    doubts: list[Doubt] = []
    for item in items:
        placed = place(item, period, yearly=yearly)
        if placed.comes_back and signs.recurrence is None:
            signs.recurrence = Recurrence("year")
        spans += [Span(s.start, s.end, item.label) for s in placed.spans]
        doubts += placed.doubts
    if len({(s.start, s.end) for s in spans}) < len(spans):
        doubts.append(doubt("repeated_date"))
    first, last = stretches.day(1, 1, 1), stretches.day(9999, 12, 31)
    spans.sort(key=lambda s: (s.start or first, s.end or last))
    return tuple(spans), tuple(dict.fromkeys(doubts))


def dated_term(text: str, items: list[Item], signs: Signs, period: Period) -> Term:
    """Give the term of a wording whose days are known as items."""
    spans, doubts = _lay(items, signs, period)
    kind = _kind(items, signs)
    if len(items) == 1 and not items[0].label.strip():
        spans = tuple(Span(s.start, s.end) for s in spans)
    needs_human = any(item.first.kind is Kind.EVENT for item in items)
    return Term(text, kind, spans, signs.recurrence, needs_human, doubts)


def _kind(items: list[Item], signs: Signs) -> Kind:
    """Give the shape of a wording that names days."""
    if len(items) > 1:
        return Kind.MULTI
    item = items[0]
    if item.mark in _DEADLINES:
        return Kind.DEADLINE
    if item.first.years and item.first.kind not in COARSE:
        return Kind.MULTI
    if not item.is_range:
        return item.first.kind
    return _range_kind(item.first, item.last)


def _range_kind(first: Atom, last: Atom) -> Kind:
    if first.kind != last.kind:
        both = {first.kind, last.kind}
        if both <= COARSE:
            return Kind.YEAR_RANGE
        return Kind.RANGE
    return _RANGE_OF.get(first.kind, Kind.RANGE)
