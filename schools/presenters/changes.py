"""Values before and after a change, in the words of the form."""

import datetime as dt
from typing import Any

from django.db.models import Model
from django.forms import BoundField, ModelForm

from schools.templatetags.portal_format import day


def conflict(current: Model, form: ModelForm) -> list[dict[str, str]]:
    """Return what stands in the portal now against what the person typed."""
    lines = []
    for name in form._meta.fields or ():  # noqa: SLF001 the form's public options
        stored, typed = getattr(current, name), form.cleaned_data[name]
        if stored != typed:
            lines.append(
                {
                    "field": str(form[name].label).lower(),
                    "old": value_words(stored, form[name]),
                    "new": value_words(typed, form[name]),
                }
            )
    return lines


def value_words(value: Any, bound: BoundField) -> str:
    """Return a value as the form shows it: a choice by its label, a day in words."""
    if value is None or value == "":
        return ""
    if isinstance(value, dt.date):
        return day(value)
    labels = dict(getattr(bound.field, "_choices", None) or ())
    return str(labels.get(value, value))
