"""A region's municipalities side by side: the table of the page and of its file."""

from collections import Counter
from collections.abc import Sequence
from typing import Any

from django.urls import reverse

from monitoring.counting.lights import Light
from monitoring.presenters import figure_words as words
from monitoring.presenters.scorecard import UNITS, counts, indicator_url
from monitoring.queries.region_figures import TownFigure, TownLine
from monitoring.queries.rollups import Figure
from schools.models import Territory
from schools.templatetags.portal_format import NBSP, NO_DATA, number
from schools.templatetags.status_marks import MARKS


# A page holds so many indicators beside each other; the file has all of them.
SHOWN = 5
# What the region has to look at comes first.
_ORDER = (Light.BELOW, Light.NEAR, Light.PARTIAL, Light.REACHED)
_COUNTED = (
    (Light.REACHED, "Цель достигнута"),
    (Light.NEAR, "Близко к цели"),
    (Light.BELOW, "Ниже цели"),
    (Light.PARTIAL, "Предварительно"),
    (Light.NO_DATA, "Нет данных"),
)
NOT_COLLECTED = "не собирает"
HEADERS = (
    *("Муниципалитет", "Направление", "Группа", "Код", "Показатель", "Единица"),
    *("Цель", "Факт", "Числитель", "Знаменатель", "Оценка", "Окно"),
    *("Почему нет факта", "Школ в окне", "В сумме"),
    *("Не применимо", "Нет данных", "Не сдано"),
)


def key_figures(figures: Sequence[Figure]) -> list[Figure]:
    """Return the indicators that stand as columns: the farthest from the target first."""
    places = {light: place for place, light in enumerate(_ORDER)}
    return sorted(figures, key=lambda row: places.get(row.light, len(_ORDER)))[:SHOWN]


def heads(
    figures: Sequence[Figure], *, region: Territory, year: int
) -> list[dict[str, str]]:
    """Return the headings of the columns, each with its page."""
    return [
        {
            "title": figure.version.short_title,
            "full_title": figure.version.title,
            "url": indicator_url(figure.version.indicator_id, region, year, ""),
        }
        for figure in figures
    ]


def rows(
    lines: Sequence[TownLine], columns: Sequence[Figure], *, year: int
) -> list[dict[str, Any]]:
    """Return the municipalities of the page."""
    return [
        {
            "name": line.town.name,
            "url": reverse(
                "scorecard:list", query={"territory": line.town.pk, "year": year}
            ),
            **_summary(line),
            "cells": [
                _cell(line.figures.get(figure.version.indicator_id))
                for figure in columns
            ],
        }
        for line in lines
    ]


def sheet(lines: Sequence[TownLine]) -> list[tuple[Any, ...]]:
    """Return every figure of every municipality as a row of a workbook."""
    return [
        (line.town.name, *_values(figure))
        for line in lines
        for figure in line.figures.values()
    ]


def matrix_headers(figures: Sequence[Figure]) -> list[str]:
    """Return the headings of the same figures as a matrix."""
    return [
        "Муниципалитет",
        *(label for _light, label in _COUNTED),
        *(
            f"{figure.version.indicator.code}. {figure.version.short_title}"
            for figure in figures
        ),
    ]


def matrix_sheet(
    lines: Sequence[TownLine], figures: Sequence[Figure]
) -> list[tuple[Any, ...]]:
    """Return municipalities with all their figures in one row, numbers as numbers."""
    return [
        (
            line.town.name,
            *_light_counts(line),
            *(
                _plain(line.figures.get(figure.version.indicator_id))
                for figure in figures
            ),
        )
        for line in lines
    ]


def _light_counts(line: TownLine) -> list[int]:
    found = Counter(figure.light for figure in line.figures.values())
    return [found[light] for light, _label in _COUNTED]


def _summary(line: TownLine) -> dict[str, str]:
    reached, near, below, _partial, no_data = _light_counts(line)
    judged = reached + near + below
    rest = [("ниже цели", below), ("близко", near), ("нет данных", no_data)]
    return {
        "reached": f"{number(reached)} из{NBSP}{number(judged)}" if judged else NO_DATA,
        "rest": ", ".join(f"{word} {number(count)}" for word, count in rest if count),
    }


def _cell(found: TownFigure | None) -> dict[str, str]:
    if found is None:
        return {"mark": "", "value": "", "note": NOT_COLLECTED}
    return {
        "mark": words.light_mark(found.light),
        "value": words.value_words(found.value, found.version, found.measure),
        "note": words.absence_words(found.total, found.version.source, found.absence),
    }


def _plain(found: TownFigure | None) -> Any:
    if found is None:
        return NOT_COLLECTED
    return words.plain_value(found.value, found.measure)


def _values(found: TownFigure) -> tuple[Any, ...]:
    version, total, measure = found.version, found.total, found.measure
    return (
        version.indicator.get_track_display(),
        version.indicator.group,
        version.indicator.code,
        version.title,
        UNITS.get(measure, version.unit),
        words.plain_value(found.target, measure),
        words.plain_value(found.value, measure),
        *((total.numerator, total.denominator) if total else (None, None)),
        MARKS[words.light_mark(found.light)].word,
        words.month_words(found.rollup) if found.rollup else None,
        words.absence_words(total, version.source, found.absence),
        *counts(total),
    )
