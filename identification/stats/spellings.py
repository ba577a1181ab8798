"""The spellings by which people name procedures and the subjects of the 30 % rule."""

from __future__ import annotations

import re


KIND_LABELS = {"vpr": "ВПР", "oge": "ОГЭ", "ege": "ЕГЭ", "kdr": "КДР", "gve": "ГВЭ"}

SUBJECT_LABELS = {
    "rus": "русский язык",
    "math": "математика",
    "math_base": "математика (базовая)",
    "math_profile": "математика (профильная)",
}

_KINDS = {
    "впр": "vpr",
    "всероссийская проверочная работа": "vpr",
    "всероссийские проверочные работы": "vpr",
    "огэ": "oge",
    "основной государственный экзамен": "oge",
    "гиа-9": "oge",
    "гиа 9": "oge",
    "егэ": "ege",
    "единый государственный экзамен": "ege",
    "гиа-11": "ege",
    "гиа 11": "ege",
    "кдр": "kdr",
    "гвэ": "gve",
}
_RUSSIAN = re.compile(r"^(ру|ря|рус\.?|русский|русский яз\.?|русский язык)$")
_MATHS = re.compile(r"^(ма|мат\.?|матем\.?|математика)$")
_BASE = re.compile(r"\bбаз\w*\.?")
_PROFILE = re.compile(r"\bпроф\w*\.?")


def kind_code(text: str) -> str:
    """Return the code of a kind of procedure, or the text itself, tidied.

    Parameters
    ----------
    text : str
        «ВПР», «vpr», «Основной государственный экзамен» and the like.

    Returns
    -------
    str
        A key of ``KIND_LABELS`` when the spelling is known.
    """
    tidy = _tidy(text)
    return _KINDS.get(tidy, tidy)


def subject_code(text: str) -> str:
    """Return the code of Russian or mathematics, or the text itself, tidied.

    Base and profile mathematics keep codes of their own: they are two exams
    with different minimum scores.

    Parameters
    ----------
    text : str
        «Русский язык», «РЯ», «Математика (профильная)», «math» and the like.

    Returns
    -------
    str
        A key of ``SUBJECT_LABELS`` when the spelling is known.
    """
    tidy = _tidy(text)
    if tidy in SUBJECT_LABELS:
        return tidy
    bare = tidy.replace("(", " ").replace(")", " ").replace(",", " ")
    bare, base = _BASE.subn(" ", bare)
    bare, profile = _PROFILE.subn(" ", bare)
    bare = re.sub(r"\b(уровень|уровня)\b", " ", bare)
    bare = " ".join(bare.split())
    if _RUSSIAN.match(bare):
        return "rus"
    if not _MATHS.match(bare):
        return tidy
    if base:
        return "math_base"
    return "math_profile" if profile else "math"


def _tidy(text: str) -> str:
    return " ".join(str(text).replace("ё", "е").lower().split())
