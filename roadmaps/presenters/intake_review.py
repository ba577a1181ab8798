"""The review as a page: doubts first, then the plan by section beside its rows."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from roadmaps.documents import edit_keys as keys
from roadmaps.documents.edit_texts import activity_texts, plan_texts
from roadmaps.documents.edits import Line, Listed, Part
from roadmaps.documents.model import (
    Activity,
    Column,
    RawDocument,
    RoadMapDocument,
    RowRef,
    Section,
)
from roadmaps.presenters.intake_cells import Cell, Desk, make_cell
from roadmaps.presenters.intake_words import FATES, PLAN_FIELDS, field_words


# Shown even when empty: a plan is read by these, and by what the document has.
ALWAYS = ("title", "term", "responsible")
BY_COLUMN = {
    "result": Column.RESULT,
    "document": Column.DOCUMENT,
}


@dataclass
class Row:
    """A row of the review: the document's own cells beside what was understood."""

    address: str
    anchor: str
    title: str
    number: str
    sources: list[dict[str, Any]]
    cells: list[Cell] = field(default_factory=list)
    joined: list[dict[str, str]] = field(default_factory=list)
    fates: list[dict[str, str]] = field(default_factory=list)
    is_skipped: bool = False
    is_mended: bool = False
    fate_key: str = ""
    # Takes the row out of the plan again when a person has put it there.
    taken_key: str = ""

    @property
    def is_doubtful(self) -> bool:
        """Whether a cell waits for a look."""
        return any(cell.is_doubtful for cell in self.cells)


@dataclass
class Heading:
    """A section of the review."""

    address: str
    anchor: str
    title: str
    level: int
    kind: str
    cells: list[Cell]
    lists: list[dict[str, Any]]
    dropped: list[dict[str, str]]
    fate_key: str
    made_of_row: bool
    can_be_row: bool

    @property
    def is_open(self) -> bool:
        """Whether something of it is being mended or was."""
        return any(cell.is_open or cell.mended for cell in self.cells)


@dataclass(frozen=True)
class Source:
    """The document in which rows are looked up."""

    raw: RawDocument
    document: RoadMapDocument

    def columns_of(self, table: int) -> list[str]:
        """Return the headings of a table, of the one that it continues too."""
        document = self.document
        found = document.columns.get(table)
        if found is None:
            found = document.columns.get(document.continues.get(table, table), ())
        return [column.header for column in found]

    def shown(self) -> frozenset[str]:
        """Return the fields for which the document has a column."""
        meanings = {
            c.meaning for named in self.document.columns.values() for c in named
        }
        return frozenset(
            name for name, column in BY_COLUMN.items() if column in meanings
        )


def plan_cells(desk: Desk, read: RoadMapDocument, edits: dict[str, str]) -> list[Cell]:
    """Return the cells of the plan as a whole."""
    found = []
    for name, text in plan_texts(read).items():
        key = f"{keys.PLAN}:{name}"
        found.append(
            make_cell(
                desk,
                key,
                label=PLAN_FIELDS[name],
                text=edits.get(key, text),
                read=text,
            )
        )
    return found


def heading_of(
    desk: Desk, part: Part, read: Section | None, *, is_alone: bool
) -> Heading:
    """Return a section's heading; the only part of a plan without sections has none."""
    section, address = part.section, part.address
    origin = read or section
    cells = [
        make_cell(
            desk,
            f"{address}:{name}",
            label=field_words(name),
            text=text,
            read=own,
        )
        for name, text, own in (
            ("section_number", section.number, origin.number),
            ("section_title", section.title, origin.title),
        )
    ]
    return Heading(
        address=address,
        anchor=f"part-{keys.CellKey(address, '').anchor}",
        title=f"{section.number} {section.title}".strip()
        or ("" if is_alone else "Без раздела"),
        level=min(section.level, 3),
        kind=section.kind,
        cells=cells if section.number or section.title else [],
        lists=[
            {"title": title, "lines": lines}
            for title, lines in (
                ("Цели", section.goals),
                ("Задачи", section.tasks),
                ("Ожидаемые результаты", section.expected_results),
            )
            if lines
        ],
        dropped=[
            {
                "title": f"{gone.number} {gone.title}".strip(),
                "key": f"{gone_at}:{keys.SECTION_ROW}",
            }
            for gone_at, gone in part.dropped
        ],
        fate_key=f"{address}:{keys.ROW if part.made_of_row else keys.SECTION_ROW}",
        made_of_row=part.made_of_row,
        can_be_row=bool(section.title) and not part.made_of_row,
    )


def row_of(
    desk: Desk, source: Source, line: Line, *, shown: frozenset[str], is_first: bool
) -> Row:
    """Return a row of the plan; the first of a section has nothing to join to."""
    activity = line.activity
    is_taken = keys.PASSED_ROW in line.mended
    fates = [
        {"value": fate, "title": FATES[fate]}
        for fate in (keys.SKIP, keys.JOIN, keys.AS_SECTION)
        if not (fate == keys.JOIN and is_first) and not (fate == keys.SKIP and is_taken)
    ]
    key = keys.CellKey(line.address, keys.ROW)
    return Row(
        address=line.address,
        anchor=key.anchor,
        title=activity.title,
        number=activity.number,
        sources=sources_of(source, activity.refs),
        cells=[] if line.is_skipped else _cells(desk, line, shown),
        joined=[
            {"title": other.read.title, "key": f"{other.address}:{keys.ROW}"}
            for other in line.joined
        ],
        fates=fates if desk.can_edit else [],
        is_skipped=line.is_skipped,
        is_mended=bool(line.mended or line.joined),
        fate_key=str(key),
        taken_key=f"{line.address}:{keys.PASSED_ROW}" if is_taken else "",
    )


def sources_of(source: Source, refs: Iterable[RowRef]) -> list[dict[str, Any]]:
    """Return the document's own rows, cell by cell, exactly as they are written."""
    tables = source.raw.tables
    return [
        {
            "place": f"{tables[ref.table].place}, строка {ref.row + 1}".lstrip(", "),
            "cells": [
                {"header": header, "text": text}
                for header, text in _row_cells(source, ref)
                if text.strip()
            ],
        }
        for ref in refs
        if ref.table < len(tables) and ref.row < len(tables[ref.table].rows)
    ]


def indicator_rows(desk: Desk, listed: Iterable[Listed]) -> list[dict[str, Any]]:
    """Return the indicators with their tick and their two cells."""
    return [
        {
            "key": f"{item.address}:{keys.INDICATOR_ROW}",
            "is_taken": not item.is_skipped,
            "title": item.indicator.title,
            "target": item.indicator.target,
            "cells": [
                make_cell(
                    desk,
                    f"{item.address}:{name}",
                    label=field_words(name),
                    text=text,
                    read="",
                )
                for name, text in (
                    ("indicator_title", item.indicator.title),
                    ("indicator_target", item.indicator.target),
                )
            ],
        }
        for item in listed
    ]


def _row_cells(source: Source, ref: RowRef) -> list[tuple[str, str]]:
    row = source.raw.tables[ref.table].rows[ref.row]
    headers = source.columns_of(ref.table)
    headers += [""] * (len(row) - len(headers))
    return list(zip(headers, row, strict=False))


def _cells(desk: Desk, line: Line, shown: frozenset[str]) -> list[Cell]:
    activity = line.activity
    read, texts = activity_texts(line.read), activity_texts(activity)
    milestones = {keys.milestone_field(m): m for m in activity.milestones}
    return [
        make_cell(
            desk,
            f"{line.address}:{name}",
            label=field_words(name, milestones.get(name)),
            text=text,
            read=read.get(name, ""),
            term=_term_of(activity, name, milestones),
            parties=activity.parties if name == "responsible" else (),
            doubts=_doubts_of(activity, name, milestones),
        )
        for name, text in texts.items()
        if text or name in ALWAYS or name in shown or name in milestones
    ]


def _term_of(activity: Activity, name: str, milestones: dict[str, Any]) -> Any:
    if name == "term":
        return activity.term
    milestone = milestones.get(name)
    if milestone is None or not milestone.term.text:
        return None
    return milestone.term


def _doubts_of(
    activity: Activity, name: str, milestones: dict[str, Any]
) -> tuple[Any, ...]:
    """Return the doubts of a field; those of milestones stand at the first of them."""
    own = "milestone" if milestones and name == next(iter(milestones)) else name
    return tuple(dict.fromkeys(d for d in activity.doubts if d.field == own))
