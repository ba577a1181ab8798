"""Finds ruled tables on a PDF page, also those that the page has cut open."""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from pdfplumber.table import (
    cells_to_tables,
    edges_to_intersections,
    intersections_to_cells,
    merge_edges,
)

from roadmaps.documents.model import RawTable
from roadmaps.documents.reading.grid import PlacedCell, build_table
from roadmaps.documents.reading.pdf_text import cell_text, text_lines


TOLERANCE = 3.0
# In heights of a letter: letters of one word are nearer than a cell and the next.
TOUCH = 0.06
Box = tuple[float, float, float, float]
Char = dict[str, Any]


@dataclass(slots=True)
class PdfTable:
    """A table of one page before its letters are read.

    Parameters
    ----------
    cells : list of Box
        Left, top, right, bottom of each cell in points.
    opens, ends : bool
        Whether the first row began on the page before; whether the last goes on.
    """

    cells: list[Box]
    opens: bool = False
    ends: bool = False
    texts: list[list[Char]] = field(default_factory=list)

    @property
    def top(self) -> float:
        """Return the upper end of the table."""
        return min(cell[1] for cell in self.cells)

    @property
    def bottom(self) -> float:
        """Return the lower end of the table."""
        return max(cell[3] for cell in self.cells)

    @property
    def columns(self) -> tuple[float, ...]:
        """Return the left ends of the columns and the right end of the last."""
        return tuple(_clustered([x for cell in self.cells for x in (cell[0], cell[2])]))


def page_tables(edges: Sequence[dict[str, Any]]) -> list[PdfTable]:
    """Return the tables that the lines of a page make, from top to bottom."""
    lines = merge_edges(
        _drawn(edges),
        snap_x_tolerance=TOLERANCE,
        snap_y_tolerance=TOLERANCE,
        join_x_tolerance=TOLERANCE,
        join_y_tolerance=TOLERANCE,
    )
    upright = [edge for edge in lines if edge["orientation"] == "v"]
    level = [edge for edge in lines if edge["orientation"] == "h"]
    tops, bottoms = _open_ends(upright, level)
    crossings = edges_to_intersections([*lines, *tops, *bottoms], TOLERANCE, TOLERANCE)
    found = [
        PdfTable([(c[0], c[1], c[2], c[3]) for c in cells])
        for cells in cells_to_tables(intersections_to_cells(crossings))
        if len(cells) > 1
    ]
    open_tops, open_bottoms = [e["top"] for e in tops], [e["top"] for e in bottoms]
    tables = [part for table in found for part in _by_grid(table)]
    for table in tables:
        table.opens = any(abs(table.top - y) <= TOLERANCE for y in open_tops)
        table.ends = any(abs(table.bottom - y) <= TOLERANCE for y in open_bottoms)
    return sorted(tables, key=lambda table: (table.top, table.columns[0]))


def _drawn(edges: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    """Leave out the sides of large filled boxes: they are shades, not lines."""
    lines = [
        edge
        for edge in edges
        if edge.get("stroke", True)
        or edge.get("object_type") != "rect_edge"
        or min(edge.get("rect_width", 0), edge.get("rect_height", 0)) <= 4
    ]
    return lines if len(lines) >= 4 else list(edges)


def _open_ends(
    upright: Sequence[dict[str, Any]], level: Sequence[dict[str, Any]]
) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """Return lines that close tables whose uprights stick out over the last line."""
    tops: list[dict[str, Any]] = []
    bottoms: list[dict[str, Any]] = []
    for end, closing in (("top", tops), ("bottom", bottoms)):
        places: dict[int, list[dict[str, Any]]] = defaultdict(list)
        for edge in upright:
            if not any(_crosses(edge, end, other) for other in level):
                places[round(edge[end] / TOLERANCE)].append(edge)
        for edges in places.values():
            if len(edges) > 2:
                closing.append(_level_line(edges, edges[0][end]))
    return tops, bottoms


def _crosses(edge: dict[str, Any], end: str, other: dict[str, Any]) -> bool:
    return bool(
        abs(edge[end] - other["top"]) <= TOLERANCE
        and other["x0"] - TOLERANCE <= edge["x0"] <= other["x1"] + TOLERANCE
    )


def _level_line(edges: Sequence[dict[str, Any]], y: float) -> dict[str, Any]:
    x0, x1 = min(e["x0"] for e in edges), max(e["x1"] for e in edges)
    return {
        "orientation": "h", "object_type": "line", "x0": x0, "x1": x1, "top": y,
        "bottom": y, "doctop": y, "width": x1 - x0, "height": 0.0,
    }  # fmt: skip


def _by_grid(table: PdfTable) -> list[PdfTable]:
    """Cut a table where another with other columns is set right under it."""
    bands: dict[float, list[Box]] = defaultdict(list)
    tops = _clustered([cell[1] for cell in table.cells])
    for cell in table.cells:
        bands[_nearest(tops, cell[1])].append(cell)
    parts: list[list[Box]] = []
    grid: set[int] = set()
    for top in sorted(bands):
        cells = bands[top]
        open_above = [c for part in parts[-1:] for c in part if c[3] > top + TOLERANCE]
        own = _places([*cells, *open_above])
        if (
            parts
            and (open_above or own <= _near(grid) or grid <= _near(own) or len(own) < 4)
        ) or (parts and len(grid) < 4):
            parts[-1].extend(cells)
            grid |= own
        else:
            parts.append(list(cells))
            grid = set(own)
    return [PdfTable(part) for part in parts]


def _places(cells: Sequence[Box]) -> set[int]:
    return {round(x) for cell in cells for x in (cell[0], cell[2])}


def _near(places: set[int]) -> set[int]:
    return {place + shift for place in places for shift in (-2, -1, 0, 1, 2)}


def _clustered(values: Sequence[float]) -> list[float]:
    kept: list[float] = []
    for value in sorted(values):
        if not kept or value - kept[-1] > TOLERANCE:
            kept.append(value)
    return kept


def _nearest(places: Sequence[float], value: float) -> float:
    return min(places, key=lambda place: abs(place - value))


class CellFinder:
    """Says in which cell of which table of the page a letter stands."""

    def __init__(self, tables: Sequence[PdfTable]) -> None:
        self._grids = [_Grid(table) for table in tables]

    def place(self, chars: Sequence[Char]) -> list[Char]:
        """Give every letter to its cell; return the letters outside of all tables.

        A word belongs to the cell in which it begins, also when it is too long for it.
        """
        outside: list[Char] = []
        last: Char | None = None
        owner: list[Char] = outside
        for char in chars:
            if last is None or not _is_same_word(last, char) or self._parts(last, char):
                owner = self._owner(char, outside)
            owner.append(char)
            last = char
        return outside

    def _parts(self, last: Char, char: Char) -> bool:
        """Say whether a border of columns runs between two letters, and a gap with it.

        Letters of one word follow each other closely, also over a border.
        """
        gap = (char["x0"] - last["x1"]) / (char["bottom"] - char["top"])
        return gap > TOUCH and any(
            (last["x0"] + last["x1"]) / 2 < border <= char["x0"]
            for grid in self._grids
            for border in grid.xs[1:-1]
        )

    def _owner(self, char: Char, outside: list[Char]) -> list[Char]:
        x, y = char["x0"] + 0.5, (char["top"] + char["bottom"]) / 2
        for grid in self._grids:
            found = grid.find(x, y)
            if found is not None:
                return found
        return outside


def _is_same_word(last: Char, char: Char) -> bool:
    gap = char["x0"] - last["x1"]
    size = char["bottom"] - char["top"]
    return bool(
        abs(gap) < 0.15 * size
        and abs(char["top"] - last["top"]) < 0.2 * size
        and last["text"].strip()
        and char["text"].strip()
    )


class _Grid:
    def __init__(self, table: PdfTable) -> None:
        self.table = table
        self.xs = list(table.columns)
        self.ys = _clustered([y for cell in table.cells for y in (cell[1], cell[3])])
        table.texts = [[] for _ in table.cells]
        self._owner: dict[tuple[int, int], int] = {}
        for index, cell in enumerate(table.cells):
            for row in range(self._at(self.ys, cell[1]), self._at(self.ys, cell[3])):
                for column in range(
                    self._at(self.xs, cell[0]), self._at(self.xs, cell[2])
                ):
                    self._owner[row, column] = index

    @staticmethod
    def _at(places: Sequence[float], value: float) -> int:
        return bisect_right(places, value + TOLERANCE / 2) - 1

    def find(self, x: float, y: float) -> list[Char] | None:
        if not (
            self.ys[0] - 1 <= y <= self.ys[-1] + 1 and self.xs[0] <= x <= self.xs[-1]
        ):
            return None
        row = min(max(bisect_right(self.ys, y) - 1, 0), len(self.ys) - 2)
        column = min(max(bisect_right(self.xs, x) - 1, 0), len(self.xs) - 2)
        owner = self._owner.get((row, column))
        return None if owner is None else self.table.texts[owner]

    def placed(self) -> list[PlacedCell]:
        cells = []
        for box, chars in zip(self.table.cells, self.table.texts, strict=True):
            row, bottom = self._at(self.ys, box[1]), self._at(self.ys, box[3])
            column, right = self._at(self.xs, box[0]), self._at(self.xs, box[2])
            text = cell_text(
                text_lines(chars, columns=False), left=box[0], right=box[2]
            )
            cells.append(
                PlacedCell(
                    row, column, max(bottom - row, 1), max(right - column, 1), text
                )
            )
        return cells


def raw_table(table: PdfTable, *, place: str) -> RawTable:
    """Return the table as a grid of texts; its letters must have been placed."""
    texts = table.texts
    grid = _Grid(table)
    table.texts = texts
    return build_table(
        grid.placed(), rows=len(grid.ys) - 1, columns=len(grid.xs) - 1, place=place
    )
