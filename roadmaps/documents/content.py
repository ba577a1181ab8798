"""What a cell looks like by itself, whatever column it stands in."""

import re
from collections.abc import Sequence
from functools import lru_cache

from roadmaps.documents.model import Column
from roadmaps.documents.wording import compact, has_letters, is_number, one_line
from schools.ingest.wording import normalise_words


TERM_WORDS = re.compile(
    r"\b(?:январ|феврал|март|апрел|ма[йяе]\b|июн|июл|август|сентябр|октябр|ноябр|декабр"
    r"|янв\b|фев\b|апр\b|авг\b|сент?\b|окт\b|нояб?\b|дек\b"
    r"|квартал|кв\.|полугоди|четверт|каникул|учебн\w+ год|уч\. ?г|в течени|в период"
    r"|ежегодн|ежемесячн|ежеквартальн|еженедельн|ежедневн|постоянно|регулярно|систематич"
    r"|весь период|всего периода|по мере|по план|по график|согласно|по отдельн"
    r"|по согласован|по запрос|по итогам|по окончани|один раз|раз в |раза в |не реже"
    r"|не позднее|начал|конец|конц|весн|осень|осен|зим|лет[оан])"
    r"|\b20\d\d\b|\b\d{1,2}\.\d{1,2}(?:\.\d{2,4})?\b|\bдо \d"
)
INITIALS = r"[А-ЯЁ]\.\s?[А-ЯЁ]\."
PERSON = re.compile(
    rf"[А-ЯЁ][а-яё-]+(?:\s[А-ЯЁ][а-яё]+-?[А-Яа-яё]*)?\s+{INITIALS}|{INITIALS}\s*[А-ЯЁ][а-яё-]+"
)
ROLE_STEMS = (
    "директор", "координатор", "куратор", "руководител", "заместител", "замдиректор", "зам.",
    "специалист", "методист", "учител", "педагог", "психолог", "логопед", "дефектолог",
    "начальник", "заведующ", "председател", "тьютор", "наставник", "администрац",
    "воспитател", "секретар", "инспектор", "консультант", "эксперт", "ответственн",
    "исполнител", "муниципальн", "школьн", "рабоч", "член", "представител", "команд",
    "завуч", "социальн", "библиотекар", "классн", "оператор", "бухгалтер", "глава",
)  # fmt: skip
BODY_STEMS = (
    "управлени", "отдел", "министерств", "комитет", "департамент", "центр", "институт",
    "учреждени", "организаци", "школ", "групп", "совет", "комисси", "объединени", "орган",
    "мбу", "мбоу", "мку", "моу", "маоу", "гбу", "гау", "кгау", "ипк", "ро", "оо", "оу",
    "доу", "моо", "рмо", "гмо", "шмо", "рмк", "имц", "ммц", "лицей", "гимназ", "служб",
    "сектор", "штаб", "коллектив", "ассоциац", "субъект", "базов", "образовательн",
)  # fmt: skip
ABBREVIATION = re.compile(r"^(?:[А-ЯЁ][а-яё]{0,2}){0,2}[А-ЯЁ]{2,}[А-ЯЁа-яё]{0,3}$")
TARGET = re.compile(
    r"^(?:не (?:менее|более|ниже|выше)\s*|до\s*|от\s*|[<>≥≤]=?\s*)?\d+(?:[.,]\d+)?\s*"
    r"(?:-\s*\d+(?:[.,]\d+)?\s*)?(?:%|проц\w*\.?|ед\w*\.?|чел\w*\.?|шт\w*\.?|балл\w*|школ\w*)?$"
    r"|^(?:да|нет|да/нет|наличие|имеется|есть|\+|100 ?%.*)$"
)
MARKS = frozenset({"+", "х", "x", "v", "✓", "✔", "*", "•", "да", "●", "■", "√", "++"})


@lru_cache(maxsize=20_000)
def is_term_like(text: str) -> bool:
    """Say whether the text may be a term: short, with a month, a year, a rhythm."""
    plain = normalise_words(one_line(text))
    return 0 < len(plain) <= 160 and TERM_WORDS.search(plain) is not None


@lru_cache(maxsize=20_000)
def is_party_like(text: str) -> bool:
    """Say whether the text may name who answers: a role, a body, a person."""
    line = one_line(text)
    if not line or len(line) > 300 or not has_letters(line):
        return False
    if PERSON.search(line):
        return True
    first = line.split(",")[0].split(";")[0]
    words = re.findall(r"[\w.-]+", first)
    starts = tuple(word.casefold().replace("ё", "е") for word in words[:3])
    stems = ROLE_STEMS + BODY_STEMS
    known = any(
        start.startswith(stem) for start in starts for stem in stems if len(stem) > 3
    )
    short = any(ABBREVIATION.match(word) for word in words[:2])
    return (known and len(words) <= 14) or (short and len(words) <= 6)


def is_target(text: str) -> bool:
    """Say whether the text is the target of an indicator: «100 %», «Да», «не менее 5»."""
    plain = normalise_words(one_line(text))
    return len(plain) <= 40 and TARGET.match(plain) is not None


def is_mark(text: str) -> bool:
    """Say whether the cell is only marked: «+», «х»."""
    return normalise_words(one_line(text)) in MARKS


def share(cells: Sequence[str], test: object) -> float:
    """Return the share of the filled cells that pass the test; 0 without filled cells."""
    filled = [cell for cell in cells if cell.strip()]
    if not filled or not callable(test):
        return 0.0
    return sum(bool(test(cell)) for cell in filled) / len(filled)


def mean_length(cells: Sequence[str]) -> float:
    """Return the mean number of letters and digits in the filled cells."""
    filled = [len(compact(cell)) for cell in cells if cell.strip()]
    return sum(filled) / len(filled) if filled else 0.0


def fits(column: Column, cells: Sequence[str]) -> float:
    """Return from 0 to 1 how well the cells look like the column; 0.5 when empty."""
    filled = [cell for cell in cells if cell.strip()]
    if not filled:
        return 0.5
    if column is Column.NUMBER:
        return share(filled, is_number)
    if column is Column.TERM:
        return share(filled, is_term_like)
    if column is Column.RESPONSIBLE:
        return share(filled, is_party_like)
    if column is Column.TARGET:
        return share(filled, is_target)
    worded = share(filled, has_letters)
    if column is Column.TITLE:
        return worded * (1.0 if mean_length(filled) >= 12 else 0.4)
    return worded * 0.7 if worded else 0.2
