"""Words that an extraction has glued: «втечениегода», «сентябрьоктябрь»."""

from functools import lru_cache

from roadmaps.terms.lexicon import exact_code


_SHORTEST, _LONGEST = 5, 32
_SHORTEST_PART = 3
_PREPOSITIONS = frozenset({"в", "с", "к", "до", "по", "на", "во", "со"})
# A word is cut only when a part of it is of the language of terms.
_TELLING = frozenset("mCuFDE")


@lru_cache(maxsize=4096)
def unglued(word: str) -> tuple[str, ...]:
    """Give the known words that a word is made of without a rest, or nothing.

    Parameters
    ----------
    word : str
        A word in lower case that is not known as a whole.

    Returns
    -------
    tuple of str
        Two words or more; a preposition may only be the first.
    """
    if not _SHORTEST <= len(word) <= _LONGEST:
        return ()
    parts = _cut(word, first=True)
    if len(parts) < 2 or not any(exact_code(p) in _TELLING for p in parts):
        return ()
    return parts


@lru_cache(maxsize=4096)
def _cut(word: str, *, first: bool) -> tuple[str, ...]:
    """Give the longest known beginning and what its rest is made of."""
    if not first and exact_code(word) and len(word) >= _SHORTEST_PART:
        return (word,)
    for end in range(len(word) - 1, 0, -1):
        head = word[:end]
        allowed = end >= _SHORTEST_PART or (first and head in _PREPOSITIONS)
        if not allowed or not exact_code(head):
            continue
        rest = _cut(word[end:], first=False)
        if rest:
            return (head, *rest)
    return ()
