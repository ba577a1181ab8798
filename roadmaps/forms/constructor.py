"""What came from a page of the constructor: fields with their revisions, and a button."""

from collections.abc import Sequence
from dataclasses import dataclass

from django import forms
from django.http import QueryDict

from roadmaps.constructor import (
    Column,
    Field,
    FieldKind,
    moved_row,
    rows_of,
    stored_value,
    without_row,
)


REVISION, SEEN, ROW = "rev-", "was-", "row-"
# Buttons inside a field; what they do stands before the colon.
ROW_ACTS = frozenset({"add", "drop", "up", "down"})
ACTS = ROW_ACTS | {"keep", "take", "fill"}


@dataclass(frozen=True)
class Act:
    """A button inside a field: what it does, to which field, to which row."""

    name: str
    key: str
    detail: str = ""


@dataclass(frozen=True)
class Typed:
    """A field as it came: its value, the revision and the mark of what was read."""

    field: Field
    value: object
    revision: int
    seen: str


class VersionForm(forms.Form):
    """What a new version changes."""

    comment = forms.CharField(
        label="Что изменено",
        required=False,
        max_length=4000,
        help_text="Двумя словами – для тех, кто будет сравнивать версии.",
        widget=forms.Textarea(attrs={"rows": 3}),
    )


def act_of(data: QueryDict) -> Act | None:
    """Return which button inside a field was pressed; None for the others."""
    name, _, rest = data.get("act", "").partition(":")
    key, _, detail = rest.partition(":")
    return Act(name, key, detail) if name in ACTS else None


def typed_field(
    field: Field, columns: Sequence[Column], data: QueryDict, act: Act | None = None
) -> Typed | None:
    """Return a field as it was sent, or None when the form did not hold it."""
    if REVISION + field.key not in data:
        return None
    return Typed(
        field,
        _value(field, columns, data, act),
        _number(data.get(REVISION + field.key, "")),
        data.get(SEEN + field.key, ""),
    )


def cell_name(key: str, row: str, column: str) -> str:
    """Return the name of an input of a row."""
    return f"{key}-{row}-{column}"


def _value(
    field: Field, columns: Sequence[Column], data: QueryDict, act: Act | None
) -> object:
    if field.kind is FieldKind.FACTORS:
        return stored_value(field, data.getlist(field.key))
    if field.kind is not FieldKind.ROWS:
        return stored_value(field, data.get(field.key, ""))
    rows = rows_of(
        [
            {
                "id": row,
                **{
                    c.key: data.get(cell_name(field.key, row, c.key), "")
                    for c in columns
                },
            }
            for row in data.getlist(ROW + field.key)
        ]
    )
    if act is None or act.key != field.key:
        return rows
    if act.name == "drop":
        return without_row(rows, act.detail)
    steps = {"up": -1, "down": 1}
    return moved_row(rows, act.detail, steps.get(act.name, 0))


def _number(text: str) -> int:
    return int(text) if text.isdecimal() and len(text) < 9 else 0
