"""A stretch that a wording names, and how the common ones are made."""

from dataclasses import dataclass, replace

from roadmaps.terms import stretches
from roadmaps.terms.model import Kind
from roadmaps.terms.stretches import Stretch


DAYS_OF_DECADE = {1: (1, 10), 2: (11, 20), 3: (21, 0), -1: (21, 0)}
_DAYS_OF_HALF = {1: (1, 15), 2: (16, 0), -1: (16, 0)}
_QUARTERS, _HALVES = 4, 2
_WEEKS = 5
_DAYS_OF_EDGE = {"begin": (1, 10), "middle": (11, 20), "end": (21, 0)}


@dataclass(slots=True)
class Atom:
    """One stretch that a wording names, with the years that it names.

    `begin` and `end` are places of tokens. `year` is the calendar year of the start,
    `school` the year in which the school year around it begins, `years` the years of
    «апрель 2020-2021»; `number` is the day, quarter, half or week as counted, `part`
    what has to be added when a calendar is at hand («четверть», «каникулы»), `where`
    is begin, middle or end when only that of a longer stretch is meant.
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
    where: str = ""
    doubts: tuple[str, ...] = ()

    @property
    def has_year(self) -> bool:
        """Whether the wording says which year."""
        return self.year is not None or self.school is not None or bool(self.years)


def day_atom(number: int, month: int, year: int | None) -> Atom:
    """Give the atom of one day."""
    at = Stretch((month, number), (month, number))
    return Atom(Kind.DATE, at, 0, 0, year=year, number=number)


def part_of_month(month: int, letter: str, number: int) -> Atom | None:
    """Give a decade (l), a half (p) or a week (w) of a month."""
    if letter == "l":
        days = DAYS_OF_DECADE.get(number)
        kind = Kind.DECADE
    elif letter == "p":
        days = _DAYS_OF_HALF.get(number)
        kind = Kind.PART
    else:
        week = ((number - 1) * 7 + 1, number * 7 if number < _QUARTERS else 0)
        days = (-6, 0) if number == -1 else week if 1 <= number <= 5 else None
        kind = Kind.PART
    if days is None:
        return None
    at = Stretch((month, days[0]), (month, days[1]))
    return Atom(kind, at, 0, 0, number=number, part=letter)


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


def term_atom(size: int, number: int) -> Atom | None:
    """Give a term of the school year: a quarter (`size` 4) or a trimester (3)."""
    size = size or _QUARTERS
    number = size if number == -1 else number
    if not 1 <= number <= size:
        return None
    part = "term" if size == _QUARTERS else "trimester"
    first, last = {1: (9, 10), 2: (11, 12), 3: (1, 3), 4: (4, 5)}[number]
    return Atom(
        Kind.PART, stretches.months(first, last), 0, 0, number=number, part=part
    )


def edge_of_month(month: int, where: str) -> Atom | None:
    """Give the beginning, the middle or the end of a month: a decade of it."""
    days = _DAYS_OF_EDGE.get(where)
    if days is None:
        return None
    at = Stretch((month, days[0]), (month, days[1]))
    return Atom(Kind.PART, at, 0, 0, part="m", where=where)


def edge_of_year(kind: Kind, where: str) -> Atom:
    """Give the first, the middle or the last month of a calendar or teaching year."""
    school = kind is Kind.SCHOOL_YEAR
    at = stretches.TEACHING_YEAR if school else stretches.YEAR
    return edge_of(Atom(kind, at, 0, 0), where)


def edge_of(base: Atom, where: str) -> Atom:
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
    part = {Kind.SCHOOL_YEAR: "u", Kind.YEAR: "g"}.get(base.kind, "")
    atom = replace(base, kind=Kind.PART, stretch=at, part=part, doubts=doubts)
    return replace(atom, year=year, where=where)
