"""Charts of indicators: windows in their order, and schools by their values."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

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
from schools.templatetags.portal_format import NBSP, number


HEIGHT = 280
# Fewer columns would be walls.
COLUMNS_THAT_FILL = 6

SERIES_COLUMNS = (
    Column("Окно"),
    Column("Значение", numeric=True),
    Column("Числитель и знаменатель", numeric=True),
    Column("Сопоставимость"),
)

# One window of a series: label, value, text, counts, part, note. `part` changes where a
# comparison breaks, and `note` says why.
Point = Mapping[str, Any]


def series_chart(
    points: Sequence[Point],
    *,
    name: str,
    title: str,
    unit: str,
    target: Decimal | None,
    sentence: str,
) -> Figure:
    """Draw a series; the line is not drawn over a break, and the target is a rule."""
    spec = base_spec(title, height=HEIGHT)
    spec["layer"] = _layers(points, unit=unit, target=target)
    return Figure(
        name=name,
        title=title,
        sentence=sentence,
        spec=spec,
        columns=SERIES_COLUMNS,
        rows=tuple(
            (
                point["label"],
                point["text"],
                point["counts"],
                point["note"] or "как раньше",
            )
            for point in points
        ),
    )


def spread_chart(
    bars: Sequence[tuple[str, int]], *, title: str, sentence: str
) -> Figure:
    """Draw how many schools have which value."""
    spec = base_spec(title, height=HEIGHT)
    order = [label for label, _count in bars]
    margin = max(0.3, (COLUMNS_THAT_FILL - len(bars)) / 2)
    spec["data"] = values(
        [
            {"label": label, "schools": count, "text": number(count)}
            for label, count in bars
        ]
    )
    spec["encoding"] = {
        "x": {
            "field": "label",
            "type": "ordinal",
            "sort": order,
            "title": "Значение школы",
            "axis": {"labelAngle": 0, "ticks": False},
            "scale": {"paddingInner": 0.2, "paddingOuter": margin},
        },
        "y": {
            "field": "schools",
            "type": "quantitative",
            "title": "Школ",
            "axis": {"tickMinStep": 1, "format": "d"},
        },
    }
    spec["layer"] = [
        {"mark": {"type": "bar", "color": ACCENT}},
        {
            "mark": {"type": "text", "baseline": "bottom", "dy": -4, "color": INK},
            "encoding": {"text": {"field": "text"}},
        },
    ]
    return Figure(
        name="spread",
        title=title,
        sentence=sentence,
        spec=spec,
        columns=(Column("Значение"), Column("Школ", numeric=True)),
        rows=tuple((label, number(count)) for label, count in bars),
    )


def _layers(
    points: Sequence[Point], *, unit: str, target: Decimal | None
) -> list[Spec]:
    order = [point["label"] for point in points]
    x = {
        "field": "label",
        "type": "ordinal",
        "sort": order,
        "title": "Окно",
        "axis": {"labelAngle": 0, "labelOverlap": True},
    }
    y = {
        "field": "value",
        "type": "quantitative",
        "title": unit,
        "scale": {"domainMin": 0, "nice": True},
    }
    if unit == "%":
        y["scale"] = {"domain": [0, 100]}
    layers: list[Spec] = []
    if target is not None:
        layers.append(_target(target, unit))
    broken = [point for point in points if point["note"]]
    if broken:
        layers.append(_breaks(broken, x))
    layers += [_line(points, x, y), _labels(points, x, y)]
    return layers


def _target(target: Decimal, unit: str) -> Spec:
    text = f"цель {number(target.normalize())}" + (f"{NBSP}%" if unit == "%" else "")
    return {
        "data": values([{"at": float(target), "text": text}]),
        "encoding": {"y": {"field": "at", "type": "quantitative"}},
        "layer": [
            {"mark": {"type": "rule", "color": LOSS, "strokeDash": [6, 4]}},
            {
                "mark": {
                    "type": "text",
                    "align": "left",
                    "baseline": "bottom",
                    "dx": 4,
                    "dy": -3,
                    "color": LOSS,
                    "x": 0,
                },
                "encoding": {"text": {"field": "text"}},
            },
        ],
    }


def _breaks(points: Sequence[Point], x: Spec) -> Spec:
    return {
        "data": values([{"label": point["label"]} for point in points]),
        "mark": {"type": "rule", "color": RULE, "strokeDash": [2, 3]},
        "encoding": {"x": x},
    }


def _line(points: Sequence[Point], x: Spec, y: Spec) -> Spec:
    return {
        "data": values(_data(points)),
        "mark": {
            "type": "line",
            "color": ACCENT,
            "point": {"filled": True, "size": 70, "color": ACCENT},
        },
        "encoding": {"x": x, "y": y, "detail": {"field": "part", "type": "nominal"}},
    }


def _labels(points: Sequence[Point], x: Spec, y: Spec) -> Spec:
    return {
        "data": values(_data(points)),
        "mark": {"type": "text", "baseline": "bottom", "dy": -8, "color": INK},
        "encoding": {"x": x, "y": y, "text": {"field": "text"}},
    }


def _data(points: Sequence[Point]) -> list[Spec]:
    return [
        {
            "label": point["label"],
            "value": point["value"],
            "text": point["text"],
            "part": point["part"],
        }
        for point in points
    ]
