"""Papers and recommendations in words: their state, their facts, their files."""

import datetime as dt
from collections.abc import Iterable
from typing import Any

from django.template.defaultfilters import filesizeformat
from django.urls import reverse

from monitoring.drafting.rules import Rule
from monitoring.enums import RecommendationState
from monitoring.models import Recommendation, Report
from schools.enums import JobState
from schools.templatetags.portal_format import day, moment, school_year


OPEN = (RecommendationState.ISSUED, RecommendationState.ANSWERED)
# Shape of the badge by the state; the word is the state's own.
MARKS = {
    RecommendationState.DRAFT: "draft",
    RecommendationState.ISSUED: "pending",
    RecommendationState.ANSWERED: "border",
    RecommendationState.DONE: "due_done",
    RecommendationState.DROPPED: "due_cancelled",
}
RULES = {
    Rule.MISSED_TWICE: "цель не достигнута два раза подряд",
    Rule.NEGATIVE_DYNAMICS: "результаты снизились",
    Rule.SITE_LACKS: "на сайте нет документов",
    Rule.FORM_NOT_SENT: "форма не отправлена",
}
FILES = (("pdf", "PDF"), ("docx", "Word"), ("xlsx", "Excel"))
HEADERS = (
    *("Школа", "Муниципалитет", "Учебный год", "Кому", "Данные", "Вывод"),
    *("Что сделать", "Срок", "Что покажет результат", "Состояние", "Выдана"),
    *("Ответ школы", "Закрыта", "Чем закрыта"),
)


def report_state(report: Report) -> tuple[str, str]:
    """Return mark and word of a paper's state."""
    if report.frozen_at is not None:
        return "accepted", "зафиксирован"
    return "draft", "проект"


def advice_state(row: Recommendation, *, today: dt.date) -> tuple[str, str]:
    """Return mark and word of a recommendation's state on a day."""
    if is_overdue(row, today=today):
        return "due_overdue", "срок прошёл"
    return MARKS[RecommendationState(row.state)], row.get_state_display()


def is_overdue(row: Recommendation, *, today: dt.date) -> bool:
    """Tell whether the day has passed and nobody has closed it."""
    return row.state in OPEN and row.due_on is not None and row.due_on < today


def job_panel(report: Report) -> dict[str, Any] | None:
    """Return the panel of progress; None when there is nothing to tell."""
    if report.state in {JobState.IDLE, JobState.DONE}:
        return None
    panel: dict[str, Any] = {
        "id": f"monitoring-report-{report.pk}",
        "title": "Файлы документа",
        "state": report.state,
        "label": report.stage or report.get_state_display(),
        "steps_done": report.steps_done,
        "steps_total": report.steps_total,
    }
    if report.is_under_way:
        panel["poll_url"] = reverse("analytics:report_status", args=[report.pk])
        panel["page_url"] = reverse("analytics:report", args=[report.pk])
    if report.state == JobState.FAILED:
        panel["error"] = report.error_detail
        panel["remedy"] = f"Номер задания: {report.pk}."
        panel["restart_url"] = reverse("analytics:report_make", args=[report.pk])
    return panel


def report_files(report: Report) -> list[dict[str, str]]:
    """Return the files that are ready."""
    found = [(code, title, getattr(report, code)) for code, title in FILES]
    return [
        {
            "title": title,
            "size": filesizeformat(stored.size_bytes),
            "url": reverse("analytics:report_file", args=[report.pk, code]),
        }
        for code, title, stored in found
        if stored is not None
    ]


def report_facts(report: Report) -> list[dict[str, str]]:
    """Return what is known of a paper."""
    facts = [
        {"term": "Территория", "value": report.territory.name},
        {"term": "Учебный год", "value": school_year(report.year)},
    ]
    if report.requested_by:
        facts.append({"term": "Кто составил", "value": str(report.requested_by)})
    if report.frozen_at is None:
        return facts
    return [
        *facts,
        {"term": "Номер", "value": report.number},
        {"term": "Код проверки", "value": report.check_code},
        {"term": "Зафиксирован", "value": moment(report.frozen_at)},
    ]


def advice_facts(row: Recommendation) -> list[dict[str, str]]:
    """Return a recommendation from its data to its closing."""
    whom = row.get_addressee_display()
    school = (
        {
            "term": "Школа",
            "value": row.school.name,
            "url": reverse("schools:detail", args=[row.school_id]),
        }
        if row.school
        else {"term": "Территория", "value": row.territory.name}
    )
    facts = [
        school,
        {"term": "Кому", "value": whom},
        {"term": "Учебный год", "value": school_year(row.year)},
        {"term": "Данные", "value": row.data_text},
        {"term": "Вывод", "value": row.finding},
        {"term": "Что сделать", "value": row.action},
        {"term": "Срок", "value": day(row.due_on) if row.due_on else "не назначен"},
        {"term": "Что покажет результат", "value": row.control or "не названо"},
    ]
    if row.rule:
        facts.append({"term": "Предложена правилом", "value": RULES[Rule(row.rule)]})
    if row.issued_at:
        who = f", {row.issued_by}" if row.issued_by else ""
        facts.append({"term": "Выдана", "value": f"{moment(row.issued_at)}{who}"})
    if row.closed_on:
        note = f": {row.closing_note}" if row.closing_note else ""
        facts.append({"term": "Закрыта", "value": f"{day(row.closed_on)}{note}"})
    return facts


def sheet_rows(
    rows: Iterable[Recommendation], *, today: dt.date
) -> list[tuple[object, ...]]:
    """Return the rows of the workbook, days as days."""
    return [
        (
            row.school.name if row.school else "",
            row.territory.name,
            school_year(row.year),
            row.get_addressee_display(),
            *(row.data_text, row.finding, row.action, row.due_on, row.control),
            advice_state(row, today=today)[1],
            *(row.issued_at, row.answer, row.closed_on, row.closing_note),
        )
        for row in rows
    ]
