"""Cuts the lines of a PDF page where two texts stand side by side, as in a grif."""

from collections.abc import Iterator, Sequence
from typing import Any


Char = dict[str, Any]
# A gap that only two columns have, and one that may be a wide space, in heights.
COLUMN_GAP = 2.5
SPACE_GAP = 0.45
# How far, in heights, the beginning of a column is looked for above and below.
REACH = 14.0
TOLERANCE = 2.5


def split_at_columns(rows: Sequence[Sequence[Char]]) -> list[list[Char]]:
    """Return the pieces of lines, from top to bottom and from left to right.

    A line is cut at a wide gap; near such a line also where a word begins in the very
    place in which the right column begins, however long the left one is there.
    """
    starts = [
        (piece[0]["x0"], piece[0]["top"])
        for row in rows
        for piece in list(_cut(row, []))[1:]
    ]
    pieces: list[list[Char]] = []
    for row in rows:
        if not row:
            continue
        top, size = row[0]["top"], row[0]["bottom"] - row[0]["top"]
        near = [x for x, y in starts if abs(y - top) <= REACH * size]
        pieces.extend(_cut(row, near))
    return pieces


def _cut(row: Sequence[Char], starts: Sequence[float]) -> Iterator[list[Char]]:
    piece: list[Char] = []
    end = 0.0
    for char in row:
        if not char["text"].strip():
            if piece:
                piece.append(char)
            continue
        gap = (char["x0"] - end) / (char["bottom"] - char["top"])
        begins = any(abs(char["x0"] - x) <= TOLERANCE for x in starts)
        if piece and (gap > COLUMN_GAP or (begins and gap > SPACE_GAP)):
            yield piece
            piece = []
        piece.append(char)
        end = char["x1"]
    if piece:
        yield piece
