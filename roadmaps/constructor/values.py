"""What was typed or stored, as the value that a field may hold; nothing raises twice."""

import datetime as dt
import re
from collections.abc import Mapping
from decimal import Decimal, InvalidOperation

from roadmaps.constructor.model import Field, FieldKind, Row, Value


LONGEST = {FieldKind.LINE: 300, FieldKind.TEXT: 20_000}
LONGEST_CELL = 2_000
MOST_ROWS = 100
MOST_FACTORS = 30
ROW_ID = re.compile(r"^[0-9a-z]{1,12}$")
_SPACES = re.compile(r"[ \t\u00a0\u2007\u202f]+")
_NUMBER = re.compile(r"^[-−–]?\d{1,9}(?:[.,]\d{1,4})?$")


class TooMuchError(ValueError):
    """More was typed than a field takes; the sentence is for the person."""


def stored_value(field: Field, raw: object) -> Value:
    """Return what a field holds, whatever stands in the database.

    Parameters
    ----------
    field : Field
        Any field.
    raw : object
        Anything that JSON can hold; what does not fit the field is left out.

    Returns
    -------
    Value
        A text, codes, rows of texts with their ids, or a table; empty for nothing.
    """
    if field.kind is FieldKind.ROWS:
        return _rows(raw)
    if field.kind is FieldKind.FACTORS:
        return _codes(raw)
    if field.kind is FieldKind.TABLE:
        return dict(raw) if isinstance(raw, Mapping) else {}
    text = _plain(raw) if isinstance(raw, str) else ""
    # A day as a form's own field takes it, however it was written; no day stays text.
    day = day_of(text) if field.kind is FieldKind.DAY else None
    return day.isoformat() if day else text


def typed_value(field: Field, raw: object) -> Value:
    """Return what a person typed as it will be stored.

    Parameters
    ----------
    field : Field
        Any field but a table, which is never typed.
    raw : object
        A text, codes, or rows of texts.

    Returns
    -------
    Value
        The same for the same text at any time; rows without a word are left out.

    Raises
    ------
    TooMuchError
        For a text or a list longer than the field takes.
    """
    value = stored_value(field, raw)
    if isinstance(value, str):
        limit = LONGEST.get(field.kind, LONGEST[FieldKind.LINE])
        _demand_length(value, limit, field.title)
        return value
    if field.kind is FieldKind.ROWS:
        rows = [row for row in rows_of(value) if _says_something(row)]
        if len(rows) > MOST_ROWS:
            raise TooMuchError(f"«{field.title}»: не больше {MOST_ROWS} строк.")
        for row in rows:
            for text in row.values():
                _demand_length(text, LONGEST_CELL, field.title)
        return rows
    return value


def rows_of(value: object) -> list[Row]:
    """Return the rows of a value.

    Parameters
    ----------
    value : object
        What a field holds, or anything else.

    Returns
    -------
    list of Row
        Rows with their ids; empty for what is no list of rows.
    """
    return _rows(value)


def text_of(value: object) -> str:
    """Return the text of a value.

    Parameters
    ----------
    value : object
        What a field holds, or anything else.

    Returns
    -------
    str
        Without spaces around; empty for what is no text.
    """
    return _plain(value).strip() if isinstance(value, str) else ""


def number_of(text: str) -> Decimal | None:
    """Read a number as people write it: «24,5», «1 200», «12 %».

    Parameters
    ----------
    text : str
        Any text.

    Returns
    -------
    Decimal or None
        None when the text is not one number.
    """
    bare = _SPACES.sub("", text).removesuffix("%")
    if not _NUMBER.match(bare):
        return None
    plain = bare.replace(",", ".").replace("−", "-").replace("–", "-")
    try:
        return Decimal(plain)
    except InvalidOperation:
        return None


def day_of(text: str) -> dt.date | None:
    """Read a day as a form sends it, or as people write it.

    Parameters
    ----------
    text : str
        «2026-05-31» or «31.05.2026».

    Returns
    -------
    date or None
        None when the text is no day of the calendar.
    """
    bare = text.strip()
    try:
        if re.match(r"^\d{4}-\d{2}-\d{2}$", bare):
            return dt.date.fromisoformat(bare)
        found = re.match(r"^(\d{1,2})\.(\d{1,2})\.(\d{4})$", bare)
        if found is None:
            return None
        day, month, year = map(int, found.groups())
        return dt.date(year, month, day)
    except ValueError:
        return None


def _plain(text: str) -> str:
    """Keep what is written; only the ends of lines become the same everywhere."""
    unified = text.replace("\r\n", "\n").replace("\r", "\n").replace("\x00", "")
    # A half of a character outside Unicode cannot be kept by the database.
    return unified.encode("utf-8", "ignore").decode("utf-8").strip()


def _rows(raw: object) -> list[Row]:
    if not isinstance(raw, list):
        return []
    rows: list[Row] = []
    taken: set[str] = set()
    for item in raw:
        if not isinstance(item, Mapping):
            continue
        row = {str(k): _plain(v) for k, v in item.items() if isinstance(v, str)}
        row["id"] = _free_id(row.get("id", ""), taken)
        taken.add(row["id"])
        rows.append(row)
    return rows


def _free_id(given: str, taken: set[str]) -> str:
    """Return the row's id; a missing or repeated one gives way to the first free."""
    if ROW_ID.match(given) and given not in taken:
        return given
    number = 1
    while f"r{number}" in taken:
        number += 1
    return f"r{number}"


def _codes(raw: object) -> list[str]:
    if not isinstance(raw, list):
        return []
    codes = (_plain(code)[:40] for code in raw if isinstance(code, str))
    return list(dict.fromkeys(code for code in codes if code))[:MOST_FACTORS]


def _says_something(row: Row) -> bool:
    return any(text for key, text in row.items() if key != "id")


def _demand_length(text: str, limit: int, title: str) -> None:
    if len(text) > limit:
        raise TooMuchError(
            f"«{title}»: {len(text)} знаков, а помещается {limit}. Сократите текст "
            "или вынесите подробности в приложение."
        )
