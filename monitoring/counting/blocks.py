"""A block copied from a table: its lines find their indicators by code or by order."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from monitoring.counting.numbers import squeezed
from monitoring.counting.typed import Kind, TypedCell


MOST_LINES = 500


@dataclass(frozen=True)
class Asked:
    """What a form asks for in one row.

    Parameters
    ----------
    key : int
        The row's key.
    code : str
        The indicator's code.
    kind : Kind
        What is written.
    titles : tuple of str
        Wordings that may stand beside the code in the pasted table.
    """

    key: int
    code: str
    kind: Kind
    titles: tuple[str, ...] = ()


@dataclass(frozen=True)
class Block:
    """A pasted block, line by line.

    Parameters
    ----------
    cells : mapping of int to TypedCell
        By the key of the row.
    left_out : tuple of (str, str)
        Lines that found no row, with the reason.
    is_by_code : bool
        Whether the first column held codes.
    """

    cells: Mapping[int, TypedCell]
    left_out: tuple[tuple[str, str], ...]
    is_by_code: bool


def read_block(text: str, asked: Sequence[Asked]) -> Block:
    """Return which row of a form each pasted line belongs to.

    Parameters
    ----------
    text : str
        Lines of cells parted by tabs, as Excel and Google Sheets copy them.
    asked : sequence of Asked, shape (n,)
        Rows of the form in their order.

    Returns
    -------
    Block
        Lines with a known code in their first cell go to that indicator; when no line
        has one, they go in order from the top, and an empty line skips a row.
    """
    lines = [line.split("\t") for line in text.replace("\r", "").split("\n")]
    while lines and not any(cell.strip() for cell in lines[-1]):
        lines.pop()
    lines = lines[:MOST_LINES]
    by_code = {squeezed(row.code): row for row in asked}
    if any(squeezed(line[0]) in by_code for line in lines):
        return _by_code(lines, by_code)
    return _in_order(lines, asked)


def _by_code(lines: Sequence[list[str]], by_code: Mapping[str, Asked]) -> Block:
    cells: dict[int, TypedCell] = {}
    left_out: list[tuple[str, str]] = []
    for line in lines:
        if not any(cell.strip() for cell in line):
            continue
        row = by_code.get(squeezed(line[0]))
        if row is None:
            left_out.append((_shown(line), "такого кода в форме нет"))
        elif row.key in cells:
            left_out.append((_shown(line), "этот код уже встретился выше"))
        else:
            titles = {squeezed(title) for title in row.titles}
            rest = [cell for cell in line[1:] if squeezed(cell) not in titles]
            cells[row.key] = _cell(row.kind, rest)
    return Block(cells, tuple(left_out), is_by_code=True)


def _in_order(lines: Sequence[list[str]], asked: Sequence[Asked]) -> Block:
    cells = {
        row.key: _cell(row.kind, line)
        for row, line in zip(asked, lines, strict=False)
        if any(cell.strip() for cell in line)
    }
    extra = tuple(
        (_shown(line), "строк больше, чем показателей в форме")
        for line in lines[len(asked) :]
        if any(cell.strip() for cell in line)
    )
    return Block(cells, extra, is_by_code=False)


def _cell(kind: Kind, cells: Sequence[str]) -> TypedCell:
    """Take one cell, or two for a share; what follows is the comment."""
    parts = [cell.strip() for cell in cells]
    if kind is Kind.SHARE and len(parts) > 1:
        value, denominator, *rest = parts
        return TypedCell(value, denominator, comment=" ".join(filter(None, rest)))
    value, *rest = parts or [""]
    return TypedCell(value, comment=" ".join(filter(None, rest)))


def _shown(line: Sequence[str]) -> str:
    return " · ".join(cell.strip() for cell in line if cell.strip())[:120]
