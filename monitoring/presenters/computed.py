"""Computed indicators in words: outcome, numbers, reason, school by school."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.urls import reverse

from monitoring.catalogue.facts import FACTS
from monitoring.dynamics import Definition, Trend
from monitoring.enums import CellState, Source
from monitoring.models import Value, WindowIndicator
from monitoring.queries.computed import Outcomes, outcome_of
from schools.templatetags.portal_format import (
    NBSP,
    NO_DATA,
    counted,
    number,
    of,
    percent,
    signed,
)


# Outcome: mark, word.
OUTCOMES: dict[str, tuple[str, str]] = {
    Trend.UP: ("trend_better", "рост"),
    Trend.NO_EVIDENCE: ("trend_same", "рост не подтверждён"),
    Trend.DOWN: ("trend_worse", "снижение"),
    Trend.NOT_COMPARABLE: ("trend_broken", "несопоставимо"),
    "yes": ("score_2", "да"),
    "no": ("score_0", "нет"),
    "no_data": ("score_none", "нет данных"),
}
SHARES = frozenset({Definition.NOT_PASSED, Definition.LEVELS, Definition.SIGNIFICANT})
UNITS = {
    Definition.MEAN: "средний балл",
    Definition.NOT_PASSED: "доля не справившихся",
    Definition.LEVELS: "доля базового и высокого уровней",
    Definition.RELATIVE: "отклонение от региона, z",
    Definition.SIGNIFICANT: "доля справившихся",
}
METHODS = {
    "z": "сравнение двух долей, z = ",
    "wilson": "мало участников, сравнены интервалы Уилсона",
}
HEADERS = (
    *("Школа", "Исход", "Участников раньше", "Участников теперь", "Раньше", "Теперь"),
    *("Изменение", "Пояснение"),
)


def window_rows(outcomes: Iterable[Outcomes]) -> list[dict[str, Any]]:
    """Return the computed indicators of a window with how many schools have what."""
    return [
        {
            "title": row.indicator.version.title,
            "url": reverse("sites:computed", args=[row.indicator.pk]),
            "source": row.indicator.version.get_source_display(),
            "counts": count_lines(row.counts),
            "calculated_at": row.calculated_at,
        }
        for row in outcomes
    ]


def count_lines(counts: Mapping[str, int]) -> list[dict[str, str]]:
    """Return every outcome that occurs: its mark, and its word with the number."""
    return [
        {"mark": mark, "word": f"{word}: {number(counts[code])}"}
        for code, (mark, word) in OUTCOMES.items()
        if counts.get(code)
    ]


def school_rows(values: Iterable[Value]) -> list[dict[str, Any]]:
    """Return schools with the outcome and the numbers behind it."""
    rows = []
    for value in values:
        mark, word = OUTCOMES[outcome_of(value)]
        form = value.window_school
        school = form.school if form else None
        rows.append(
            {
                "school": school.name if school else "",
                "url": reverse("schools:detail", args=[school.pk]) if school else "",
                "mark": mark,
                "word": word,
                "before": _year(value.detail, "before", 0),
                "after": _year(value.detail, "after", 1),
                "change": change_words(value.detail),
                "why": why(value),
                "address": value.evidence_address,
            }
        )
    return rows


def change_words(detail: Mapping[str, Any]) -> str:
    """Return «+0,20» or «−10,0 п. п.»; a dash where nothing compares."""
    change = detail.get("change")
    if change is None:
        return NO_DATA
    if _is_share(detail):
        return f"{signed(100 * change, 1)}{NBSP}п.{NBSP}п."
    return signed(change, 2)


def why(value: Value) -> str:
    """Say why, where the numbers do not say it themselves."""
    detail = value.detail
    method = METHODS.get(detail.get("method", ""), "")
    if detail.get("method") == "z":
        method += number(detail.get("statistic"), 2)
    if method:
        return method
    if "fact" in detail:
        return _fact(detail)
    return value.comment


def municipality_words(value: Value | None) -> str:
    """Return the municipality's own value in one sentence."""
    if value is None:
        return ""
    if value.state != CellState.VALUE:
        return value.comment
    late = value.detail.get("overdue", 0)
    words = of(value.numerator, value.denominator or value.detail.get("due"))
    more = f", просрочено {number(late)}" if late else ""
    return f"Выполнено сроков дорожной карты: {words}{more}."


def what_is_compared(detail: Mapping[str, Any]) -> str:
    """Name the number of the columns: the mean, a share, the place in the region."""
    definition = detail.get("definition")
    return UNITS[Definition(definition)] if definition else ""


def is_dynamics(indicator: WindowIndicator) -> bool:
    """Tell whether an indicator speaks of results of two years."""
    return indicator.version.source == Source.RESULTS


def fact_words(indicator: WindowIndicator) -> str:
    """Say which fact gives «да»."""
    return FACTS.get(indicator.version.fact, "")


def sheet_rows(values: Iterable[Value]) -> list[tuple[Any, ...]]:
    """Return a row for each school of the workbook, numbers as numbers."""
    return [
        (
            value.window_school.school.name if value.window_school else "",
            OUTCOMES[outcome_of(value)][1],
            (value.detail.get("before") or {}).get("participants"),
            (value.detail.get("after") or {}).get("participants"),
            *(value.detail.get("compared") or (None, None)),
            value.detail.get("change"),
            why(value),
        )
        for value in values
    ]


def _fact(detail: Mapping[str, Any]) -> str:
    since = detail.get("since")
    if not since:
        return "записи нет"
    year, month, on = since.split("-")
    return f"с {on}.{month}.{year}"


def _year(detail: Mapping[str, Any], name: str, at: int) -> dict[str, str]:
    """Return a year's number and how many wrote."""
    cell, compared = detail.get(name), detail.get("compared")
    if not cell:
        return {"value": NO_DATA, "participants": ""}
    value = NO_DATA
    if compared:
        is_share = _is_share(detail)
        value = percent(compared[at]) if is_share else number(compared[at], 2)
    words = "участник,участника,участников"
    return {"value": value, "participants": counted(cell["participants"], words)}


def _is_share(detail: Mapping[str, Any]) -> bool:
    return detail.get("definition") in SHARES
