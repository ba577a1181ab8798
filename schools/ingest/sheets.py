"""A sheet as it was read: rows of raw cells, and how places in it are named."""

from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta


Cell = str | float | int | bool | date | datetime | time | timedelta
# First row, first column, last row, last column, from 0.
Range = tuple[int, int, int, int]


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet: `rows[0]` is the row that Excel numbers 1; an empty cell is ``""``."""

    name: str
    rows: list[list[Cell]]
    merges: tuple[Range, ...] = field(default=())
    hidden: bool = False


def column_letter(index: int) -> str:
    """Return the letters of a column by its index from 0: 0 is A, 26 is AA."""
    letters = ""
    number = index + 1
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


def column_number(letters: str) -> int:
    """Return the number of a column by its letters: A is 1, Z is 26, AA is 27."""
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number


def cell_text(cell: object) -> str:
    """Return what a person sees in the cell: 5.0 as «5», a date as «01.09.2024»."""
    if isinstance(cell, bool):
        return "ИСТИНА" if cell else "ЛОЖЬ"
    if isinstance(cell, float):
        return _number_text(cell)
    if isinstance(cell, datetime):
        has_time = cell.time() != time.min
        return cell.strftime("%d.%m.%Y %H:%M" if has_time else "%d.%m.%Y")
    if isinstance(cell, date):
        return cell.strftime("%d.%m.%Y")
    return "" if cell is None else str(cell)


def _number_text(number: float) -> str:
    if number.is_integer() and abs(number) < 1e15:
        return str(int(number))
    return repr(number).replace(".", ",")
