"""Lay a described plan out as paragraphs, tables and page breaks."""

from collections.abc import Iterator
from itertools import pairwise

from tests.roadmaps.documents.corpus.blocks import (
    Block,
    Cell,
    CellRow,
    Grid,
    PageBreak,
    Para,
)
from tests.roadmaps.documents.corpus.description import (
    Layout,
    Part,
    Plan,
    Row,
    Sheet,
)
from tests.roadmaps.documents.corpus.noise import spoil


def compose(plan: Plan) -> list[Block]:
    """Give the blocks of the whole document in order."""
    blocks = [*_opening(plan), *_body(plan), *_closing(plan)]
    return spoil(blocks) if plan.layout.noise else blocks


def _opening(plan: Plan) -> Iterator[Block]:
    yield from (Para(line) for line in plan.opening)
    if plan.agreed:
        yield _grid_of(
            Sheet((("\n".join(plan.agreed), "\n".join(plan.grif)),), borders=False)
        )
    else:
        yield from (Para(line, "right") for line in plan.grif)
    yield from (Para(line, "title") for line in plan.title_lines or (plan.title,))
    for sheet in plan.sheets_before:
        yield from _sheet(sheet)
    yield from (Para(line) for line in plan.before)


def _closing(plan: Plan) -> Iterator[Block]:
    yield from (Para(line) for line in plan.after)
    for sheet in plan.sheets_after:
        yield from _sheet(sheet)


def _sheet(sheet: Sheet) -> Iterator[Block]:
    if sheet.title:
        yield Para(sheet.title, "heading")
    yield _grid_of(sheet)


def _grid_of(sheet: Sheet) -> Grid:
    width = len(sheet.rows[0])
    rows = tuple(tuple(Cell(text) for text in row) for row in sheet.rows)
    return Grid(rows, (3,) * width, borders=sheet.borders)


# --- the plan's tables --------------------------------------------------------


def _body(plan: Plan) -> Iterator[Block]:
    if plan.layout.sections != "headings":
        yield from _tables(list(_lines(plan.parts, plan.layout)), plan.layout)
        return
    for part in plan.parts:
        if part.heading:
            yield Para(part.heading, "heading")
        yield from (Para(line) for line in part.before)
        if part.rows:
            body = [_activity(row, plan.layout) for row in part.rows]
            yield from _tables(body, plan.layout)
        yield from (Para(line) for line in part.after)


class _Rest(tuple):
    """The half of a row that stands on the next page."""


def _tables(body: list[CellRow], layout: Layout) -> Iterator[Block]:
    """Split the rows into tables, each on a page of its own."""
    head = _head(layout)
    for index, rows in enumerate(_pages(body, layout)):
        if index:
            yield PageBreak(opens_sheet=index == layout.second_sheet_from)
        shown = head if index == 0 or layout.header_again else []
        if layout.header_inside:
            cut = layout.header_inside
            rows = [*rows[:cut], *(head if rows[cut:] else []), *rows[cut:]]
        rows = _merge_down([*shown, *rows], layout, len(shown))
        extra = bool(layout.extra_column_from) and index >= layout.extra_column_from
        yield Grid(
            tuple((*row, Cell()) if extra else row for row in rows),
            tuple(h.width for h in layout.heads) + ((1,) if extra else ()),
            head_rows=len(shown) if layout.thead else 0,
        )


def _pages(body: list[CellRow], layout: Layout) -> list[list[CellRow]]:
    pages: list[list[CellRow]] = [[]]
    for row in body:
        is_full = layout.rows_a_table and len(pages[-1]) >= layout.rows_a_table
        if isinstance(row, _Rest) or (is_full and pages[-1]):
            pages.append([])
        pages[-1].append(row)
    return pages


def _head(layout: Layout) -> list[CellRow]:
    heads, rows = layout.heads, []
    if any(head.group for head in heads):
        upper: list[Cell | None] = []
        for before, head in pairwise((None, *heads)):
            if not head.group:
                upper.append(Cell(head.text, down=2, is_bold=True))
            elif before and before.group == head.group:
                upper.append(None)
            else:
                width = sum(h.group == head.group for h in heads)
                upper.append(Cell(head.group, across=width, is_bold=True))
        rows.append(tuple(upper))
        rows.append(
            tuple(Cell(h.text, is_bold=True) if h.group else None for h in heads)
        )
    else:
        rows.append(tuple(Cell(head.text, is_bold=True) for head in heads))
    if layout.caption_row:
        rest = (None,) * (len(heads) - 1)
        rows.insert(0, (Cell(layout.caption_row, across=len(heads)), *rest))
    if layout.number_row:
        rows.append(tuple(Cell(str(i + 1)) for i in range(len(heads))))
    return rows


def _lines(parts: tuple[Part, ...], layout: Layout) -> Iterator[CellRow]:
    for part in parts:
        if part.heading and layout.sections != "stage":
            yield _section(part, layout)
        for row in part.rows:
            if row.lines:
                yield from _several(row, layout)
                continue
            if row.broken:
                yield from _halves(row, layout)
                continue
            yield _activity(row, layout, part)


def _section(part: Part, layout: Layout) -> CellRow:
    width = len(layout.heads)
    if layout.sections == "merged":
        whole = Cell(part.heading, across=width, is_bold=True)
        return (whole, *(None,) * (width - 1))
    if layout.sections == "first":
        return (Cell(part.heading), *(Cell() for _ in range(width - 1)))
    first, _, rest = part.heading.partition(" ")
    if layout.sections == "split":
        return (Cell(first), Cell(rest, across=width - 1), *(None,) * (width - 2))
    is_numbered = first.strip(".") == part.number
    cells = {"number": first, "title": rest} if is_numbered else {"title": part.heading}
    return tuple(Cell(cells.get(head.field, "")) for head in layout.heads)


def _activity(row: Row, layout: Layout, part: Part | None = None) -> CellRow:
    return tuple(Cell(_text(row, head.field, part)) for head in layout.heads)


def _text(row: Row, field: str, part: Part | None) -> str:
    name, _, key = field.partition(":")
    if name == "mark":
        return next((m.text for m in row.marks if m.label == key), "")
    if name == "also":
        return row.also.get(key, "")
    return {
        "number": row.number,
        "title": row.title,
        "term": row.when.text,
        "who": row.who_text or ", ".join(row.who),
        "result": row.result,
        "document": row.document,
        "stage": part.title if part else "",
        "stage_number": part.number if part else "",
    }.get(name, "")


def _several(row: Row, layout: Layout) -> Iterator[CellRow]:
    """Give the lines of one activity, its number and title merged down over them."""
    for index, (term, who, result) in enumerate(row.lines):
        cells: list[Cell | None] = []
        for head in layout.heads:
            text = {"term": term, "who": who, "result": result}.get(head.field)
            if text is not None:
                cells.append(Cell(text))
            elif index:
                cells.append(None)
            else:
                whole = _text(row, head.field, None)
                cells.append(Cell(whole, down=len(row.lines)))
        yield tuple(cells)


def _halves(row: Row, layout: Layout) -> Iterator[CellRow]:
    """Break a row over two pages as an extraction does: its rest has no number."""
    words = row.title.split(" ")
    cut = len(words) - row.broken
    outcome = row.result.split(" ")
    first, rest = [], []
    for head in layout.heads:
        if head.field == "title":
            first.append(Cell(" ".join(words[:cut])))
            rest.append(Cell(" ".join(words[cut:])))
        elif head.field == "result":
            first.append(Cell(" ".join(outcome[:1])))
            rest.append(Cell(" ".join(outcome[1:])))
        else:
            first.append(Cell(_text(row, head.field, None)))
            rest.append(Cell())
    yield tuple(first)
    yield _Rest(rest)


def _merge_down(rows: list[CellRow], layout: Layout, skip: int) -> list[CellRow]:
    """Merge equal neighbours of the columns that the layout names."""
    grid = [list(row) for row in rows]
    for column, head in enumerate(layout.heads):
        if head.field.partition(":")[0] not in layout.merge_same:
            continue
        top = skip
        for place in range(skip + 1, len(grid)):
            first, cell = grid[top][column], grid[place][column]
            is_same = first and cell and first.across == cell.across == 1
            if is_same and first.text and first.text == cell.text:
                grid[top][column] = Cell(first.text, down=place - top + 1)
                grid[place][column] = None
            else:
                top = place
    return [tuple(row) for row in grid]
