"""The scorecard: lines of the page and of its workbook, key figures, the stamp."""

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from django.urls import reverse
from django.utils.http import urlencode

from monitoring.counting.lights import Light
from monitoring.counting.sums import Sum
from monitoring.enums import Track
from monitoring.presenters import figure_words as words
from monitoring.queries.figure_absence import Reason
from monitoring.queries.figure_places import Standing
from monitoring.queries.rollups import Figure
from schools.models import Territory
from schools.templatetags.portal_format import counted, moment, number
from schools.templatetags.status_marks import MARKS


HEADERS = (
    *("Направление", "Группа", "Код", "Показатель", "Единица", "Цель", "Факт"),
    *("Числитель", "Знаменатель", "Отклонение", "Отклонение словами", "Оценка"),
    *("Прошлое значение", "Прошлое окно", "Изменение"),
    *(
        "Окно",
        "Почему нет факта",
        "Школ в окне",
        "В сумме",
        "Не применимо",
        "Нет данных",
        "Не сдано",
    ),
)
UNITS = {"percent": "%", "yes": "да или нет", "words": "текст"}


def heading(place: Territory | None) -> str:
    """Return the title of the scorecard."""
    is_region = place is not None and place.is_region
    return "Показатели региона" if is_region else "Показатели муниципалитета"


def lines(
    figures: Sequence[Figure],
    *,
    territory: Territory,
    year: int,
    group: str = "",
    mends: Mapping[Reason, Mapping[str, str]] | None = None,
) -> list[dict[str, Any]]:
    """Return the lines of the page; `mends` says where a missing figure is mended."""
    return [_line(figure, territory, year, group, mends or {}) for figure in figures]


def mends(territory: Territory, year: int) -> dict[Reason, dict[str, str]]:
    """Return where whoever keeps the windows mends what stands in a figure's way."""
    query = {"year": year}
    place = {"municipality": territory.pk, **query}
    integrity = reverse("indicators:integrity", query=place)
    plan = reverse("windows:plan", query={"territory": territory.pk, **query})
    return {
        Reason.NO_CALENDAR: {"url": integrity, "label": "Назначить календарь"},
        Reason.NOT_PLANNED: {"url": plan, "label": "Назначить окно"},
    }


def indicator_url(figure_id: int, territory: Territory, year: int, group: str) -> str:
    """Return the address of one indicator with the place and the year kept."""
    query = {"territory": territory.pk, "year": year}
    if group:
        query["group"] = group
    return f"{reverse('scorecard:indicator', args=[figure_id])}?{urlencode(query)}"


def groups_of(rows: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return lines under the headings of their track and group, in order.

    A heading stands on the page once: a group that comes back later is the same
    group, and two tracks with a group of one name are told apart by the track.
    """
    found: dict[tuple[str, str], dict[str, Any]] = {}
    for row in rows:
        track, heading = row["indicator"].track, row["heading"]
        if (track, heading) not in found:
            name = f"figures-{len(found) + 1}"
            found[track, heading] = {"title": heading, "name": name, "rows": []}
        found[track, heading]["rows"].append(row)
    shared = Counter(heading for _track, heading in found)
    for (track, heading), part in found.items():
        if shared[heading] > 1:
            part["title"] = f"{heading}: {Track(track).label}"
    return list(found.values())


def sheet(figures: Sequence[Figure]) -> list[tuple[Any, ...]]:
    """Return the same lines as values of a workbook: numbers are numbers."""
    return [_values(figure) for figure in figures]


def light_figures(figures: Sequence[Figure], *, url: str = "") -> list[dict[str, Any]]:
    """Return how many indicators stand under each light."""
    counts = Counter(figure.light for figure in figures)
    shown = [
        (Light.REACHED, "Цель достигнута"),
        (Light.NEAR, "Близко к цели"),
        (Light.BELOW, "Ниже цели"),
        (Light.PARTIAL, "Предварительно"),
        (Light.NO_DATA, "Нет данных"),
        (Light.NOT_DUE, "Срок не наступил"),
        (Light.NO_TARGET, "Без цели"),
    ]
    return [
        {
            "label": label,
            "mark": words.light_mark(light),
            "value": number(counts[light]),
            "url": url,
        }
        for light, label in shown
        if counts[light] or light in {Light.REACHED, Light.NEAR, Light.BELOW}
    ]


def stamp(standing: Standing) -> dict[str, Any]:
    """Return when the figures were calculated, or that they are being calculated."""
    if not standing.windows:
        return {"is_waiting": False, "text": "Окна ещё не открывались."}
    if standing.waiting:
        windows = counted(standing.waiting, "окно,окна,окон")
        text = f"Идёт пересчёт: {windows}."
        if standing.calculated_at:
            text += f" Показано рассчитанное {moment(standing.calculated_at)}."
        return {"is_waiting": True, "text": text}
    return {
        "is_waiting": False,
        "text": f"Рассчитано {moment(standing.calculated_at)}.",
    }


def headline(figures: Sequence[Figure]) -> str:
    """Return the message of a scorecard in one sentence."""
    measured = [
        figure
        for figure in figures
        if figure.light in {Light.REACHED, Light.NEAR, Light.BELOW}
    ]
    if not measured:
        return "Целей пока не с чем сравнить: принятых значений нет."
    reached = sum(figure.light == Light.REACHED for figure in measured)
    whole = counted(len(measured), "показателя,показателей,показателей")
    return f"Цель достигнута у {number(reached)} из {whole} с фактом и целью."


def _line(
    figure: Figure,
    territory: Territory,
    year: int,
    group: str,
    mends: Mapping[Reason, Mapping[str, str]],
) -> dict[str, Any]:
    version = figure.version
    indicator = version.indicator
    heading = indicator.group or Track(indicator.track).label.capitalize()
    total = figure.total
    return {
        "indicator": indicator,
        "heading": heading,
        "title": version.short_title,
        "full_title": version.title,
        "url": indicator_url(indicator.pk, territory, year, group),
        "target": words.value_words(figure.target, version, figure.measure),
        "fact": words.value_words(figure.value, version, figure.measure),
        "parts": words.parts_words(total, figure.measure),
        "absence": words.absence_words(total, version.source, figure.absence),
        "mend": mends.get(figure.absence.reason) if figure.absence else None,
        "coverage": words.coverage_words(total, version.source),
        "month": words.month_words(figure.rollup) if figure.rollup else "",
        "gap": words.gap_words(figure),
        "mark": words.light_mark(figure.light),
        "trend": words.trend(figure),
    }


def _values(figure: Figure) -> tuple[Any, ...]:
    version, total, measure = figure.version, figure.total, figure.measure
    change = words.trend(figure)
    return (
        Track(version.indicator.track).label,
        version.indicator.group,
        version.indicator.code,
        version.title,
        UNITS.get(measure, version.unit),
        words.plain_value(figure.target, measure),
        words.plain_value(figure.value, measure),
        *((total.numerator, total.denominator) if total else (None, None)),
        words.away(figure),
        words.gap_words(figure),
        MARKS[words.light_mark(figure.light)].word,
        words.plain_value(figure.value_before, measure),
        change["since"],
        change["text"],
        words.month_words(figure.rollup) if figure.rollup else None,
        words.absence_words(total, version.source, figure.absence),
        *counts(total),
    )


def counts(total: Sum | None) -> tuple[int | None, ...]:
    """Return the parts of a sum as columns of a workbook."""
    if total is None:
        return (None,) * 5
    return (
        total.schools,
        total.counted,
        total.not_applicable,
        total.no_data,
        total.missing,
    )
