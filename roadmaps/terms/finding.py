"""Find the term expressions inside of sentences: dates at the tail, how often."""

import re
from collections.abc import Iterator, Sequence

from roadmaps.terms.items import Item, to_items, with_orphans
from roadmaps.terms.model import Period, Term
from roadmaps.terms.normalise import normalise, without_invisible
from roadmaps.terms.phrases import find_atoms
from roadmaps.terms.reader import dated_term, parse_term
from roadmaps.terms.signs import Signs, read_signs, round_places
from roadmaps.terms.tokens import Token, tokenise
from roadmaps.terms.years import COARSE, spread_years


_QUOTED = re.compile(r"«[^«»\n]{0,300}»|“[^“”\n]{0,300}”|\"[^\"\n]{0,300}\"")
_LETTERS = re.compile(r"[А-Яа-яЁёA-Za-z]{2}")
# A paper with its date and number, and a name with years: «Программа на 2021-2024 годы».
_PAPERS = re.compile(
    r"\bот\s+(?:\d{1,2}[.\s]\s?[\w]{1,9}[.\s]\s?\d{2,4}|[«\"]\d{1,2}[»\"]\s?\w{3,9}\s\d{4})"
    r"(?:\s?г(?:ода|\.)?)?",
    re.IGNORECASE,
)
_NAMES = re.compile(
    r"\b(?:программ|концепци|стратеги|проект|комплекс|план|карт|приказ|закон|фгос)[а-яё]*"
    r"[^.;\n]{0,120}?\s(?:на\s+)?(?:19|20)\d\d\s?[-–—]\s?(?:(?:19|20)\d\d|\d\d)"
    r"(?:\s?(?:гг?\.?|годы|годов|год))?",
    re.IGNORECASE,
)
_JOINED = re.compile(r"[-,;:I/()SDKVPNLMCO~]*")
_BEFORE_DAY = re.compile(r"[SDKPVNLMCO]+$")
_YEAR_SAID = re.compile(r"[DKSC]V?$|V$")


def _masked(text: str) -> str:
    """Give the text with names, quotations and papers blanked, place for place."""
    for pattern in (_QUOTED, _PAPERS, _NAMES):
        text = pattern.sub(_blank, text)
    return text


def _blank(match: re.Match[str]) -> str:
    found = match[0]
    if match.re is _QUOTED and not _LETTERS.search(found):
        return found
    return "¤" * len(found)


def find_terms(text: str, *, period: Period) -> tuple[Term, ...]:
    """Find the term expressions of a sentence.

    Parameters
    ----------
    text : str
        A sentence of a plan, as an expected result; any string.
    period : Period
        The period of the plan.

    Returns
    -------
    tuple of Term
        From left to right; each has the words of the expression as its text, and the
        words before a dash as the label of its span. Dates of laws and orders, years
        in names and durations are none.
    """
    cleaned = without_invisible(text)
    tokens = tokenise(normalise(_masked(cleaned)))
    signs = read_signs(tokens)
    found = [
        (
            tokens[a].start,
            parse_term(cleaned[tokens[a].start : tokens[b - 1].end], period=period),
        )
        for a, b in round_places(tokens)
    ]
    for run, place in _runs(tokens, signs, cleaned):
        part = Signs(signs.left)
        words = cleaned[place[0] : place[1]]
        found.append((place[0], dated_term(words, run, part, period)))
    return tuple(term for _, term in sorted(found, key=lambda pair: pair[0]))


def _runs(
    tokens: Sequence[Token], signs: Signs, text: str
) -> Iterator[tuple[list[Item], tuple[int, int]]]:
    """Give the items that stand together, with their place in the text."""
    left = signs.left
    atoms = with_orphans(find_atoms(tokens, left), tokens, left)
    items = spread_years(to_items(atoms, tokens, left, text), left)
    run: list[Item] = []
    for item in items:
        if not _is_said(item, left, tokens):
            continue
        if run and not _is_next(run[-1], item, left):
            yield run, _place(run, left, tokens, text)
            run = []
        run.append(item)
    if run:
        yield run, _place(run, left, tokens, text)


def _is_next(before: Item, item: Item, left: str) -> bool:
    between = left[before.last.end : item.first.begin]
    return not item.label and _JOINED.fullmatch(between) is not None


def _is_said(item: Item, left: str, tokens: Sequence[Token]) -> bool:
    """Say whether an item is a term and not a figure of the sentence."""
    begin = item.first.begin
    before = left[max(0, begin - 3) : begin]
    if item.first.kind in COARSE or item.last.kind in COARSE:
        if begin and tokens[begin - 1].value == "за":
            return False
        return begin == 0 or _YEAR_SAID.search(before) is not None
    if left[begin] == "e" and item.first.year is None and not item.is_range:
        return bool(item.mark) or item.last.end == len(left)
    return item.first.part != "impossible"


def _place(
    run: Sequence[Item], left: str, tokens: Sequence[Token], text: str
) -> tuple[int, int]:
    """Give where a run begins, its «до» included, and where it ends."""
    begin, end = run[0].first.begin, run[-1].last.end
    before = _BEFORE_DAY.search(left[max(0, begin - 3) : begin])
    if before and run[0].mark:
        begin -= len(before[0])
    stop = tokens[end - 1].end
    return tokens[begin].start, stop + (
        text[stop : stop + 1] in {".", ")"} and _closes(text, tokens[begin].start, stop)
    )


def _closes(text: str, start: int, stop: int) -> bool:
    """Say whether the sign after a run belongs to it: «г.», «(… 2022)»."""
    if text[stop] == ".":
        return text[stop - 1] in "гГ"
    return text.count("(", start, stop) > text.count(")", start, stop)
