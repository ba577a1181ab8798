"""A delimited text file as people save it: encoding, delimiter, decimal comma."""

from __future__ import annotations

import csv
import io
import math
from dataclasses import dataclass
from pathlib import Path

from identification.stats.errors import StatisticsRefusal


_DELIMITERS = (";", "\t", ",")
_MISSING = frozenset(
    {"", "-", "—", "–", ".", "н/д", "нд", "na", "n/a", "nan", "null", "none"}
)
_SPACES = dict.fromkeys(map(ord, " \N{NO-BREAK SPACE}\N{NARROW NO-BREAK SPACE}"))


@dataclass(frozen=True)
class TextTable:
    """Rows of a file as text.

    ``lines`` has the number of the file's line on which each row ends, for
    messages; ``columns`` maps a heading to its place.
    """

    columns: dict[str, int]
    rows: list[list[str]]
    lines: list[int]

    def demand(self, *names: str) -> None:
        """Refuse the table unless it has the columns."""
        for name in names:
            if name not in self.columns:
                present = ", ".join(self.columns)
                message = f"В файле нет столбца «{name}»; есть: {present}."
                raise StatisticsRefusal("missing_column", message, name)

    def column(self, name: str) -> list[str]:
        """Return the texts of a column, without spaces around them."""
        place = self.columns[name]
        return [row[place].strip() for row in self.rows]


def read_table(path: Path) -> TextTable:
    """Read a CSV file in UTF-8 or Windows-1251.

    Parameters
    ----------
    path : Path
        Fields divided by a comma, a semicolon or a tab; the first line has the
        headings.

    Returns
    -------
    TextTable

    Raises
    ------
    StatisticsRefusal
        ``unreadable_file``, ``empty_file``, ``bad_heading`` or ``bad_row``.
    """
    text = _text(path)
    if not text.strip():
        raise StatisticsRefusal("empty_file", f"Файл «{path.name}» пуст.")
    first = text.lstrip("\r\n").splitlines()[0]
    delimiter = max(_DELIMITERS, key=first.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    rows, lines = [], []
    try:
        for row in reader:
            if any(field.strip() for field in row):
                rows.append(row)
                lines.append(reader.line_num)
    except csv.Error as error:
        message = f"Строка {reader.line_num}: файл не похож на таблицу CSV."
        raise StatisticsRefusal("unreadable_file", message) from error
    columns = _columns(rows[0])
    body = [
        _fitted(row, len(rows[0]), line)
        for row, line in zip(rows[1:], lines[1:], strict=True)
    ]
    if not body:
        message = f"В файле «{path.name}» есть заголовки, но нет строк."
        raise StatisticsRefusal("empty_file", message)
    return TextTable(columns, body, lines[1:])


def is_missing(text: str) -> bool:
    """Tell whether the text says that there is no value."""
    return text.strip().lower() in _MISSING


def parse_number(text: str) -> float:
    """Read a number with a decimal comma or point, spaces and a per cent sign.

    Parameters
    ----------
    text : str
        «12,5», «1 234.5», «12.5 %», «−3».

    Raises
    ------
    ValueError
        When the text is not a finite number.
    """
    tidy = text.translate(_SPACES).removesuffix("%").replace(",", ".")
    value = float(tidy.replace("\N{MINUS SIGN}", "-"))
    if not math.isfinite(value):
        raise ValueError(text)
    return value


def _text(path: Path) -> str:
    try:
        data = path.read_bytes()
    except OSError as error:
        reason = "не найден" if isinstance(error, FileNotFoundError) else "не читается"
        message = f"Файл «{path}» {reason}."
        raise StatisticsRefusal("unreadable_file", message) from error
    if b"\0" in data:
        message = f"Файл «{path.name}» не текстовый: сохраните таблицу как CSV."
        raise StatisticsRefusal("unreadable_file", message)
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("cp1251", errors="replace")


def _columns(heading: list[str]) -> dict[str, int]:
    columns: dict[str, int] = {}
    for place, name in enumerate(text.strip() for text in heading):
        if name and name in columns:
            message = f"Столбец «{name}» встречается в заголовке дважды."
            raise StatisticsRefusal("bad_heading", message, name)
        if name:
            columns[name] = place
    return columns


def _fitted(row: list[str], width: int, line: int) -> list[str]:
    """Return the row with exactly as many fields as there are headings."""
    extra = [field for field in row[width:] if field.strip()]
    if extra or len(row) < width:
        message = f"Строка {line}: полей {len(row)}, а в заголовке {width}."
        raise StatisticsRefusal("bad_row", message)
    return row[:width]
