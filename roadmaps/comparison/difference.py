"""What differs between two versions of a programme, paragraph by paragraph."""

import re
from collections import Counter, defaultdict, deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from enum import StrEnum

from roadmaps.comparison.pairing import pair_reworded
from roadmaps.documents.difference import Piece, marked_words


# The number of a list or of a row: «3.», «1.2.4)», «7 |», «2.1 Анализ», «-».
OWN_NUMBER = re.compile(
    r"(?:(?:\d{1,3}\.)*\d{1,3}\s*[.)|]|(?:\d{1,2}\.)+\d{1,2}(?=\s+[А-ЯЁA-Z])|[-–—•])\s+"
)
# Beyond so many pairs of equal paragraphs (rows of dashes, mostly) those that come
# often only lengthen what the others have found.
MOST_EQUAL_PAIRS = 1_000_000


class ChangeKind(StrEnum):
    """What became of a paragraph."""

    ADDED = "added"
    REMOVED = "removed"
    CHANGED = "changed"
    MOVED = "moved"
    # Only its own number is another one, because something was put in before it.
    RENUMBERED = "renumbered"


@dataclass(frozen=True, slots=True)
class Change:
    """One paragraph that is not what, or where, it was.

    Parameters
    ----------
    kind : ChangeKind
        What became of it.
    old_place, new_place : int or None
        Index in each version, from 0; None where it does not stand.
    old, new : tuple of Piece
        Its wordings with the words marked that the other one does not have; empty
        where it does not stand.
    """

    kind: ChangeKind
    old_place: int | None = None
    new_place: int | None = None
    old: tuple[Piece, ...] = ()
    new: tuple[Piece, ...] = ()

    @property
    def old_text(self) -> str:
        """What it said."""
        return "".join(piece.text for piece in self.old)

    @property
    def new_text(self) -> str:
        """What it says."""
        return "".join(piece.text for piece in self.new)


@dataclass(frozen=True, slots=True)
class _Step:
    """A paragraph's way from one version to the other, without its words yet."""

    old: int | None
    new: int | None
    kind: ChangeKind


def difference(old: Sequence[str], new: Sequence[str]) -> tuple[Change, ...]:
    """Return what differs between two versions of a text.

    Parameters
    ----------
    old, new : sequence of str
        Paragraphs and table rows as `read_text` gives them.

    Returns
    -------
    tuple of Change
        In the order in which the new version is read, removed paragraphs where they
        stood. Paragraphs that no change names stand in both versions, word for word
        and in the same order.
    """
    steps = _with_moves(list(_steps(old, new)), old, new)
    return tuple(_change(step, old, new) for step in steps)


def _steps(old: Sequence[str], new: Sequence[str]) -> Iterator[_Step]:
    was, now = [_key(text) for text in old], [_key(text) for text in new]
    matcher = SequenceMatcher(None, was, now, autojunk=_is_monotonous(was, now))
    for tag, i1, i2, j1, j2 in matcher.get_opcodes():
        if tag != "equal":
            yield from _gap(old, new, range(i1, i2), range(j1, j2))
            continue
        for i, j in zip(range(i1, i2), range(j1, j2), strict=True):
            if old[i] != new[j]:
                yield _Step(i, j, ChangeKind.RENUMBERED)


def _key(text: str) -> str:
    """Return the paragraph without its own number: inserting one renumbers the rest."""
    return OWN_NUMBER.sub("", text, count=1) if OWN_NUMBER.match(text) else text


def _is_monotonous(was: Sequence[str], now: Sequence[str]) -> bool:
    first, second = Counter(was), Counter(now)
    return sum(n * second[key] for key, n in first.items()) > MOST_EQUAL_PAIRS


def _gap(
    old: Sequence[str], new: Sequence[str], was: range, now: range
) -> Iterator[_Step]:
    """Yield what stands between two equal paragraphs: rewordings in their order."""
    i, j = was.start, now.start
    pairs = pair_reworded(old[was.start : was.stop], new[now.start : now.stop])
    for left, right in [*pairs, (len(was), len(now))]:
        for gone in range(i, was.start + left):
            yield _Step(gone, None, ChangeKind.REMOVED)
        for fresh in range(j, now.start + right):
            yield _Step(None, fresh, ChangeKind.ADDED)
        i, j = was.start + left, now.start + right
        if i < was.stop and j < now.stop:
            yield _Step(i, j, ChangeKind.CHANGED)
        i, j = i + 1, j + 1


def _with_moves(
    steps: Sequence[_Step], old: Sequence[str], new: Sequence[str]
) -> Iterator[_Step]:
    """Join what went away here and came back there; it is told where it is now."""
    gone: dict[str, deque[int]] = defaultdict(deque)
    for step in steps:
        if step.kind is ChangeKind.REMOVED and step.old is not None:
            gone[_key(old[step.old])].append(step.old)
    moved: set[int] = set()
    joined: list[_Step] = []
    for step in steps:
        places = gone.get(_key(new[step.new])) if step.new is not None else None
        if step.kind is ChangeKind.ADDED and places:
            origin = places.popleft()
            moved.add(origin)
            joined.append(replace(step, old=origin, kind=ChangeKind.MOVED))
        else:
            joined.append(step)
    return (
        step
        for step in joined
        if not (step.kind is ChangeKind.REMOVED and step.old in moved)
    )


def _change(step: _Step, old: Sequence[str], new: Sequence[str]) -> Change:
    before = old[step.old] if step.old is not None else ""
    after = new[step.new] if step.new is not None else ""
    if step.old is None or step.new is None:
        left, right = _whole(before), _whole(after)
    elif before == after:
        left, right = (Piece(before),), (Piece(after),)
    else:
        left, right = marked_words(before, after)
    return Change(step.kind, step.old, step.new, left, right)


def _whole(text: str) -> tuple[Piece, ...]:
    return (Piece(text, is_changed=True),) if text else ()
