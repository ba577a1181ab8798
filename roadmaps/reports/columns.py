"""The columns of a printed plan: the document's own, in its order, under its headers."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from typing import Any

from roadmaps.documents.model import Column


STANDARD_HEADERS = {
    Column.NUMBER: "№ п/п",
    Column.SECTION: "Раздел",
    Column.TITLE: "Мероприятие",
    Column.TERM: "Срок",
    Column.RESPONSIBLE: "Ответственные",
    Column.RESULT: "Ожидаемый результат",
    Column.DOCUMENT: "Документ",
    Column.INDICATOR: "Показатель",
    Column.NOTE: "Примечание",
}
# A plan that came from no document has these, empty or not.
ALWAYS = (
    Column.NUMBER,
    Column.TITLE,
    Column.TERM,
    Column.RESPONSIBLE,
    Column.RESULT,
)
# In this order a column that the layout does not know joins the table.
LATE = (
    Column.NUMBER,
    Column.TITLE,
    Column.TERM,
    Column.RESPONSIBLE,
    Column.RESULT,
    Column.DOCUMENT,
    Column.INDICATOR,
    Column.NOTE,
)
NARROW = {
    Column.NUMBER: "column-number",
    Column.TERM: "column-term",
    Column.RESPONSIBLE: "column-responsible",
    Column.SECTION: "column-section",
}
MILESTONE_GROUP = "Ключевые результаты и сроки"
NOT_PRINTED = frozenset({Column.IGNORED, Column.TARGET})


@dataclass(frozen=True)
class PlanColumn:
    """One column: what it holds, its header, and the header above that one."""

    meaning: Column
    header: str
    milestone: str = ""
    group: str = ""

    @property
    def css(self) -> str:
        """Return the class that keeps a short column narrow; others share the rest."""
        return NARROW.get(self.meaning, "")


@dataclass(frozen=True)
class HeaderCell:
    """One cell of the header with its size in columns and rows."""

    text: str
    column: int
    columns: int = 1
    rows: int = 1


def plan_columns(
    layout: Sequence[Mapping[str, Any]],
    *,
    filled: frozenset[Column],
    milestones: Sequence[str],
) -> tuple[PlanColumn, ...]:
    """Return the columns to print.

    `filled` are the meanings that have a text in some activity and `milestones` the
    years or quarters that have one: what the layout forgot joins it, so that no
    cell is lost on paper.
    """
    columns = _of_layout(layout)
    wanted = filled if columns else filled | frozenset(ALWAYS)
    known = {column.meaning for column in columns}
    for meaning in LATE:
        if meaning in wanted and meaning not in known:
            place = 0 if meaning is Column.NUMBER else len(columns)
            columns.insert(place, PlanColumn(meaning, STANDARD_HEADERS[meaning]))
    _add_milestones(columns, milestones)
    return tuple(_grouped(columns))


def header_rows(columns: Sequence[PlanColumn]) -> tuple[tuple[HeaderCell, ...], ...]:
    """Return the header in one row, or in two when columns share a heading."""
    if not any(column.group for column in columns):
        return (tuple(HeaderCell(c.header, n) for n, c in enumerate(columns)),)
    upper: list[HeaderCell] = []
    lower: list[HeaderCell] = []
    place = 0
    for group, members in groupby(columns, key=lambda column: column.group):
        run = list(members)
        if group:
            upper.append(HeaderCell(group, place, columns=len(run)))
        for offset, column in enumerate(run):
            cell = HeaderCell(column.header, place + offset)
            (lower if group else upper).append(cell if group else replace(cell, rows=2))
        place += len(run)
    return tuple(upper), tuple(lower)


def _of_layout(layout: Sequence[Mapping[str, Any]]) -> list[PlanColumn]:
    found: list[PlanColumn] = []
    seen: set[tuple[Column, str]] = set()
    for item in layout:
        meaning = Column(item.get("meaning", Column.IGNORED))
        milestone = str(item.get("milestone", ""))
        header = str(item.get("header", "")) or STANDARD_HEADERS.get(meaning, milestone)
        # A plan may have a place and a form beside its terms: all of them are notes.
        name = header if meaning is Column.NOTE else milestone
        if meaning in NOT_PRINTED or (meaning, name) in seen:
            continue
        seen.add((meaning, name))
        found.append(PlanColumn(meaning, header, milestone))
    return found


def _add_milestones(columns: list[PlanColumn], milestones: Sequence[str]) -> None:
    """Put the years that the layout does not know after those it knows."""
    known = [n for n, c in enumerate(columns) if c.meaning is Column.MILESTONE]
    titles = [n for n, c in enumerate(columns) if c.meaning is Column.TITLE]
    place = (known or titles or [len(columns) - 1])[-1] + 1
    printed = {columns[n].milestone for n in known}
    missing = [label for label in milestones if label not in printed]
    columns[place:place] = [
        PlanColumn(Column.MILESTONE, label, label) for label in missing
    ]


def _grouped(columns: Sequence[PlanColumn]) -> list[PlanColumn]:
    """Split «Сроки: начало» over two rows where neighbours share the first part."""
    over_years = _over_years(columns)
    parts = [_group_of(column, over_years) for column in columns]
    done: list[PlanColumn] = []
    for number, (column, (group, header)) in enumerate(
        zip(columns, parts, strict=True)
    ):
        beside = {
            parts[n][0] for n in (number - 1, number + 1) if 0 <= n < len(columns)
        }
        if group and group in beside:
            done.append(replace(column, header=header, group=group))
        else:
            done.append(column)
    return done


def _over_years(columns: Sequence[PlanColumn]) -> str:
    """Return the document's own heading over its years; a year added later takes it."""
    groups = (
        column.header.rpartition(": ")[0]
        for column in columns
        if column.meaning is Column.MILESTONE
    )
    return next(filter(None, groups), MILESTONE_GROUP)


def _group_of(column: PlanColumn, over_years: str) -> tuple[str, str]:
    group, _, header = column.header.rpartition(": ")
    if column.meaning is Column.MILESTONE and not group:
        return over_years, column.header
    return group, header
