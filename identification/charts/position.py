"""Where one school stands between its expectation and the cut of low results."""

from __future__ import annotations

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
from schools.templatetags.status_marks import MARKS


COLUMNS = (Column("Что"), Column("Баллов", numeric=True))


def position_chart(
    *,
    group: str,
    outcome: float,
    expected: float,
    interval: tuple[float, float],
    low_cut: float | None,
    title: str,
    sentence: str,
) -> Figure:
    """Draw the interval of the expectation, the cut, and the school's own result."""
    low, high = interval
    spec = base_spec(title, height=112)
    ends = [low, high, outcome, expected]
    room = max(1.0, (max(ends) - min(ends)) * 0.06)
    scale = {
        "domain": [min(ends) - room, max(ends) + room],
        "nice": False,
        "zero": False,
    }
    spec["layer"] = [
        _interval(low, high, scale),
        _tick(expected, "ожидание", ACCENT, 30, 28),
        *([] if low_cut is None else [_tick(low_cut, "граница ШНОР", LOSS, 30, 44)]),
        _own(outcome, group),
    ]
    facts = [
        ("Результат школы", outcome),
        ("Ожидание при таких условиях", expected),
        ("Интервал ожидания, от", low),
        ("Интервал ожидания, до", high),
        *([] if low_cut is None else [("Граница ШНОР", low_cut)]),
    ]
    return Figure(
        name="position",
        title=title,
        sentence=sentence,
        spec=spec,
        columns=COLUMNS,
        rows=tuple((words, number(value, 1)) for words, value in facts),
    )


def _interval(low: float, high: float, scale: Spec) -> Spec:
    return {
        "data": values([{"low": low, "high": high}]),
        "mark": {"type": "bar", "height": 12, "color": RULE, "opacity": 0.35},
        "encoding": {
            "x": {
                "field": "low",
                "type": "quantitative",
                "title": "Баллов",
                "scale": scale,
            },
            "x2": {"field": "high"},
        },
    }


def _tick(at: float, words: str, colour: str, size: int, dy: int) -> Spec:
    return {
        "data": values([{"at": at, "words": f"{words} {number(at, 1)}"}]),
        "layer": [
            {
                "mark": {
                    "type": "tick",
                    "color": colour,
                    "thickness": 3,
                    "size": size,
                    "orient": "vertical",
                },
                "encoding": {"x": {"field": "at", "type": "quantitative"}},
            },
            {
                "mark": {"type": "text", "dy": dy, "color": colour},
                "encoding": {
                    "x": {"field": "at", "type": "quantitative"},
                    "text": {"field": "words"},
                },
            },
        ],
    }


def _own(outcome: float, group: str) -> Spec:
    mark = MARKS[group]
    return {
        "data": values([{"at": outcome, "words": f"школа {number(outcome, 1)}"}]),
        "layer": [
            {
                "mark": {
                    "type": "point",
                    "filled": True,
                    "size": 180,
                    "opacity": 1,
                    "shape": mark.vega_shape,
                    "color": mark.colour,
                },
                "encoding": {"x": {"field": "at", "type": "quantitative"}},
            },
            {
                "mark": {"type": "text", "dy": -24, "fontWeight": "bold", "color": INK},
                "encoding": {
                    "x": {"field": "at", "type": "quantitative"},
                    "text": {"field": "words"},
                },
            },
        ],
    }
