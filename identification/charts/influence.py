"""Which schools pull the model: leverage against Cook's distance."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from identification.charts.figure import (
    ACCENT,
    INK,
    LOSS,
    RULE,
    Column,
    Figure,
    Spec,
    base_spec,
    values,
)
from schools.templatetags.portal_format import number


NAMED = 3
COLUMNS = (
    Column("Школа"),
    Column("Рычаг", numeric=True),
    Column("Расстояние Кука", numeric=True),
)


@dataclass(frozen=True)
class InfluencePoint:
    """How much one school weighs in the model."""

    name: str
    leverage: float
    cook: float
    url: str = ""


def influence_chart(
    points: Sequence[InfluencePoint],
    *,
    leverage_limit: float,
    cook_limit: float,
    title: str,
    sentence: str,
) -> Figure:
    """Draw the pull of every school and name those beyond both customary limits."""
    spec = base_spec(title, height=320)
    spec["layer"] = [
        _limit("x", leverage_limit),
        _limit("y", cook_limit),
        _marks(points, cook_limit),
        *_names(points, cook_limit),
    ]
    return Figure(
        name="influence",
        title=title,
        sentence=sentence,
        spec=spec,
        columns=COLUMNS,
        rows=tuple(
            (point.name, number(point.leverage, 3), number(point.cook, 3))
            for point in points
        ),
    )


def strongest(
    points: Sequence[InfluencePoint], cook_limit: float
) -> list[InfluencePoint]:
    """Return the few schools with the greatest Cook's distance beyond the limit."""
    beyond = [point for point in points if point.cook > cook_limit]
    return sorted(beyond, key=lambda point: (-point.cook, point.name))[:NAMED]


def _limit(channel: str, at: float) -> Spec:
    return {
        "data": values([{"at": at}]),
        "mark": {"type": "rule", "color": RULE, "strokeDash": [6, 4]},
        "encoding": {channel: {"field": "at", "type": "quantitative"}},
    }


def _marks(points: Sequence[InfluencePoint], cook_limit: float) -> Spec:
    encoding: Spec = {
        "x": {"field": "leverage", "type": "quantitative", "title": "Рычаг"},
        "y": {"field": "cook", "type": "quantitative", "title": "Расстояние Кука"},
        "color": {
            "condition": {"test": f"datum.cook > {cook_limit}", "value": LOSS},
            "value": ACCENT,
        },
        "tooltip": [
            {"field": "school", "type": "nominal", "title": "Школа"},
            _figure("leverage", "Рычаг"),
            _figure("cook", "Расстояние Кука"),
        ],
    }
    if any(point.url for point in points):
        encoding["href"] = {"field": "url", "type": "nominal"}
    return {
        "data": values([_datum(point) for point in points]),
        "mark": {"type": "point", "filled": True, "size": 55, "opacity": 0.75},
        "encoding": encoding,
    }


def _names(points: Sequence[InfluencePoint], cook_limit: float) -> list[Spec]:
    """Return the names beside their marks, on the side where there is room."""
    middle = max((point.leverage for point in points), default=0) / 2
    named = strongest(points, cook_limit)
    sides = (
        ("right", -8, [point for point in named if point.leverage > middle]),
        ("left", 8, [point for point in named if point.leverage <= middle]),
    )
    return [_labels(rows, align, dx) for align, dx, rows in sides if rows]


def _labels(points: Sequence[InfluencePoint], align: str, dx: int) -> Spec:
    return {
        "data": values([_datum(point) for point in points]),
        "mark": {"type": "text", "align": align, "dx": dx, "color": INK},
        "encoding": {
            "x": {"field": "leverage", "type": "quantitative"},
            "y": {"field": "cook", "type": "quantitative"},
            "text": {"field": "school"},
        },
    }


def _figure(field: str, title: str) -> Spec:
    return {"field": field, "type": "quantitative", "title": title, "format": ".3f"}


def _datum(point: InfluencePoint) -> Spec:
    return {
        "school": point.name,
        "leverage": point.leverage,
        "cook": point.cook,
        "url": point.url,
    }
