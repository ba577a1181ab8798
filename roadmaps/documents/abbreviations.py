"""Finds abbreviations that a document defines, and those that it only uses."""

import re
from collections.abc import Iterable

from roadmaps.documents.section_marks import ITEM
from roadmaps.documents.wording import clean, has_letters, one_line


FURTHER = re.compile(
    r"(?P<full>[^()]{3,400}?)\s*\(\s*(?:далее|дальше)(?:\s+по\s+тексту)?\s*[-–—:,]*\s*"
    r"(?:именуем\w+\s+|соответственно\s+)?[«\"]?(?P<short>[^()»\"]{1,60}?)[»\"]?\s*\)",
    re.IGNORECASE,
)
WORD = r"[А-ЯЁA-Z][А-ЯЁA-Zа-яёa-z]*[А-ЯЁA-Z][А-Яа-яЁё]*|[А-ЯЁ]{2,}"
SHORT = re.compile(
    rf"^(?:{WORD})(?:(?:\s+и\s+|,\s*)(?:{WORD}))*(?:\s+для\s+[А-ЯЁ]{{2,}}(?:\s+и\s+[А-ЯЁ]{{2,}})?)?$"
)
PAIR = re.compile(r"^(?P<left>.{2,300}?)\s+[-–—]+\s*(?P<right>.{2,300})$|^(?P<left2>[^-–—]{2,300}?)\s*[–—]\s*(?P<right2>.{2,300})$")  # fmt: skip
# «ОО – образовательные организации, РМО – районное методическое объединение».
NEXT_PAIR = re.compile(rf"[,;]\s+(?=(?:{WORD})\s+[-–—]\s)")
MENTION = re.compile(r"далее|дальше", re.IGNORECASE)
BEGINNING = re.compile(
    r"[.;:](?=\s)|\n|,\s(?=а также)|(?:^|\s)(?:совместно\s+с|и|с)\s(?=[А-ЯЁ]{2,})"
)


def defined_abbreviations(texts: Iterable[str]) -> dict[str, str]:
    """Return abbreviation → full name, in the order of the document."""
    found: dict[str, str] = {}
    for text in dict.fromkeys(texts):
        for short, full in [*_further(text), *_pairs(text)]:
            found.setdefault(short, full)
    return found


def _further(text: str) -> Iterable[tuple[str, str]]:
    # The pattern is slow on texts that define nothing.
    if not MENTION.search(text):
        return
    line = one_line(text)
    for match in FURTHER.finditer(line):
        short = match["short"].strip(" .–—-")
        full = BEGINNING.split(match["full"])[-1].strip(" ,.;")
        if has_letters(short) and len(full) > len(short):
            yield short, full


def _pairs(text: str) -> Iterable[tuple[str, str]]:
    """Yield «Управление образования – УО» and «МСО – муниципальная система»."""
    lines = clean(text).split("\n")
    for line in (piece for whole in lines for piece in NEXT_PAIR.split(whole)):
        found = PAIR.match(ITEM.sub("", line).strip(" .,;"))
        if not found:
            continue
        left = (found["left"] or found["left2"]).strip()
        right = (found["right"] or found["right2"]).strip(" .;")
        if SHORT.match(right) and not SHORT.match(left) and len(left) > len(right):
            yield right, left
        elif SHORT.match(left) and len(left) <= 40 and len(right) > len(left):
            yield left, right
