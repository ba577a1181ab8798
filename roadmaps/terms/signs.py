"""Recognise what an expression says besides days: how often, after what, by which plan."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from roadmaps.terms.model import Recurrence
from roadmaps.terms.tokens import Token, codes


UNITS = {
    "g": "year",
    "j": "year",
    "h": "half_year",
    "q": "quarter",
    "x": "term",
    "z": "month",
    "w": "week",
    "a": "day",
    "O": "period",
}
_FINEST_FIRST = ("day", "week", "month", "term", "quarter", "half_year", "year")
_TAKEN = "~"
_COUNT_NOUN = "W(?:[WVI]{0,5}W)?"
_UNIT = r"(?P<unit>ug|u?x|[ghqzwa]|O)"
# Letters: see `lexicon`. The order is the order of trust.
_PATTERNS = {
    "law": re.compile(r"W?tg?n"),
    "paper": re.compile(r"n"),
    "rec": re.compile(
        rf"(?P<least>NJ|NM|J)?P?(?P<times>[do](?:-[do])?)?(?P<word>T)(?:V|/|P|C|VC)*[XcF]*"
        rf"(?P<every>[do](?=[gjzwaq]))?(?P<one>d(?=ug))?(?:{_UNIT}(?!r|v)|(?P<years>j))"
    ),
    "count": re.compile(
        rf"(?P<least>NJ)?(?P<times>[do](?:-[do])?){_COUNT_NOUN}(?:V|C|VC|/)[XcF]*(?:d(?=u?g))?{_UNIT}"
    ),
    "promise": re.compile(r"(?P<least>NJ)(?P<times>[don](?:-d)?)W"),
    "due": re.compile(
        r"(?P<day>[do])(?:-[do])?-?#(?!m)(?P<month>[XcW]*z)?(?P<follow>,?c?V?c[qhgz]?)?"
    ),
    "each": re.compile(rf"V?X(?P<every>[do](?=[gzwahx]))?c?{_UNIT}"),
    "each_day": re.compile(r"X(?=[do]m)|X(?=m)"),
    "weekday": re.compile(r"(?:V?X(?:[do])?W|PW|(?P<nth>[do])W[XcW]{0,2}z)"),
    "piece": re.compile(r"(?:[rdo][lpw]|b)c?z(?!m)"),
    "adverb": re.compile(r"E"),
    "relative": re.compile(
        r"(?:V?C|V|NL|NM|Q|W)?[do](?:-d)?[cW]?(?:a|z(?!,?m)|w(?!z?m))(?:[DSVW]|C)?"
        r"|V?Cc*[wza](?!m)|V[wz]D|Vc+a|Q[wz]|NLc*[azw]|NL[W,]{0,2}V[do]?c*[azw]D?"
    ),
    "duration": re.compile(
        r"(?:V?C)?d(?:-d)?(?P<unit>[gj])(?!.?m)|^[O:-]*d(?:-d)?(?P<short>[azw])$"
    ),
    "units": re.compile(r"V[cF]*(?:ug|[ghqx])(?:[,I]+V?(?:ug|[ghqx]))*(?!r)"),
}
_BEFORE_YEAR = 13


@dataclass(slots=True)
class Signs:
    """What was found; `left` are the letters with the spoken-for ones taken."""

    left: str
    words: set[object] = field(default_factory=set)
    recurrence: Recurrence | None = None
    is_count: bool = False
    is_relative: bool = False
    has_duration: bool = False
    units: list[str] = field(default_factory=list)


def _unit_of(letters: str | None) -> str:
    if letters == "ug":
        return "school_year"
    return UNITS[(letters or "g")[-1]]


def _number(tokens: Sequence[Token], at: int, otherwise: int = 1) -> int:
    value = tokens[at].value
    return value if isinstance(value, int) and value > 0 else otherwise


def _recurrence(match: re.Match[str], tokens: Sequence[Token]) -> Recurrence:
    """Read «не реже 2 раз в год», «1-2 раза в месяц», «раз в 3 года», «5 выездов в год»."""
    groups = match.groupdict()
    times, every = 1, 1
    is_range = False
    if groups.get("times"):
        times = _number(tokens, match.start("times"))
        is_range = "-" in groups["times"]
    elif groups.get("word"):
        times = _number(tokens, match.start("word"))
    if groups.get("every"):
        every = _number(tokens, match.start("every"))
    least = groups.get("least") is not None or is_range
    unit = "year" if groups.get("years") else _unit_of(groups.get("unit"))
    return Recurrence(unit, times, least, every=every)


def _take(signs: Signs, match: re.Match[str]) -> None:
    gap = _TAKEN * (match.end() - match.start())
    signs.left = signs.left[: match.start()] + gap + signs.left[match.end() :]


def _take_all(signs: Signs, name: str) -> None:
    signs.left = _PATTERNS[name].sub(lambda m: _TAKEN * len(m[0]), signs.left)


def _finest(first: Recurrence | None, second: Recurrence) -> Recurrence:
    """Give the more frequent of two: «ежегодно, 2 раза в год» is twice a year."""
    if first is None:
        return second
    both = (first, second)
    ranked = [r for r in both if r.unit in _FINEST_FIRST]
    if not ranked:
        return first
    return min(ranked, key=lambda r: (_FINEST_FIRST.index(r.unit), -r.times, r.every))


def _read_times(signs: Signs, tokens: Sequence[Token]) -> None:
    """Read how many times in a unit, and how many things."""
    match = _PATTERNS["rec"].search(signs.left)
    if match:
        signs.recurrence = _recurrence(match, tokens)
        if signs.recurrence.unit == "period":
            signs.is_count = True
        _take(signs, match)
        return
    if "T" in signs.left and "period" not in UNITS:
        return
    for name in ("count", "promise"):
        match = _PATTERNS[name].search(signs.left)
        if match and _is_counted(match, tokens):
            found = _recurrence(match, tokens)
            if name == "promise":
                found = Recurrence("period", found.times, at_least=True)
            signs.recurrence, signs.is_count = found, True
            _take(signs, match)
            return


def _is_counted(match: re.Match[str], tokens: Sequence[Token]) -> bool:
    """Say whether the words after a number are things, not signs of another kind."""
    last = match.end("times")
    word = tokens[last] if last < len(tokens) else None
    return word is not None and word.code == "W" and word.value in {None, "plan_run"}


def _read_rounds(signs: Signs, tokens: Sequence[Token]) -> None:
    """Read «ежегодно», «каждый квартал», «по вторникам», «до 30 числа»."""
    for match in _PATTERNS["each"].finditer(signs.left):
        found = Recurrence(_unit_of(match["unit"]))
        if match["every"]:
            found = Recurrence(found.unit, every=_number(tokens, match.start("every")))
        signs.recurrence = _finest(signs.recurrence, found)
    _take_all(signs, "each")
    if _PATTERNS["piece"].search(signs.left):
        signs.recurrence = _finest(signs.recurrence, Recurrence("month"))
    _read_weekday(signs, tokens)
    if _PATTERNS["each_day"].search(signs.left):
        signs.recurrence = _finest(signs.recurrence, Recurrence("year"))
    for match in _PATTERNS["adverb"].finditer(signs.left):
        unit = str(tokens[match.start()].value)
        signs.recurrence = _finest(signs.recurrence, Recurrence(unit))
    _take_all(signs, "adverb")


def _read_weekday(signs: Signs, tokens: Sequence[Token]) -> None:
    for match in _PATTERNS["weekday"].finditer(signs.left):
        words = [t.value for t in tokens[match.start() : match.end()]]
        if "weekday" not in words:
            continue
        unit = "month" if match["nth"] or "z" in match[0] else "week"
        signs.recurrence = _finest(signs.recurrence, Recurrence(unit))
        _take(signs, match)
        return


def _read_due(signs: Signs, tokens: Sequence[Token]) -> None:
    """Read a day of the month without a month: «до 10 числа», «15 числа следующего»."""
    match = _PATTERNS["due"].search(signs.left)
    if match is None:
        return
    number = _number(tokens, match.start("day"))
    passed = tokens[match.start() : match.end()]
    follows = any(t.value == "next" for t in passed)
    found = signs.recurrence or Recurrence("month")
    if match["follow"] and match["follow"][-1] in "qhg":
        found = Recurrence(UNITS[match["follow"][-1]])
    elif found.unit in {"day", "week"}:
        found = Recurrence("month")
    signs.recurrence = Recurrence(
        found.unit, found.times, found.at_least, found.every, number, follows
    )
    _take(signs, match)


def _read_offsets(signs: Signs, tokens: Sequence[Token]) -> None:
    """Read offsets («в течение 10 дней после…») and durations («3 года»)."""
    if _PATTERNS["duration"].fullmatch(signs.left):
        signs.has_duration = True
    for match in _PATTERNS["relative"].finditer(signs.left):
        if not signs.has_duration and _is_offset(match[0]):
            signs.is_relative = True
            _take(signs, match)
    for match in _PATTERNS["duration"].finditer(signs.left):
        number = next(t for t in tokens[match.start() :] if t.code == "d")
        small = isinstance(number.value, int) and number.value < _BEFORE_YEAR
        if small or match["unit"] != "g":
            signs.has_duration = True
            _take(signs, match)


def _is_offset(letters: str) -> bool:
    """Say whether the letters count days: a bare week or month is counted by others."""
    return "a" in letters or letters[0] in "VCNQ" or letters[-1] in "DSW"


def round_places(tokens: Sequence[Token]) -> list[tuple[int, int]]:
    """Give where the wording says how often: the tokens of «не реже 1 раза в квартал»."""
    written = codes(list(tokens))
    places: list[tuple[int, int]] = []
    for name in ("rec", "count", "each", "adverb"):
        for match in _PATTERNS[name].finditer(written):
            if name == "count" and not _is_counted(match, tokens):
                continue
            if not any(a < match.end() and match.start() < b for a, b in places):
                places.append(match.span())
    return places


def read_signs(tokens: Sequence[Token]) -> Signs:
    """Give everything that the wording says besides days.

    Parameters
    ----------
    tokens : sequence of Token
        The tokens of a wording.

    Returns
    -------
    Signs
        What was found; its `left` are the letters that may still be days.
    """
    signs = Signs(codes(list(tokens)))
    signs.words = {t.value for t in tokens if t.code == "W" and t.value}
    _take_all(signs, "law")
    _take_all(signs, "paper")
    _read_times(signs, tokens)
    _read_rounds(signs, tokens)
    _read_due(signs, tokens)
    _read_offsets(signs, tokens)
    if "offset" in signs.words:
        signs.is_relative = True
    for match in _PATTERNS["units"].finditer(signs.left):
        signs.units += [UNITS[c] for c in match[0] if c in UNITS]
    return signs
