"""Numbers, shares and cells in Russian words, for the sentences of the statistics."""

from __future__ import annotations

from typing import Any

from identification.stats.spellings import KIND_LABELS, SUBJECT_LABELS


MINUS = "\N{MINUS SIGN}"
NBSP = "\N{NO-BREAK SPACE}"


def number(value: float, digits: int = 2) -> str:
    """Write a number with a decimal comma and a true minus."""
    # A national run writes a quarter of a million numbers.
    text = f"{value:.{digits}f}".replace(".", ",")
    if text[0] != "-":
        return text
    return MINUS + text[1:] if text.strip("-0,") else text[1:]


def signed(value: float, digits: int = 2) -> str:
    """Write a number with its sign, plus included."""
    text = number(value, digits)
    if text.startswith(MINUS) or not text.strip("0,"):
        return text
    return f"+{text}"


def percent(share: float, digits: int = 1) -> str:
    """Write a share between 0 and 1 as per cent."""
    return f"{number(100 * share, digits)}{NBSP}%"


def plural(count: int, one: str, few: str, many: str) -> str:
    """Choose the Russian form of a noun that follows a whole number."""
    last, teens = abs(count) % 10, abs(count) % 100
    if last == 1 and teens != 11:
        return one
    if 2 <= last <= 4 and not 12 <= teens <= 14:
        return few
    return many


def counted(count: int, one: str, few: str, many: str) -> str:
    """Write a whole number with its noun: «7 участников»."""
    return f"{count}{NBSP}{plural(count, one, few, many)}"


def participants(count: int) -> str:
    """Write a number of participants."""
    return counted(count, "участник", "участника", "участников")


def schools(count: int) -> str:
    """Write a number of schools."""
    return counted(count, "школа", "школы", "школ")


def cell_label(procedure: Any, subject: Any, grade: Any, year: Any = None) -> str:
    """Name a procedure for people: «ВПР, математика, 5 класс, 2022»."""
    parts = [
        KIND_LABELS.get(str(procedure), str(procedure)),
        SUBJECT_LABELS.get(str(subject), str(subject)),
    ]
    if grade not in (None, "", "nan"):
        parts.append(f"{grade}{NBSP}класс")
    if year is not None:
        parts.append(str(year))
    return ", ".join(parts)
