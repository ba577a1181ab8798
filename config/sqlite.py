"""Makes the embedded SQLite read Russian: without this it knows Latin letters only."""

import re
from functools import lru_cache
from sqlite3 import Connection
from typing import Any


# The same name as `schools.models.ordering`, which cannot be imported this early.
NATURAL_ORDER = "natural_ru"
_DIGITS = re.compile(r"(\d+)")


def teach_russian(sender: object, connection: Any, **_kwargs: object) -> None:
    """Replace LIKE, UPPER and LOWER of a new connection (`connection_created`)."""
    if connection.vendor == "sqlite":
        register_functions(connection.connection)


def register_functions(database: Connection) -> None:
    """Give a connection functions that fold the case of any alphabet."""
    database.create_function("UPPER", 1, _upper, deterministic=True)
    database.create_function("LOWER", 1, _lower, deterministic=True)
    database.create_function("LIKE", 2, like, deterministic=True)
    database.create_function("LIKE", 3, like, deterministic=True)
    database.create_collation(NATURAL_ORDER, compare_naturally)


def like(pattern: str | None, value: object, escape: str = "\\") -> bool | None:
    """Answer `value LIKE pattern ESCAPE escape`, regardless of case."""
    if pattern is None or value is None:
        return None
    return _compiled(str(pattern), escape).fullmatch(str(value)) is not None


def compare_naturally(left: str, right: str) -> int:
    """Compare as people do: «№ 2» before «№ 10», «Ё» beside «Е», case last."""
    first, second = _natural_key(left), _natural_key(right)
    return (first > second) - (first < second)


@lru_cache(maxsize=4096)
def _natural_key(text: str) -> tuple[list[tuple[int, int, str]], str]:
    parts = []
    for piece in _DIGITS.split(text):
        if piece.isdecimal():
            parts.append((0, int(piece), ""))
        else:
            # A letter after «е» and before «ж».
            parts.append((1, 0, piece.casefold().replace("ё", "е\uffff")))
    return [part for part in parts if part != (1, 0, "")], text


def _upper(value: Any) -> Any:
    return value.upper() if isinstance(value, str) else value


def _lower(value: Any) -> Any:
    return value.lower() if isinstance(value, str) else value


@lru_cache(maxsize=256)
def _compiled(pattern: str, escape: str) -> re.Pattern[str]:
    parts, letters = [], iter(pattern)
    for letter in letters:
        if letter == escape:
            parts.append(re.escape(next(letters, "")))
        else:
            parts.append({"%": ".*", "_": "."}.get(letter, re.escape(letter)))
    return re.compile("".join(parts), re.IGNORECASE | re.DOTALL)
