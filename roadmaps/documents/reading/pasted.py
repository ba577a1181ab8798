"""Reads a table pasted from Word or Excel: cells between tabs, rows on lines."""

import re

from roadmaps.documents.errors import DocumentRefusedError
from roadmaps.documents.limits import DocumentLimits
from roadmaps.documents.model import RawDocument, RawParagraph, RawTable


PLACE = "вставленная таблица"
NO_TABLE = (
    "В тексте нет таблицы: скопируйте её из Word или Excel вместе со строкой"
    " заголовков и вставьте снова."
)
TOO_LONG = "Таблица слишком велика: вставьте её по частям или загрузите файл."
# Excel puts a cell of several lines into quotes, and a cell of one line never.
QUOTED = re.compile(r'(?:(?<=\t)|(?<=\n)|^)"((?:[^"]|"")*\n(?:[^"]|"")*)"(?=\t|\n|$)')
LINE_INSIDE = "\x1f"


def read_pasted(text: str, *, limits: DocumentLimits | None = None) -> RawDocument:
    """Return the table of a pasted text and the lines above it.

    Parameters
    ----------
    text : str
        What the clipboard gave: a tab between cells, a line feed between rows; a
        cell of several lines stands in quotes.
    limits : DocumentLimits, optional
        Bounds of letters and cells.

    Returns
    -------
    RawDocument
        Lines without a tab before the first row are paragraphs, all others rows.

    Raises
    ------
    DocumentRefusedError
        `no_table` when no line has two cells, `too_many_cells` beyond the limits.
    """
    limits = limits or DocumentLimits()
    if len(text) > limits.characters:
        raise DocumentRefusedError("too_many_cells", TOO_LONG)
    rows = [_cells(line) for line in _lines(text)]
    first = next((place for place, row in enumerate(rows) if len(row) > 1), None)
    if first is None:
        raise DocumentRefusedError("no_table", NO_TABLE)
    table = rows[first:]
    width = max(map(len, table))
    if width * len(table) > limits.grid_cells:
        raise DocumentRefusedError("too_many_cells", TOO_LONG)
    above = tuple(RawParagraph(row[0]) for row in rows[:first])
    return RawDocument(
        (
            *above,
            RawTable(
                tuple((*row, *[""] * (width - len(row))) for row in table),
                place=PLACE,
            ),
        ),
        source=PLACE,
    )


def _lines(text: str) -> list[str]:
    """Return the rows; a line feed inside of a cell is hidden until it is cut out."""
    plain = text.replace("\r\n", "\n").replace("\r", "\n").replace(LINE_INSIDE, " ")
    hidden = QUOTED.sub(
        lambda found: found[1].replace('""', '"').replace("\n", LINE_INSIDE), plain
    )
    return [line for line in hidden.replace("\x00", "").split("\n") if line.strip()]


def _cells(line: str) -> list[str]:
    cells = [
        cell.strip(" \xa0").replace(LINE_INSIDE, "\n") for cell in line.split("\t")
    ]
    # A tab at the end of every row is how some programs end it.
    while len(cells) > 1 and not cells[-1]:
        cells.pop()
    return cells
