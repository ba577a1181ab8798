"""The windows of a year before they are made: what appears, what it costs, what clashes."""

from collections.abc import Iterable
from typing import Any

from django.urls import reverse

from monitoring.enums import Phase
from monitoring.queries.window_planning import YearPlan
from monitoring.seasons import Burden, Clash, ClashKind
from schools.templatetags.portal_format import counted, day, number


DAYS = "день,дня,дней"
INDICATORS = "показатель,показателя,показателей"
HOURS = "час,часа,часов"
MINUTES = "минута,минуты,минут"


def plan_rows(plan: YearPlan) -> list[dict[str, Any]]:
    """Return the windows of the year, those that are there and those to be made."""
    return [
        {
            "title": item.title,
            "url": reverse("windows:detail", args=[item.existing.pk])
            if item.existing
            else "",
            "phase": "" if item.phase == Phase.PLAIN else str(Phase(item.phase).label),
            "days": item.days,
            "filler": item.calendar.get_filler_display(),
            "indicators": number(len(item.versions)),
            "fields": number(item.fields) if item.fields else "—",
            "is_new": item.existing is None,
        }
        for item in plan.windows
    ]


def burden_figures(
    burden: Burden, *, schools: int, minutes: int
) -> list[dict[str, Any]]:
    """Return what a year of collection costs schools."""
    return [
        {"label": "Школ в статусе сегодня", "value": number(schools)},
        {"label": "Окон с формами школ", "value": number(burden.windows)},
        {
            "label": "Полей за год у одной школы",
            "value": number(burden.fields_of_school),
        },
        {"label": "Полей у всех школ", "value": number(burden.fields)},
        {
            "label": "Времени у всех школ",
            "value": f"≈ {counted(burden.hours, HOURS)}",
            "note": f"оценка: {counted(minutes, MINUTES)} на поле",
        },
    ]


def clash_lines(clashes: Iterable[Clash]) -> list[dict[str, str]]:
    """Return each clash as a sentence."""
    return [
        {
            "title": f"{clash.first.name} и {clash.second.name}",
            "text": _clash_words(clash),
        }
        for clash in clashes
    ]


def _clash_words(clash: Clash) -> str:
    if clash.kind is ClashKind.SAME_INDICATOR:
        count = counted(len(clash.indicators), INDICATORS)
        return f"Оба окна открыты одновременно и спрашивают одно и то же: {count}."
    if clash.kind is ClashKind.DUE_TOGETHER:
        due = f"{day(clash.first.due_on)} и {day(clash.second.due_on)}"
        if not clash.days:
            return f"Сроки в один день: {day(clash.first.due_on)}."
        return f"Сроки почти вместе: {due}."
    return f"Открыты одновременно {counted(clash.days, DAYS)}."
