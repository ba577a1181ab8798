"""One section of the constructor as the page draws it."""

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass, field as default
from typing import Any

from roadmaps.constructor import (
    PARTS,
    Column,
    ColumnKind,
    Completeness,
    Field,
    FieldKind,
    Part,
    PartProgress,
    Row,
    columns_of,
    rows_of,
    stored_value,
    target_years,
)
from roadmaps.documents.difference import Piece, marked_words
from roadmaps.models import Programme, ProgrammeField
from roadmaps.presenters.plan_terms import Reading, reading_of_term
from roadmaps.terms import Period, parse_term
from schools.templatetags.portal_format import number


TARGET_TASK, TARGET_CAUSE = "task", "cause"
LONGEST_OPTION = 90


@dataclass(frozen=True)
class Conflict:
    """Two wordings of one field: the writer's and the one that was saved meanwhile."""

    who: str
    at: Any
    revision: int
    mine: tuple[Piece, ...]
    theirs: tuple[Piece, ...]


@dataclass(frozen=True)
class Cell:
    """An input of a row."""

    column: Column
    name: str
    value: str
    options: tuple[tuple[str, str], ...] = ()
    reading: Reading | None = None


@dataclass(frozen=True)
class RowView:
    """A row: its number (0 for the free one at the end) and its inputs."""

    id: str
    number: int
    cells: tuple[Cell, ...]


@dataclass(frozen=True)
class FieldView:
    """A field with everything that its part of the page says."""

    field: Field
    value: Any
    revision: int
    seen: str
    saved: ProgrammeField | None = None
    rows: tuple[RowView, ...] = ()
    conflict: Conflict | None = None
    error: str = ""
    # Typed, but not in the database yet.
    is_unsaved: bool = False
    table: dict[str, Any] = default(default_factory=dict)

    @property
    def filled(self) -> int:
        """Return how many rows there are, without the free one."""
        return sum(1 for row in self.rows if row.number)


@dataclass
class Draft:
    """A programme with what is written in it, for drawing its sections."""

    programme: Programme
    saved: dict[str, ProgrammeField]
    content: dict[str, Any]
    # The id of the free row at the end of every list; empty for none.
    free_row: str = ""
    conflicts: dict[str, Conflict] = default(default_factory=dict)
    errors: dict[str, str] = default(default_factory=dict)
    typed: dict[str, Any] = default(default_factory=dict)

    @property
    def period(self) -> Period:
        """Return the term of the programme, in which wordings are read."""
        return Period(self.programme.starts_on, self.programme.ends_on)

    @property
    def years(self) -> tuple[int, ...]:
        """Return the years of the targets."""
        return target_years(self.programme.starts_on, self.programme.ends_on)


def seen_mark(field: Field, value: object) -> str:
    """Return a short mark of a value, to tell an untouched field from a changed one."""
    held = stored_value(field, value)
    text = json.dumps(held, sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def field_view(draft: Draft, item: Field) -> FieldView:
    """Return a field as it is saved, or as it was typed if it could not be saved."""
    key, saved = item.key, draft.saved.get(item.key)
    held = stored_value(item, draft.content.get(key))
    typed = draft.typed.get(key)
    value = held if typed is None else stored_value(item, typed.value)
    seen = seen_mark(item, held) if typed is None else typed.seen
    revision = saved.revision if saved else 0
    return FieldView(
        field=item,
        value=value,
        revision=revision if typed is None else typed.revision,
        seen=seen,
        saved=saved,
        rows=_rows(draft, item, value),
        conflict=draft.conflicts.get(key),
        error=draft.errors.get(key, ""),
        is_unsaved=typed is not None and value != held,
    )


def part_links(found: Completeness, now: Part | None) -> list[dict[str, Any]]:
    """Return the contents: each section with its mark and how far it is."""
    return [
        {
            "part": progress.part,
            "number": place,
            "done": progress.done,
            "total": progress.total,
            "mark": _mark(progress),
            "word": _word(progress),
            "is_now": progress.part is now,
            "missing": progress.missing,
        }
        for place, progress in enumerate(found.parts, 1)
    ]


def next_part(part: Part) -> Part | None:
    """Return the section after this one."""
    place = PARTS.index(part) + 1
    return PARTS[place] if place < len(PARTS) else None


def conflict_of(
    item: Field, mine: object, theirs: ProgrammeField, programme: Programme
) -> Conflict:
    """Put two wordings side by side, the words that differ marked."""
    years = target_years(programme.starts_on, programme.ends_on)
    ours = value_words(item, mine, years)
    other = value_words(item, theirs.value, years)
    marked_mine, marked_theirs = marked_words(ours, other)
    return Conflict(
        who=str(theirs.saved_by) if theirs.saved_by else "другой человек",
        at=theirs.saved_at,
        revision=theirs.revision,
        mine=marked_mine,
        theirs=marked_theirs,
    )


def value_words(item: Field, value: object, years: Sequence[int]) -> str:
    """Return what a field holds as text, one row a paragraph."""
    held = stored_value(item, value)
    if isinstance(held, str):
        return held
    if item.kind is not FieldKind.ROWS:
        return "\n".join(map(str, held))
    columns = columns_of(item, tuple(years))
    return "\n".join(
        f"{place}. " + "; ".join(filter(None, (row.get(c.key, "") for c in columns)))
        for place, row in enumerate(rows_of(held), 1)
    )


def _rows(draft: Draft, item: Field, value: object) -> tuple[RowView, ...]:
    if item.kind is not FieldKind.ROWS:
        return ()
    columns = columns_of(item, draft.years)
    filled = [
        RowView(row["id"], place, tuple(_cell(draft, item, c, row) for c in columns))
        for place, row in enumerate(rows_of(value), 1)
    ]
    if draft.free_row:
        free: Row = {"id": draft.free_row}
        cells = tuple(_cell(draft, item, c, free) for c in columns)
        filled.append(RowView(draft.free_row, 0, cells))
    return tuple(filled)


def _cell(draft: Draft, item: Field, column: Column, row: Row) -> Cell:
    text = row.get(column.key, "")
    reading = None
    if column.kind is ColumnKind.TERM and text:
        reading = reading_of_term(parse_term(text, period=draft.period))
    return Cell(
        column,
        f"{item.key}-{row['id']}-{column.key}",
        text,
        _options(draft, column, text),
        reading,
    )


def _options(draft: Draft, column: Column, text: str) -> tuple[tuple[str, str], ...]:
    if column.kind is ColumnKind.CHOICE:
        return tuple((word, word) for word in column.choices)
    if column.kind is not ColumnKind.REFERENCE:
        return ()
    heads = rows_of(draft.content.get(column.refers))
    name = TARGET_TASK if column.refers == "tasks" else TARGET_CAUSE
    options = [
        (head["id"], _short(f"{number(place)}. {head.get(name, '')}"))
        for place, head in enumerate(heads, 1)
    ]
    if text and text not in {code for code, _ in options}:
        options.append((text, "строка удалена: выберите другую"))
    return tuple(options)


def _short(text: str) -> str:
    plain = " ".join(text.split())
    if len(plain) <= LONGEST_OPTION:
        return plain
    return f"{plain[:LONGEST_OPTION].rstrip()}…"


def _mark(progress: PartProgress) -> str:
    if progress.is_done:
        return "done"
    return "queued" if progress.is_begun else "pending"


def _word(progress: PartProgress) -> str:
    if progress.is_done:
        return "заполнен"
    return "начат" if progress.is_begun else "не начат"
