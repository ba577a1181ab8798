"""A form's workbook that comes back: which rows were edited outside the portal."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from monitoring.counting.blocks import Asked
from monitoring.counting.numbers import squeezed
from monitoring.counting.typed import STATE_WORDS, Kind, TypedCell, mark_of


HEADERS = (
    *("Код", "Показатель", "Что писать", "Прошлый раз"),
    *("Значение", "Из скольких", "Отметка", "Пояснение", "Ссылка"),
    "Метка строки (не меняйте)",
)
HEADER_ROW_WITHIN = 20
_STAMP = re.compile(r"^(\d+)-(\d+)-([0-9a-f]{8})$")
_CODES = {words: state.value for state, words in STATE_WORDS.items()}
VALUE, WHOLE, MARK, COMMENT, LINK, STAMP = range(4, 10)


class ForeignTableError(ValueError):
    """The table is not a form that was taken from this page."""


@dataclass(frozen=True)
class ReturnedRow:
    """A row that was edited outside.

    Parameters
    ----------
    key : int
        The key of the row.
    typed : TypedCell
        What stands in the table now.
    link : str
        The address of the evidence.
    revision : int
        The number of the write that the table was made from.
    """

    key: int
    typed: TypedCell
    link: str
    revision: int


def stamp_of(form: int, revision: int, typed: TypedCell, link: str) -> str:
    """Return the mark of a row: of which form, after which write, with what content.

    Parameters
    ----------
    form, revision : int
        Keys of the form and number of the row's last write.
    typed : TypedCell
        The row's content when the table was made.
    link : str
        The address of the evidence.

    Returns
    -------
    str
        «12-3-0123abcd».
    """
    return f"{form}-{revision}-{mark_of(typed, link)}"


def sheet_cells(kind: Kind, typed: TypedCell, link: str) -> tuple[str, ...]:
    """Return the cells of a row from «Значение» to «Ссылка».

    Parameters
    ----------
    kind : Kind
        What the indicator asks for.
    typed : TypedCell
        The row's content.
    link : str
        The address of the evidence.

    Returns
    -------
    tuple of str, shape (5,)
        The state in words stands in «Отметка»; for «да» and «нет» in the value.
    """
    mark = next((words for words, code in _CODES.items() if code == typed.state), "")
    return typed.value, typed.denominator, mark, typed.comment, link


def edited_rows(
    rows: Sequence[Sequence[str]], asked: Sequence[Asked], *, form: int
) -> dict[int, ReturnedRow]:
    """Return the rows whose content is not the one that was taken away.

    Parameters
    ----------
    rows : sequence of sequence of str, shape (n, m)
        Cells of the sheet as texts.
    asked : sequence of Asked, shape (k,)
        Rows of the form.
    form : int
        The key of the form.

    Returns
    -------
    dict of int to ReturnedRow
        By the key of the row; rows that nobody touched are not in it.

    Raises
    ------
    ForeignTableError
        When there is no such header, or the marks are of another form.
    """
    by_code = {squeezed(row.code): row for row in asked}
    found: dict[int, ReturnedRow] = {}
    for cells in _below_header(rows):
        padded = [*cells, *[""] * len(HEADERS)]
        row, stamp = (
            by_code.get(squeezed(padded[0])),
            _STAMP.match(padded[STAMP].strip()),
        )
        if row is None:
            continue
        if stamp is None or int(stamp.group(1)) != form:
            raise ForeignTableError(
                f"Строка «{padded[0].strip()}» не из этой формы: скачайте таблицу "
                "с этой страницы и заполните её."
            )
        typed, link = _typed(padded), padded[LINK].strip()
        if mark_of(typed, link) != stamp.group(3):
            found[row.key] = ReturnedRow(row.key, typed, link, int(stamp.group(2)))
    return found


def _below_header(rows: Sequence[Sequence[str]]) -> Sequence[Sequence[str]]:
    wanted = [squeezed(header) for header in HEADERS]
    for place, cells in enumerate(rows[:HEADER_ROW_WITHIN]):
        if [squeezed(cell) for cell in cells[: len(wanted)]] == wanted:
            return rows[place + 1 :]
    raise ForeignTableError(
        "Это не таблица формы: скачайте её с этой страницы, заполните и загрузите."
    )


def _typed(cells: Sequence[str]) -> TypedCell:
    mark = squeezed(cells[MARK])
    value, state = cells[VALUE].strip(), _CODES.get(mark, "")
    if mark and not state:
        # Whatever else is written there is read like a value, and refused in words.
        value = f"{value} {cells[MARK].strip()}".strip()
    return TypedCell(value, cells[WHOLE].strip(), state, cells[COMMENT].strip())
