"""A school's programme as an official paper; nothing is read any more."""

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from roadmaps.constructor import (
    PARTS,
    Column,
    ColumnKind,
    Field,
    FieldKind,
    Part,
    Row,
    columns_of,
    day_of,
    rows_of,
    stored_value,
    target_years,
    text_of,
)
from roadmaps.enums import ProgrammeState
from roadmaps.models import Programme
from roadmaps.presenters.papers_names import with_initials
from schools.templatetags.portal_format import NBSP, day


EMPTY_DATE = "«___» ______________ 20___ г."
NOTHING = "—"
BEFORE_ORDER = frozenset(
    {
        ProgrammeState.DRAFT,
        ProgrammeState.SUBMITTED,
        ProgrammeState.RETURNED,
        ProgrammeState.AGREED,
    }
)
# How wide a column is beside the others.
WEIGHTS = {
    ColumnKind.NUMBER: 0.8,
    ColumnKind.CHOICE: 1.1,
    ColumnKind.LINE: 1.2,
    ColumnKind.TERM: 1.4,
    ColumnKind.TEXT: 2.4,
    ColumnKind.REFERENCE: 2.4,
}
NUMBER_WEIGHT = 0.4
FIRST_WEIGHT = 2.2


@dataclass(frozen=True)
class Line:
    """A row of a table: cells, or one heading over all of them."""

    cells: tuple[str, ...]
    is_heading: bool = False


@dataclass(frozen=True)
class Block:
    """A field on paper: its name with words, or with a table."""

    title: str
    text: tuple[str, ...] = ()
    header: tuple[str, ...] = ()
    weights: tuple[float, ...] = ()
    lines: tuple[Line, ...] = ()
    note: str = ""


@dataclass(frozen=True)
class Chapter:
    """A section on paper."""

    title: str
    blocks: tuple[Block, ...]


@dataclass(frozen=True)
class ProgrammePaper:
    """Everything that the paper says, in words."""

    school: str
    post: str
    name: str
    basis: str
    is_draft: bool
    title: str
    period: str
    passport: tuple[tuple[str, str], ...]
    chapters: tuple[Chapter, ...]


def programme_paper(
    programme: Programme,
    content: Mapping[str, object],
    *,
    factors: Mapping[str, str],
) -> ProgrammePaper:
    """Put a content into the words of its paper; `factors` are titles by code."""
    words = _Words(programme, content, factors)
    is_draft = programme.state in BEFORE_ORDER
    number = f"№{NBSP}{programme.order_number}"
    basis = f"Приказ от {day(programme.order_date)}{NBSP}г. {number}"
    return ProgrammePaper(
        school=programme.school.name,
        post=text_of(content.get("director_post")) or "Директор",
        name=with_initials(text_of(content.get("director_name"))),
        basis=EMPTY_DATE if is_draft else basis,
        is_draft=is_draft,
        title=programme.title,
        period=f"{programme.starts_on:%d.%m.%Y} – {programme.ends_on:%d.%m.%Y}",
        passport=tuple(words.passport()),
        chapters=tuple(
            Chapter(f"{number}. {part.title}", blocks)
            for number, (part, blocks) in enumerate(words.chapters(), 2)
        ),
    )


class _Words:
    """The words of one content."""

    def __init__(
        self,
        programme: Programme,
        content: Mapping[str, object],
        factors: Mapping[str, str],
    ) -> None:
        self.programme, self.content, self.factors = programme, content, factors
        self.years = target_years(programme.starts_on, programme.ends_on)

    def passport(self) -> Iterator[tuple[str, str]]:
        """Return the lines of the passport, the empty ones too."""
        programme = self.programme
        yield "Название", programme.title
        yield "Вид документа", programme.kind.name
        yield "Школа", programme.school.name
        start, end = day(programme.starts_on), day(programme.ends_on)
        yield "Срок", f"{start} – {end}"
        for item in PARTS[0].fields:
            if item.kind is FieldKind.TEXT:
                yield item.title, self._text(item) or NOTHING
        yield "Цель", self._aim() or NOTHING
        tasks = (row.get("task", "") for row in rows_of(self.content.get("tasks")))
        numbered = [f"{number}. {task}" for number, task in enumerate(tasks, 1)]
        yield "Задачи", "\n".join(numbered) or NOTHING

    def chapters(self) -> Iterator[tuple[Part, tuple[Block, ...]]]:
        """Return the sections after the passport with what was written in them."""
        for part in PARTS[1:]:
            blocks = tuple(b for item in part.fields for b in self._blocks(item))
            yield part, blocks or (Block("", (NOTHING,)),)

    def _blocks(self, item: Field) -> Iterator[Block]:
        value = stored_value(item, self.content.get(item.key))
        if not value or item.key == "aim_on":
            return
        if item.key == "aim":
            yield Block(item.title, (self._aim(),))
        elif item.kind is FieldKind.ROWS:
            yield self._table(item, rows_of(value))
        elif item.kind is FieldKind.TABLE and isinstance(value, dict):
            yield _frozen(item, value)
        elif item.kind is FieldKind.FACTORS:
            titles = [self.factors.get(str(code), str(code)) for code in value]
            yield Block(item.title, tuple(f"– {title}" for title in titles))
        else:
            yield Block(item.title, tuple(self._text(item).splitlines()))

    def _text(self, item: Field) -> str:
        return text_of(self.content.get(item.key))

    def _aim(self) -> str:
        aim, on = text_of(self.content.get("aim")), text_of(self.content.get("aim_on"))
        last = day_of(on)
        until = f"до {day(last)}{NBSP}г." if last else on
        return f"{aim} (срок: {until})" if aim and until else aim

    def _table(self, item: Field, rows: Sequence[Row]) -> Block:
        columns = columns_of(item, self.years)
        grouping = columns[0] if columns[0].kind is ColumnKind.REFERENCE else None
        shown = columns[1:] if grouping else columns
        title = "" if _is_alone(item) else item.title
        return Block(
            title,
            header=("№", *(column.title for column in shown)),
            weights=(NUMBER_WEIGHT, *(WEIGHTS[column.kind] for column in shown)),
            lines=tuple(self._lines(rows, shown, grouping)),
        )

    def _lines(
        self, rows: Sequence[Row], shown: Sequence[Column], grouping: Column | None
    ) -> Iterator[Line]:
        if grouping is None:
            for number, row in enumerate(rows, 1):
                cells = (self._cell(column, row) for column in shown)
                yield Line((str(number), *cells))
            return
        number = 0
        for heading, group in self._groups(rows, grouping):
            yield Line((heading,), is_heading=True)
            for row in group:
                number += 1
                cells = (self._cell(column, row) for column in shown)
                yield Line((str(number), *cells))

    def _groups(
        self, rows: Sequence[Row], grouping: Column
    ) -> Iterator[tuple[str, list[Row]]]:
        """Put activities under their tasks, those without one at the end."""
        heads = rows_of(self.content.get(grouping.refers))
        for number, head in enumerate(heads, 1):
            group = [row for row in rows if row.get(grouping.key) == head["id"]]
            if group:
                yield f"Задача {number}. {head.get('task', '')}", group
        known = {head["id"] for head in heads}
        rest = [row for row in rows if row.get(grouping.key) not in known]
        if rest:
            yield "Без задачи", rest

    def _cell(self, column: Column, row: Row) -> str:
        text = row.get(column.key, "")
        if column.kind is not ColumnKind.REFERENCE:
            return text or NOTHING
        heads = rows_of(self.content.get(column.refers))
        for number, head in enumerate(heads, 1):
            if head["id"] == text:
                return f"{number}. {head.get('cause', '')}"
        return NOTHING


def _is_alone(item: Field) -> bool:
    """Tell whether the heading of the section says what the table is."""
    return any(
        part.fields[0] == item and part.title == item.title for part in PARTS
    ) or item.key in {"risks", "monitoring"}


def _frozen(item: Field, table: Mapping[str, object]) -> Block:
    header = _texts(table.get("columns"))
    rows = table.get("rows")
    lines = [_texts(row) for row in rows] if isinstance(rows, list) else []
    moment = str(table.get("frozen_at", ""))[:10]
    taken = day_of(moment)
    return Block(
        item.title,
        header=header,
        weights=(FIRST_WEIGHT, *(1.0 for _ in header[1:])),
        lines=tuple(Line(cells) for cells in lines if len(cells) == len(header)),
        note=f"По данным портала на {taken:%d.%m.%Y}." if taken else "",
    )


def _texts(row: object) -> tuple[str, ...]:
    return tuple(map(str, row)) if isinstance(row, list) else ()


def file_name(programme: Programme, suffix: str, *, day_made: dt.date) -> str:
    """Return the name under which the paper is saved."""
    return f"{programme.kind.short_name} {day_made:%Y-%m-%d}.{suffix}"
