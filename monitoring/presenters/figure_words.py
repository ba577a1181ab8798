"""Figures in words: value, parts, who is missing, gap, change, window."""

from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction
from typing import Any

from monitoring.counting.lights import Light, Measure, gap, lacking
from monitoring.counting.sums import Sum
from monitoring.enums import Direction, Level, Source
from monitoring.models import IndicatorVersion, Rollup
from monitoring.queries.figure_absence import Absence, Reason
from monitoring.queries.rollups import Figure, measure_of
from schools.templatetags.portal_format import (
    MONTHS,
    NBSP,
    NO_DATA,
    counted,
    day,
    number,
    signed,
)


FIRST_MONTH = 9
_COUNTED = {
    Level.SCHOOL: "школы,школ,школ",
    Level.TEACHERS: "педагога,педагогов,педагогов",
    Level.PUPILS: "обучающегося,обучающихся,обучающихся",
    Level.MUNICIPALITY: "муниципалитета,муниципалитетов,муниципалитетов",
}
_ABSENT = {
    Reason.NO_CALENDAR: "календарь окон не назначен",
    Reason.NOT_PLANNED: "окно на этот год не назначено",
    Reason.PLANNED: "окно откроется",
    Reason.UNOPENED: "окно не открылось",
    Reason.NOT_ASKED: "в окнах этого года не собирали",
    Reason.COUNTING: "ещё не рассчитано",
    Reason.OTHER_WINDOW: "в этом окне не собирали",
    Reason.NO_SCHOOLS: "школ с этим статусом в сумме нет",
    Reason.NOT_DIVIDED: "на статусы школ не делится",
}
# A school owes only a form; the rest is the work of others or of the portal.
_MISSING = {
    Source.FORM: "не сдано",
    Source.SITE: "не проверено",
    Source.OFFICE: "не заполнено",
    Source.RESULTS: "не рассчитано",
    Source.PROGRAMMES: "не рассчитано",
    Source.ROAD_MAP: "не рассчитано",
}
BROKEN = {
    "version": "изменилась формула показателя",
    "rule": "изменилось определение положительной динамики",
}


def light_mark(light: Light) -> str:
    """Return the code of the badge of a light."""
    return f"light_{light}"


def value_words(
    value: Fraction | Decimal | None, version: IndicatorVersion, measure: Measure
) -> str:
    """Return a figure or a target as people write it: «83,3 %», «7», «да»."""
    if value is None:
        return NO_DATA
    if measure is Measure.YES and value in {0, 1}:
        return "да" if value else "нет"
    if measure is Measure.NUMBER:
        unit = f"{NBSP}{version.unit}" if version.unit else ""
        return f"{number(_plain(value))}{unit}"
    shown = value * 100 if measure is Measure.YES else value
    return f"{number(_rounded(shown))}{NBSP}%"


def parts_words(total: Sum | None, measure: Measure) -> str:
    """Return both sums of a share: «10 из 12»; a count has one and needs no second."""
    if total is None or not total.counted or measure is Measure.NUMBER:
        return ""
    if measure is Measure.WORDS:
        return ""
    return f"{number(total.numerator)} из{NBSP}{number(total.denominator)}"


def coverage_words(total: Sum | None, source: str) -> str:
    """Return whom the figure speaks of and who stands apart."""
    if total is None:
        return ""
    parts = [
        ("в сумме", total.counted),
        (_MISSING[Source(source)], total.missing),
        ("не применимо", total.not_applicable),
        ("нет данных", total.no_data),
    ]
    shown = ", ".join(f"{word} {number(count)}" for word, count in parts if count)
    return f"{counted(total.schools, 'школа,школы,школ')}: {shown}"


def absence_words(
    total: Sum | None, source: str, absence: Absence | None = None
) -> str:
    """Return why there is no figure."""
    if total is None:
        return _absent(absence) if absence else "окна ещё не было"
    if not total.counted and total.schools == total.not_applicable:
        return "делить не на что: ни к кому не применимо"
    if not total.counted and total.missing:
        word = _MISSING[Source(source)]
        return f"{word}: {number(total.missing)} из{NBSP}{number(total.schools)}"
    if not total.counted:
        return "у школ нет данных"
    return ""


def gap_words(figure: Figure) -> str:
    """Return how far the target is, in points and in whole schools or people."""
    value, target, total = figure.value, figure.target, figure.total
    if value is None or target is None or total is None:
        return NO_DATA
    if figure.measure is Measure.YES:
        return "цель достигнута" if value >= target else "ещё не сделано"
    distance = gap(value, target)
    is_less_better = figure.version.direction == Direction.LESS
    if distance == 0:
        return "ровно цель"
    points = _points(abs(distance), figure.measure)
    if (distance > 0) != is_less_better:
        return f"лучше цели на {points}"
    if not is_less_better and figure.measure is Measure.NUMBER:
        return f"не хватает {points}"
    words = f"до цели {points}"
    if is_less_better or figure.measure is not Measure.PERCENT:
        return words
    level = Level(figure.version.level)
    return f"{words}: не хватает {counted(lacking(total, target), _COUNTED[level])}"


def trend(figure: Figure) -> dict[str, str]:
    """Return how the figure has changed since the nearest earlier window."""
    if figure.before is None or figure.value is None:
        return {"mark": "", "text": NO_DATA, "since": ""}
    since = month_words(figure.before)
    if figure.broken:
        return {
            "mark": "trend_broken",
            "text": BROKEN[figure.broken],
            "since": since,
        }
    before = figure.value_before
    if before is None:
        return {"mark": "", "text": NO_DATA, "since": ""}
    if figure.light is Light.PARTIAL:
        return {"mark": "", "text": "отчитались не все", "since": since}
    return {**change_mark(figure.value - before, figure.version), "since": since}


def change_mark(change: Fraction, version: IndicatorVersion) -> dict[str, str]:
    """Return whether a change is for the better, with its size."""
    if not change:
        return {"mark": "trend_same", "text": ""}
    is_better = (change > 0) != (version.direction == Direction.LESS)
    return {
        "mark": "trend_better" if is_better else "trend_worse",
        "text": change_words(change, measure_of(version)),
    }


def change_words(change: Fraction, measure: Measure) -> str:
    """Return a signed difference with its unit."""
    if measure is Measure.NUMBER:
        return signed(_plain(change), 0)
    points = change * 100 if measure is Measure.YES else change
    return f"{signed(_rounded(points), 1)}{NBSP}п.{NBSP}п."


def month_words(row: Rollup) -> str:
    """Return the month of a window: «февраль 2026»."""
    month = int(row.slot.rpartition(":")[2])
    year = row.year if month >= FIRST_MONTH else row.year + 1
    return f"{MONTHS[month - 1]}{NBSP}{year}"


def slot_choices(slots: Mapping[str, str]) -> list[tuple[str, str]]:
    """Return windows of a year for a choice: «октябрь, Сайты школ»."""
    return [
        (slot, f"{MONTHS[int(slot.rpartition(':')[2]) - 1]}, {name}")
        for slot, name in slots.items()
    ]


def plain_value(value: Fraction | Decimal | None, measure: Measure) -> Any:
    """Return a figure as a number of a workbook; per cent with one decimal."""
    if value is None:
        return None
    if measure is Measure.NUMBER:
        return _plain(value)
    shown = value * 100 if measure is Measure.YES else value
    return _rounded(shown)


def away(figure: Figure) -> Any:
    """Return the distance to the target as a number of a workbook."""
    if figure.value is None or figure.target is None:
        return None
    return plain_value(gap(figure.value, figure.target), figure.measure)


def _absent(absence: Absence) -> str:
    when = f" {day(absence.day)}" if absence.day else ""
    return f"{_ABSENT[absence.reason]}{when}"


def _points(distance: Fraction, measure: Measure) -> str:
    if measure is Measure.NUMBER:
        return number(_plain(distance))
    return f"{number(_rounded(distance))}{NBSP}п.{NBSP}п."


def _plain(value: Fraction | Decimal) -> int | Decimal:
    """Return a whole number as one; targets of counts may have decimals."""
    exact = Fraction(value)
    if exact.denominator == 1:
        return int(exact)
    return _rounded(exact)


def _rounded(value: Fraction | Decimal) -> Decimal:
    """Return at most one decimal, rounded half up as a person rounds."""
    exact = Fraction(value)
    sign = -1 if exact < 0 else 1
    tenths = sign * int(abs(exact) * 10 + Fraction(1, 2))
    shown = Decimal(tenths) / 10
    return shown.to_integral_value() if shown == int(shown) else shown
