"""Names the columns of a plan's table by their headings and by what stands in them."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from roadmaps.documents.content import (  # fmt: skip
    fits,
    is_party_like,
    is_term_like,
    mean_length,
    share,
)
from roadmaps.documents.headers import (
    heading_meaning,
    looks_like_header,
    milestone_label,
)
from roadmaps.documents.model import Column, ColumnMeaning, RawTable
from roadmaps.documents.wording import is_number, one_line


DEEPEST_HEADER = 3
IGNORED = ColumnMeaning("", Column.IGNORED)


@dataclass(frozen=True, slots=True)
class Header:
    """The rows of a heading, both inside, and the text of each column as written."""

    first: int
    last: int
    headings: tuple[str, ...]
    groups: tuple[str, ...]


def find_headers(table: RawTable) -> list[Header]:
    """Return the headings of the table in the order of its rows."""
    found: list[Header] = []
    index = 0
    while index < len(table.rows):
        header = _header_at(table, index)
        if header is None:
            index += 1
            continue
        found.append(header)
        index = header.last + 1
    return found


def _header_at(table: RawTable, index: int) -> Header | None:
    row = table.rows[index]
    is_header = looks_like_header(row)
    last = index
    for following in range(index + 1, min(index + DEEPEST_HEADER, len(table.rows))):
        if not _goes_on(table, index, following, is_header=is_header):
            break
        last = following
    headings, groups = _texts(table, index, last)
    if is_header or (last > index and looks_like_header(headings)):
        return Header(index, last, headings, groups)
    return None


def _goes_on(table: RawTable, first: int, row: int, *, is_header: bool) -> bool:
    """Say whether a row is the second storey of the heading that begins at `first`."""
    cells = table.rows[row]
    filled = [text for text in cells if text]
    if not filled or (is_number(filled[0]) and not milestone_label(filled[0])):
        return False
    known = [heading_meaning(text) for text in filled]
    if any(len(one_line(text)) > 60 for text in filled):
        return False
    labels = sum(1 for text in filled if milestone_label(text))
    if labels == len(filled):
        return labels > 1 or is_header
    groups = {
        column
        for top, left, bottom, right in table.spans
        if top == first and bottom == first and left < right
        for column in range(left, right + 1)
    }
    places = {column for column, text in enumerate(cells) if text}
    hangs = any(span[0] == first and span[2] >= row for span in table.spans)
    if groups and places <= groups:
        return is_header
    return (
        is_header
        and (hangs or bool(groups & places))
        and any(known)
        and len(filled) < len(cells)
    )


def _texts(
    table: RawTable, first: int, last: int
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    width = len(table.rows[first])
    headings, groups = [""] * width, [""] * width
    for row in range(first, last + 1):
        cells = list(table.rows[row])
        for column, text in enumerate(cells):
            if text:
                headings[column] = one_line(text)
    _spread_groups(table, first, last, headings, groups)
    return tuple(headings), tuple(groups)


def _spread_groups(
    table: RawTable, first: int, last: int, headings: list[str], groups: list[str]
) -> None:
    """Let a heading that stands over several columns reach all of them."""
    top = table.rows[first]
    for span in table.spans:
        if span[0] == first and span[3] > span[1] and top[span[1]]:
            for column in range(span[1], span[3] + 1):
                groups[column] = one_line(top[span[1]])
                headings[column] = headings[column] or groups[column]
    if last == first:
        return
    # Without merged cells a group is known by the storey under it.
    current = ""
    for column, text in enumerate(top):
        current = one_line(text) if text else current
        if not groups[column] and any(
            table.rows[row][column] for row in range(first + 1, last + 1)
        ):
            groups[column] = current


def name_columns(
    header: Header, body: Sequence[Sequence[str]]
) -> tuple[ColumnMeaning, ...]:
    """Return the meaning of every column under a heading.

    Parameters
    ----------
    header : Header
        The heading.
    body : sequence of sequence of str
        The rows under it, all as wide as the heading.
    """
    columns: list[ColumnMeaning] = []
    for index, heading in enumerate(header.headings):
        cells = [row[index] for row in body]
        columns.append(_named(heading, header.groups[index], cells))
    _give_blank_ones(columns, body)
    _settle_numbers(columns, body)
    _settle_titles(columns, body)
    _settle_results(columns)
    return tuple(columns)


def _named(heading: str, group: str, cells: Sequence[str]) -> ColumnMeaning:
    found = heading_meaning(heading) or heading_meaning(group)
    if found is None:
        return ColumnMeaning(heading, Column.IGNORED, confidence=0.0)
    meaning, surety = found
    if meaning is Column.MILESTONE:
        return ColumnMeaning(heading, meaning, milestone=milestone_label(heading))
    shown = f"{group}: {heading}" if group and group != heading else heading
    is_odd = meaning in (Column.TERM, Column.RESPONSIBLE) and fits(meaning, cells) < 0.3
    return ColumnMeaning(
        shown, meaning, confidence=min(surety, 0.6) if is_odd else surety
    )


def _give_blank_ones(
    columns: list[ColumnMeaning], body: Sequence[Sequence[str]]
) -> None:
    """Name columns whose heading says nothing by what stands in them."""
    taken = {column.meaning for column in columns}
    for index, column in enumerate(columns):
        if column.meaning is not Column.IGNORED or column.confidence:
            continue
        cells = [row[index] for row in body]
        meaning = _by_content(cells, taken)
        taken.add(meaning)
        columns[index] = replace(column, meaning=meaning, confidence=0.6)


def _by_content(cells: Sequence[str], taken: set[Column]) -> Column:
    if not any(cell.strip() for cell in cells):
        return Column.IGNORED
    if Column.NUMBER not in taken and share(cells, is_number) >= 0.6:
        return Column.NUMBER
    if (
        Column.TERM not in taken
        and share(cells, is_term_like) >= 0.6
        and len(cells) > 1
    ):
        return Column.TERM
    if (
        Column.RESPONSIBLE not in taken
        and share(cells, is_party_like) >= 0.6
        and len(cells) > 1
    ):
        return Column.RESPONSIBLE
    if Column.TITLE not in taken and mean_length(cells) >= 20:
        return Column.TITLE
    return Column.NOTE


def _settle_numbers(
    columns: list[ColumnMeaning], body: Sequence[Sequence[str]]
) -> None:
    """Find the numbers that stand under one heading with the activities."""
    if any(column.meaning is Column.NUMBER for column in columns):
        return
    for index, column in enumerate(columns[:2]):
        cells = [row[index] for row in body]
        following = columns[index + 1 : index + 2]
        if share(cells, is_number) >= 0.7 and following and column.meaning in (
            Column.TITLE, Column.NOTE, Column.IGNORED,
        ):  # fmt: skip
            columns[index] = replace(column, meaning=Column.NUMBER)
            return


def _settle_titles(columns: list[ColumnMeaning], body: Sequence[Sequence[str]]) -> None:
    """Leave one column of activities."""
    titles = [i for i, column in enumerate(columns) if column.meaning is Column.TITLE]
    if not titles:
        sections = [i for i, c in enumerate(columns) if c.meaning is Column.SECTION]
        if sections:
            last = sections[-1]
            columns[last] = replace(columns[last], meaning=Column.TITLE, confidence=0.7)
        return
    if len(titles) == 1:
        return
    surest = [
        i for i in titles if "мероприят" in columns[i].header.casefold()
    ] or titles
    best = max(surest, key=lambda i: mean_length([row[i] for row in body]))
    for index in titles:
        same_heading = columns[index].header == columns[best].header
        if index != best and not same_heading:
            columns[index] = replace(
                columns[index], meaning=Column.NOTE, confidence=0.6
            )


def _settle_results(columns: list[ColumnMeaning]) -> None:
    """Take indicators for results in a plan that has no column of results.

    «Муниципальный показатель реализации» and «Контрольные показатели» are how some
    municipalities call what an activity brings.
    """
    meanings = [column.meaning for column in columns]
    if Column.RESULT in meanings or Column.TARGET in meanings:
        return
    if meanings.count(Column.INDICATOR) == 1:
        index = meanings.index(Column.INDICATOR)
        columns[index] = replace(columns[index], meaning=Column.RESULT)


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
