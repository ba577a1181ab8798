"""What all files of a paper share: its seal, its cells in words, its pieces."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from monitoring.drafting import Part, Table
from monitoring.drafting.paper import Content
from schools.templatetags.portal_format import NO_DATA, number


# About ten pages for one process of the renderer.
ROWS_IN_SECTION = 120


@dataclass(frozen=True)
class Seal:
    """The number, the day and the code of a frozen paper; empty for a draft."""

    number: str = ""
    frozen_on: str = ""
    check_code: str = ""

    @property
    def is_draft(self) -> bool:
        """Tell whether the paper may still change."""
        return not self.number


def cell_words(content: Content) -> str:
    """Return a cell as it is printed: decimals with a comma, nothing as a dash."""
    if content is None or content == "":
        return NO_DATA
    if isinstance(content, float):
        return number(content, 1)
    return number(content) if isinstance(content, int) else content


def grouped(parts: Sequence[Part]) -> Iterator[list[Part]]:
    """Put parts into pieces of bounded length; a page on its side stands apart."""
    group: list[Part] = []
    lines = 0
    for part in _cut(parts):
        own = len(part.paragraphs) + sum(len(table.rows) for table in part.tables)
        is_new = part.is_apart or (group and group[0].is_wide != part.is_wide)
        if group and (is_new or lines + own > ROWS_IN_SECTION):
            yield group
            group, lines = [], 0
        group.append(part)
        lines += own
    if group:
        yield group


def _cut(parts: Sequence[Part]) -> Iterator[Part]:
    """Cut parts with long tables into parts of their own."""
    for part in parts:
        if sum(len(table.rows) for table in part.tables) <= ROWS_IN_SECTION:
            yield part
            continue
        pieces = [piece for table in part.tables for piece in _pieces(table)]
        yield replace(part, tables=tuple(pieces[:1]))
        for piece in pieces[1:]:
            yield replace(
                part, title="", paragraphs=(), tables=(piece,), is_apart=False
            )


def _pieces(table: Table) -> Iterator[Table]:
    for start in range(0, len(table.rows), ROWS_IN_SECTION):
        rows = table.rows[start : start + ROWS_IN_SECTION]
        is_last = start + ROWS_IN_SECTION >= len(table.rows)
        caption = table.caption if start == 0 else f"{table.caption}, продолжение"
        note = table.note if is_last else ""
        yield replace(table, rows=rows, caption=caption, note=note)
