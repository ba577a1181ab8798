"""School years side by side, with breaks named."""

from collections.abc import Iterable, Sequence
from fractions import Fraction
from typing import Any

from monitoring.models import Rollup
from monitoring.presenters import figure_words as words
from monitoring.presenters.indicator_figures import value_of
from monitoring.presenters.scorecard import UNITS, indicator_url
from monitoring.queries.figure_years import YearCell, YearLine
from monitoring.queries.rollups import measure_of, sum_of
from schools.models import Territory
from schools.templatetags.portal_format import MONTHS, NO_DATA, school_year
from schools.templatetags.status_marks import MARKS


COMPARABLE = "как раньше"


def lines(
    rows: Iterable[YearLine], *, territory: Territory, years: Sequence[int]
) -> list[dict[str, Any]]:
    """Return the lines of the page; the last of the years is the one to go on with."""
    return [
        {
            "title": line.version.short_title,
            "full_title": line.version.title,
            "code": line.version.indicator.code,
            "month": _month(line),
            "url": indicator_url(line.version.indicator_id, territory, years[-1], ""),
            "cells": [_cell(cell) for cell in line.cells],
            "change": _change(line.cells),
        }
        for line in rows
    ]


def headers(years: Sequence[int]) -> list[str]:
    """Return the headings of the workbook: four columns a year."""
    return [
        *("Направление", "Группа", "Код", "Показатель", "Единица", "Окно"),
        *(
            f"{school_year(year)}: {name}"
            for year in years
            for name in ("значение", "числитель", "знаменатель", "сопоставимость")
        ),
        "Изменение за последний год",
        "Изменение словами",
    ]


def sheet(rows: Iterable[YearLine]) -> list[tuple[Any, ...]]:
    """Return the same lines as values of a workbook: numbers are numbers."""
    return [_values(line) for line in rows]


def _values(line: YearLine) -> tuple[Any, ...]:
    version = line.version
    change = _change(line.cells)
    mark = MARKS[change["mark"]].word if change["mark"] else ""
    return (
        version.indicator.get_track_display(),
        version.indicator.group,
        version.indicator.code,
        version.title,
        UNITS.get(measure_of(version), version.unit),
        _month(line),
        *(value for cell in line.cells for value in _cell_values(cell)),
        _difference(line.cells),
        f"{mark} {change['text']}".strip(),
    )


def _cell_values(cell: YearCell) -> tuple[Any, ...]:
    row, total = cell.rollup, sum_of(cell.rollup)
    if row is None or total is None:
        return None, None, None, "окна не было"
    return (
        words.plain_value(value_of(row), measure_of(row.version)),
        total.numerator,
        total.denominator,
        f"разрыв: {words.BROKEN[cell.broken]}" if cell.broken else COMPARABLE,
    )


def _month(line: YearLine) -> str:
    return MONTHS[int(line.slot.rpartition(":")[2]) - 1]


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


def _difference(cells: Sequence[YearCell]) -> Any:
    """Return the change as a number, None where the years are not compared."""
    pair = _pair(cells)
    if pair is None or cells[-1].broken:
        return None
    now, then, row = pair
    return words.plain_value(now - then, measure_of(row.version))


def _change(cells: Sequence[YearCell]) -> dict[str, str]:
    """Return the change of the last year against the one before, where it may be said."""
    pair = _pair(cells)
    if pair is None:
        return {"mark": "", "text": NO_DATA}
    if cells[-1].broken:
        return {"mark": "trend_broken", "text": words.BROKEN[cells[-1].broken]}
    now, then, row = pair
    return words.change_mark(now - then, row.version)


def _pair(cells: Sequence[YearCell]) -> tuple[Fraction, Fraction, Rollup] | None:
    """Return the last two years with their row; None where one has no figure."""
    last = cells[-1].rollup
    before = cells[-2].rollup if len(cells) > 1 else None
    now, then = value_of(last), value_of(before)
    if last is None or now is None or then is None:
        return None
    return now, then, last
