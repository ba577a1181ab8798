"""Small plans for the tests: rows in, the understood road map out."""

import datetime as dt
from html import escape
from pathlib import Path

from django.conf import settings

from roadmaps.documents import read_pasted, understand
from roadmaps.documents.model import RoadMapDocument


SEEDS = Path(settings.BASE_DIR).parent / "shared" / "seeds"
TODAY = dt.date(2022, 10, 1)
HEADER = ("№", "Мероприятие", "Срок", "Ответственный", "Результат")

# A cell: its text, or its text with how many columns and rows it covers.
Cell = str | tuple[str, int, int]


def table(*rows: tuple[Cell, ...]) -> str:
    """Return the HTML of a table as Word puts it on the clipboard."""
    return "<table>" + "".join(map(_row, rows)) + "</table>"


def _row(cells: tuple[Cell, ...]) -> str:
    return "<tr>" + "".join(map(_cell, cells)) + "</tr>"


def _cell(cell: Cell) -> str:
    text, columns, rows = (cell, 1, 1) if isinstance(cell, str) else cell
    shown = escape(text).replace("\n", "<br>")
    return f'<td colspan="{columns}" rowspan="{rows}">{shown}</td>'


def lines(*texts: str) -> str:
    """Return the HTML of paragraphs."""
    return "".join(f"<p>{escape(text)}</p>" for text in texts)


def understood(*pieces: str, **options: object) -> RoadMapDocument:
    """Return the road map of pieces of HTML one after another."""
    return understand(read_pasted("".join(pieces)), today=TODAY, **options)


def wide(text: str, columns: int = 5) -> tuple[Cell, ...]:
    """Return a row merged over the whole width."""
    return ((text, columns, 1),)


def titles(document: RoadMapDocument) -> list[tuple[str, list[str]]]:
    """Return sections with the titles of their activities."""
    return [
        (section.title, [activity.title for activity in section.activities])
        for section in document.sections
    ]
