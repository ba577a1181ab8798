"""Tells the rows of data from totals, notes, column numbers and blank lines."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from schools.ingest.sheets import Cell, Sheet, cell_text
from schools.ingest.wording import normalise_heading, squeeze


# «Средняя школа № 5» begins like «Средняя отметка», so averages name what they average.
TOTAL = re.compile(
    r"^(итог(о|и)?|всего|вся выборка|сумма|в среднем|средн(ее|ие)"
    r"|средн(ий|яя|ее|ие) (балл|отметка|оценка|процент|доля|значени[ея]|показател[ьи])"
    r"|минимальн(ая|ый) (граница|балл)|total)\b"
)
# Whatever TOTAL or NOTE can match begins so; cheap to test on every different text.
BEGINNINGS = (
    "итог", "всего", "вся выборка", "сумма", "в среднем", "средн", "минимальн", "total",
    "примечани", "исполнитель", "директор", "руководитель", "начальник", "составил",
    "ответственн", "дата", "тел", "подпись", "источник", "*", "«", '"', "(",
)  # fmt: skip
NOTE = re.compile(
    r"^(примечани[ея]|исполнитель|директор|руководитель|начальник|составил|ответственн\w+"
    r"|дата|тел|подпись|источник|\*)"
)
FEWEST_FOR_NOTES = 4
MOST_IN_NOTE = 3


@dataclass(frozen=True, slots=True)
class SkippedRow:
    """A row inside the table that is not data; `text` only of totals."""

    row: int
    reason: Literal["numbering", "total", "note", "blank"]
    text: str = ""


def split_rows(
    sheet: Sheet, start: int, headers: tuple[str, ...]
) -> tuple[list[int], list[SkippedRow]]:
    """Divide the rows after the heading into data and rows that are not data."""
    data: list[int] = []
    skipped: list[SkippedRow] = []
    headed = sum(1 for header in headers if header)
    suspicious = _suspicious_texts(sheet.rows[start:])
    is_first = True
    for index in range(start, len(sheet.rows)):
        row = sheet.rows[index]
        filled = len(row) - row.count("")
        if not filled:
            continue
        if not is_first and filled > 1 and suspicious.isdisjoint(row):
            data.append(index)
        elif is_first and is_numbering(row):
            skipped.append(SkippedRow(index + 1, "numbering"))
        elif (reason := _not_data(row, filled, headed)) is not None:
            skipped.append(SkippedRow(index + 1, *reason))
        else:
            data.append(index)
        is_first = False
    return data, skipped


def _suspicious_texts(rows: Sequence[Sequence[Cell]]) -> set[Cell]:
    """Return the different texts that may begin a row which is not data."""
    different: set[Cell] = set().union(*rows)
    return {
        cell
        for cell in different
        if isinstance(cell, str)
        and cell
        and (not cell.strip() or cell.lstrip().casefold().startswith(BEGINNINGS))
    }


def is_numbering(row: Sequence[Cell]) -> bool:
    """Say whether a row only numbers the columns: 1 2 3 4, or А Б 1 2 3."""
    texts = [squeeze(cell_text(cell)) for cell in row]
    texts = [text for text in texts if text]
    numbers = [int(text) for text in texts if text.isascii() and text.isdigit()]
    letters = [text for text in texts if text in ("А", "Б", "В", "A", "B")]
    return (
        len(numbers) >= 3
        and len(numbers) + len(letters) == len(texts)
        and numbers == list(range(1, len(numbers) + 1))
    )


def _not_data(
    row: Sequence[Cell], filled: int, headed: int
) -> tuple[Literal["total", "note", "blank"], str] | None:
    """Say why the row is not data, None when it is."""
    texts = [cell for cell in row if isinstance(cell, str) and cell][:3]
    kinds = [_text_kind(text) for text in texts]
    words = [kind for kind in kinds if kind not in ("number", "blank")]
    if filled == kinds.count("blank"):
        return "blank", ""
    if "total" in words[:2]:
        return "total", squeeze(texts[kinds.index("total")])[:40]
    is_note = words[:1] == ["note"] and filled <= MOST_IN_NOTE
    is_lonely = bool(words) and filled == 1
    return (
        ("note", "") if headed >= FEWEST_FOR_NOTES and (is_note or is_lonely) else None
    )


def _text_kind(text: str) -> str:
    words = normalise_heading(text)
    if not words:
        return "blank" if not text.strip() else "text"
    if words.isdigit():
        return "number"
    if TOTAL.match(words):
        return "total"
    return "note" if NOTE.match(words) else "text"
