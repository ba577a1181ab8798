"""What differs between two wordings of a plan: rows by their identity, then words."""

import re
from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher


_WORDS = re.compile(r"\s+|[^\s\w]|\w+")
# Below this likeness the marks would be a mosaic: the whole text is another one.
_LEAST_LIKENESS = 0.25
# Words with the spaces between them, of one text times those of the other; of both.
_LONG_PAIR = 100_000
_MOST_WORDS = 60_000


@dataclass(frozen=True)
class ComparedRow:
    """One row of a plan as text.

    Parameters
    ----------
    key : int
        Its identity over versions.
    section : str
        The heading under which it stands.
    values : mapping of str to str
        Field → text, in the order in which people read them.
    """

    key: int
    section: str
    values: Mapping[str, str]


@dataclass(frozen=True)
class FieldChange:
    """One field of a row: what it said and what it says."""

    field: str
    old: str
    new: str


@dataclass(frozen=True)
class RowChange:
    """A row that stands in both wordings and says something else, or elsewhere."""

    old: ComparedRow
    new: ComparedRow
    changes: tuple[FieldChange, ...] = ()
    is_moved: bool = False


@dataclass(frozen=True)
class Difference:
    """Rows by what became of them, in the order of the plan that has them."""

    added: tuple[ComparedRow, ...] = ()
    removed: tuple[ComparedRow, ...] = ()
    changed: tuple[RowChange, ...] = ()
    # Only those that say the same as before: a changed row is listed once.
    moved: tuple[RowChange, ...] = ()
    unchanged: int = 0

    @property
    def is_empty(self) -> bool:
        """Tell whether both wordings say the same in the same order."""
        return not (self.added or self.removed or self.changed or self.moved)


@dataclass(frozen=True)
class Piece:
    """A run of words, marked when the other text does not have it."""

    text: str
    is_changed: bool = False


@dataclass
class _Sorted:
    changed: list[RowChange] = field(default_factory=list)
    moved: list[RowChange] = field(default_factory=list)
    unchanged: int = 0


def compare(old: Sequence[ComparedRow], new: Sequence[ComparedRow]) -> Difference:
    """Compare two wordings row by row.

    Parameters
    ----------
    old, new : sequence of ComparedRow
        Rows in the order of each plan; a key stands once in each.

    Returns
    -------
    Difference
        Every row of both exactly once. Moved are the fewest rows whose removal
        leaves the others in their order (the complement of a longest increasing
        subsequence), and those that changed their section.
    """
    before = {row.key: row for row in old}
    after = {row.key for row in new}
    common = [row for row in new if row.key in before]
    places = {row.key: place for place, row in enumerate(old)}
    staying = _longest_rising([places[row.key] for row in common])
    found = _Sorted()
    for index, row in enumerate(common):
        former = before[row.key]
        is_moved = index not in staying or former.section != row.section
        changes = _changes(former, row)
        if changes:
            found.changed.append(RowChange(former, row, changes, is_moved))
        elif is_moved:
            found.moved.append(RowChange(former, row, (), is_moved=True))
        else:
            found.unchanged += 1
    return Difference(
        added=tuple(row for row in new if row.key not in before),
        removed=tuple(row for row in old if row.key not in after),
        changed=tuple(found.changed),
        moved=tuple(found.moved),
        unchanged=found.unchanged,
    )


def marked_words(old: str, new: str) -> tuple[tuple[Piece, ...], tuple[Piece, ...]]:
    """Mark the words in which two texts differ.

    Parameters
    ----------
    old, new : str
        Two wordings of one field.

    Returns
    -------
    tuple of (tuple of Piece, tuple of Piece)
        Pieces of each text; joined they give the text again. Texts that have little
        in common are marked as a whole.
    """
    was, now = _WORDS.findall(old), _WORDS.findall(new)
    if len(was) + len(now) > _MOST_WORDS:
        return _whole(old), _whole(new)
    # Spaces only lengthen what words have found: compared each with each they took
    # nine tenths of the time, and for 5,000 words half a minute; so would commas there.
    is_long = len(was) * len(now) > _LONG_PAIR
    matcher = SequenceMatcher(str.isspace, was, now, autojunk=is_long)
    if matcher.ratio() < _LEAST_LIKENESS:
        return _whole(old), _whole(new)
    left: list[Piece] = []
    right: list[Piece] = []
    for tag, from_a, to_a, from_b, to_b in matcher.get_opcodes():
        is_changed = tag != "equal"
        left.append(Piece("".join(was[from_a:to_a]), is_changed))
        right.append(Piece("".join(now[from_b:to_b]), is_changed))
    return _not_empty(left), _not_empty(right)


def _changes(old: ComparedRow, new: ComparedRow) -> tuple[FieldChange, ...]:
    names = dict.fromkeys([*new.values, *old.values])
    return tuple(
        FieldChange(name, old.values.get(name, ""), new.values.get(name, ""))
        for name in names
        if old.values.get(name, "") != new.values.get(name, "")
    )


def _longest_rising(places: Sequence[int]) -> set[int]:
    """Return indexes of a longest rising subsequence."""
    tails: list[int] = []
    tail_at: list[int] = []
    previous: list[int] = []
    for index, place in enumerate(places):
        length = bisect_left(tails, place)
        previous.append(tail_at[length - 1] if length else -1)
        if length == len(tails):
            tails.append(place)
            tail_at.append(index)
        else:
            tails[length], tail_at[length] = place, index
    staying: set[int] = set()
    index = tail_at[-1] if tail_at else -1
    while index >= 0:
        staying.add(index)
        index = previous[index]
    return staying


def _whole(text: str) -> tuple[Piece, ...]:
    return (Piece(text, is_changed=True),) if text else ()


def _not_empty(pieces: Sequence[Piece]) -> tuple[Piece, ...]:
    return tuple(piece for piece in pieces if piece.text)
