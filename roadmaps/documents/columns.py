"""Names the columns under a heading by its words and by what stands in them."""

from collections.abc import Sequence
from dataclasses import replace

from roadmaps.documents.content import (
    fits,
    is_party_like,
    is_term_like,
    mean_length,
    share,
)
from roadmaps.documents.header_rows import Header
from roadmaps.documents.headers import heading_meaning, milestone_label
from roadmaps.documents.model import Column, ColumnMeaning
from roadmaps.documents.wording import is_number


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
    shown = f"{group}: {heading}" if group and group != heading else heading
    if meaning is Column.MILESTONE:
        return ColumnMeaning(shown, meaning, milestone=milestone_label(heading))
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
