"""Recognises columns that name a person, so that they are dropped while parsing.

A portal of schools needs no pupil's name or passport. Columns are recognised by their
heading and, because headings lie, by what their cells look like.
"""

import re
from collections import Counter
from collections.abc import Collection, Sequence

from schools.ingest.sheets import Cell
from schools.ingest.wording import normalise_heading, squeeze


# Headings of people's data whatever else the table holds.
ALWAYS = re.compile(
    r"\b(фио|ф и о|фамили\w*|отчеств\w*|паспорт\w*|снилс|свидетельств\w* о рождении"
    r"|дат\w* рождения|день рождения|д р)\b"
    r"|^имя$|\bимя (участник\w*|обучающ\w*|ученик\w*|реб[её]нк\w*|педагог\w*|учител\w*)"
    r"|^серия\b|\bсерия( и)? номер\b|^(номер |серия )?документа?$"
    r"|\bномер (документа|паспорта|свидетельства)\b|^дата рожд\w*$"
)
# Headings of people's data unless the schema itself asks for such a column.
UNLESS_ASKED = re.compile(
    r"\b(телефон\w*|тел|[eе]-?mail|емайл|мейл|почт\w*|адрес\w*|контакт\w*)\b"
)
SERIES = re.compile(r"^серия\b")

NAME_PART = r"[А-ЯЁ][а-яё]+(?:-[А-ЯЁ][а-яё]+)?"
PATRONYMIC = r"[А-ЯЁ][а-яё]+(?:ович|евич|ьич|кич|мич|овна|евна|ична|оглы|кызы)"
INITIALS = r"[А-ЯЁ]\.\s?[А-ЯЁ]\."
FULL_NAME = (
    rf"(?:{NAME_PART}\s+{NAME_PART}\s+{PATRONYMIC}"
    rf"|{NAME_PART}\s+{PATRONYMIC}\s+{NAME_PART}"
    rf"|{NAME_PART}\s+{INITIALS}|{INITIALS}\s?{NAME_PART})"
)
SNILS = r"\d{3}-\d{3}-\d{3}[ -]\d{2}"
# Ten digits in a row are also the tax number of a school, so a break is needed.
PASSPORT = r"(?:серия )?\d{2} ?\d{2} (?:№ ?|номер )?\d{6}"
PERSONAL_CELL = re.compile(rf"^(?:{FULL_NAME}|{PATRONYMIC}|{SNILS}|{PASSPORT})$")
CAPITALS_NAME = re.compile(
    r"^[А-ЯЁ-]{2,}\s+[А-ЯЁ-]{2,}\s+[А-ЯЁ]+(?:ВИЧ|ВНА|ИЧНА|ОГЛЫ|КЫЗЫ)$"
)
PERSONAL_INSIDE = re.compile(
    rf"\b{NAME_PART}\s+{NAME_PART}\s+{PATRONYMIC}\b"
    rf"|\b{NAME_PART}\s+{INITIALS}|\b{SNILS}\b|\b\d{{4}}\s\d{{6}}\b"
)
# Cells of a column that are looked at, spread over its length.
SAMPLE = 2_000
# A third is enough: a column of names with gaps and remarks is still one of names.
PERSONAL_SHARE = 1 / 3
HIDDEN = "[скрыто]"


def identity_by_heading(
    headings: Sequence[str], asked_for: Collection[str]
) -> set[int]:
    """Return indexes of headings that promise people's data.

    Parameters
    ----------
    headings
        Headings of a table, as written.
    asked_for
        Normalised headings that the schema knows: a school's own address or
        telephone is not a person's.
    """
    plain = [normalise_heading(heading).split(" / ")[-1] for heading in headings]
    series = {index for index, words in enumerate(plain) if SERIES.search(words)}
    return {
        index
        for index, words in enumerate(plain)
        if ALWAYS.search(words)
        or (words not in asked_for and UNLESS_ASKED.search(words))
        or (words == "номер" and series)
        or (words == "№" and index - 1 in series)
    }


def looks_personal(cells: Sequence[Cell]) -> bool:
    """Say whether a column mostly holds full names, patronymics or document numbers."""
    filled = len(cells) - sum(1 for cell in cells if cell == "")
    texts = Counter(squeeze(cell) for cell in cells if isinstance(cell, str))
    personal = sum(count for text, count in texts.items() if is_personal(text))
    return personal > 0 and personal >= PERSONAL_SHARE * filled


def is_personal(text: str) -> bool:
    """Say whether the whole text is a person's name or the number of a document."""
    return bool(PERSONAL_CELL.match(text) or CAPITALS_NAME.match(text))


def hide_personal(text: str) -> str:
    """Return the text with names and document numbers inside it hidden."""
    if is_personal(text):
        return HIDDEN
    return PERSONAL_INSIDE.sub(HIDDEN, text)
