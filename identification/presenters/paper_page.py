"""A paper in words: what it is, how far it is, how to get it."""

from typing import Any

from django.template.defaultfilters import filesizeformat
from django.urls import reverse

from identification.enums import ReportKind
from identification.models import RunReport
from identification.presenters.run_words import run_name
from schools.enums import JobState
from schools.templatetags.portal_format import moment


TITLES = {
    ReportKind.LIST_PDF: "Перечень школ (PDF)",
    ReportKind.LIST_XLSX: "Перечень школ (Excel)",
    ReportKind.SCHOOL_PDF: "Лист школы",
}


def paper_title(report: RunReport) -> str:
    """Name the paper with its school, if it has one."""
    title = TITLES[ReportKind(report.kind)]
    return f"{title}: {report.school}" if report.school_id else title


def job_panel(report: RunReport) -> dict[str, Any]:
    """Return the panel of progress."""
    panel: dict[str, Any] = {
        "id": f"paper-{report.pk}",
        "title": paper_title(report),
        "state": report.state,
        "label": report.stage or report.get_state_display(),
        "steps_done": report.steps_done,
        "steps_total": report.steps_total,
    }
    if report.is_under_way:
        panel["poll_url"] = reverse("identification:paper_status", args=[report.pk])
        panel["page_url"] = reverse("identification:paper", args=[report.pk])
    if report.state == JobState.FAILED:
        panel["error"] = report.error_detail
        panel["remedy"] = f"Номер документа: {report.pk}."
        panel["restart_url"] = reverse("identification:paper_restart", args=[report.pk])
    if report.file_id:
        panel["label"] = "Документ готов."
        panel["result_url"] = reverse("files:download", args=[report.file_id])
        panel["result_label"] = "Скачать"
    return panel


def paper_facts(report: RunReport) -> list[dict[str, Any]]:
    """Return what the paper was made from, and its fingerprint."""
    facts = [
        {
            "term": "Расчёт",
            "value": f"{run_name(report.run)}, {report.run.year} год",
            "url": reverse("identification:run", args=[report.run_id]),
        },
        {"term": "Территория", "value": report.territory.name},
        {"term": "Запрошен", "value": moment(report.requested_at)},
    ]
    if report.school_id:
        page = reverse(
            "identification:run_school", args=[report.run_id, report.school_id]
        )
        facts[0]["url"] = page
    if report.file is not None:
        facts += [
            {"term": "Готов", "value": moment(report.finished_at)},
            {"term": "Размер", "value": filesizeformat(report.file.size_bytes)},
            {"term": "SHA-256", "value": report.file.sha256},
        ]
    return facts


def paper_line(report: RunReport) -> dict[str, Any]:
    """Return one line of the list of papers."""
    has_file = report.file_id is not None
    return {
        "title": paper_title(report),
        "url": reverse("identification:paper", args=[report.pk]),
        "territory": report.territory.name,
        "state": report.state,
        "when": moment(report.finished_at or report.requested_at),
        "who": str(report.requested_by or ""),
        "download": reverse("files:download", args=[report.file_id])
        if has_file
        else "",
    }
