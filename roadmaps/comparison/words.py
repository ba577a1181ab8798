"""Words of a text as they are compared: without case, marks, numbers and law titles."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass


WORD = re.compile(r"[^\W_]+")
NUMBER = "0"
# Titles of acts are quoted by everybody in the same words; nobody copies them from a
# neighbour. An act is known by its kind, then its number or day, then its name.
ACT = (
    r"(?:федеральн\w+\s+(?:конституционн\w+\s+)?закон\w*|закон\w*|указ\w*|приказ\w*"
    r"|постановлени\w+|распоряжени\w+|письм\w+|паспорт\w*|концепци\w+|стратеги\w+"
    r"|конвенци\w+|методическ\w+\s+рекомендац\w+)"
)
LAW_TITLE = re.compile(
    rf"\b{ACT}\b[^«»\"“”;]{{0,200}}?(?:№|\bN\b|\bот\s+\d)[^«»\"“”;]{{0,80}}"
    r"(?:[«\"“][^»\"”]{1,400}[»\"”]+)?",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Word:
    """One word of a paragraph: how it is compared, and where it stands in letters."""

    text: str
    start: int
    end: int


def runs_of_words(paragraph: str) -> tuple[tuple[Word, ...], ...]:
    """Return the words of a paragraph in runs that titles of acts have parted.

    Parameters
    ----------
    paragraph : str
        As it was read.

    Returns
    -------
    tuple of tuple of Word
        Small letters, «ё» as «е»; every number is the same word, because whoever copies
        a text puts other numbers in.
    """
    runs: list[tuple[Word, ...]] = []
    place = 0
    for title in (*LAW_TITLE.finditer(paragraph), None):
        end = title.start() if title else len(paragraph)
        runs.append(tuple(_words(paragraph, place, end)))
        place = title.end() if title else end
    return tuple(run for run in runs if run)


def shingles(words: Sequence[Word], size: int) -> list[str]:
    """Return every run of `size` words as one text, in order."""
    texts = [word.text for word in words]
    return [
        " ".join(texts[place : place + size]) for place in range(len(texts) - size + 1)
    ]


def shingles_of(paragraphs: Iterable[str], size: int) -> frozenset[str]:
    """Return all runs of `size` words of some paragraphs."""
    return frozenset(
        shingle
        for paragraph in paragraphs
        for run in runs_of_words(paragraph)
        for shingle in shingles(run, size)
    )


def _words(paragraph: str, start: int, end: int) -> Iterable[Word]:
    for found in WORD.finditer(paragraph, start, end):
        text = found[0].casefold().replace("ё", "е")
        if text[0].isdigit():
            text = NUMBER
        yield Word(text, found.start(), found.end())
