"""Key figures of the homes."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.urls import reverse

from schools.enums import StatusKind
from schools.templatetags.portal_format import counted, number, percent, school_year


SCHOOLS = "школа,школы,школ"


def status_figures(total: int, counts: Mapping[str, int]) -> list[dict[str, Any]]:
    """Return the schools and how many hold each status today, with their rows."""
    schools = reverse("schools:list")
    figures = [{"label": "Школ", "value": number(total), "url": schools}]
    for kind in StatusKind:
        count = counts[kind]
        if count or kind in {StatusKind.LOW_RESULTS, StatusKind.ADVERSE}:
            figures.append(
                {
                    "label": kind.label,
                    "mark": str(kind),
                    "value": number(count),
                    "note": percent(count / total) if total else "",
                    "url": f"{schools}?status={kind}",
                }
            )
    return figures


def health_figures(counts: Mapping[str, int]) -> list[dict[str, Any]]:
    """Return what an administrator looks after, with the way to each list."""
    return [
        {
            "label": "Без второго фактора",
            "value": number(counts["no_factor"]),
            "url": "#no-factor",
        },
        {"label": "Без роли", "value": number(counts["no_role"]), "url": "#no-role"},
        {
            "label": "Входы закрыты",
            "value": number(counts["locked"]),
            "url": "#locked",
        },
        {
            "label": "Задания не удались",
            "value": number(counts["failed"]),
            "note": "за две недели",
            "url": "#failed",
        },
        {
            "label": "Отказано в доступе",
            "value": number(counts["refusals"]),
            "note": "за неделю",
            "url": f"{reverse('audit:list')}?refused=true",
        },
    ]


def statuses_title(rows: Sequence[Mapping[str, Any]], year: int) -> str:
    """Return the message of the chart: how the number of ШНОР has changed."""
    low = {
        row["year"]: row["schools"]
        for row in rows
        if row["kind"] == StatusKind.LOW_RESULTS
    }
    now, before = low.get(year, 0), low.get(year - 1, 0)
    start = f"ШНОР в {school_year(year)} – {counted(now, SCHOOLS)}"
    if now == before:
        return f"{start}, столько же, сколько годом раньше"
    side = "больше" if now > before else "меньше"
    return f"{start}, на {number(abs(now - before))} {side}, чем годом раньше"
