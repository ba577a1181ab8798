"""Finds a table without lines: a heading, columns of text under it, rows by numbers.

Sensible only where a heading of a plan is recognised: then its words say where the
columns are, and numbers or gaps say where rows begin.
"""

import itertools
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from statistics import median
from typing import Any

from roadmaps.documents.headers import heading_meaning, looks_like_header
from roadmaps.documents.model import Column
from roadmaps.documents.reading.pdf_grid import PdfTable
from roadmaps.documents.wording import is_number


Char = dict[str, Any]
# In heights of a line: a gap between two cells, between two words, between two rows.
CELL_GAP = 0.9
WORD_GAP = 0.22
ROW_GAP = 1.45
FEWEST_COLUMNS = 3


@dataclass(frozen=True, slots=True)
class _Piece:
    """Words of one line that stand in one cell."""

    text: str
    x0: float
    x1: float


@dataclass(frozen=True, slots=True)
class _Line:
    pieces: tuple[_Piece, ...]
    top: float
    bottom: float


@dataclass(frozen=True, slots=True)
class Columns:
    """Edges of the columns, both ends included; whether the first holds numbers."""

    edges: tuple[float, ...]
    has_numbers: bool


def unruled_table(
    chars: Sequence[Char], known: Columns | None
) -> tuple[PdfTable, Columns] | None:
    """Return the table of a page without lines, None when there is none.

    Parameters
    ----------
    chars : sequence of dict
        Letters of the page as pdfplumber gives them.
    known : Columns or None
        Columns of the page before, which this page may go on with.
    """
    lines = list(_lines(chars))
    start = next((i for i, line in enumerate(lines) if _is_header(line)), None)
    if start is not None:
        columns = _columns(lines, start)
        body = lines[start:]
    elif known is not None and _goes_on(lines, known):
        columns, body = known, lines
    else:
        return None
    cells = list(_cells(body, columns, has_header=start is not None))
    return (PdfTable(cells), columns) if len(cells) > len(columns.edges) else None


def _lines(chars: Sequence[Char]) -> Iterator[_Line]:
    row: list[Char] = []
    middle = 0.0
    for char in sorted(chars, key=lambda c: (c["top"] + c["bottom"]) / 2):
        if not char["text"].strip():
            continue
        here = (char["top"] + char["bottom"]) / 2
        if row and here - middle > 0.5 * (char["bottom"] - char["top"]):
            yield _line(row)
            row = []
        middle = here if not row else middle
        row.append(char)
    if row:
        yield _line(row)


def _line(row: list[Char]) -> _Line:
    row.sort(key=lambda char: char["x0"])
    pieces: list[_Piece] = []
    text, begin, last = "", row[0]["x0"], row[0]
    for char in row:
        gap = (char["x0"] - last["x1"]) / (char["bottom"] - char["top"])
        if gap > CELL_GAP:
            pieces.append(_Piece(text, begin, last["x1"]))
            text, begin = "", char["x0"]
        elif gap > WORD_GAP:
            text += " "
        text += char["text"]
        last = char
    pieces.append(_Piece(text, begin, last["x1"]))
    return _Line(
        tuple(pieces), min(c["top"] for c in row), max(c["bottom"] for c in row)
    )


def _is_header(line: _Line) -> bool:
    texts = [piece.text for piece in line.pieces]
    return len(texts) >= FEWEST_COLUMNS and looks_like_header(texts)


def _columns(lines: Sequence[_Line], start: int) -> Columns:
    """Put each edge where the fewest lines have a letter between two headings."""
    heads = lines[start].pieces
    body = [
        piece for line in lines[start:] if len(line.pieces) > 1 for piece in line.pieces
    ]
    inner = [
        _emptiest((left.x0 + left.x1) / 2, (right.x0 + right.x1) / 2, body)
        for left, right in itertools.pairwise(heads)
    ]
    left = min(piece.x0 for piece in body) - 1
    right = max(piece.x1 for line in lines[start:] for piece in line.pieces) + 1
    found = heading_meaning(heads[0].text)
    return Columns(
        (left, *inner, right), found is not None and found[0] is Column.NUMBER
    )


def _emptiest(begin: float, end: float, pieces: Sequence[_Piece]) -> float:
    places = [begin + step * (end - begin) / 40 for step in range(41)]
    taken = [sum(piece.x0 - 1 < x < piece.x1 + 1 for piece in pieces) for x in places]
    least = min(taken)
    free = [x for x, count in zip(places, taken, strict=True) if count == least]
    # The next column begins at its left edge, so the gap's right end is the border.
    return free[-1]


def _goes_on(lines: Sequence[_Line], known: Columns) -> bool:
    """Say whether most lines of the page stand in the columns of the page before."""
    wide = [line for line in lines if len(line.pieces) > 1]
    inside = [line for line in wide if not _crosses(line, known)]
    return len(inside) >= 2 and len(inside) * 2 > len(wide)


def _crosses(line: _Line, columns: Columns) -> bool:
    return any(
        piece.x0 + 2 < edge < piece.x1 - 2
        for piece in line.pieces
        for edge in columns.edges[1:-1]
    )


def _cells(
    lines: Sequence[_Line], columns: Columns, *, has_header: bool
) -> Iterator[tuple[float, float, float, float]]:
    rows = _grouped(lines, columns, has_header=has_header)
    for index, row in enumerate(rows):
        top = row[0].top - 1
        bottom = (
            rows[index + 1][0].top - 1 if index + 1 < len(rows) else row[-1].bottom + 1
        )
        if len(row) == 1 and _crosses(row[0], columns):
            yield (columns.edges[0], top, columns.edges[-1], bottom)
            continue
        for left, right in zip(columns.edges, columns.edges[1:], strict=False):
            yield (left, top, right, bottom)


def _grouped(
    lines: Sequence[_Line], columns: Columns, *, has_header: bool
) -> list[list[_Line]]:
    """Return the lines row by row; a line over several columns is a row of its own."""
    gaps = [b.top - a.bottom for a, b in itertools.pairwise(lines)]
    height = median(line.bottom - line.top for line in lines)
    usual = min(gaps, default=0.0)
    rows: list[list[_Line]] = [[lines[0]]]
    is_alone = not has_header and _crosses(lines[0], columns)
    for line, gap in zip(lines[1:], gaps, strict=True):
        crosses = _crosses(line, columns)
        is_apart = gap - usual > (ROW_GAP - 1) * height
        begins = _number(line, columns) if columns.has_numbers else is_apart
        if begins or crosses or is_alone:
            rows.append([line])
        else:
            rows[-1].append(line)
        is_alone = crosses
    return rows


def _number(line: _Line, columns: Columns) -> bool:
    first = line.pieces[0]
    return first.x0 < columns.edges[1] and is_number(first.text)
