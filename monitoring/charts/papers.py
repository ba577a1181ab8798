"""The chart of a paper: each share as a bar, its target as a line across it."""

from identification.charts.figure import (
    ACCENT,
    INK,
    LABEL_LINES,
    LOSS,
    Column,
    Figure,
    Spec,
    base_spec,
    beside_its_mark,
    values,
    wrapped,
)
from monitoring.drafting import Chart
from schools.templatetags.portal_format import NO_DATA, number


STEP = 42
BAR = 14
TICK = 26
LABEL_SIZE = 10
# Of the bars alone, in points of the page; their labels stand beside them.
CHART_WIDTH = 400
# Room for the number behind the longest bar.
SCALE = [0, 108]


def target_chart(chart: Chart) -> Figure:
    """Draw figures beside their targets, in the order of the table."""
    spec = base_spec(chart.title, height=STEP * len(chart.bars))
    spec["data"] = values(
        [
            {
                "label": wrapped(bar.label),
                "value": bar.value,
                "target": bar.target,
                "text": NO_DATA if bar.value is None else number(bar.value, 1),
                "end": bar.value or 0,
            }
            for bar in chart.bars
        ]
    )
    spec["encoding"] = {
        "y": {
            "field": "label",
            "type": "nominal",
            "sort": None,
            "title": None,
            "axis": {
                "labelExpr": LABEL_LINES,
                "labelFontSize": LABEL_SIZE,
                "labelOffset": beside_its_mark(size=LABEL_SIZE),
                "ticks": False,
            },
        }
    }
    spec["layer"] = [_bars(), _targets(), _texts()]
    return Figure(
        name="targets",
        title=chart.title,
        sentence=chart.sentence,
        spec=spec,
        columns=(
            Column("Показатель"),
            Column("Факт, %", numeric=True),
            Column("Цель, %", numeric=True),
        ),
        rows=tuple(
            (
                bar.label,
                NO_DATA if bar.value is None else number(bar.value, 1),
                number(bar.target, 1),
            )
            for bar in chart.bars
        ),
    )


def _bars() -> Spec:
    return {
        "mark": {"type": "bar", "color": ACCENT, "height": BAR},
        "encoding": {"x": _x("value")},
    }


def _targets() -> Spec:
    return {
        "mark": {"type": "tick", "color": LOSS, "thickness": 3, "size": TICK},
        "encoding": {"x": _x("target")},
    }


def _texts() -> Spec:
    """Write the number behind its bar, on white where the target crosses it."""
    return {
        "mark": {
            "type": "text",
            "align": "left",
            "baseline": "middle",
            "dx": 5,
            "color": INK,
        },
        "encoding": {"x": _x("end"), "text": {"field": "text"}},
    }


def _x(field: str) -> Spec:
    return {
        "field": field,
        "type": "quantitative",
        "scale": {"domain": SCALE, "nice": False},
        "axis": {"title": "%", "values": [0, 20, 40, 60, 80, 100]},
    }
