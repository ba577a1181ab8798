"""Recognise the phrases that name days: from the letters of tokens to atoms.

A pattern is written in the letters of `lexicon` and `tokens`. Y stands for the years
that may follow: «2022 г.», «, 2022», «2022-2023 учебного года», «текущего года».
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from roadmaps.terms import stretches
from roadmaps.terms.model import Kind
from roadmaps.terms.stretches import Stretch
from roadmaps.terms.tokens import Token, codes, full_year


@dataclass(slots=True)
class Atom:
    """One stretch that a wording names, with the years that it names.

    `begin` and `end` are places of tokens. `year` is the calendar year of the start,
    `school` the year in which the school year around it begins, `years` the years of
    «апрель 2020-2021»; `number` is the day, quarter, half or week as counted, `part`
    what has to be added when a calendar is at hand («четверть», «каникулы»).
    """

    kind: Kind
    stretch: Stretch
    begin: int
    end: int
    year: int | None = None
    school: int | None = None
    years: tuple[int, ...] = ()
    number: int = 0
    part: str = ""
    label: str = ""
    doubts: tuple[str, ...] = ()

    @property
    def has_year(self) -> bool:
        """Whether the wording says which year."""
        return self.year is not None or self.school is not None or bool(self.years)


Builder = Callable[[Sequence[Token]], Atom | None]

_SPREAD = r"(?:y[-/]?y|y[-/]d(?![mq#\dlhw])|[de][-/]d(?=g?u))"
_YEARS = (
    rf"(?:[,(]?V?{_SPREAD}\)?g*(?:u?g+)?"
    r"|[,(]?V?y(?:ug|g)*|[,(]?V?d(?=g)g+|[,(]?V?c+u?g+\)?|V?ug)?"
)
_SHORT_YEAR = r"d(?=-m|[,;)]|$)"
_OLDEST, _NEWEST = 13, 49
_SEPTEMBER, _AUGUST = 9, 8
_DAYS_OF_DECADE = {1: (1, 10), 2: (11, 20), 3: (21, 0), -1: (21, 0)}
_DAYS_OF_PART = {"begin": (1, 10), "middle": (11, 20), "end": (21, 0)}
_QUARTERS, _HALVES = 4, 2


def _value(token: Token) -> int:
    return token.value if isinstance(token.value, int) else 0


def _first(tokens: Sequence[Token], letters: str) -> Token | None:
    return next((t for t in tokens if t.code in letters), None)


def _is_short_year(number: int) -> bool:
    return _OLDEST <= number <= _NEWEST


def dated(atom: Atom, tokens: Sequence[Token]) -> Atom:
    """Give an atom with the years that stand after it."""
    numbers = [full_year(_value(t)) for t in tokens if t.code in "yd"]
    written = codes(list(tokens))
    school = "u" in written or "y/" in written or "d/" in written
    if not numbers:
        return replace(atom, part=atom.part or ("school" if "u" in written else ""))
    if len(numbers) == 1:
        if school:
            return replace(atom, school=numbers[0])
        return replace(atom, year=numbers[0])
    first, last = min(numbers[:2]), max(numbers[:2])
    if school:
        return replace(atom, school=first)
    return replace(atom, years=tuple(range(first, min(last, first + 30) + 1)))


def in_school_year(atom: Atom) -> Atom:
    """Give an atom whose school year is known its calendar year."""
    if atom.school is None or atom.part in {
        "term",
        "trimester",
        "break",
        "school_year",
    }:
        return atom
    month = atom.stretch.first[0]
    return replace(atom, year=atom.school + (month < _SEPTEMBER), school=None)


def _full_date(tokens: Sequence[Token]) -> Atom | None:
    figures = tokens[0].value
    if not isinstance(figures, tuple):
        return None
    number, month = figures[0], figures[1]
    year = figures[2] if len(figures) > 2 else None
    if not 1 <= month <= 12 or not 1 <= number <= 31:
        return Atom(Kind.DATE, stretches.YEAR, 0, 0, year=year, part="impossible")
    atom = day_atom(number, month, year)
    return dated(atom, tokens[1:]) if year is None else atom


def day_atom(number: int, month: int, year: int | None) -> Atom:
    """Give the atom of one day."""
    at = Stretch((month, number), (month, number))
    return Atom(Kind.DATE, at, 0, 0, year=year, number=number)


def _month_year(tokens: Sequence[Token]) -> Atom | None:
    figures = tokens[0].value
    if not isinstance(figures, tuple):
        return None
    month, year = figures
    return Atom(Kind.MONTH, stretches.months(month, month), 0, 0, year=year)


def _day(tokens: Sequence[Token]) -> Atom | None:
    number = _value(tokens[0])
    month = _first(tokens, "m")
    if not 1 <= number <= 31 or month is None:
        return None
    rest = tokens[list(tokens).index(month) + 1 :]
    return dated(day_atom(number, _value(month), None), rest)


def _month(tokens: Sequence[Token]) -> Atom | None:
    number = _value(tokens[0])
    atom = Atom(Kind.MONTH, stretches.months(number, number), 0, 0)
    return dated(atom, tokens[1:])


def _month_short_year(tokens: Sequence[Token]) -> Atom | None:
    return _month(tokens) if _is_short_year(_value(tokens[1])) else None


def part_of_month(month: int, letter: str, number: int) -> Atom | None:
    """Give a decade (l), a half (p) or a week (w) of a month."""
    if letter == "l":
        days = _DAYS_OF_DECADE.get(number)
        kind = Kind.DECADE
    elif letter == "p":
        days = {1: (1, 15), 2: (16, 0), -1: (16, 0)}.get(number)
        kind = Kind.PART
    else:
        week = ((number - 1) * 7 + 1, number * 7 if number < _QUARTERS else 0)
        days = (-6, 0) if number == -1 else week if 1 <= number <= 5 else None
        kind = Kind.PART
    if days is None:
        return None
    at = Stretch((month, days[0]), (month, days[1]))
    return Atom(kind, at, 0, 0, number=number, part=letter)


def _piece_of_month(tokens: Sequence[Token]) -> Atom | None:
    number, letter, month = (_first(tokens, group) for group in ("rdo", "lpw", "m"))
    if number is None or letter is None or month is None:
        return None
    atom = part_of_month(_value(month), letter.code, _value(number))
    if atom is None:
        return None
    places = [i for i, t in enumerate(tokens) if t in (number, letter, month)]
    rest = [t for i, t in enumerate(tokens) if i not in places]
    return dated(atom, rest)


def _part_of_month(tokens: Sequence[Token]) -> Atom | None:
    month = _first(tokens, "m")
    days = _DAYS_OF_PART.get(str(tokens[0].value))
    if month is None or days is None:
        return None
    at = Stretch((_value(month), days[0]), (_value(month), days[1]))
    atom = Atom(Kind.PART, at, 0, 0, part=f"m-{tokens[0].value}")
    return dated(atom, tokens[list(tokens).index(month) + 1 :])


def counted(letter: str, number: int) -> Atom | None:
    """Give a quarter (q), a half-year (h) or a school term (x) by its number."""
    if letter == "q" and number == -1:
        number = _QUARTERS
    if letter == "q" and 1 <= number <= _QUARTERS:
        return Atom(Kind.QUARTER, stretches.quarter(number), 0, 0, number=number)
    if letter == "h" and 1 <= number <= _HALVES:
        at = stretches.half(number, school=True)
        return Atom(Kind.HALF, at, 0, 0, number=number, part="half")
    return None


def _term(word: Token, number: int) -> Atom | None:
    size = _value(word) or _QUARTERS
    number = size if number == -1 else number
    if not 1 <= number <= size:
        return None
    part = "term" if size == _QUARTERS else "trimester"
    first, last = {1: (9, 10), 2: (11, 12), 3: (1, 3), 4: (4, 5)}[number]
    return Atom(
        Kind.PART, stretches.months(first, last), 0, 0, number=number, part=part
    )


def _counted(tokens: Sequence[Token]) -> Atom | None:
    number, word = _first(tokens, "rdo"), _first(tokens, "qhxp")
    if number is None or word is None:
        return None
    if word.code == "x":
        atom = _term(word, _value(number))
    else:
        atom = counted(word.code.replace("p", "h"), _value(number))
    if atom is None:
        return None
    return _calendar_half(dated(atom, tokens[2:]))


def _calendar_half(atom: Atom) -> Atom:
    """Give a half of «2023 года» its calendar months; a school one is left."""
    if atom.part == "half" and atom.year is not None:
        at = stretches.half(atom.number, school=False)
        return replace(atom, stretch=at, part="calendar_half")
    return atom


def _season(tokens: Sequence[Token]) -> Atom | None:
    first = _value(tokens[0])
    rest = tokens[1:]
    at = stretches.season(first)
    if len(tokens) > 2 and tokens[1].code == "-" and tokens[2].code == "s":
        at = Stretch(at.first, stretches.season(_value(tokens[2])).last)
        rest = tokens[3:]
    atom = dated(Atom(Kind.SEASON, at, 0, 0), rest)
    if len(atom.years) == 2:
        # «Зима 2022-2023» is one winter; «лето 2022-2023» would be two summers.
        over = at.last[0] < at.first[0]
        return replace(atom, year=atom.years[0], years=()) if over else atom
    if at.last[0] < at.first[0] and atom.year is not None:
        return replace(atom, year=atom.year - 1, doubts=("winter_of",))
    return atom


def _break(tokens: Sequence[Token]) -> Atom | None:
    first = _value(tokens[0])
    atom = Atom(Kind.EVENT, stretches.season(first), 0, 0, number=first, part="break")
    atom = dated(atom, tokens[2:])
    if atom.years:
        return replace(atom, school=atom.years[0], years=())
    if atom.year is not None:
        return replace(atom, school=atom.year - (first != _SEPTEMBER), year=None)
    return atom


def _years(tokens: Sequence[Token]) -> Atom | None:
    """Read «2022», «2022-2024 гг.», «2022/23 уч. г.», «2009 2011 годы»."""
    written = codes(list(tokens))
    numbers = [full_year(_value(t)) for t in tokens if t.code in "yd"]
    if any(t.code == "d" and not _is_short_year(_value(t)) for t in tokens):
        return None
    school = "u" in written or bool(re.search(r"[yd]/[yd]", written))
    first, last = min(numbers), max(numbers)
    if school:
        return _school_years(first, last)
    if first == last:
        return Atom(Kind.YEAR, stretches.YEAR, 0, 0, year=first)
    doubts = () if "-" in written else ("lost_dash",)
    if last - first == 1:
        doubts = (*doubts, "calendar_or_school")
    atom = Atom(Kind.YEAR_RANGE, stretches.YEAR, 0, 0, year=first, doubts=doubts)
    return replace(atom, number=last)


def _school_years(first: int, last: int) -> Atom:
    at = stretches.SCHOOL_YEAR
    if last - first <= 1:
        return Atom(Kind.SCHOOL_YEAR, at, 0, 0, year=first)
    atom = Atom(Kind.SCHOOL_YEAR_RANGE, at, 0, 0, year=first, number=last - 1)
    return replace(atom, doubts=("several_school_years",))


def _part_of_year(tokens: Sequence[Token]) -> Atom | None:
    """Read «конец года», «начало учебного года», «середина II квартала»."""
    where = str(tokens[0].value)
    base: Atom | None
    if len(tokens) > 2 and tokens[2].code in "qhx":
        base = _counted(tokens[1:])
    else:
        school = any(t.code == "u" for t in tokens)
        base = Atom(Kind.YEAR, stretches.YEAR, 0, 0)
        if school:
            base = Atom(Kind.SCHOOL_YEAR, stretches.TEACHING_YEAR, 0, 0)
        base = dated(base, tokens[1:])
    if base is None:
        return None
    return _cut(base, where)


def _cut(base: Atom, where: str) -> Atom:
    """Give the first, the middle or the last month of a longer stretch."""
    first, last = base.stretch.first[0], base.stretch.last[0]
    middle = first + ((last - first) % 12) // 2
    month = {"begin": first, "end": last}.get(where, (middle - 1) % 12 + 1)
    is_year = base.kind in {Kind.YEAR, Kind.SCHOOL_YEAR}
    doubts = base.doubts
    if is_year and (base.kind is Kind.SCHOOL_YEAR or not base.has_year):
        doubts = (*doubts, "edge_of_year")
    at = stretches.months(month, month)
    year = base.year
    if year is not None and month < first:
        year += 1
    part = f"{'u' if base.kind is Kind.SCHOOL_YEAR else 'g'}-{where}"
    atom = replace(base, kind=Kind.PART, stretch=at, part=part, doubts=doubts)
    return replace(atom, year=year)


_PATTERNS: tuple[tuple[str, str, Builder], ...] = (
    ("t", "tg?", _full_date),
    ("e", f"e{_YEARS}", _full_date),
    ("k", "kg?", _month_year),
    ("do", f"[do]#?m{_YEARS}", _day),
    ("rdo", f"[rdo][lpw],?z?m{_YEARS}", _piece_of_month),
    ("rdo", f"[rdo][qhx]{_YEARS}", _counted),
    ("rdo", rf"[rdo]p(?:u|c|y)+g?{_YEARS}|[rdo]pg", _counted),
    ("d", r"[de][-/]d(?:g*ug*|gg|g)", _years),
    ("d", r"dg(?:ug)?", _years),
    ("m", r"m(?:yg?)?[,(]?[rdo][lpw](?!z?m)", _piece_of_month),
    ("m", f"m{_SHORT_YEAR}", _month_short_year),
    ("m", f"m{_YEARS}", _month),
    ("q", rf"q[rd](?!q){_YEARS}", _counted),
    ("hx", rf"[hx][r](?!h){_YEARS}", _counted),
    ("s", f"sv{_YEARS}", _break),
    ("s", f"s(?:-s)?O?{_YEARS}", _season),
    ("b", f"bz?m{_YEARS}", _part_of_month),
    ("b", f"b[rdo][qhx]{_YEARS}", _part_of_year),
    ("b", r"b(?=c*(?:u|y|g))c*(?:y[-/]?[yd]?)?(?:u|g)+(?:y[-/]?[yd]?g?)?", _part_of_year),
    ("u", r"ug?y[-/]?[yd]g?", _years),
    ("y", r"y[-/]yg*u*g*|y[-/]d(?![mq#hlw])g*u*g*|yyg?u?g+|yg*u?g*", _years),
)  # fmt: skip
_BY_LETTER: dict[str, list[tuple[re.Pattern[str], Builder]]] = {}
for _letters, _pattern, _builder in _PATTERNS:
    for _letter in _letters:
        _BY_LETTER.setdefault(_letter, []).append((re.compile(_pattern), _builder))

_ATOMS_AT_MOST = 200


def find_atoms(tokens: Sequence[Token], written: str) -> list[Atom]:
    """Give the atoms of a wording from left to right.

    Parameters
    ----------
    tokens : sequence of Token
        The tokens of the wording.
    written : str
        Their letters; a letter that is already spoken for is «~».

    Returns
    -------
    list of Atom
        At most two hundred: no plan names more days in one cell.
    """
    atoms: list[Atom] = []
    at = 0
    while at < len(written) and len(atoms) < _ATOMS_AT_MOST:
        atom = _atom_at(tokens, written, at)
        if atom is None:
            at += 1
            continue
        atoms.append(atom)
        at = atom.end
    return atoms


def _atom_at(tokens: Sequence[Token], written: str, at: int) -> Atom | None:
    for pattern, build in _BY_LETTER.get(written[at], ()):
        match = pattern.match(written, at)
        if match is None:
            continue
        atom = build(tokens[at : match.end()])
        if atom is not None:
            atom = in_school_year(atom)
            return replace(atom, begin=at, end=match.end())
    return None
