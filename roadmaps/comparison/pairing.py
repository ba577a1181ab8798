"""Finds which paragraphs are rewordings of which, when everything equal is set aside."""

import re
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from itertools import pairwise


WORD = re.compile(r"\w+")
# Half of the words: below it people read two texts, not one that was corrected.
LEAST_LIKENESS = 0.5
# So many pairs are compared each with each; beyond, only those with rare signs in common.
FEW_PAIRS = 2_500
RAREST_SIGNS = 8
MOST_PLACES = 60
MOST_CANDIDATES = 5


Pair = tuple[int, int]


def pair_reworded(old: Sequence[str], new: Sequence[str]) -> list[Pair]:
    """Return the pairs of paragraphs that say almost the same, in order on both sides.

    Parameters
    ----------
    old, new : sequence of str
        Paragraphs that stand at the same place of two texts and are not equal.

    Returns
    -------
    list of (int, int)
        Indexes, both rising: of all such lists one with the greatest likeness together,
        where the likeness of two texts is 2·(words in common)/(all words).
    """
    was = [Counter(_words(text)) for text in old]
    now = [Counter(_words(text)) for text in new]
    few = len(old) * len(new) <= FEW_PAIRS
    candidates = _all(len(old), len(new)) if few else _with_rare_signs(old, new)
    likely = [
        (i, j, likeness)
        for i, j in candidates
        if (likeness := _likeness(was[i], now[j])) >= LEAST_LIKENESS
    ]
    return _heaviest_rising(likely)


def _words(text: str) -> list[str]:
    return WORD.findall(text.casefold())


def _all(rows: int, columns: int) -> Iterator[Pair]:
    return ((i, j) for i in range(rows) for j in range(columns))


def _with_rare_signs(old: Sequence[str], new: Sequence[str]) -> Iterator[Pair]:
    """Yield for each old paragraph the new ones that have most of its rarest signs."""
    places: dict[str, list[int]] = defaultdict(list)
    for j, text in enumerate(new):
        for sign in _signs(text):
            places[sign].append(j)
    for i, text in enumerate(old):
        known = sorted((len(places[s]), s) for s in _signs(text) if s in places)
        votes = Counter(
            j
            for count, sign in known[:RAREST_SIGNS]
            if count <= MOST_PLACES
            for j in places[sign]
        )
        yield from ((i, j) for j, _ in votes.most_common(MOST_CANDIDATES))


def _signs(text: str) -> set[str]:
    """Return the words and, where all of them are common, the pairs of neighbours."""
    words = _words(text)
    return {*words, *(f"{first} {second}" for first, second in pairwise(words))}


def _likeness(was: Counter[str], now: Counter[str]) -> float:
    total = was.total() + now.total()
    return 2 * (was & now).total() / total if total else 0.0


def _heaviest_rising(pairs: Sequence[tuple[int, int, float]]) -> list[Pair]:
    """Return the rising chain of the greatest weight.

    `ends` holds, by rising j, the last pairs of chains that no other chain beats: each
    next one weighs more, so the best to go on from is the one before.
    """
    ordered = sorted(pairs, key=lambda pair: (pair[0], -pair[1]))
    before: list[int] = []
    weights: list[float] = []
    columns: list[int] = []
    ends: list[int] = []
    for number, (_, j, likeness) in enumerate(ordered):
        at = bisect_left(columns, j)
        best = ends[at - 1] if at else -1
        weight = likeness + (weights[best] if best >= 0 else 0.0)
        before.append(best)
        weights.append(weight)
        beaten = at
        while beaten < len(ends) and weights[ends[beaten]] <= weight:
            beaten += 1
        # A chain that ends later and weighs no more is of no use.
        if beaten > at or at == len(ends) or columns[at] > j:
            columns[at:beaten] = [j]
            ends[at:beaten] = [number]
    return _walked_back(ordered, before, ends[-1] if ends else -1)


def _walked_back(
    ordered: Sequence[tuple[int, int, float]], before: Sequence[int], last: int
) -> list[Pair]:
    chain: list[Pair] = []
    while last >= 0:
        chain.append((ordered[last][0], ordered[last][1]))
        last = before[last]
    return chain[::-1]
