"""Names the columns of tables without a heading: by their shape, or as continued."""

from collections.abc import Sequence

from roadmaps.documents.content import (
    fits,
    is_party_like,
    is_term_like,
    mean_length,
    share,
)
from roadmaps.documents.model import Column, ColumnMeaning
from roadmaps.documents.wording import is_number


def by_shape(body: Sequence[Sequence[str]]) -> tuple[ColumnMeaning, ...] | None:
    """Return the columns of a table without a heading, None when it is not a plan."""
    width = len(body[0]) if body else 0
    if width < 3 or len(body) < 2:
        return None
    cells = [[row[index] for row in body] for index in range(width)]
    columns: list[Column | None] = [None] * width
    _claim(columns, cells, Column.NUMBER, is_number, 0.6)
    _claim(columns, cells, Column.TERM, is_term_like, 0.6)
    free = [i for i in range(width) if columns[i] is None and any(cells[i])]
    if not free or Column.TERM not in columns:
        return None
    title = max(free[:2], key=lambda i: mean_length(cells[i]))
    columns[title] = Column.TITLE
    _claim(columns, cells, Column.RESPONSIBLE, is_party_like, 0.5)
    if Column.RESPONSIBLE not in columns and Column.NUMBER not in columns:
        return None
    return tuple(_guessed(columns, cells))


def _claim(
    columns: list[Column | None],
    cells: Sequence[Sequence[str]],
    meaning: Column,
    test: object,
    least: float,
) -> None:
    free = [index for index, column in enumerate(columns) if column is None]
    best = max(free, key=lambda index: share(cells[index], test), default=None)
    if best is not None and share(cells[best], test) >= least:
        columns[best] = meaning


def _guessed(
    columns: Sequence[Column | None], cells: Sequence[Sequence[str]]
) -> list[ColumnMeaning]:
    named: list[ColumnMeaning] = []
    has_result = False
    for meaning, texts in zip(columns, cells, strict=True):
        if meaning is None and any(texts):
            meaning = Column.NOTE if has_result else Column.RESULT
            has_result = True
        named.append(ColumnMeaning("", meaning or Column.IGNORED, confidence=0.6))
    return named


def continued(
    columns: Sequence[ColumnMeaning], body: Sequence[Sequence[str]]
) -> tuple[ColumnMeaning, ...] | None:
    """Return the columns of a table that goes on without a heading, None if it does not.

    The table may have one column more or less than the one it continues: an empty
    one that a conversion has put in, or one that was empty on this page.
    """
    width = len(body[0]) if body else 0
    choices = (
        [list(columns)] if width == len(columns) else _other_widths(columns, width)
    )
    best: list[ColumnMeaning] | None = None
    best_fit = 0.0
    for choice in choices:
        fit = _fit(choice, body) + _spare(choice, columns, body)
        if fit > best_fit:
            best, best_fit = choice, fit
    return tuple(best) if best is not None and best_fit >= 0.5 else None


def _spare(
    choice: Sequence[ColumnMeaning],
    columns: Sequence[ColumnMeaning],
    body: Sequence[Sequence[str]],
) -> float:
    """Prefer the place of an added column where the body is empty."""
    if len(choice) <= len(columns):
        return 0.0
    pairs = zip(choice, (*columns, None), strict=True)
    place = next(i for i, (a, b) in enumerate(pairs) if a is not b)
    return 0.0 if any(row[place] for row in body) else 0.2


def _other_widths(
    columns: Sequence[ColumnMeaning], width: int
) -> list[list[ColumnMeaning]]:
    if width == len(columns) + 1:
        extra = ColumnMeaning("", Column.NOTE, confidence=0.6)
        places = range(width - 1, -1, -1)
        return [[*columns[:place], extra, *columns[place:]] for place in places]
    if width == len(columns) - 1 and width >= 3:
        places = range(width, -1, -1)
        # The columns that matter least go first when two choices fit alike.
        order = sorted(
            places,
            key=lambda i: columns[i].meaning not in (Column.IGNORED, Column.NOTE),
        )
        return [[*columns[:place], *columns[place + 1 :]] for place in order]
    return []


def _fit(columns: Sequence[ColumnMeaning], body: Sequence[Sequence[str]]) -> float:
    """Return the mean fit of the columns that are filled, telling columns first."""
    total = weight = 0.0
    for index, column in enumerate(columns):
        cells = [row[index] for row in body]
        if not any(cells):
            continue
        heft = (
            2.0 if column.meaning in (Column.NUMBER, Column.TITLE, Column.TERM) else 1.0
        )
        fit = (
            0.3
            if column.meaning in (Column.NOTE, Column.IGNORED)
            else fits(column.meaning, cells)
        )
        total += heft * fit
        weight += heft
    return total / weight if weight else 0.0
