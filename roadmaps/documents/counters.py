"""Finds countable promises: «не менее пяти мероприятий», «не менее 20 % участников»."""

import re

from roadmaps.documents.model import Counter
from roadmaps.documents.wording import one_line


WORDS = {
    "одного": 1, "одной": 1, "одному": 1, "двух": 2, "трех": 3, "трёх": 3, "четырех": 4,
    "четырёх": 4, "пяти": 5, "шести": 6, "семи": 7, "восьми": 8, "девяти": 9, "десяти": 10,
    "двенадцати": 12, "пятнадцати": 15, "двадцати": 20, "тридцати": 30, "ста": 100,
}  # fmt: skip
PROMISE = re.compile(
    r"\bне\s+менее(?:,?\s+чем)?\s+(?:на\s+|в\s+|у\s+|для\s+|из\s+)?(?P<count>\d{1,5}(?:[.,]\d+)?|[а-яё]+)"
    r"\s*(?:-?[а-яё]{1,3}\b(?<=\d-[а-яё])|-?[хти]{1,2}\b)?\s*(?P<percent>%|процент\w*)?\s*(?P<unit>[а-яё-]{3,}(?:\s+[а-яё-]{4,})?)?",
    re.IGNORECASE,
)
TIMES = re.compile(r"^раз")


def counters_in(*texts: str) -> tuple[Counter, ...]:
    """Return the counters that the texts name, each once.

    Rhythms («не менее 1 раза в квартал») are terms, not counters.
    """
    found: dict[tuple[int, str, bool], Counter] = {}
    for text in texts:
        for match in PROMISE.finditer(one_line(text)):
            counter = _counter(match)
            if counter is not None:
                key = (counter.at_least, counter.unit, counter.is_percent)
                found.setdefault(key, counter)
    return tuple(found.values())


def _counter(match: re.Match[str]) -> Counter | None:
    count = match["count"].casefold().replace(",", ".")
    number = WORDS.get(count) if not count[0].isdigit() else int(float(count))
    unit = (match["unit"] or "").casefold()
    if number is None or TIMES.match(unit):
        return None
    words = unit.split()
    # «пяти событий мероприятий» are two words for one; «школ района» is not a unit.
    return Counter(number, words[0] if words else "", bool(match["percent"]))
