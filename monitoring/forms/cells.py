"""Rows of a form as a browser sends them: inputs, the revision, what was shown."""

from collections.abc import Mapping
from dataclasses import dataclass

from monitoring.counting.typed import TypedCell, as_typed, mark_of
from monitoring.queries.forms import FormRow


LONGEST = 4000


@dataclass(frozen=True)
class TypedRow:
    """What came for one row; `was` is the mark of what the page had shown."""

    row: FormRow
    typed: TypedCell
    link: str
    revision: int
    was: str

    @property
    def is_changed(self) -> bool:
        """Tell whether the person has typed anything since the page was drawn."""
        return mark_of(self.typed, self.link) != self.was


@dataclass(frozen=True)
class Act:
    """A button inside a row: «keep» one's own content or «take» the saved one."""

    name: str
    key: int
    revision: int


def shown_row(row: FormRow) -> TypedRow:
    """Return what a page shows for a row that nobody is typing into."""
    typed = as_typed(row.kind, row.cell)
    link = row.value.evidence_address if row.value else ""
    return TypedRow(row, typed, link, row.revision, mark_of(typed, link))


def typed_row(row: FormRow, data: Mapping[str, str]) -> TypedRow | None:
    """Return what came for a row; None when the page that was sent had no such row."""
    if f"value-{row.key}" not in data:
        return None
    value, whole, state, comment, link = (
        data.get(f"{name}-{row.key}", "").strip()[:LONGEST]
        for name in ("value", "whole", "mark", "comment", "link")
    )
    return TypedRow(
        row=row,
        typed=TypedCell(value, whole, state, comment),
        link=link,
        revision=_number(data.get(f"rev-{row.key}", "")),
        was=data.get(f"was-{row.key}", ""),
    )


def act_of(data: Mapping[str, str]) -> Act | None:
    """Return which button of a row was pressed."""
    name, _, rest = data.get("act", "").partition(":")
    key, _, revision = rest.partition(":")
    if name not in {"keep", "take"} or not key.isdecimal():
        return None
    return Act(name, int(key), _number(revision))


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 10 else 0
