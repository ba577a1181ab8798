"""Fingerprints by which copied text is found among the programmes of all schools.

Winnowing: S. Schleimer, D. Wilkerson, A. Aiken, «Winnowing: local algorithms for document
fingerprinting», SIGMOD 2003. Of every `WINDOW` neighbouring runs of `SHINGLE` words the
least hash is kept, so two texts that share `SHINGLE + WINDOW - 1` words in a row, which
is `PASSAGE_WORDS`, share a hash whatever stands around.
"""

import hashlib
from collections import Counter
from collections.abc import Collection, Iterable, Sequence

from roadmaps.comparison.words import Word, runs_of_words, shingles, shingles_of


# Five words in a row of two people are the same by chance in set phrases only.
SHINGLE = 5
WINDOW = 8
PASSAGE_WORDS = SHINGLE + WINDOW - 1
# Bytes: exact in JSON of any reader, and 3,000 hashes of two texts meet by chance once
# in thirty million pairs.
HASH_SIZE = 6


def fingerprint(paragraphs: Sequence[str], *, ignore: Iterable[str] = ()) -> list[int]:
    """Return the fingerprint of a text, the same in every process and on every machine.

    Parameters
    ----------
    paragraphs : sequence of str
        Texts; those shorter than `PASSAGE_WORDS` words are headings and labels of
        forms, and do not count.
    ignore : iterable of str
        Paragraphs that all programmes may have in common, such as a printed form.

    Returns
    -------
    list of int
        Hashes below 2**48, rising, each once; about a fifth of the number of words.
    """
    ignored = {_hash(shingle) for shingle in shingles_of(ignore, SHINGLE)}
    kept: set[int] = set()
    for paragraph in paragraphs:
        for run in runs_of_words(paragraph):
            if len(run) >= PASSAGE_WORDS:
                kept |= _winnowed(run)
    return sorted(kept - ignored)


def similarity(
    a: Collection[int], b: Collection[int], *, ignore: Collection[int] = ()
) -> float:
    """Return which share of the shorter text also stands in the other.

    Parameters
    ----------
    a, b : collection of int
        Fingerprints.
    ignore : collection of int
        Hashes that do not count, see `common_hashes`.

    Returns
    -------
    float
        0 to 1, the overlap coefficient |A and B| / min(|A|, |B|): symmetric, 1 for
        equal texts and for a text that the other contains; 0 when one of them has
        nothing to compare.
    """
    first, second = set(a).difference(ignore), set(b).difference(ignore)
    fewest = min(len(first), len(second))
    return len(first & second) / fewest if fewest else 0.0


def common_hashes(
    fingerprints: Iterable[Collection[int]], *, at_least: int
) -> frozenset[int]:
    """Return the hashes that so many texts have that nobody copied them from another.

    Parameters
    ----------
    fingerprints : iterable of collections of int
        One of each school.
    at_least : int
        In how many of them a hash stands to be common.
    """
    counts = Counter(found for known in fingerprints for found in set(known))
    return frozenset(found for found, count in counts.items() if count >= at_least)


def _winnowed(words: Sequence[Word]) -> set[int]:
    hashes = [_hash(shingle) for shingle in shingles(words, SHINGLE)]
    return {
        min(hashes[place : place + WINDOW])
        for place in range(max(len(hashes) - WINDOW, 0) + 1)
    }


def _hash(text: str) -> int:
    digest = hashlib.blake2b(text.encode(), digest_size=HASH_SIZE).digest()
    return int.from_bytes(digest, "big")
