"""Brings a school's name to one form and finds schools with a similar one.

«МБОУ "Потаповская СОШ №8"» and «Потаповская средняя школа № 8» are one school. Names
are compared by their words, rare words weighing more, and by the number; two different
numbers are two different schools however alike the rest is.
"""

import math
import re
from collections import defaultdict
from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import lru_cache
from typing import Generic, TypeVar

from schools.ingest.wording import normalise_words, squeeze


# Words that say who owns the school and in what form; long forms first.
OWNERSHIP = re.compile(
    r"\b(?:муниципальн\w+|государственн\w+|областн\w+|краев\w+|республиканск\w+|частн\w+"
    r"|бюджетн\w+|автономн\w+|казенн\w+|некоммерческ\w+|общеобразовательн\w+ (?:учреждени\w+"
    r"|организаци\w+)|образовательн\w+ (?:учреждени\w+|организаци\w+)|учреждени\w+"
    r"|[мгчк]?[бакч]?н?оу|[мг][бак]?оу|мо?у|филиал)\b"
)
KINDS: tuple[tuple[re.Pattern[str], str], ...] = tuple(
    (re.compile(rf"\b(?:{pattern})(?!\w)"), short)
    for pattern, short in (
        (r"средн\w+ (?:полн\w+ )?(?:общеобразовательн\w+ )?школ\w+|сош|сш", "сош"),
        (r"основн\w+ (?:общеобразовательн\w+ )?школ\w+|оош|ош", "оош"),
        (r"начальн\w+ (?:общеобразовательн\w+ )?школ\w+|нош|нш", "нош"),
        (r"школ\w+ ?-? ?интернат\w*", "интернат"),
        (r"общеобразовательн\w+ школ\w+", "школа"),
    )
)
NUMBER = re.compile(r"(?:№|\bno?\.?|#|\bn\b)\s*(?=\d)")
PLACE_WORDS = re.compile(
    r"\b(?:г|гор|город\w*|с|сел[оа]|п|пос|поселк?\w*|пгт|рп|д|дер|деревн\w+|ст|станиц\w+"
    r"|имени|им|р-н\w*|район\w*)\b\.?"
)
NOT_WORDS = re.compile(r"[^\w]+")
KIND_WORDS = frozenset({"сош", "оош", "нош", "школа", "лицей", "гимназия", "интернат"})
STEM = 6
# By what the score is multiplied when both names have a number and they differ, when
# only one has; the same for the kind of school.
OTHER_NUMBER, ONE_NUMBER = 0.3, 0.75
OTHER_KIND, ONE_KIND = 0.9, 0.96
LEAST_SCORE = 0.3
# Of letters, for names without a common word: a misprint in the only telling word.
LEAST_RATIO = 0.8


@lru_cache(maxsize=100_000)
def normalise_school_name(name: str) -> str:
    """Return the words that tell the school from others: «потаповская сош 8»."""
    plain = normalise_words(name)
    plain = NUMBER.sub(" ", plain)
    plain = re.sub(r"(?<=[^\W\d_])(?=\d)", " ", plain)
    plain = NOT_WORDS.sub(" ", plain.replace("-", " - ")).replace(" - ", "-")
    plain = squeeze(OWNERSHIP.sub(" ", plain))
    for pattern, short in KINDS:
        plain = pattern.sub(short, plain)
    plain = squeeze(PLACE_WORDS.sub(" ", plain))
    return plain or squeeze(normalise_words(name))


@dataclass(frozen=True, slots=True)
class _Words:
    """The words of one name: numbers, kind of school, stems of the rest."""

    whole: str
    numbers: frozenset[str]
    kinds: frozenset[str]
    stems: frozenset[str]


def _words(name: str) -> _Words:
    whole = normalise_school_name(name)
    tokens = whole.split()
    numbers = frozenset(token for token in tokens if token[0].isdigit())
    kinds = frozenset(tokens) & KIND_WORDS
    rest = (token for token in tokens if token not in numbers | kinds)
    return _Words(whole, numbers, kinds, frozenset(token[:STEM] for token in rest))


K = TypeVar("K", bound=Hashable)


class NameIndex(Generic[K]):
    """Names of known schools, arranged so that similar ones are found at once."""

    def __init__(self, candidates: Iterable[tuple[K, str]]) -> None:
        self._names: list[tuple[K, _Words]] = [
            (identity, _words(name)) for identity, name in candidates
        ]
        self._places: dict[str, list[int]] = defaultdict(list)
        for place, (_, words) in enumerate(self._names):
            for token in words.stems | words.numbers:
                self._places[token].append(place)

    def similar(self, name: str, limit: int = 5) -> list[tuple[K, float]]:
        """Return at most `limit` (identity, score from 0 to 1), the likeliest first.

        Equal scores keep the order of the candidates, so the answer is repeatable.
        """
        words = _words(name)
        scored = [
            (self._score(words, self._names[place][1]), place)
            for place in self._sharing(words)
        ]
        best = sorted(
            (item for item in scored if item[0] >= LEAST_SCORE),
            key=lambda item: (-item[0], item[1]),
        )
        return [(self._names[place][0], score) for score, place in best[:limit]]

    def _sharing(self, words: _Words) -> list[int]:
        """Return candidates with a common word; with a common number if none has."""
        places = {place for stem in words.stems for place in self._places.get(stem, ())}
        if not places:
            places = {
                place
                for number in words.numbers
                for place in self._places.get(number, ())
            }
        return sorted(places)

    def _weight(self, stem: str) -> float:
        """Return more for a rarer word."""
        return math.log(
            1 + (1 + len(self._names)) / (1 + len(self._places.get(stem, ())))
        )

    def _score(self, one: _Words, other: _Words) -> float:
        if one.whole == other.whole:
            return 1.0
        weights = {stem: self._weight(stem) for stem in one.stems | other.stems}
        common = sum(weights[stem] for stem in one.stems & other.stems)
        total = sum(weights[stem] for stem in one.stems) + sum(
            weights[stem] for stem in other.stems
        )
        score = 2 * common / total if total else 0.0
        if not common and one.stems and other.stems:
            ratio = SequenceMatcher(None, one.whole, other.whole).ratio()
            score = ratio if ratio >= LEAST_RATIO else 0.0
        if one.stems == other.stems and not one.stems:
            score = 1.0 if one.numbers == other.numbers else 0.0
        return round(score * _agreement(one, other), 6)


def _agreement(one: _Words, other: _Words) -> float:
    """Return by how much numbers and kinds of school that disagree lower the score."""
    factor = 1.0
    if one.numbers != other.numbers:
        both = one.numbers and other.numbers
        factor *= (
            OTHER_NUMBER if both and not one.numbers & other.numbers else ONE_NUMBER
        )
    if one.kinds != other.kinds:
        both_named = one.kinds and other.kinds
        factor *= OTHER_KIND if both_named else ONE_KIND
    # Below 1: only an equal name is the same school without asking.
    return factor * 0.99


def similar_names(
    name: str, candidates: Mapping[K, str], limit: int = 5
) -> list[tuple[K, float]]:
    """Return the candidates that `name` may mean: (identity, score from 0 to 1).

    For many names build one `NameIndex`; this builds it anew at each call.
    """
    return NameIndex(candidates.items()).similar(name, limit)
