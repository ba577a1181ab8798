"""Abbreviations that name who answers and that the document never explains."""

import re
from collections import defaultdict
from collections.abc import Iterable

from roadmaps.documents.findings.places import row_of
from roadmaps.documents.model import Activity, Finding, RawDocument, RoadMapDocument
from schools.ingest.wording import normalise_words


TOKEN = re.compile(r"(?<![\w«\"-])(?:[А-ЯЁ][а-яё]?){2,}[А-ЯЁа-яё]{0,2}(?![\w»\"-])")
# What every school knows; a municipality's own bodies are not among them.
COMMON = frozenset(
    [
        "оо",
        "оу",
        "ооо",
        "доу",
        "доо",
        "мбоу",
        "мбу",
        "мкоу",
        "мкоу",
        "мку",
        "моу",
        "маоу",
        "мау",
        "гбоу",
        "гбу",
        "гау",
        "гку",
        "кгау",
        "кгбу",
        "кгку",
        "огбоу",
        "фгбу",
        "фгау",
        "гоу",
        "рф",
        "сош",
        "оош",
        "нош",
        "ноо",
        "оо",
        "соо",
        "фгос",
        "впр",
        "огэ",
        "егэ",
        "гиа",
        "овз",
        "увр",
        "вр",
        "умр",
        "ахр",
        "ахч",
        "нмр",
        "вшк",
        "икт",
        "пмпк",
        "ппк",
        "дпо",
        "рцоки",
        "ро",
        "шмо",
        "мо",
        "шнор",
        "шнсу",
        "шнро",
        "ноко",
        "всоко",
        "пк",
        "окр",
    ]
)
SHORTEST = 2


def findings(document: RoadMapDocument, raw: RawDocument) -> Iterable[Finding]:
    """Yield one finding for each abbreviation that is used and not defined."""
    defined = _defined(document)
    used: dict[str, list[Activity]] = defaultdict(list)
    for activity in document.activities:
        for token in dict.fromkeys(
            TOKEN.findall(_without_quotes(activity.responsible_text))
        ):
            if _is_unknown(token, defined):
                used[token].append(activity)
    for token, activities in used.items():
        yield Finding(
            "undefined_abbreviation",
            row_of(activities[0]),
            f"Сокращение «{token}» среди ответственных нигде не расшифровано: добавьте"
            " его в список сокращений или напишите полностью.",
            tuple(ref for activity in activities for ref in activity.refs),
        )


def _without_quotes(text: str) -> str:
    """Leave out names in quotes: «ЦКО» there is a name, not a short form."""
    return re.sub(r"«[^»]*»|\"[^\"]*\"", " ", text)


def _defined(document: RoadMapDocument) -> set[str]:
    words: set[str] = set()
    for short in document.abbreviations:
        plain = normalise_words(short)
        words.add(plain)
        words.update(re.findall(r"\w+", plain))
    return words


def _is_unknown(token: str, defined: set[str]) -> bool:
    capitals = sum(sign.isupper() for sign in token)
    plain = normalise_words(token)
    return (
        capitals >= SHORTEST
        and plain not in COMMON
        and plain not in defined
        and not any(
            plain.startswith(word) and len(plain) - len(word) <= 1
            for word in defined
            if len(word) > 2
        )
    )
