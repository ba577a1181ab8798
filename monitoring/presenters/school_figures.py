"""Figures of one school: its values by windows, with the municipality beside."""

from collections.abc import Sequence
from typing import Any

from monitoring.counting.lights import Light, fact
from monitoring.counting.sums import Sum
from monitoring.models import Window
from monitoring.presenters import figure_words as words
from monitoring.presenters.indicator_figures import (
    is_written,
    own_words,
    state_words,
)
from monitoring.queries.rollups import measure_of
from monitoring.queries.school_figures import OwnLine
from schools.templatetags.portal_format import NO_DATA, number


# Of two schools each could work out the other one's value from the sum.
LEAST_SCHOOLS = 3


def lines(rows: Sequence[OwnLine], windows: Sequence[Window]) -> list[dict[str, Any]]:
    """Return the lines of the page."""
    return [
        {
            "title": row.version.short_title,
            "full_title": row.version.title,
            "code": row.version.indicator.code,
            "target": words.value_words(
                row.target, row.version, measure_of(row.version)
            ),
            "cells": [_cell(row, window) for window in windows],
            "mark": words.light_mark(row.light),
        }
        for row in rows
    ]


def light_figures(rows: Sequence[OwnLine], *, url: str) -> list[dict[str, Any]]:
    """Return how many indicators of a school stand under the lights that matter."""
    shown = [
        (Light.REACHED, "Цель достигнута"),
        (Light.NEAR, "Близко к цели"),
        (Light.BELOW, "Ниже цели"),
    ]
    return [
        {
            "label": label,
            "mark": words.light_mark(light),
            "value": number(sum(row.light == light for row in rows)),
            "url": url,
        }
        for light, label in shown
    ]


def below(rows: Sequence[OwnLine]) -> list[str]:
    """Name the indicators in which a school is below the target."""
    return [row.version.short_title for row in rows if row.light == Light.BELOW]


def beside_words(total: Sum | None, row: OwnLine) -> str:
    """Return the municipality's figure, unless it would give away another school."""
    if total is None or not total.counted:
        return NO_DATA
    if total.counted < LEAST_SCHOOLS:
        return "мало школ, не показываем"
    measure = measure_of(row.version)
    return words.value_words(fact(total, measure), row.version, measure)


def _cell(row: OwnLine, window: Window) -> dict[str, str]:
    cell = row.cells.get(window.pk)
    shown = {"value": "", "parts": "", "note": "", "beside": ""}
    if cell is None:
        return shown
    return {
        **shown,
        "value": own_words(cell.value, row.version),
        "parts": words.parts_words(cell.total, measure_of(row.version)),
        "note": state_words(
            cell.value, cell.form_state, cell.total, is_settled=cell.is_settled
        )
        if cell.total.missing and is_written(cell.value)
        else "",
        "beside": beside_words(cell.beside, row),
    }
