"""Shares below the minimum with their intervals, against the threshold of the rule."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from identification.charts.figure import (
    ACCENT,
    INK,
    LABEL_LINES,
    LABEL_SIZE,
    LOSS,
    RULE,
    Column,
    Figure,
    Spec,
    base_spec,
    beside_its_mark,
    values,
    wrapped,
)
from schools.templatetags.portal_format import percent


ROW_HEIGHT = 34
# A long name takes several lines; those of two rows must not meet.
LINE_HEIGHT, ROW_GAP = 15, 8
# A mark at zero does not touch the name of its row.
LABEL_PADDING = 10
PERCENT_LABEL = "round(datum.value * 100) + '\N{NO-BREAK SPACE}%'"
COLUMNS = (
    Column("Работа"),
    Column("Ниже минимума", numeric=True),
    Column("Доля", numeric=True),
    Column("Интервал Уилсона"),
    Column("Порог"),
)


@dataclass(frozen=True)
class ShareRow:
    """The share of one procedure; `interval` is Wilson's."""

    name: str
    counts: str
    share: float
    interval: tuple[float, float]
    is_over: bool


def shares_chart(
    rows: Sequence[ShareRow], *, threshold: float, title: str, sentence: str
) -> Figure:
    """Draw each share as a point with its interval; those at the threshold stand out."""
    lines = max((wrapped(row.name).count("\n") + 1 for row in rows), default=1)
    height = max(ROW_HEIGHT, LINE_HEIGHT * lines + ROW_GAP)
    spec = base_spec(title, height=height * len(rows))
    spec["layer"] = [_threshold(threshold), _intervals(rows), _points(rows)]
    return Figure(
        name="shares",
        title=title,
        sentence=sentence,
        spec=spec,
        columns=COLUMNS,
        rows=tuple(
            (
                row.name,
                row.counts,
                percent(row.share),
                f"{percent(row.interval[0])} – {percent(row.interval[1])}",
                "достигнут" if row.is_over else "не достигнут",
            )
            for row in rows
        ),
    )


def _threshold(at: float) -> Spec:
    return {
        "data": values([{"at": at}]),
        "mark": {"type": "rule", "color": LOSS, "strokeDash": [6, 4]},
        "encoding": {"x": {"field": "at", "type": "quantitative"}},
    }


def _places(rows: Sequence[ShareRow]) -> Spec:
    return {
        "field": "name",
        "type": "nominal",
        "sort": [wrapped(row.name) for row in rows],
        "title": None,
        "axis": {
            "ticks": False,
            "domain": False,
            "labelExpr": LABEL_LINES,
            "labelOffset": beside_its_mark(size=LABEL_SIZE),
            "labelPadding": LABEL_PADDING,
        },
    }


def _intervals(rows: Sequence[ShareRow]) -> Spec:
    return {
        "data": values(
            [
                {"name": wrapped(r.name), "low": r.interval[0], "high": r.interval[1]}
                for r in rows
            ]
        ),
        "mark": {"type": "rule", "color": RULE, "strokeWidth": 3, "opacity": 0.6},
        "encoding": {
            "y": _places(rows),
            "x": {
                "field": "low",
                "type": "quantitative",
                "title": "Доля участников ниже минимума",
                "axis": {
                    "labelExpr": PERCENT_LABEL,
                    "tickCount": 6,
                    "labelOverlap": True,
                },
                "scale": {"domainMin": 0, "nice": True},
            },
            "x2": {"field": "high"},
        },
    }


def _points(rows: Sequence[ShareRow]) -> Spec:
    data = [
        {
            "name": wrapped(row.name),
            "share": row.share,
            "label": percent(row.share, 0),
            "state": "порог достигнут" if row.is_over else "порог не достигнут",
        }
        for row in rows
    ]
    states = {
        "domain": ["порог достигнут", "порог не достигнут"],
        "range": [LOSS, ACCENT],
    }
    shapes = {"domain": states["domain"], "range": ["diamond", "circle"]}
    # Beside the names of procedures a phone has no room for two words in a line.
    state = {"field": "state", "type": "nominal", "legend": {"columns": 1}}
    return {
        "data": values(data),
        "encoding": {
            "y": _places(rows),
            "x": {"field": "share", "type": "quantitative"},
        },
        "layer": [
            {
                "mark": {"type": "point", "filled": True, "size": 90, "opacity": 1},
                "encoding": {
                    "color": {**state, "scale": states},
                    "shape": {**state, "scale": shapes},
                },
            },
            {
                "mark": {"type": "text", "dy": -11, "color": INK, "fontSize": 11},
                "encoding": {"text": {"field": "label"}},
            },
        ],
    }
