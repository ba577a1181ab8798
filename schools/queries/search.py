"""What a person typed into the search of schools, understood word by word."""

import re
from dataclasses import dataclass

from django.db.models import CharField, Exists, OuterRef, Q, QuerySet, Value
from django.db.models.functions import Lower, Replace

from schools.enums import SchoolKind, StatusKind
from schools.models import School, SchoolAlias, SchoolCode


# The same statuses under the words that papers of different years use for them.
STATUS_WORDS = {
    StatusKind.LOW_RESULTS: ("шнор", "шнро", "шнр", "шпро"),
    StatusKind.ADVERSE: ("шнсу", "щнсу", "шссу"),
    StatusKind.RISK_ZONE: ("риск", "риска"),
    StatusKind.PROJECT_500: ("500+", "500плюс"),
}
KIND_WORDS = {
    "сош": SchoolKind.SECONDARY,
    "оош": SchoolKind.BASIC,
    "нош": SchoolKind.PRIMARY,
    "гимназия": SchoolKind.GYMNASIUM,
    "лицей": SchoolKind.LYCEUM,
}
# Legal forms stand before nearly every name and tell no school from another.
EMPTY_WORDS = {
    *("мбоу", "мкоу", "маоу", "моу", "гбоу", "гкоу", "кгбоу", "фгкоу", "мобу"),
    *("им", "имени", "зона"),
}
_WORD = re.compile(r"[\w+.-]+")


@dataclass(frozen=True)
class SearchedWords:
    """Words to find in names and codes, and statuses that were meant."""

    words: tuple[str, ...]
    statuses: tuple[str, ...]


def read_search(text: str) -> SearchedWords:
    """Take «МБОУ Потаповская СОШ №8» apart: punctuation and legal forms do not count."""
    plain = text.lower().replace("ё", "е").replace("№", " ")
    words = [word.strip(".-") for word in _WORD.findall(plain)]
    words = [word for word in words if word]
    statuses = [kind for kind, names in STATUS_WORDS.items() if set(names) & set(words)]
    meant = {name for kind in statuses for name in STATUS_WORDS[kind]}
    rest = [word for word in words if word not in meant]
    telling = [word for word in rest if word not in EMPTY_WORDS]
    kept = telling or ([] if statuses else rest)
    return SearchedWords(tuple(kept), tuple(str(kind) for kind in statuses))


def matching(schools: QuerySet[School], words: tuple[str, ...]) -> QuerySet[School]:
    """Keep schools in which every word is found: in a name, a place or a code."""
    if not words:
        return schools
    schools = schools.alias(
        plain_name=plain("name"),
        plain_full_name=plain("full_name"),
        plain_locality=plain("locality"),
        plain_municipality=plain("municipality__name"),
    )
    for word in words:
        schools = schools.filter(_word_found(word))
    return schools


def _word_found(word: str) -> Q:
    aliases = SchoolAlias.objects.filter(school=OuterRef("pk")).alias(
        plain_name=plain("name")
    )
    codes = SchoolCode.objects.filter(school=OuterRef("pk"), value__istartswith=word)
    if word.isdigit():
        # «8» is school № 8 and not № 18; a long number is the beginning of a code.
        whole = rf"(^|[^0-9]){word}([^0-9]|$)"
        found = Q(name__regex=whole) | Q(full_name__regex=whole)
        aliases = aliases.filter(name__regex=whole)
    else:
        found = (
            Q(plain_name__contains=word)
            | Q(plain_full_name__contains=word)
            | Q(plain_locality__contains=word)
            | Q(plain_municipality__contains=word)
        )
        aliases = aliases.filter(plain_name__contains=word)
    if word in KIND_WORDS:
        found |= Q(kind=KIND_WORDS[word])
    return found | Q(code__istartswith=word) | Exists(codes) | Exists(aliases)


def plain(field: str) -> Replace:
    """Small letters with «е» for «ё», as `read_search` makes them."""
    return Replace(Lower(field), Value("ё"), Value("е"), output_field=CharField())
