"""Saving what came from a form's page: each row for itself."""

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import cast

from django.core.exceptions import ValidationError

from monitoring.actions.forms import save_cell
from monitoring.counting.numbers import UnreadableError
from monitoring.counting.typed import understood
from monitoring.forms.cells import Act, TypedRow, act_of, shown_row, typed_row
from monitoring.models import Value
from monitoring.presenters.form_page import (
    Conflict,
    RowView,
    addresses_of,
    conflict_of,
    row_view,
    typed_words,
)
from monitoring.queries.forms import FormRow, Sheet
from schools.actions.refusals import ChangedMeanwhileError
from schools.models import User


@dataclass
class Draft:
    """A form with what could not be saved: as typed, with the reason."""

    sheet: Sheet
    typed: dict[int, TypedRow] = field(default_factory=dict)
    errors: dict[int, str] = field(default_factory=dict)
    conflicts: dict[int, Conflict] = field(default_factory=dict)
    saved: int = 0

    @property
    def is_refused(self) -> bool:
        """Tell whether something stayed unsaved."""
        return bool(self.errors or self.conflicts)

    def view(self, row: FormRow) -> RowView:
        """Return a row as its template draws it."""
        shown = shown_row(row)
        view = row_view(
            row,
            addresses_of(self.sheet),
            was=shown.was,
            last_window=self.sheet.last_window,
        )
        kept = self.typed.get(row.key)
        if kept is not None:
            view.typed, view.link, view.is_unsaved = kept.typed, kept.link, True
        view.error = self.errors.get(row.key, "")
        view.conflict = self.conflicts.get(row.key)
        if view.conflict is not None and kept is not None:
            # A second try without a choice meets the same question again.
            view.revision = kept.revision
        return view

    def views(self) -> list[RowView]:
        """Return all rows."""
        return [self.view(row) for row in self.sheet.rows]


def save_rows(
    sheet: Sheet,
    rows: Iterable[FormRow],
    data: Mapping[str, str],
    *,
    user: User,
    now: dt.datetime,
    today: dt.date,
) -> Draft:
    """Save the rows that a person has changed; return the form as it is now."""
    draft, act = Draft(sheet), act_of(data)
    for row in rows:
        typed = typed_row(row, data)
        pressed = act if act is not None and act.key == row.key else None
        if typed is None or (pressed is not None and pressed.name == "take"):
            continue
        if typed.is_changed or pressed is not None:
            _save(draft, _on_top_of(typed, pressed), user, now, today)
    return draft


def as_typed_before(sheet: Sheet, data: Mapping[str, str]) -> Draft:
    """Return the form with what was typed before the session died, unsaved."""
    draft = Draft(sheet)
    for row in sheet.rows:
        typed = typed_row(row, data)
        if typed is not None and typed.is_changed:
            draft.typed[row.key] = typed
    return draft


def _on_top_of(typed: TypedRow, act: Act | None) -> TypedRow:
    """«Оставить моё» is said of the revision that the person has been shown."""
    return typed if act is None else replace(typed, revision=act.revision)


def _save(
    draft: Draft, typed: TypedRow, user: User, now: dt.datetime, today: dt.date
) -> None:
    row = typed.row
    try:
        value = save_cell(
            window_indicator=row.asked,
            window_school=draft.sheet.form,
            cell=understood(row.kind, typed.typed),
            revision=typed.revision,
            evidence_address=typed.link,
            user=user,
            now=now,
            today=today,
        )
    except UnreadableError as refusal:
        _keep(draft, typed, str(refusal))
    except ValidationError as refusal:
        _keep(draft, typed, refusal.messages[0])
    except ChangedMeanwhileError as changed:
        theirs = cast("Value", changed.current)
        row.value = theirs
        draft.typed[row.key] = typed
        mine = typed_words(typed.typed, typed.link)
        draft.conflicts[row.key] = conflict_of(row, mine, theirs)
    else:
        row.value = value
        draft.saved += 1


def _keep(draft: Draft, typed: TypedRow, reason: str) -> None:
    draft.typed[typed.row.key] = typed
    draft.errors[typed.row.key] = reason
