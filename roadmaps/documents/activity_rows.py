"""Turns the rows of a plan into drafts of activities."""

import re

from roadmaps.documents.drafts import FIELDS, ActivityDraft
from roadmaps.documents.model import Column
from roadmaps.documents.plan_rows import PlanRow
from roadmaps.documents.wording import has_letters, is_number, one_line


# The second of two columns that hold the first day and the last one.
END = re.compile(r"\b(?:окончани|завершени|конец|конечн)|:\s*(?:по|до)$", re.IGNORECASE)

LEADING_NUMBER = re.compile(
    r"^(?P<number>\d{1,2}(?:\.\d{1,2}){0,3})(?:[.)]\s*|\s+)(?=[А-ЯЁA-Z«])"
)
DITTO = re.compile(
    r"^(?:[-–—]?\s*(?:[\"”“«»]|//|\\\\|''|,,|〃)\s*[-–—]?|то\s*же)\.?$", re.IGNORECASE
)
SIGNATURE = re.compile(
    r"_{3,}|^(?:исполнитель|исп\.|телефон|тел\.|согласовано|ознакомлен)", re.IGNORECASE
)


def number_of(row: PlanRow) -> str:
    """Return the number of the row as written, empty when it has none."""
    text = row.text(Column.NUMBER).split("\n")[0].strip()
    return text if is_number(text) else ""


def is_signature(row: PlanRow) -> bool:
    """Say whether the row is of those who made or saw the plan, not of the plan."""
    number = row.text(Column.NUMBER)
    filled = [text for text in row.cells if text]
    is_short = len(filled) <= 2 and not (
        row.text(Column.TERM) and row.text(Column.TITLE)
    )
    is_worded = has_letters(number) and not is_number(number)
    return is_short and (is_worded or any(SIGNATURE.search(text) for text in filled))


def is_lone_title(row: PlanRow, title: str) -> bool:
    """Say whether the row holds a text in the column of activities and nothing else."""
    filled = [text for text in row.cells if text]
    return len(filled) == 1 and bool(title) and has_letters(title)


def take_number_out(draft: ActivityDraft) -> None:
    """Take the number that opens the activity when the plan has no column of numbers."""
    found = LEADING_NUMBER.match(draft.text(Column.TITLE))
    if found:
        draft.number = found["number"]
        draft.texts[Column.TITLE] = draft.text(Column.TITLE)[found.end() :]


def repeat_ditto(draft: ActivityDraft, last: ActivityDraft) -> None:
    """Put the text from above where the row says «то же» or has a ditto mark."""
    for column, text in draft.texts.items():
        if DITTO.match(text) and last.text(column):
            draft.texts[column] = last.text(column)
            draft.doubt(
                FIELDS.get(column, column.value),
                0.7,
                f"В документе стоит знак повторения «{text}»: взят текст строки выше.",
            )


def draft_of(row: PlanRow) -> ActivityDraft:
    """Return the draft of the activity that the row alone describes."""
    draft = ActivityDraft(refs=[row.ref])
    draft.number = one_line(row.text(Column.NUMBER))
    draft.milestones = {
        column.milestone: ""
        for column in row.columns
        if column.meaning is Column.MILESTONE
    }
    for index, (column, text) in enumerate(zip(row.columns, row.cells, strict=True)):
        if column.confidence < 0.8:
            draft.surety[column.meaning] = min(column.confidence, draft.surety.get(column.meaning, 1.0))  # fmt: skip
        if not text or column.meaning in (
            Column.NUMBER,
            Column.SECTION,
            Column.IGNORED,
        ):
            continue
        if column.meaning is Column.MILESTONE:
            draft.milestones[column.milestone or f"#{index}"] = text
        elif column.meaning is Column.NOTE:
            draft.notes[column.header or f"#{index}"] = text
        else:
            is_end = column.meaning is Column.TERM and END.search(column.header)
            between = ", " if column.meaning is Column.TERM else "\n"
            draft.append(column.meaning, text, separator=" – " if is_end else between)
    return draft


def join_row(last: ActivityDraft, row: PlanRow) -> None:
    """Add a row to the activity that it continues."""
    last.refs.append(row.ref)
    piece = draft_of(row)
    for column, text in piece.texts.items():
        known = last.text(column)
        if text and not (known and text in known and _is_covered(row, column)):
            separator = "\n" if "\n" in text or _is_covered_title(row) else " "
            last.append(column, text, separator=separator)
    for label, text in piece.milestones.items():
        known = last.milestones.get(label, "")
        last.milestones[label] = f"{known} {text}".strip()
    for label, text in piece.notes.items():
        known = last.notes.get(label, "")
        last.notes[label] = f"{known} {text}".strip()


def _is_covered(row: PlanRow, meaning: Column) -> bool:
    return any(index in row.covered for index in row.indexes(meaning))


def _is_covered_title(row: PlanRow) -> bool:
    return _is_covered(row, Column.TITLE)
