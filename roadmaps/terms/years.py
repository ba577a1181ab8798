"""Carry the years that a wording names to the days beside them (R1, R4)."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from roadmaps.terms import stretches
from roadmaps.terms.atoms import Atom
from roadmaps.terms.builders import in_school_year
from roadmaps.terms.items import Item
from roadmaps.terms.model import Kind


COARSE = frozenset(
    {Kind.YEAR, Kind.YEAR_RANGE, Kind.SCHOOL_YEAR, Kind.SCHOOL_YEAR_RANGE}
)
_BROAD = COARSE | {Kind.HALF, Kind.QUARTER, Kind.SEASON, Kind.EVENT}
_FINE = frozenset({Kind.DATE, Kind.MONTH, Kind.DECADE})


def _before(atom: Atom, after: Atom) -> Atom:
    """Give an atom the year of the one that ends the list or the range after it."""
    if after.years or after.year is None:
        return replace(atom, years=after.years, school=after.school)
    year = after.year - (atom.stretch.first[0] > after.stretch.first[0])
    return replace(atom, year=year)


def _after(atom: Atom, before: Atom) -> Atom:
    """Give an atom the year of the one before it, or the next."""
    if before.years or before.year is None:
        return replace(atom, years=before.years, school=before.school)
    year = before.year + (atom.stretch.first[0] < before.stretch.first[0])
    return replace(atom, year=year)


def _within(item: Item) -> None:
    """Carry the year inside a range: after the last month it covers both."""
    if not item.is_range:
        return
    if item.last.has_year and not item.first.has_year:
        item.first = _before(item.first, item.last)
    elif item.first.has_year and not item.last.has_year:
        item.last = _after(item.last, item.first)


def _set(item: Item, atom: Atom) -> None:
    """Give an item the years of an atom made for its first end."""
    if not item.is_range:
        item.first = item.last = atom
        return
    item.first = atom
    item.last = _after(item.last, atom)


def _in_context(item: Item, context: Item) -> None:
    """Give an item the year that stands as a heading or a note beside it."""
    atom = context.first
    if atom.kind is Kind.YEAR and context.mark == "from":
        item.since = atom.year or 0
    elif atom.kind is Kind.YEAR:
        _set(item, replace(item.first, year=atom.year))
    elif atom.kind is Kind.SCHOOL_YEAR:
        _set(item, in_school_year(replace(item.first, school=atom.year)))
    else:
        years = range(atom.year or 0, min(atom.number, (atom.year or 0) + 30) + 1)
        _set(item, replace(item.first, years=tuple(years)))


def _is_context(item: Item) -> bool:
    return (
        not item.is_range
        and item.first.kind in COARSE
        and item.mark in {"", "from"}
        and item.first.year is not None
    )


def _under_headings(items: list[Item]) -> list[Item]:
    """Give the items without the years that only say when the others are."""
    heads = [i for i in items if _is_context(i)]
    if not heads or not any(not i.has_year and not _is_context(i) for i in items):
        return items
    spent: set[int] = set()
    head: Item | None = None
    for item in items:
        if _is_context(item):
            head = item
        elif not item.has_year:
            context = head or heads[0]
            spent.add(id(context))
            _in_context(item, context)
    return [i for i in items if id(i) not in spent]


def _along(items: Sequence[Item]) -> None:
    """Carry a year along a list: back to what stands before it, then forward."""
    plain = [i for i in items if i.first.kind not in COARSE]
    for item, after in reversed(list(pairwise(plain))):
        if not item.has_year and not item.since and after.first.has_year:
            _set(item, _before(item.first, after.first))
            if item.is_range:
                item.last = _before(replace(item.last, year=None), after.first)
                item.first = _before(replace(item.first, year=None), item.last)
    for before, item in pairwise(plain):
        if not item.has_year and not item.since and before.last.has_year:
            _set(item, _after(item.first, before.last))


def _is_broader(outer: Item, inner: Item) -> bool:
    broad = outer.first.kind in _BROAD or outer.first.part in {
        "u",
        "g",
        "term",
        "trimester",
    }
    return broad and inner.first.kind in _FINE


def _explained(items: list[Item], left: str) -> list[Item]:
    """Give the finer of «конец учебного года (май)»; the year of the other is kept."""
    kept: list[Item] = []
    for item in items:
        outer = kept[-1] if kept else None
        between = left[outer.last.end : item.first.begin] if outer else ""
        if outer is None or between.rstrip("VC") not in {"(", ",("}:
            kept.append(item)
        elif _is_broader(outer, item):
            if outer.first.year is not None and not item.has_year:
                _set(item, _nearest(item.first, outer))
            item.mark = item.mark or outer.mark
            kept[-1] = item
        elif not _is_broader(item, outer) or _is_context(item):
            kept.append(item)
    return kept


def _nearest(atom: Atom, outer: Item) -> Atom:
    """Give an atom the year that lays it into a broader stretch."""
    year = outer.first.year or 0
    return replace(atom, year=year + (atom.stretch.first[0] < outer.month))


def _alike(items: Sequence[Item]) -> None:
    """Read «2021-2022, 2022-2023 учебные годы» as school years both."""
    for item in items:
        if item.is_range and item.last.kind is Kind.SCHOOL_YEAR:
            item.first = _as_school_year(item.first)
    for item, after in reversed(list(pairwise(items))):
        if item.first.kind is Kind.SEASON and after.first.part == "break":
            item.first = item.last = _as_break(item.first, after.first)
        if after.first.kind is Kind.SCHOOL_YEAR and not item.is_range:
            item.first = item.last = _as_school_year(item.first)


def _as_break(season: Atom, after: Atom) -> Atom:
    """Give «осенние» of «осенние, весенние каникулы»."""
    first = season.stretch.first[0]
    school = after.school
    atom = replace(season, kind=Kind.EVENT, number=first, part="break")
    return replace(atom, school=school, year=None)


def _as_school_year(atom: Atom) -> Atom:
    """Give two years in a row as a school year; another atom as it is."""
    if atom.kind is not Kind.YEAR_RANGE or atom.number - (atom.year or 0) != 1:
        return atom
    at = stretches.SCHOOL_YEAR
    return replace(atom, kind=Kind.SCHOOL_YEAR, stretch=at, number=0, doubts=())


def spread_years(items: list[Item], left: str) -> list[Item]:
    """Give the items with every year that can be carried to them.

    Parameters
    ----------
    items : list of Item
        The items from left to right; they are changed.
    left : str
        The letters of the wording, to see brackets.
    """
    _alike(items)
    for item in items:
        _within(item)
    items = _under_headings(_explained(items, left))
    for item in items:
        _within(item)
    _along(items)
    return items
