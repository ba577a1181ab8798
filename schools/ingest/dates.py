"""Reads a date however it is written: by Excel, in figures, with the month's name."""

import re
from datetime import date, datetime, timedelta

from schools.ingest.sheets import Cell


MONTHS = {
    name: number
    for number, name in enumerate(
        (
            "янв",
            "фев",
            "мар",
            "апр",
            "ма",
            "июн",
            "июл",
            "авг",
            "сен",
            "окт",
            "ноя",
            "дек",
        ),
        start=1,
    )
}
DAY_FIRST = re.compile(r"^(\d{1,2})[./-](\d{1,2})[./-](\d{4}|\d{2})(?:\s*г\.?)?$")
YEAR_FIRST = re.compile(r"^(\d{4})[./-](\d{1,2})[./-](\d{1,2})$")
WITH_MONTH_NAME = re.compile(
    r"^«?(\d{1,2})»?\s+([а-я]+)\.?\s+(\d{4})(?:\s*(?:г\.?|года?))?$"
)
TIME_OF_DAY = re.compile(r"[T ]\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?$")
EXCEL_EPOCH = date(1899, 12, 30)
# Serial numbers of 1954 and 2119: a number outside is not a date of ours.
FIRST_SERIAL, LAST_SERIAL = 20_000, 80_000


def date_in(cell: Cell, text: str) -> date | None:
    """Return the date in a cell or its text, None when there is none."""
    if isinstance(cell, datetime):
        return cell.date()
    if isinstance(cell, date):
        return cell
    if isinstance(cell, float) and FIRST_SERIAL <= cell <= LAST_SERIAL:
        return EXCEL_EPOCH + timedelta(days=int(cell))
    plain = TIME_OF_DAY.sub("", text)
    if match := DAY_FIRST.match(plain):
        day, month, year = (int(part) for part in match.groups())
        return _calendar_day(year + 2000 if year < 100 else year, month, day)
    if match := YEAR_FIRST.match(plain):
        year, month, day = (int(part) for part in match.groups())
        return _calendar_day(year, month, day)
    if match := WITH_MONTH_NAME.match(plain.casefold()):
        return _calendar_day(int(match[3]), _month(match[2]), int(match[1]))
    return None


def _month(name: str) -> int:
    """Return the month by the beginning of its name, 0 for an unknown word."""
    return next((MONTHS[key] for key in (name[:3], name[:2]) if key in MONTHS), 0)


def _calendar_day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
