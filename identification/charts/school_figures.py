"""The charts of one school in a run: its expectation, its place, its shares.

The page of the school and its sheet of paper both call these.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from identification.charts.contributions import Part, contributions_chart
from identification.charts.figure import Figure
from identification.charts.position import position_chart
from identification.charts.shares import ShareRow, shares_chart
from identification.models import Run, RunSchool
from schools.templatetags.portal_format import counted, number, percent


Rows = Sequence[Mapping[str, Any]]

PROCEDURES = "процедура,процедуры,процедур"


def contributions_figure(row: RunSchool, factors: Rows) -> Figure:
    """Return the waterfall of a school's expectation.

    `factors` come from `queries.school_factors`; the parts add up to the
    expectation exactly.
    """
    average = float(row.run.model["average"])
    parts = [
        Part(factor["label"], with_unit(factor), float(factor["contribution"]))
        for factor in factors
        if factor["contribution"] is not None
    ]
    total = sum(part.points for part in parts)
    if round(abs(total), 1) == 0:
        title = "Условия школы не меняют ожидания"
    else:
        verb = "снижают" if total < 0 else "повышают"
        title = f"Условия {verb} ожидание на {number(abs(total), 1)} балла"
    return contributions_chart(
        average, parts, row.outcome_points, title=title, sentence=_strongest(parts)
    )


def with_unit(factor: Mapping[str, Any]) -> str:
    """Return the value of a factor with its unit."""
    value = number(None if factor["value"] is None else round(factor["value"], 2))
    unit = factor["unit"]
    return f"{value}\N{NO-BREAK SPACE}{unit}" if unit else value


def _strongest(parts: Sequence[Part]) -> str:
    if not parts:
        return "В модели нет факторов."
    part = max(parts, key=lambda part: abs(part.points))
    verb = "снижает" if part.points < 0 else "повышает"
    return (
        f"Сильнее всего {verb} ожидание фактор «{part.name}»: "
        f"на {number(abs(part.points), 1)} балла по сравнению со средней школой."
    )


def low_border(row: RunSchool) -> float | None:
    """Return the result below which this very school would be ШНОР, in points."""
    if row.low_margin is None:
        return None
    return float(row.outcome_points - row.low_margin)


def position_figure(row: RunSchool) -> Figure:
    """Return where the result lies between the expectation and the cut."""
    border = low_border(row)
    gap = row.residual_points
    side = "ниже" if gap < 0 else "выше"
    return position_chart(
        group=row.group,
        outcome=row.outcome_points,
        expected=row.expected_points,
        interval=(row.interval_low, row.interval_high),
        low_cut=border,
        title=f"Результат на {number(abs(gap), 1)} балла {side} ожидаемого",
        sentence=_distance(row, border),
    )


def _distance(row: RunSchool, border: float | None) -> str:
    level = "Серая полоса – где лежит результат почти каждой школы с такими условиями."
    if border is None:
        return level
    margin = row.outcome_points - border
    side = "выше" if margin > 0 else "ниже"
    return f"{level} Результат на {number(abs(margin), 1)} балла {side} границы ШНОР."


def shares_figure(run: Run, row: RunSchool, cells: Rows) -> Figure | None:
    """Return shares below the minimum; `cells` come from `queries.school_rule_cells`."""
    if not cells:
        return None
    rules = run.parameters.get("threshold", {})
    threshold = rules.get("numerator", 3) / rules.get("denominator", 10)
    rows = [_share_row(cell) for cell in cells]
    over = sum(share.is_over for share in rows)
    title = (
        f"Порог {percent(threshold, 0)} достигнут: {counted(over, PROCEDURES)} "
        f"из {number(len(rows))}"
    )
    return shares_chart(
        rows, threshold=threshold, title=title, sentence=row.rule_reason
    )


def _share_row(cell: Mapping[str, Any]) -> ShareRow:
    return ShareRow(
        name=cell["label"],
        counts=f"{number(cell['below_min'])} из {number(cell['participants'])}",
        share=float(cell["share"]),
        interval=(float(cell["low"]), float(cell["high"])),
        is_over=bool(cell["fired"]),
    )
