"""Recognises headings of sections, and the goals and tasks that stand under them."""

import re
from dataclasses import dataclass

from roadmaps.documents.wording import BULLET, one_line, roman_value


KINDS = ("раздел", "направление", "трек", "этап", "блок", "задача", "модуль", "часть",
         "подпрограмма", "глава", "приоритет", "линия", "стадия", "шаг", "цель", "проект")  # fmt: skip
KIND = "|".join(KINDS)
COUNT = r"\d{1,2}(?:\.\d{1,2})*|[IVXLІХ]{1,5}"
# «Направление № 1 Создание…», «Трек 2. …», «Раздел III: …».
KIND_FIRST = re.compile(
    rf"^(?P<kind>{KIND})\s*[№N]?\s*(?P<number>{COUNT})(?![\w%])\s*[.):;–—-]*\s*(?P<title>.*)$",
    re.IGNORECASE | re.DOTALL,
)
# «I этап. …», «1-й этап – …», «Первый этап (…)».
ORDINALS = {
    "перв": "1",
    "втор": "2",
    "трет": "3",
    "четверт": "4",
    "пят": "5",
    "шест": "6",
}
KIND_SECOND = re.compile(
    rf"^(?P<number>{COUNT}|(?:{'|'.join(ORDINALS)})\w{{1,3}})[-\s]*(?:ый|ой|ий|й|я|ая)?\s*"
    rf"(?P<kind>{KIND})\b\s*[.):;–—-]*\s*(?P<title>.*)$",
    re.IGNORECASE | re.DOTALL,
)
# «Направление: …» without a number.
KIND_BARE = re.compile(
    r"^(?P<kind>раздел|направление|трек|этап|блок|модуль)\s*(?:[:.–—-]|(?=«))\s*(?P<title>.+)$",
    re.IGNORECASE | re.DOTALL,
)
ROMAN_FIRST = re.compile(r"^(?P<number>[IVXLІХ]{1,5})\s*[.):–—-]+\s*(?P<title>\S.*)$", re.DOTALL)  # fmt: skip
ROMAN_BARE = re.compile(r"^(?P<number>[IVXІХ]{1,5})\s+(?P<title>[А-ЯЁ«].*)$", re.DOTALL)
ARABIC_FIRST = re.compile(
    r"^(?P<number>\d{1,2}(?:\.\d{1,2}){0,3})(?P<dot>[.)]?)\s+(?P<title>[^\W\d].*|«.*)$",
    re.DOTALL,
)
GLUED_ARABIC = re.compile(r"^(?P<number>\d{1,2}(?:\.\d{1,2}){0,3})[.)](?P<title>[А-ЯЁ«].*)$", re.DOTALL)  # fmt: skip
PARTS: tuple[tuple[re.Pattern[str], str], ...] = (
    (re.compile(r"^(?:основн\w+ |стратегическ\w+ |общ\w+ )?цел[иь]\b[^:.–—]{0,60}[:–—-]\s*", re.IGNORECASE), "goals"),
    (re.compile(r"^(?:основн\w+ )?задач[иа]\b[^:.–—]{0,60}:\s*", re.IGNORECASE), "tasks"),
    (re.compile(r"^(?:ожидаем|планируем|предполагаем|конечн)\w+ результат\w*\b[^:.–—]{0,60}[:–—.-]\s*", re.IGNORECASE), "expected_results"),
    (re.compile(r"^результат\w*\b[^:.–—]{0,40}:\s*", re.IGNORECASE), "expected_results"),
)  # fmt: skip
INLINE_PARTS = re.compile(
    r"(?<=[.;!?»\w])\s+(?=(?:Цель|Цели|Задачи|Задача|Ожидаемы[ей] результаты?|Планируемы[ей] результаты?)\b[^:.\n]{0,60}:)"
)
ITEM = re.compile(r"^\s*(?:\d{1,2}\s*[.)]|[а-я]\)|[•·▪●◦‣*\u2013\u2014-])\s*")


@dataclass(frozen=True, slots=True)
class Mark:
    """What a line is: a section, or the beginning of its goals, tasks or results.

    Parameters
    ----------
    part : str
        section, goals, tasks, expected_results; empty for a text without marks.
    kind, number, title : str
        Of a section; `title` is the rest of the line for the others.
    style : str
        How it is numbered, which tells its depth: a kind's word, roman, arabic1,
        arabic2 …, plain.
    """

    part: str
    title: str
    kind: str = ""
    number: str = ""
    style: str = ""


def mark_of(text: str) -> Mark:
    """Return what the line is."""
    line = one_line(text)
    for pattern, part in PARTS:
        found = pattern.match(line)
        if found:
            return Mark(part, line[found.end() :].strip())
    return _section(line) or Mark("", line)


def _section(line: str) -> Mark | None:
    for pattern in (KIND_FIRST, KIND_SECOND):
        found = pattern.match(line)
        if found:
            kind, number = found["kind"].casefold(), found["number"]
            return Mark(
                "section",
                _title(found["title"], line),
                kind.capitalize(),
                _ordinal(number),
                kind,
            )
    found = KIND_BARE.match(line)
    if found:
        return Mark(
            "section",
            _title(found["title"], line),
            found["kind"].capitalize(),
            "",
            found["kind"].casefold(),
        )
    found = ROMAN_FIRST.match(line) or ROMAN_BARE.match(line)
    if found and roman_value(found["number"]):
        return Mark(
            "section", _title(found["title"], line), "", found["number"], "roman"
        )
    found = ARABIC_FIRST.match(line) or GLUED_ARABIC.match(line)
    if found:
        depth = found["number"].count(".") + 1
        return Mark(
            "section",
            _title(found["title"], line),
            "",
            found["number"],
            f"arabic{depth}",
        )
    return None


def _ordinal(number: str) -> str:
    lower = number.casefold()
    return next((n for stem, n in ORDINALS.items() if lower.startswith(stem)), number)


def _title(title: str, line: str) -> str:
    plain = title.strip(" .:–—-") if title.count(".") <= 1 else title.strip(" :–—-")
    return plain or line


def split_parts(text: str) -> list[str]:
    """Return the lines of a section's cell, goals and tasks each on a line of its own."""
    lines: list[str] = []
    for line in text.split("\n"):
        lines.extend(
            piece.strip() for piece in INLINE_PARTS.split(line) if piece.strip()
        )
    return lines


def split_items(text: str) -> list[str]:
    """Return the items of a list written in one line: by numbers, bullets, semicolons."""
    line = one_line(text)
    if not line:
        return []
    pieces = re.split(
        r"(?:(?<=[;.])|^)\s*(?:\d{1,2}[.)]\s+|[•▪●-]\s+)(?=\w)|;\s*(?=\w)", line
    )
    items = [
        BULLET.sub("", piece).strip(" ;")
        for piece in pieces
        if piece and piece.strip(" ;")
    ]
    return [ITEM.sub("", item) for item in items]


def is_item(text: str) -> bool:
    """Say whether the line is an item of a list."""
    return ITEM.match(text) is not None
