"""How the expectation of one school is made up, factor by factor."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from identification.charts.figure import (
    ACCENT,
    GAIN,
    INK,
    LABEL_LINES,
    LABEL_SIZE,
    LOSS,
    Column,
    Figure,
    Spec,
    base_spec,
    beside_its_mark,
    values,
    wrapped,
)
from schools.templatetags.portal_format import number, signed


AVERAGE = "Школа со средними условиями"
EXPECTED = "Ожидание для этой школы"
OUTCOME = "Результат школы"
# Three lines of a long name fit into a row.
ROW_HEIGHT = 44
COLUMNS = (
    Column("Слагаемое"),
    Column("Значение у школы", numeric=True),
    Column("Вклад, баллов", numeric=True),
    Column("Сумма, баллов", numeric=True),
)


@dataclass(frozen=True)
class Part:
    """What one factor adds to the expectation, in points."""

    name: str
    value: str
    points: float


def contributions_chart(
    average: float, parts: Sequence[Part], outcome: float, *, title: str, sentence: str
) -> Figure:
    """Draw a waterfall from the average school to the expectation of this one."""
    steps = _steps(average, parts, outcome)
    spec = base_spec(title, height=ROW_HEIGHT * len(steps))
    order = [step["name"] for step in steps]
    spec["data"] = values(steps)
    spec["encoding"] = {
        "y": {
            "field": "name",
            "type": "nominal",
            "sort": order,
            "title": None,
            "axis": {
                "grid": False,
                "ticks": False,
                "domain": False,
                "labelExpr": LABEL_LINES,
                "labelOffset": beside_its_mark(size=LABEL_SIZE),
            },
        }
    }
    spec["layer"] = [_bars(steps), _totals(), _labels()]
    return Figure(
        name="contributions",
        title=title,
        sentence=sentence,
        spec=spec,
        columns=COLUMNS,
        rows=_table(average, parts, outcome),
    )


def _steps(average: float, parts: Sequence[Part], outcome: float) -> list[Spec]:
    steps = [_total(AVERAGE, average)]
    running = average
    for part in parts:
        end = running + part.points
        steps.append(
            {
                "name": wrapped(part.name),
                "kind": "вклад",
                "start": running,
                "end": end,
                "right": max(running, end),
                "sign": "прибавляет" if part.points >= 0 else "отнимает",
                "label": signed(part.points, 1),
            }
        )
        running = end
    return [*steps, _total(EXPECTED, running), _total(OUTCOME, outcome)]


def _total(name: str, at: float) -> Spec:
    return {
        "name": wrapped(name),
        "kind": "итог",
        "is_outcome": name == OUTCOME,
        "start": at,
        "end": at,
        "right": at,
        "sign": "",
        "label": number(at, 1),
    }


def _domain(steps: Sequence[Spec]) -> list[float]:
    ends = [step[side] for step in steps for side in ("start", "end")]
    spread = max(1.0, max(ends) - min(ends))
    # The labels stand to the right of the bars and need their place.
    return [min(ends) - 0.08 * spread, max(ends) + 0.25 * spread]


def _bars(steps: Sequence[Spec]) -> Spec:
    return {
        "transform": [{"filter": "datum.kind === 'вклад'"}],
        "mark": {"type": "bar", "height": 16},
        "encoding": {
            "x": {
                "field": "start",
                "type": "quantitative",
                "title": "Баллов",
                "scale": {"domain": _domain(steps), "nice": False, "zero": False},
            },
            "x2": {"field": "end"},
            "color": {
                "field": "sign",
                "type": "nominal",
                "legend": None,
                "scale": {"domain": ["прибавляет", "отнимает"], "range": [GAIN, LOSS]},
            },
        },
    }


def _totals() -> Spec:
    return {
        "transform": [{"filter": "datum.kind === 'итог'"}],
        "mark": {"type": "tick", "thickness": 4, "size": 24},
        "encoding": {
            "x": {"field": "end", "type": "quantitative"},
            "color": {
                "condition": {"test": "datum.is_outcome", "value": INK},
                "value": ACCENT,
            },
        },
    }


def _labels() -> Spec:
    return {
        "mark": {"type": "text", "align": "left", "dx": 8, "color": INK},
        "encoding": {
            "x": {"field": "right", "type": "quantitative"},
            "text": {"field": "label"},
        },
    }


def _table(
    average: float, parts: Sequence[Part], outcome: float
) -> tuple[tuple[str, ...], ...]:
    rows = [(AVERAGE, "", "", number(average, 1))]
    running = average
    for part in parts:
        running += part.points
        rows.append((part.name, part.value, signed(part.points, 1), number(running, 1)))
    rows.append((EXPECTED, "", "", number(running, 1)))
    rows.append((OUTCOME, "", "", number(outcome, 1)))
    return tuple(rows)
