"""School years side by side, with breaks named."""

from collections.abc import Iterable, Sequence
from typing import Any

from monitoring.presenters import figure_words as words
from monitoring.presenters.indicator_figures import value_of
from monitoring.presenters.scorecard import indicator_url
from monitoring.queries.figure_years import YearCell, YearLine
from monitoring.queries.rollups import measure_of, sum_of
from schools.models import Territory
from schools.templatetags.portal_format import MONTHS, NO_DATA


def lines(
    rows: Iterable[YearLine], *, territory: Territory, year: int
) -> list[dict[str, Any]]:
    """Return the lines of the page."""
    return [
        {
            "title": line.version.short_title,
            "full_title": line.version.title,
            "code": line.version.indicator.code,
            "month": MONTHS[int(line.slot.rpartition(":")[2]) - 1],
            "url": indicator_url(line.version.indicator_id, territory, year, ""),
            "cells": [_cell(cell) for cell in line.cells],
            "change": _change(line.cells),
        }
        for line in rows
    ]


def _cell(cell: YearCell) -> dict[str, str]:
    row = cell.rollup
    if row is None:
        return {"value": NO_DATA, "parts": "", "broken": ""}
    measure = measure_of(row.version)
    return {
        "value": words.value_words(value_of(row), row.version, measure),
        "parts": words.parts_words(sum_of(row), measure),
        "broken": words.BROKEN.get(cell.broken, ""),
    }


def _change(cells: Sequence[YearCell]) -> dict[str, str]:
    """Return the change of the last year against the one before, where it may be said."""
    last = cells[-1]
    before = cells[-2].rollup if len(cells) > 1 else None
    now, then = value_of(last.rollup), value_of(before)
    if last.rollup is None or now is None or then is None:
        return {"mark": "", "text": NO_DATA}
    if last.broken:
        return {"mark": "trend_broken", "text": words.BROKEN[last.broken]}
    return words.change_mark(now - then, last.rollup.version)
