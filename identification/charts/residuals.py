"""Residuals of the model against the expectation, with the cuts of the groups."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from identification.charts.figure import (
    INK_QUIET,
    RULE,
    Column,
    Figure,
    Spec,
    base_spec,
    values,
)
from identification.charts.map_of_groups import DRAWING_ORDER, group_scale
from identification.enums import Group
from schools.templatetags.portal_format import number, signed


COLUMNS = (
    Column("Школа"),
    Column("Группа"),
    Column("Ожидание, баллов", numeric=True),
    Column("Стьюдентизированный остаток", numeric=True),
)


@dataclass(frozen=True)
class ResidualPoint:
    """One school of the model."""

    name: str
    group: str
    expected: float
    studentised: float
    url: str = ""


def residual_chart(
    points: Sequence[ResidualPoint],
    *,
    cuts: Sequence[tuple[float, str]],
    title: str,
    sentence: str,
) -> Figure:
    """Draw studentised residuals; an even band around zero is a healthy model."""
    spec = base_spec(title, height=320)
    lines = [(0.0, ""), *cuts]
    spec["layer"] = [_line(at, words) for at, words in lines] + [_marks(points)]
    return Figure(
        name="residuals",
        title=title,
        sentence=sentence,
        spec=spec,
        columns=COLUMNS,
        rows=tuple(
            (
                point.name,
                Group(point.group).label,
                number(point.expected, 1),
                signed(point.studentised, 2),
            )
            for point in points
        ),
    )


def _line(at: float, words: str) -> Spec:
    return {
        "data": values([{"at": at, "words": words}]),
        "layer": [
            {
                "mark": {
                    "type": "rule",
                    "color": RULE,
                    "strokeDash": [] if at == 0 else [6, 4],
                },
                "encoding": {"y": {"field": "at", "type": "quantitative"}},
            },
            {
                "mark": {
                    "type": "text",
                    "align": "right",
                    "baseline": "bottom",
                    "dx": -4,
                    "dy": -3,
                    "color": INK_QUIET,
                },
                "encoding": {
                    "x": {"value": "width"},
                    "y": {"field": "at", "type": "quantitative"},
                    "text": {"field": "words"},
                },
            },
        ],
    }


def _marks(points: Sequence[ResidualPoint]) -> Spec:
    order = [group for group in DRAWING_ORDER if group in {p.group for p in points}]
    words, colours, shapes = group_scale(order)
    drawn = sorted(points, key=lambda point: DRAWING_ORDER.index(Group(point.group)))
    encoding: Spec = {
        "x": {
            "field": "expected",
            "type": "quantitative",
            "title": "Ожидание при таких условиях, баллов",
            "scale": {"zero": False},
        },
        "y": {
            "field": "studentised",
            "type": "quantitative",
            "title": "Стьюдентизированный остаток",
        },
        "color": {
            "field": "group",
            "type": "nominal",
            "scale": {"domain": words, "range": colours},
        },
        "shape": {
            "field": "group",
            "type": "nominal",
            "scale": {"domain": words, "range": shapes},
        },
        "tooltip": [
            {"field": "school", "type": "nominal", "title": "Школа"},
            {"field": "group", "type": "nominal", "title": "Группа"},
            {
                "field": "studentised",
                "type": "quantitative",
                "title": "Остаток",
                "format": ".2f",
            },
        ],
    }
    if any(point.url for point in points):
        encoding["href"] = {"field": "url", "type": "nominal"}
    rows = [
        {
            "school": point.name,
            "group": Group(point.group).label,
            "expected": point.expected,
            "studentised": point.studentised,
            "url": point.url,
        }
        for point in drawn
    ]
    return {
        "data": values(rows),
        "mark": {"type": "point", "filled": True, "size": 65, "opacity": 0.85},
        "encoding": encoding,
    }
