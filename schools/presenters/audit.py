"""Events of the trail as sentences: what was done, to what, from what to what."""

import datetime as dt
from functools import lru_cache
from typing import Any

from django.apps import apps
from django.core.exceptions import FieldDoesNotExist
from django.db.models import Field, Model
from django.urls import reverse

from schools.models import AuditEvent
from schools.presenters.audit_values import VALUES
from schools.presenters.audit_words import ACTIONS
from schools.templatetags.portal_format import day, number


# Objects with a page of their own in this app.
_PAGES = {"schools.school": "schools:detail", "schools.user": "people:person"}
_LONGEST = 200


def action_words(code: str) -> str:
    """Return what was done; a code without words is shown as it is."""
    return ACTIONS.get(code, code)


def action_choices() -> list[tuple[str, str]]:
    """Return the choices of the filter, in the order of their words."""
    return sorted(ACTIONS.items(), key=lambda pair: pair[1])


def object_words(event: AuditEvent) -> str:
    """Return «школа «Школа № 1»», or nothing."""
    if not event.object_type:
        return ""
    model = _model(event.object_type)
    kind = str(model._meta.verbose_name) if model else event.object_type  # noqa: SLF001 the public registry of models
    return f"{kind} «{event.object_label}»"


def object_url(event: AuditEvent) -> str:
    """Return the page of the object, if there is one."""
    route = _PAGES.get(event.object_type)
    return reverse(route, args=[event.object_id]) if route else ""


def changes(event: AuditEvent) -> list[dict[str, str]]:
    """Return the values before and after, field by field."""
    model = _model(event.object_type)
    names = list(dict.fromkeys([*event.before, *event.after]))
    lines = [
        {
            "field": field_words(model, name),
            "old": value_words(model, name, event.before.get(name)),
            "new": value_words(model, name, event.after.get(name)),
        }
        for name in names
    ]
    for line in lines:
        if line["old"] == line["new"]:
            line["old"] = ""
    return [line for line in lines if line["old"] or line["new"]]


def field_words(model: type[Model] | None, name: str) -> str:
    """Return a field's name in Russian, whether it is a column or only a value."""
    field = _field(model, name)
    if field is not None and field.verbose_name != field.name.replace("_", " "):
        return str(field.verbose_name)
    return VALUES.get(name, name)


def value_words(model: type[Model] | None, name: str, value: Any) -> str:
    """Return a value in words: a choice by its label, a day as people write it."""
    if value is None or value in ("", [], {}):
        return ""
    if isinstance(value, bool):
        return "да" if value else "нет"
    if isinstance(value, int):
        return str(value)
    if isinstance(value, float):
        return number(value)
    if isinstance(value, list):
        text = ", ".join(value_words(None, name, item) for item in value)
    elif isinstance(value, dict):
        text = "; ".join(
            f"{VALUES.get(key, key)}: {value_words(None, key, item)}"
            for key, item in value.items()
        )
    else:
        text = _text_words(_field(model, name), str(value))
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST]}…"


def _text_words(field: Field | None, text: str) -> str:
    if field is not None and field.choices:
        return str(dict(field.flatchoices).get(text, text))
    try:
        return day(dt.date.fromisoformat(text))
    except ValueError:
        return text


@lru_cache(maxsize=100)
def _model(label: str) -> type[Model] | None:
    try:
        return apps.get_model(label)
    except (LookupError, ValueError):
        return None


@lru_cache(maxsize=1000)
def _field(model: type[Model] | None, name: str) -> Field | None:
    if model is None:
        return None
    try:
        field = model._meta.get_field(name)  # noqa: SLF001 the public registry of fields
    except FieldDoesNotExist:
        return None
    return field if isinstance(field, Field) else None
