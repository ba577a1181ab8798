"""Saving what came from a page of the constructor: each field for itself."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import replace
from secrets import token_hex
from typing import cast

from django.core.exceptions import ValidationError
from django.http import QueryDict

from roadmaps.actions.constructor import fill_table, save_field
from roadmaps.constructor import (
    Field,
    FieldKind,
    TooMuchError,
    columns_of,
    typed_value,
)
from roadmaps.forms.constructor import Act, Typed, typed_field
from roadmaps.models import Programme, ProgrammeField
from roadmaps.presenters.constructor_page import Draft, conflict_of, seen_mark
from roadmaps.queries.constructor import content_of, fields_of
from schools.actions.refusals import ChangedMeanwhileError
from schools.models import User


def opened_draft(programme: Programme) -> Draft:
    """Return what is saved, with a free row for every list."""
    saved = fields_of(programme)
    return Draft(programme, saved, content_of(saved), free_row=token_hex(3))


def saved_draft(
    programme: Programme,
    fields: Iterable[Field],
    data: QueryDict,
    *,
    act: Act | None,
    user: User,
    now: dt.datetime,
) -> Draft:
    """Save the fields that a person has changed; return the draft as it is now.

    What could not be saved stays in it as typed, with the other wording or with the
    reason.
    """
    kept = opened_draft(programme)
    for item in fields:
        pressed = act if act is not None and act.key == item.key else None
        if item.kind is FieldKind.TABLE:
            if pressed is not None and pressed.name == "fill":
                _fill(kept, item, user, now)
            continue
        typed = typed_field(item, columns_of(item, kept.years), data, pressed)
        if typed is not None and (pressed is None or pressed.name != "take"):
            _save(kept, typed, pressed, user, now)
    kept.saved = fields_of(programme)
    kept.content = content_of(kept.saved)
    return kept


def draft_as_typed(
    programme: Programme, fields: Iterable[Field], data: QueryDict
) -> Draft:
    """Return the draft with what was typed before the session died, unsaved."""
    kept = opened_draft(programme)
    for item in fields:
        if item.kind is FieldKind.TABLE:
            continue
        typed = typed_field(item, columns_of(item, kept.years), data)
        if typed is None:
            continue
        tidy = _tidied(typed)
        if seen_mark(item, tidy.value) != typed.seen:
            kept.typed[item.key] = tidy
    return kept


def _save(
    kept: Draft, typed: Typed, pressed: Act | None, user: User, now: dt.datetime
) -> None:
    item, revision = typed.field, typed.revision
    typed = _tidied(typed)
    # «Оставить мой вариант» is said of the revision that the person has been shown.
    is_kept = pressed is not None and pressed.name == "keep"
    if pressed is not None and is_kept and pressed.detail.isdecimal():
        revision = int(pressed.detail)
    if seen_mark(item, typed.value) == typed.seen and not is_kept:
        return
    try:
        save_field(
            programme=kept.programme,
            key=item.key,
            value=typed.value,
            revision=revision,
            user=user,
            now=now,
        )
    except ChangedMeanwhileError as changed:
        kept.typed[item.key] = typed
        kept.conflicts[item.key] = conflict_of(
            item,
            typed.value,
            cast("ProgrammeField", changed.current),
            kept.programme,
        )
    except ValidationError as refusal:
        kept.typed[item.key] = typed
        kept.errors[item.key] = refusal.messages[0]


def _fill(kept: Draft, item: Field, user: User, now: dt.datetime) -> None:
    """Freeze a table again, on top of whatever stands there: it is not typed."""
    saved = kept.saved.get(item.key)
    try:
        fill_table(
            programme=kept.programme,
            key=item.key,
            revision=saved.revision if saved else 0,
            user=user,
            now=now,
        )
    except ChangedMeanwhileError:
        pass  # somebody has just frozen it: the page shows theirs
    except ValidationError as refusal:
        kept.errors[item.key] = refusal.messages[0]


def _tidied(typed: Typed) -> Typed:
    """Return the value as it would be stored; too long a one stays as it came."""
    try:
        return replace(typed, value=typed_value(typed.field, typed.value))
    except TooMuchError:
        return typed
