"""The rows of a printed plan: sections, their goals, and the activities."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from roadmaps.documents.model import Column
from roadmaps.models import Activity, Section
from roadmaps.presenters.papers_words import (
    label_of,
    milestones_of,
    responsible_of,
    section_heading,
    words_of,
)
from roadmaps.queries.papers import PlanContent
from roadmaps.reports.columns import PlanColumn


class RowKind(StrEnum):
    """What a row of the table is; only an activity has cells of its own."""

    SECTION = "section"
    PROSE = "prose"
    ACTIVITY = "activity"


@dataclass(frozen=True)
class PlanRow:
    """One row; a section's and a sentence's text goes over the whole width."""

    kind: RowKind
    text: str = ""
    cells: tuple[str, ...] = ()


# Between the terms of several years that were read as one.
PIECES = re.compile(r"[;,]\s")


# Column: the field of an activity that is printed in it.
FIELDS = {
    Column.NUMBER: "number",
    Column.TITLE: "title",
    Column.TERM: "term_text",
    Column.RESULT: "result",
    Column.DOCUMENT: "document",
    Column.INDICATOR: "indicator",
    Column.NOTE: "note",
}


def plan_rows(
    content: PlanContent, columns: Sequence[PlanColumn]
) -> tuple[PlanRow, ...]:
    """Return every row in the order of the document."""
    has_column = any(column.meaning is Column.SECTION for column in columns)
    return tuple(
        row
        for section, activities in content.sections
        for row in _of_section(section, activities, columns, has_column=has_column)
    )


def filled_columns(activities: Sequence[Activity]) -> frozenset[Column]:
    """Return the meanings of which some activity has a text."""
    found = {
        column
        for column, field in FIELDS.items()
        if any(getattr(activity, field) for activity in activities)
    }
    if any(responsible_of(activity) for activity in activities):
        found.add(Column.RESPONSIBLE)
    if all(_says_no_more_than_years(activity) for activity in activities):
        found.discard(Column.TERM)
    return frozenset(found)


def _says_no_more_than_years(activity: Activity) -> bool:
    """Tell whether the term was read from the columns of years and stands there."""
    texts = [words_of(m.text) for m in milestones_of(activity) if m.text]
    labels = [label_of(m.year, m.label) for m in milestones_of(activity) if m.text]
    return all(
        any(words_of(piece) in text for text in texts)
        or any(label and label in piece for label in labels)
        for piece in PIECES.split(activity.term_text)
        if piece.strip()
    )


def milestone_labels(activities: Sequence[Activity]) -> list[str]:
    """Return the years and quarters for which some activity brings something."""
    found: dict[str, None] = {}
    for activity in activities:
        for milestone in milestones_of(activity):
            found.setdefault(label_of(milestone.year, milestone.label))
    return sorted(found)


def section_prose(section: Section) -> list[str]:
    """Return the goals, tasks and expected results, each kind as one text."""
    return [
        text
        for text in (
            _listed("Цель", "Цели", section.goals),
            _listed("Задача", "Задачи", section.tasks),
            _listed(
                "Ожидаемый результат", "Ожидаемые результаты", section.expected_results
            ),
        )
        if text
    ]


def _listed(one: str, many: str, sentences: Sequence[str]) -> str:
    if len(sentences) < 2:
        return f"{one}: {sentences[0]}" if sentences else ""
    return "\n".join([f"{many}:", *(f"– {sentence}" for sentence in sentences)])


def _of_section(
    section: Section,
    activities: Sequence[Activity],
    columns: Sequence[PlanColumn],
    *,
    has_column: bool,
) -> Iterator[PlanRow]:
    heading = section_heading(section)
    if heading and not (has_column and activities):
        yield PlanRow(RowKind.SECTION, heading)
    for text in section_prose(section):
        yield PlanRow(RowKind.PROSE, text)
    notes = [c.header for c in columns if c.meaning is Column.NOTE]
    for position, activity in enumerate(activities):
        name = heading if position == 0 else ""
        own = _notes(activity.note, notes)
        cells = tuple(_cell(activity, column, name, own) for column in columns)
        yield PlanRow(RowKind.ACTIVITY, cells=cells)


def _notes(note: str, headers: Sequence[str]) -> dict[str, str]:
    """Share a note among the columns that it was read from: «Место: школа».

    What names no column goes into the last one.
    """
    found: dict[str, list[str]] = {}
    place = headers[-1] if headers else ""
    for line in note.split("\n"):
        named = next((h for h in headers if line.startswith(f"{h}: ")), None)
        place = place if named is None else named
        text = line if named is None else line.removeprefix(f"{named}: ")
        found.setdefault(place, []).append(text)
    return {header: "\n".join(lines) for header, lines in found.items()}


def _cell(
    activity: Activity, column: PlanColumn, section: str, notes: Mapping[str, str]
) -> str:
    if column.meaning is Column.MILESTONE:
        return "\n".join(
            milestone.text
            for milestone in milestones_of(activity)
            if label_of(milestone.year, milestone.label) == column.milestone
            or str(milestone.year) == column.milestone
        )
    if column.meaning is Column.RESPONSIBLE:
        return responsible_of(activity)
    if column.meaning is Column.SECTION:
        return section
    if column.meaning is Column.NOTE:
        return notes.get(column.header, "")
    return getattr(activity, FIELDS[column.meaning])
