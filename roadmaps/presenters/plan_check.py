"""What a draft lacks, said before it is approved: warnings, not bars."""

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Any

from django.urls import reverse

from roadmaps.models import Activity, Milestone, RoadMapVersion
from roadmaps.presenters.plan_terms import reading_of, readings_of_cell, years_named


Finding = dict[str, Any]


def findings_of(
    version: RoadMapVersion, activities: Sequence[Activity], *, can_edit: bool
) -> list[Finding]:
    """Return what to look at, row by row; `activities` come with links and cells.

    Who may edit is led to the form, others to the page.
    """
    if not activities:
        return [
            {
                "severity": "error",
                "message": "В плане нет ни одного мероприятия: утверждать нечего.",
            }
        ]
    found = list(_of_heading(version, can_edit=can_edit))
    for activity in activities:
        found += _of_row(activity, can_edit=can_edit)
    return found + list(_repeated_numbers(activities))


def summary(findings: Iterable[Finding]) -> dict[str, int]:
    """Count the findings by how grave they are."""
    counts = Counter(finding["severity"] for finding in findings)
    return {severity: counts[severity] for severity in ("error", "warning", "info")}


def _of_heading(version: RoadMapVersion, *, can_edit: bool) -> Iterable[Finding]:
    if not (version.approver_position and version.approver_name):
        yield {
            "severity": "info",
            "message": "Не указано, чьи должность и фамилия стоят в грифе.",
            "remedy": "В печатном плане под словом «Утверждаю» останутся пустые строки.",
            "place": "титул плана",
            "url": reverse("plans:edit", args=[version.pk]) if can_edit else "",
        }


def _of_row(activity: Activity, *, can_edit: bool) -> list[Finding]:
    """Return the findings of one row, the graver first."""
    found = [*_missing(activity), *_doubtful(activity)]
    route = "plans:activity_edit" if can_edit else "plans:activity"
    place = (
        f"мероприятие {activity.number}".strip() if activity.number else str(activity)
    )
    return [
        finding | {"place": place, "url": reverse(route, args=[activity.pk])}
        for finding in found
    ]


def _missing(activity: Activity) -> Iterable[Finding]:
    if not activity.title.strip():
        yield _warning("У мероприятия нет названия.", "Напишите, что нужно сделать.")
    has_term = activity.term_text.strip() or activity.agreed_spans or activity.cells
    if not has_term:
        yield _warning(
            "Срок не указан.", "Без срока портал не напомнит и не покажет опоздания."
        )
    if not activity.links:
        yield _warning(
            "Никто не назначен ответственным.", "Напоминание отправить будет некому."
        )
    if not activity.document_types:
        yield {
            "severity": "info",
            "message": "Не указано, каким документом подтвердится выполнение.",
        }


def _doubtful(activity: Activity) -> Iterable[Finding]:
    reading = reading_of(activity)
    for doubt in reading.doubts:
        yield _warning(
            doubt, "Уточните формулировку или назовите дни.", activity.term_text
        )
    is_frame = reading.needs_human and activity.term_text.strip() and not activity.cells
    if is_frame and not reading.doubts:
        yield {
            "severity": "info",
            "message": "В сроке нет дат, их назовёт человек.",
            "value": activity.term_text,
            "remedy": "Назовите дни сейчас или когда они станут известны.",
        }
    for cell in activity.cells:
        yield from _of_cell(cell)


def _of_cell(cell: Milestone) -> Iterable[Finding]:
    """Return what is doubtful in a cell of a year's column."""
    for found in readings_of_cell(cell):
        for doubt in found.doubts:
            yield _warning(doubt, "Проверьте столбец этого года.", cell.text[:80])
    years = years_named(cell)
    if cell.year and years and cell.year not in years:
        named = ", ".join(map(str, sorted(years)))
        message = f"В столбце {cell.year} года назван {named} год."
        yield _warning(
            message, "Проверьте, не осталась ли прежняя дата.", cell.text[:80]
        )


def _repeated_numbers(activities: Sequence[Activity]) -> Iterable[Finding]:
    numbers = Counter(
        (row.section_id, row.number) for row in activities if row.number.strip()
    )
    for (_, number), count in numbers.items():
        if count > 1:
            yield _warning(
                f"Номер {number} в одном разделе стоит несколько раз.",
                "Исправьте нумерацию.",
            )


def _warning(message: str, remedy: str, value: str = "") -> Finding:
    return {
        "severity": "warning",
        "message": message,
        "remedy": remedy,
        "value": value,
    }
