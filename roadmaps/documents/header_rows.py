"""Finds the rows of headings in a table, of one storey or two."""

from dataclasses import dataclass

from roadmaps.documents.headers import (
    heading_meaning,
    looks_like_header,
    milestone_label,
)
from roadmaps.documents.model import RawTable
from roadmaps.documents.wording import is_number, one_line


DEEPEST_HEADER = 3


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
