"""Make atoms of the tokens that a phrase matched; None when they are no days."""

from collections.abc import Sequence
from dataclasses import replace

from roadmaps.terms import stretches
from roadmaps.terms.atoms import (
    DAYS_OF_DECADE,
    Atom,
    counted,
    day_atom,
    edge_of,
    edge_of_month,
    edge_of_year,
    part_of_month,
    term_atom,
)
from roadmaps.terms.model import Kind
from roadmaps.terms.stretches import Stretch
from roadmaps.terms.tokens import Token, codes, full_year


_OLDEST, _NEWEST = 13, 49
_SEPTEMBER, _DECEMBER = 9, 12
_OF_SCHOOL_YEAR = frozenset({"half", "term", "trimester"})


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
    if "-" not in written:
        return replace(atom, years=tuple(sorted(numbers)))
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


def read_full_date(tokens: Sequence[Token]) -> Atom | None:
    """Read «16.05.2022» and «16.05»."""
    figures = tokens[0].value
    if not isinstance(figures, tuple):
        return None
    number, month = figures[0], figures[1]
    year = figures[2] if len(figures) > 2 else None
    if not 1 <= month <= 12 or not 1 <= number <= 31:
        return Atom(Kind.DATE, stretches.YEAR, 0, 0, year=year, part="impossible")
    atom = day_atom(number, month, year)
    return dated(atom, tokens[1:]) if year is None else atom


def read_month_year(tokens: Sequence[Token]) -> Atom | None:
    """Read «09.2022»."""
    figures = tokens[0].value
    if not isinstance(figures, tuple):
        return None
    month, year = figures
    return Atom(Kind.MONTH, stretches.months(month, month), 0, 0, year=year)


def read_day(tokens: Sequence[Token]) -> Atom | None:
    """Read «16 мая 2022»."""
    number = _value(tokens[0])
    month = _first(tokens, "m")
    if not 1 <= number <= 31 or month is None:
        return None
    rest = tokens[list(tokens).index(month) + 1 :]
    return dated(day_atom(number, _value(month), None), rest)


def read_month(tokens: Sequence[Token]) -> Atom | None:
    """Read «май 2022»."""
    number = _value(tokens[0])
    atom = Atom(Kind.MONTH, stretches.months(number, number), 0, 0)
    return dated(atom, tokens[1:])


def read_month_short_year(tokens: Sequence[Token]) -> Atom | None:
    """Read «май 22»."""
    return read_month(tokens) if _is_short_year(_value(tokens[1])) else None


def read_piece_of_month(tokens: Sequence[Token]) -> Atom | None:
    """Read «вторая неделя мая», «май (2 декада)»."""
    number, letter, month = (_first(tokens, group) for group in ("rdo", "lpw", "m"))
    if number is None or letter is None or month is None:
        return None
    atom = part_of_month(_value(month), letter.code, _value(number))
    if atom is None:
        return None
    places = [i for i, t in enumerate(tokens) if t in (number, letter, month)]
    rest = [t for i, t in enumerate(tokens) if i not in places]
    return dated(atom, rest)


def read_pieces_of_month(tokens: Sequence[Token]) -> Atom | None:
    """Read «первые две недели сентября», «последние две недели мая»."""
    where, size = _value(tokens[0]), _value(tokens[1])
    month = _value(tokens[3])
    days = size * (7 if tokens[2].code == "w" else 10)
    if where not in {1, -1} or not 1 <= days <= 28:
        return None
    first, last = (1, days) if where == 1 else (1 - days, 0)
    at = Stretch((month, first), (month, last))
    return dated(Atom(Kind.PART, at, 0, 0), tokens[4:])


def read_part_of_month(tokens: Sequence[Token]) -> Atom | None:
    """Read «начало мая»."""
    month = _first(tokens, "m")
    if month is None:
        return None
    atom = edge_of_month(_value(month), str(tokens[0].value))
    return atom and dated(atom, tokens[list(tokens).index(month) + 1 :])


def read_counted(tokens: Sequence[Token]) -> Atom | None:
    """Read «II квартал 2023», «1 полугодие», «3 четверть»."""
    number, word = _first(tokens, "rdo"), _first(tokens, "qhxp")
    if number is None or word is None:
        return None
    if word.code == "x":
        atom = term_atom(_value(word), _value(number))
    else:
        atom = counted(word.code.replace("p", "h"), _value(number))
    if atom is None:
        return None
    return _calendar_half(dated(atom, tokens[2:]))


def _calendar_half(atom: Atom) -> Atom:
    """Give a half of «2023 года» its calendar months; a school one is left."""
    if atom.part in _OF_SCHOOL_YEAR and len(atom.years) == 2:
        return replace(atom, school=atom.years[0], years=())
    if atom.part == "half" and atom.year is not None:
        at = stretches.half(atom.number, school=False)
        return replace(atom, stretch=at, part="calendar_half")
    return atom


def read_season(tokens: Sequence[Token]) -> Atom | None:
    """Read «осень 2022», «зима 2022-2023»."""
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
    # «Зима 2023» began in December 2022; «осень-зима 2022» began in 2022.
    if at.first[0] == _DECEMBER and atom.year is not None:
        return replace(atom, year=atom.year - 1, doubts=("winter_of",))
    return atom


def read_break(tokens: Sequence[Token]) -> Atom | None:
    """Read «осенние каникулы»."""
    first = _value(tokens[0])
    atom = Atom(Kind.EVENT, stretches.season(first), 0, 0, number=first, part="break")
    atom = dated(atom, tokens[2:])
    if atom.years:
        return replace(atom, school=atom.years[0], years=())
    if atom.year is not None:
        return replace(atom, school=atom.year - (first != _SEPTEMBER), year=None)
    return atom


def read_years(tokens: Sequence[Token]) -> Atom | None:
    """Read «2022», «2022-2024 гг.», «2022/23 уч. г.», «2009 2011 годы»."""
    written = codes(list(tokens))
    numbers = [full_year(_value(t)) for t in tokens if t.code in "yd"]
    if any(t.code == "d" and not _is_short_year(_value(t)) for t in tokens):
        return None
    school = "u" in written or "y/" in written or "d/" in written
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


def read_part_of_year(tokens: Sequence[Token]) -> Atom | None:
    """Read «конец года», «начало учебного года», «середина II квартала»."""
    where = str(tokens[0].value)
    base: Atom | None
    if len(tokens) > 2 and tokens[2].code in "qhx":
        base = read_counted(tokens[1:])
    else:
        school = any(t.code == "u" for t in tokens)
        base = Atom(Kind.YEAR, stretches.YEAR, 0, 0)
        if school:
            base = Atom(Kind.SCHOOL_YEAR, stretches.TEACHING_YEAR, 0, 0)
        base = dated(base, tokens[1:])
    if base is None or base.part in {"term", "trimester"}:
        return base and replace(base, where=where)
    return edge_of(base, where)


def read_coming_school_year(tokens: Sequence[Token]) -> Atom | None:
    """Read «к новому учебному году» as its beginning."""
    return edge_of_year(Kind.SCHOOL_YEAR, "begin")


def read_days_about(tokens: Sequence[Token]) -> Atom | None:
    """Read «в последних числах мая», «в двадцатых числах»; not «15-го числа»."""
    number, month = _value(tokens[0]), _value(tokens[2])
    if tokens[1].value != "many" and number not in {1, -1}:
        return None
    first, last = DAYS_OF_DECADE[-1] if number == -1 else (number, number + 9)
    at = Stretch((month, first), (month, min(last, 31)))
    return dated(Atom(Kind.PART, at, 0, 0, part="m"), tokens[3:])
