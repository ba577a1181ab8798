"""Join atoms into items: single days and stretches, ranges, deadlines, open ends."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from roadmaps.terms.atoms import (
    Atom,
    counted,
    day_atom,
    edge_of_month,
    edge_of_year,
    part_of_month,
    term_atom,
)
from roadmaps.terms.lexicon import look_up
from roadmaps.terms.model import Kind
from roadmaps.terms.stretches import Stretch, half
from roadmaps.terms.tokens import Token


_BETWEEN = re.compile(r"[,;:I/()]*")
_DASH = re.compile(r"[,)]?-V?|P|V?P")
_LAST_OF_RANGE = re.compile(r"[,)]?(?:-|-?P|-?D|-?IP|-?V?CD)V?")
_DEADLINE = re.compile(r"(?P<strict>N[LM]W?|L)(?:D|P)?V?$|(?P<until>[DK])(?:V|O)?$")
_FROM = re.compile(r"(?:S|NZ|Z)V?O?$")
_LABEL = re.compile(r"([^.;\n()]*?)\s*[-:–—]\s*$")
_LABEL_AFTER = re.compile(r"\s*\(([^()]{2,120})\)")
_LONGEST_LABEL = 160
_ORPHAN = re.compile(r"(?:[dor](?:[-,P]|,?I)|b(?:[-,]|,?I)V?)$")
_ORPHAN_REACH = 4
_WORD = re.compile(r"[А-Яа-яЁё]+")
_NAMING = frozenset({None, "results", "plan_run", "ending", "event", "exam", "vpr"})


@dataclass(slots=True)
class Item:
    """One thing in time: an atom, a range of two, with the mark before it.

    `mark` is «» for a plain stretch, `until`, `to` («к»), `no_later` for a deadline,
    `from` for an open end, `by` for «по май». `since` is the first year of what
    comes back every year («ежегодно с 2023»).
    """

    first: Atom
    last: Atom
    mark: str = ""
    label: str = ""
    since: int = 0

    @property
    def has_year(self) -> bool:
        """Whether the wording says which year."""
        return self.first.has_year or self.last.has_year

    @property
    def month(self) -> int:
        """The month in which it begins."""
        return self.first.stretch.first[0]

    @property
    def is_range(self) -> bool:
        """Whether it has two ends of its own."""
        return self.first is not self.last


def _orphan(token: Token, atom: Atom) -> Atom | None:
    """Give «25» of «25 и 27 января», «I» of «I-II квартал», by the atom that follows."""
    number = token.value if isinstance(token.value, int) else 0
    month = atom.stretch.first[0]
    found = _edge_alike(atom, str(token.value)) if token.code == "b" else None
    found = found or _alike(atom, number)
    if found is None:
        return None
    year = atom.year
    if year is not None and found.stretch.first[0] > month:
        year -= 1
    return replace(found, year=year, school=atom.school, years=atom.years)


def _alike(atom: Atom, number: int) -> Atom | None:
    """Give the stretch of the same kind that a bare number means."""
    month = atom.stretch.first[0]
    if atom.kind == "date" and atom.number:
        return day_atom(number, month, None) if 1 <= number <= 31 else None
    if atom.kind == "quarter":
        return counted("q", number)
    if atom.part in {"half", "calendar_half"}:
        found = counted("h", number)
        return found and replace(found, part=atom.part, stretch=_half(atom, number))
    if atom.part in {"l", "w", "p"}:
        return part_of_month(month, atom.part, number)
    if atom.part in {"term", "trimester"}:
        return term_atom(4 if atom.part == "term" else 3, number)
    return None


def _edge_alike(atom: Atom, where: str) -> Atom | None:
    """Give «начало» of «начало и конец учебного года»."""
    if not atom.where:
        return None
    if atom.part == "m":
        return edge_of_month(atom.stretch.first[0], where)
    if atom.part in {"u", "g"}:
        school = atom.part == "u"
        return edge_of_year(Kind.SCHOOL_YEAR if school else Kind.YEAR, where)
    return None


def _half(atom: Atom, number: int) -> Stretch:
    return half(number, school=atom.part == "half")


def with_orphans(
    atoms: Sequence[Atom], tokens: Sequence[Token], left: str
) -> list[Atom]:
    """Give the atoms with the bare numbers before them: «15, 20 и 25 мая»."""
    result: list[Atom] = []
    floor = 0
    for atom in atoms:
        chain = [atom]
        at = atom.begin
        while match := _ORPHAN.search(left[max(floor, at - _ORPHAN_REACH) : at]):
            at -= len(match[0])
            found = _orphan(tokens[at], chain[0])
            if found is None:
                break
            chain.insert(0, replace(found, begin=at, end=at + 1))
        result += chain
        floor = atom.end
    return result


def _mark(left: str, floor: int, at: int) -> str:
    before = left[floor:at]
    deadline = _DEADLINE.search(before)
    if deadline:
        if deadline["strict"]:
            return "no_later"
        return "until" if deadline["until"] == "D" else "to"
    if _FROM.search(before):
        return "from"
    return "by" if before.endswith("P") else ""


def _label(text: str, tokens: Sequence[Token], floor: int, atom: Atom) -> str:
    """Give the words before a dash before the atom: «Итоговый мониторинг – »."""
    start = tokens[floor - 1].end if floor else 0
    before = text[start : tokens[atom.begin].start]
    match = _LABEL.search(before[-_LONGEST_LABEL:])
    label = match[1].strip(" ,.-–—«»\"'") if match else ""
    return label if _is_name(label) else ""


def _is_name(label: str) -> bool:
    """Say whether words name a point: «школьный этап», not «ежегодно»."""
    words = [look_up(word.lower()) for word in _WORD.findall(label)]
    signs = {value for code, value in words if code == "W"}
    return bool(signs) and signs <= _NAMING


def _label_after(text: str, tokens: Sequence[Token], atom: Atom) -> str:
    match = _LABEL_AFTER.match(text, tokens[atom.end - 1].end)
    label = match[1].strip() if match else ""
    return label if _is_name(label) and not any(c.isdigit() for c in label) else ""


def to_items(
    atoms: Sequence[Atom], tokens: Sequence[Token], left: str, text: str
) -> list[Item]:
    """Give the items of a wording from left to right.

    Parameters
    ----------
    atoms : sequence of Atom
        The atoms, orphans included.
    tokens : sequence of Token
        All the tokens.
    left : str
        Their letters; those of other signs are «~».
    text : str
        The wording whose places the tokens name, for labels.
    """
    items: list[Item] = []
    floor = 0
    i = 0
    while i < len(atoms):
        atom = atoms[i]
        item = Item(atom, atom, _mark(left, floor, atom.begin))
        item.label = _label(text, tokens, floor, atom)
        if i + 1 < len(atoms) and _is_joined(item, atoms[i + 1], left):
            item.last = atoms[i + 1]
            item.mark = "" if item.mark in {"from", "by"} else item.mark
            i += 1
        item.label = item.label or _label_after(text, tokens, item.last)
        items.append(item)
        floor = item.last.end
        i += 1
    return items


def _is_joined(item: Item, after: Atom, left: str) -> bool:
    """Say whether what stands between two atoms makes a range of them."""
    between = left[item.first.end : after.begin]
    if item.mark == "from":
        return _LAST_OF_RANGE.fullmatch(between) is not None
    if _DASH.fullmatch(between) is None:
        return False
    coarse = {"year", "year_range", "school_year", "school_year_range"}
    # «2022 год – сентябрь» is a heading and its month.
    return (item.first.kind in coarse) == (after.kind in coarse)
