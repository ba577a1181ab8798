"""One indicator: its passport, its windows in order, and who stands behind a figure."""

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from itertools import groupby
from typing import Any

from django.urls import reverse

from monitoring.counting.lights import Measure, fact
from monitoring.counting.sums import Sum
from monitoring.enums import CellState, FormState, Phase, SchoolGroup, Source, ValueKind
from monitoring.models import IndicatorVersion, Rollup, Value
from monitoring.presenters import figure_words as words
from monitoring.presenters.scorecard import indicator_url
from monitoring.queries.figure_series import break_between
from monitoring.queries.rollups import light_of, measure_of, sum_of
from monitoring.queries.school_figures import SchoolCell
from schools.templatetags.portal_format import (
    NO_DATA,
    counted,
    number,
    school_year,
)


# A share falls into one of five equal parts.
PARTS = 5
LEAST_POINTS = 2
# Only values of accepted forms enter the sums.
_WAITING = {
    FormState.NOT_STARTED: "форма не начата",
    FormState.DRAFT: "черновик",
    FormState.SUBMITTED: "форма на проверке",
    FormState.RETURNED: "форма возвращена",
}


def passport(version: IndicatorVersion) -> list[dict[str, str]]:
    """Return what is counted, from where, and since when."""
    pairs = [
        ("Показатель", version.title),
        ("Что считать", version.definition),
        ("Числитель", version.numerator_text),
        ("Знаменатель", version.denominator_text),
        ("Откуда значения", Source(version.source).label if version.source else ""),
        ("Как складывается", _rule(version)),
        ("Основание", version.basis),
        ("Формула действует", f"с {school_year(version.valid_from)} учебного года"),
    ]
    return [{"term": term, "value": value} for term, value in pairs if value]


def series(
    rows: Sequence[Rollup], *, target: Decimal | None, rules: Sequence[int]
) -> list[dict[str, Any]]:
    """Return what is drawn for each phase that has at least two windows with a figure."""
    found = []
    for phase, given in groupby(
        sorted(rows, key=lambda row: row.phase), key=lambda row: row.phase
    ):
        known = [row for row in given if value_of(row) is not None]
        if len(known) >= LEAST_POINTS:
            found.append(_series(known, phase, target, rules))
    return found


def spread(
    cells: Sequence[SchoolCell], version: IndicatorVersion
) -> dict[str, Any] | None:
    """Return what is drawn of how schools are spread over the values; None where there is no spread."""
    counted_cells = [cell for cell in cells if cell.total.counted]
    if len(counted_cells) < LEAST_POINTS:
        return None
    bars = _bars(counted_cells, version)
    if not bars:
        return None
    apart = len(cells) - len(counted_cells)
    sentence = f"В рисунке {counted(len(counted_cells), 'школа,школы,школ')}."
    if apart:
        sentence += (
            f" Без значения {counted(apart, 'школа,школы,школ')}: их нет в сумме."
        )
    top = max(bars, key=lambda bar: bar[1])
    title = f"Чаще всего – «{top[0]}»: {counted(top[1], 'школа,школы,школ')}"
    return {"bars": bars, "title": title, "sentence": sentence}


def school_rows(
    cells: Iterable[SchoolCell], version: IndicatorVersion
) -> list[dict[str, Any]]:
    """Return the schools behind a figure, each with its value and its state."""
    measure = measure_of(version)
    return [
        {
            "school": cell.form.school,
            "url": reverse("scorecard:values", args=[cell.form.school_id]),
            "group": SchoolGroup(cell.form.group).label,
            "value": own_words(cell.value, version),
            "parts": words.parts_words(cell.total, measure),
            "state": state_words(
                cell.value, cell.form.state, cell.total, is_settled=cell.is_settled
            ),
            "is_out": not cell.total.counted,
            "comment": cell.value.comment if cell.value else "",
            "evidence": cell.value.evidence_address if cell.value else "",
            # A value that does not count yet is not judged either.
            "mark": ""
            if cell.total.missing and is_written(cell.value)
            else words.light_mark(cell.light),
        }
        for cell in cells
    ]


def place_rows(
    rows: Iterable[Rollup],
    targets: Mapping[int, Decimal | None],
    *,
    year: int,
    today: dt.date,
) -> list[dict[str, Any]]:
    """Return the municipalities behind a region's figure."""
    return [
        {
            **sum_row(
                row,
                targets.get(row.territory_id),
                is_due=row.window is None or row.window.due_on < today,
            ),
            "name": row.territory.name,
            "url": indicator_url(row.indicator_id, row.territory, year, row.group),
            "target": words.value_words(
                targets.get(row.territory_id), row.version, measure_of(row.version)
            ),
        }
        for row in rows
    ]


def group_rows(
    rows: Iterable[Rollup], target: Decimal | None, *, is_due: bool
) -> list[dict[str, Any]]:
    """Return the figure of each group of schools."""
    return [
        {
            **sum_row(row, target, is_due=is_due),
            "name": SchoolGroup(row.group).label,
        }
        for row in rows
    ]


def sum_row(row: Rollup, target: Decimal | None, *, is_due: bool) -> dict[str, Any]:
    """Return a stored sum in words."""
    total, measure = sum_of(row), measure_of(row.version)
    return {
        "value": words.value_words(value_of(row), row.version, measure),
        "parts": words.parts_words(total, measure),
        "coverage": words.coverage_words(total, row.version.source),
        "absence": words.absence_words(total, row.version.source),
        "mark": words.light_mark(light_of(row.version, total, target, is_due=is_due)),
    }


def own_words(value: Value | None, version: IndicatorVersion) -> str:
    """Return what one school wrote: a zero is a number, nothing is «—»."""
    if value is None or value.state == CellState.EMPTY:
        return NO_DATA
    if value.state != CellState.VALUE:
        return CellState(value.state).label
    if version.kind == ValueKind.YES_NO:
        return "да" if value.numerator else "нет"
    if version.kind == ValueKind.TEXT:
        return value.text
    total = Sum(value.numerator or 0, value.denominator or 0, schools=1, counted=1)
    return words.value_words(
        fact(total, measure_of(version)), version, measure_of(version)
    )


def is_written(value: Value | None) -> bool:
    """Tell whether a school has written anything, be it «нет данных»."""
    return value is not None and value.state != CellState.EMPTY


def state_words(
    value: Value | None, state: str, total: Sum, *, is_settled: bool = False
) -> str:
    """Return whether a value counts, and why it does not: as the sum takes it."""
    if total.counted:
        return "в сумме"
    if value is not None and value.state == CellState.VALUE and total.not_applicable:
        return "делить не на что, вне суммы"
    if total.not_applicable:
        return "не применимо, вне суммы"
    if total.no_data:
        return "данных нет, вне суммы"
    if is_settled or state == FormState.ACCEPTED:
        return "не в сумме: значения нет"
    return f"не в сумме: {_WAITING[FormState(state)]}"


def _rule(version: IndicatorVersion) -> str:
    measure = measure_of(version)
    if measure is Measure.PERCENT:
        return "сумма числителей делится на сумму знаменателей школ окна"
    if measure is Measure.NUMBER:
        return "складываются количества школ"
    if measure is Measure.YES:
        return "одно значение муниципалитета, не сумма по школам"
    return "тексты не складываются"


def value_of(row: Rollup | None) -> Fraction | None:
    """Return a stored figure in the unit of its target."""
    total = sum_of(row)
    if row is None or total is None:
        return None
    return fact(total, measure_of(row.version))


def _series(
    known: Sequence[Rollup],
    phase: str,
    target: Decimal | None,
    rules: Sequence[int],
) -> dict[str, Any]:
    version = known[-1].version
    measure = measure_of(version)
    points, part = [], 0
    for at, row in enumerate(known):
        broken = break_between(known[at - 1], row, rules) if at else ""
        part += bool(broken)
        value = words.plain_value(value_of(row), measure)
        points.append(
            {
                "label": words.month_words(row),
                "value": float(value),
                "text": words.value_words(value_of(row), version, measure),
                "counts": words.parts_words(sum_of(row), measure)
                or number(row.numerator),
                "part": part,
                "note": words.BROKEN[broken] if broken else "",
            }
        )
    last = points[-1]
    first = next(point for point in points if point["part"] == last["part"])
    name = "" if phase == Phase.PLAIN else f" ({Phase(phase).label} этап)"
    title = f"{version.short_title}{name}: {last['text']}, {last['label']}"
    sentence = (
        f"{first['label'].capitalize()}: {first['text']}, "
        f"{last['label']}: {last['text']}."
    )
    if part:
        sentence += (
            " Линия прервана там, где изменилась формула или правило: "
            "значения по разные стороны не сравнивают."
        )
    unit = version.unit if measure is Measure.NUMBER else "%"
    shown = target * 100 if target is not None and measure is Measure.YES else target
    return {
        "points": points,
        "name": f"series-{phase}",
        "title": title,
        "unit": unit or "Количество",
        "target": shown,
        "sentence": sentence,
    }


def _bars(
    cells: Sequence[SchoolCell], version: IndicatorVersion
) -> list[tuple[str, int]]:
    if version.kind == ValueKind.YES_NO:
        yes = sum(cell.total.numerator for cell in cells)
        return [("да", yes), ("нет", len(cells) - yes)]
    if version.kind == ValueKind.SHARE:
        step = 100 // PARTS
        found = Counter(
            min(int(share * PARTS), PARTS - 1)
            for cell in cells
            if (share := cell.total.share) is not None
        )
        return [(f"{at * step}–{(at + 1) * step} %", found[at]) for at in range(PARTS)]
    if version.kind == ValueKind.COUNT:
        counts = Counter(cell.total.numerator for cell in cells)
        return [(number(value), counts[value]) for value in sorted(counts)][:12]
    return []
