"""The map of the four groups: what schools achieve against what is expected."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from identification.charts.figure import (
    INK_QUIET,
    RULE,
    Column,
    Figure,
    Spec,
    base_spec,
    values,
)
from identification.enums import Group
from schools.templatetags.portal_format import counted, number, signed
from schools.templatetags.status_marks import MARKS


# Drawn from the quiet to the important, so that nothing hides a school in need.
DRAWING_ORDER = (Group.ORDINARY, Group.ADVERSE, Group.RESILIENT, Group.LOW, Group.BOTH)
SCHOOLS = "школа,школы,школ"
COLUMNS = (
    Column("Школа"),
    Column("Группа"),
    Column("Результат, баллов", numeric=True),
    Column("Ожидание, баллов", numeric=True),
    Column("Отклонение", numeric=True),
    Column("Интервал ожидания"),
)


@dataclass(frozen=True)
class MapPoint:
    """One school on the map; all numbers in points, 50 + 10·z."""

    name: str
    group: str
    outcome: float
    expected: float
    interval: tuple[float, float]
    url: str = ""


@dataclass(frozen=True)
class MapBorders:
    """The lines between the groups, in points; None where a line is unknown.

    `low_gap` and `high_gap` are distances from the expectation at which a school
    of average leverage becomes low or resilient; `adverse_below` is the
    expectation at which conditions become adverse.
    """

    low_gap: float | None
    high_gap: float | None
    adverse_below: float | None


def map_of_groups(
    points: Sequence[MapPoint], borders: MapBorders, *, title: str, height: int = 460
) -> Figure:
    """Draw every school with the shape and colour of its group."""
    spec = base_spec(title, height=height)
    edges = _edges(points)
    spec["params"] = [
        {
            "name": "intervals",
            "value": False,
            "bind": {"input": "checkbox", "name": "Показать интервалы ожидания"},
        }
    ]
    spec["layer"] = [
        *_lines(borders, edges),
        _intervals(points, edges),
        _marks(points, edges),
    ]
    return Figure(
        name="map",
        title=title,
        sentence=_sentence(points),
        spec=spec,
        columns=COLUMNS,
        rows=tuple(_table_row(point) for point in points),
    )


def group_scale(groups: Sequence[str]) -> tuple[list[str], list[str], list[str]]:
    """Return words, colours and shapes of groups, in the same order."""
    marks = [MARKS[group] for group in groups]
    return (
        [Group(group).label for group in groups],
        [mark.colour for mark in marks],
        [mark.vega_shape for mark in marks],
    )


def _edges(points: Sequence[MapPoint]) -> tuple[list[float], list[float]]:
    """Return the ends of both axes, with a little room around the schools."""
    across = [point.expected for point in points] or [40.0, 60.0]
    up = [point.outcome for point in points] or [40.0, 60.0]
    return _with_room(min(across), max(across)), _with_room(min(up), max(up))


def _with_room(low: float, high: float) -> list[float]:
    room = max(1.0, (high - low) * 0.06)
    return [low - room, high + room]


def _lines(borders: MapBorders, edges: tuple[list[float], list[float]]) -> list[Spec]:
    across, up = edges
    wanted = (
        ("как ожидалось", 0.0, [1, 0]),
        ("граница ШНОР", borders.low_gap, [6, 4]),
        ("граница резильентности", borders.high_gap, [2, 3]),
    )
    lines = [line for line in wanted if line[1] is not None]
    layers = [_diagonals(across, lines)]
    if borders.adverse_below is not None:
        layers.append(_upright(borders.adverse_below, up))
    return layers


def _diagonals(across: list[float], lines: list[tuple[str, Any, list[int]]]) -> Spec:
    """Return lines parallel to «as expected»; a legend names them by their dashes."""
    ends = [
        {"x": x, "y": x + gap, "words": words}
        for words, gap, _ in lines
        for x in across
    ]
    return {
        "data": values(ends),
        "mark": {"type": "line", "clip": True, "color": RULE, "strokeWidth": 1.25},
        "encoding": {
            "x": {"field": "x", "type": "quantitative"},
            "y": {"field": "y", "type": "quantitative"},
            "strokeDash": {
                "field": "words",
                "type": "nominal",
                "scale": {
                    "domain": [words for words, _, _ in lines],
                    "range": [dash for _, _, dash in lines],
                },
                "legend": {
                    "orient": "bottom",
                    "columns": 2,
                    "symbolType": "stroke",
                    "symbolStrokeWidth": 1.5,
                    "symbolStrokeColor": RULE,
                    "symbolSize": 400,
                },
            },
        },
    }


def _upright(at: float, up: list[float]) -> Spec:
    return {
        "data": values([{"x": at, "top": up[1], "words": "← условия труднее"}]),
        "layer": [
            {
                "mark": {"type": "rule", "color": RULE, "strokeDash": [6, 4]},
                "encoding": {"x": {"field": "x", "type": "quantitative"}},
            },
            {
                "mark": {
                    "type": "text",
                    "align": "right",
                    "baseline": "top",
                    "dx": -6,
                    "dy": 4,
                    "color": INK_QUIET,
                    "fontSize": 12,
                },
                "encoding": {
                    "x": {"field": "x", "type": "quantitative"},
                    "y": {"field": "top", "type": "quantitative"},
                    "text": {"field": "words"},
                },
            },
        ],
    }


def _intervals(
    points: Sequence[MapPoint], edges: tuple[list[float], list[float]]
) -> Spec:
    rows = [
        {"x": point.expected, "low": point.interval[0], "high": point.interval[1]}
        for point in points
    ]
    return {
        "data": values(rows),
        "mark": {
            "type": "rule",
            "clip": True,
            "color": RULE,
            "opacity": {"expr": "intervals ? 0.5 : 0"},
        },
        "encoding": {
            "x": _axis_across(edges[0]),
            "y": {
                "field": "low",
                "type": "quantitative",
                "scale": {"domain": edges[1], "nice": False, "zero": False},
            },
            "y2": {"field": "high"},
        },
    }


def _marks(points: Sequence[MapPoint], edges: tuple[list[float], list[float]]) -> Spec:
    order = [group for group in DRAWING_ORDER if group in {p.group for p in points}]
    words, colours, shapes = group_scale(order)
    drawn = sorted(points, key=lambda point: DRAWING_ORDER.index(Group(point.group)))
    encoding: Spec = {
        "x": _axis_across(edges[0]),
        "y": {
            "field": "outcome",
            "type": "quantitative",
            "title": "Результат, баллов",
            "scale": {"domain": edges[1], "nice": False, "zero": False},
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
            _figure("outcome", "Результат"),
            _figure("expected", "Ожидание"),
            {"field": "gap", "type": "nominal", "title": "Отклонение"},
        ],
    }
    if any(point.url for point in points):
        encoding["href"] = {"field": "url", "type": "nominal"}
    return {
        "data": values([_datum(point) for point in drawn]),
        "mark": {"type": "point", "filled": True, "size": 75, "opacity": 0.85},
        "encoding": encoding,
    }


def _axis_across(domain: list[float]) -> Spec:
    return {
        "field": "x",
        "type": "quantitative",
        "title": "Ожидание при таких условиях, баллов",
        "scale": {"domain": domain, "nice": False, "zero": False},
    }


def _figure(field: str, title: str) -> Spec:
    return {"field": field, "type": "quantitative", "title": title, "format": ".1f"}


def _datum(point: MapPoint) -> dict[str, Any]:
    return {
        "school": point.name,
        "group": Group(point.group).label,
        "x": point.expected,
        "expected": point.expected,
        "outcome": point.outcome,
        "gap": signed(point.outcome - point.expected, 1),
        "url": point.url,
    }


def _table_row(point: MapPoint) -> tuple[str, ...]:
    low, high = point.interval
    return (
        point.name,
        Group(point.group).label,
        number(point.outcome, 1),
        number(point.expected, 1),
        signed(point.outcome - point.expected, 1),
        f"{number(low, 1)} – {number(high, 1)}",
    )


def _sentence(points: Sequence[MapPoint]) -> str:
    if not points:
        return "Ни одна школа не классифицирована."
    below = sum(point.outcome < point.expected for point in points)
    return (
        f"На рисунке {counted(len(points), SCHOOLS)}. Чем правее школа, тем легче её "
        "условия; чем ниже она под сплошной линией, тем слабее результат по сравнению "
        f"с ожидаемым. Ниже ожидания – {counted(below, SCHOOLS)}."
    )
