"""Finds the passages that one text has taken from another, with both places."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from roadmaps.comparison.fingerprints import PASSAGE_WORDS, SHINGLE
from roadmaps.comparison.words import Word, runs_of_words, shingles, shingles_of


# A word or three changed inside of a copied sentence do not part it.
WIDEST_GAP = 3
# A phrase that stands in a text more often is looked for in so many places.
MOST_PLACES = 20


@dataclass(frozen=True, slots=True)
class Place:
    """Where a passage stands: index of the paragraph, and its letters from and to."""

    paragraph: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Passage:
    """A text that two documents share.

    Parameters
    ----------
    a, b : Place
        Where it stands in each.
    a_text, b_text : str
        Its wording in each; they differ in numbers, marks and a word here and there.
    words : int
        How many words are the same.
    """

    a: Place
    b: Place
    a_text: str
    b_text: str
    words: int


@dataclass(frozen=True, slots=True)
class _Run:
    """Words of one paragraph without a title of an act between them."""

    paragraph: int
    words: tuple[Word, ...]


@dataclass(slots=True)
class _Chain:
    """Matches of two runs one after another: first and last word of each, exclusive."""

    a_run: int
    a_start: int
    a_end: int
    b_start: int
    b_end: int
    words: int

    def is_followed_by(self, a_run: int, a_start: int, b_start: int) -> bool:
        return (
            a_run == self.a_run
            and 0 <= a_start - self.a_end <= WIDEST_GAP
            and 0 <= b_start - self.b_end <= WIDEST_GAP
        )


def shared_passages(
    a_paragraphs: Sequence[str],
    b_paragraphs: Sequence[str],
    *,
    ignore: Iterable[str] = (),
    least_words: int = PASSAGE_WORDS,
) -> tuple[Passage, ...]:
    """Return the passages that stand in both texts.

    Parameters
    ----------
    a_paragraphs, b_paragraphs : sequence of str
        Paragraphs and table rows; a passage never goes over their borders, so columns
        of headings, however alike, make none.
    ignore : iterable of str
        Paragraphs that all programmes may have in common: what stands in them is
        copied from nobody. Titles of laws and orders never count.
    least_words : int
        How many words must be the same, at least `SHINGLE`.

    Returns
    -------
    tuple of Passage
        In the order of `b`; each word of `b` stands in one of them at most.
    """
    ignored = shingles_of(ignore, SHINGLE)
    a_runs = _runs(a_paragraphs, least_words)
    index = _index(a_runs, ignored)
    return tuple(
        _passage(chain, run, a_runs, a_paragraphs, b_paragraphs)
        for run in _runs(b_paragraphs, least_words)
        for chain in _chains(run, a_runs, index)
        if chain.words >= least_words
    )


Index = dict[str, list[tuple[int, int]]]


def _runs(paragraphs: Sequence[str], least_words: int) -> list[_Run]:
    return [
        _Run(number, words)
        for number, paragraph in enumerate(paragraphs)
        for words in runs_of_words(paragraph)
        if len(words) >= least_words
    ]


def _index(runs: Sequence[_Run], ignored: Collection[str]) -> Index:
    """Return run and place of every shingle that is nobody's common property."""
    index: Index = defaultdict(list)
    for number, run in enumerate(runs):
        for place, shingle in enumerate(shingles(run.words, SHINGLE)):
            if shingle not in ignored and len(index[shingle]) < MOST_PLACES:
                index[shingle].append((number, place))
    return index


def _chains(run: _Run, a_runs: Sequence[_Run], index: Index) -> list[_Chain]:
    """Return what of `run` stands in the other text, from left to right."""
    chains: list[_Chain] = []
    keys = shingles(run.words, SHINGLE)
    place = 0
    while place < len(keys):
        last = chains[-1] if chains else None
        best = _longest(run, place, index.get(keys[place], ()), a_runs, index, last)
        if best is None:
            place += 1
            continue
        a_run, a_start, length = best
        if last is not None and last.is_followed_by(a_run, a_start, place):
            last.a_end, last.b_end = a_start + length, place + length
            last.words += length
        else:
            chains.append(
                _Chain(a_run, a_start, a_start + length, place, place + length, length)
            )
        place += length
    return chains


def _longest(
    run: _Run,
    place: int,
    candidates: Iterable[tuple[int, int]],
    a_runs: Sequence[_Run],
    index: Index,
    last: _Chain | None,
) -> tuple[int, int, int] | None:
    """Return the longest of the matches, before others what goes on with the last."""
    best: tuple[tuple[bool, int], tuple[int, int, int]] | None = None
    for a_run, a_start in candidates:
        length = _common(run.words, place, a_runs[a_run].words, a_start, index)
        goes_on = last is not None and last.is_followed_by(a_run, a_start, place)
        if best is None or (goes_on, length) > best[0]:
            best = (goes_on, length), (a_run, a_start, length)
    return best[1] if best else None


def _common(
    words: Sequence[Word], place: int, others: Sequence[Word], start: int, index: Index
) -> int:
    """Return how many words are the same, up to where common property begins."""
    length = 0
    while (
        place + length < len(words)
        and start + length < len(others)
        and words[place + length].text == others[start + length].text
    ):
        length += 1
        tail = words[place + length - SHINGLE : place + length]
        if length > SHINGLE and " ".join(w.text for w in tail) not in index:
            return length - 1
    return length


def _passage(
    chain: _Chain,
    run: _Run,
    a_runs: Sequence[_Run],
    a_paragraphs: Sequence[str],
    b_paragraphs: Sequence[str],
) -> Passage:
    a = _place(a_runs[chain.a_run], chain.a_start, chain.a_end)
    b = _place(run, chain.b_start, chain.b_end)
    return Passage(
        a=a,
        b=b,
        a_text=a_paragraphs[a.paragraph][a.start : a.end],
        b_text=b_paragraphs[b.paragraph][b.start : b.end],
        words=chain.words,
    )


def _place(run: _Run, first: int, end: int) -> Place:
    return Place(run.paragraph, run.words[first].start, run.words[end - 1].end)
