"""A paper of a road map in words: what it is, how far it is, how to get it."""

from typing import Any

from django.template.defaultfilters import filesizeformat
from django.urls import reverse

from roadmaps.enums import PlanReportKind, VersionState
from roadmaps.models import PlanReport, RoadMapVersion
from schools.enums import JobState
from schools.templatetags.portal_format import NBSP, day, moment


# What each paper is for, under its name in the choice.
ABOUT = {
    PlanReportKind.PLAN_PDF: "для подписи и сайта: гриф, таблица, место подписи",
    PlanReportKind.PLAN_DOCX: "те же столбцы, что в вашем документе, можно править",
    PlanReportKind.PLAN_XLSX: "мероприятия и сроки с настоящими датами, для отбора",
    PlanReportKind.PROGRESS_PDF: "что выполнено и что просрочено на выбранную дату",
    PlanReportKind.PROGRESS_DOCX: "тот же отчёт, который можно дополнить",
}
OF_PROGRESS = (PlanReportKind.PROGRESS_PDF, PlanReportKind.PROGRESS_DOCX)


def kind_name(kind: str) -> str:
    """Name a kind of paper: «Отчёт о выполнении (PDF)»."""
    label = PlanReportKind(kind).label
    return label[:1].upper() + label[1:]


def kind_choices() -> list[tuple[str, str]]:
    """Return the kinds of papers with what each is for."""
    return [
        (kind.value, f"{kind_name(kind)} – {ABOUT[kind]}") for kind in PlanReportKind
    ]


def version_name(version: RoadMapVersion) -> str:
    """Name a version with its state: «версия 2, проект»."""
    state = VersionState(version.state).label
    if version.is_draft:
        return f"Версия{NBSP}{version.number}, {state}"
    number = f"№{NBSP}{version.order_number}"
    return (
        f"Версия{NBSP}{version.number}, {state}: приказ от "
        f"{day(version.order_date)} {number}"
    )


def paper_title(report: PlanReport) -> str:
    """Name the paper, with its day when it has one."""
    title = kind_name(report.kind)
    return f"{title} на {day(report.as_of)}" if report.kind in OF_PROGRESS else title


def job_panel(report: PlanReport) -> dict[str, Any]:
    """Return the panel of progress."""
    panel: dict[str, Any] = {
        "id": f"plan-paper-{report.pk}",
        "title": paper_title(report),
        "state": report.state,
        "label": report.stage or report.get_state_display(),
        "steps_done": report.steps_done,
        "steps_total": report.steps_total,
    }
    if report.is_under_way:
        panel["poll_url"] = reverse("plan_papers:status", args=[report.pk])
        panel["page_url"] = reverse("plan_papers:detail", args=[report.pk])
    if report.state == JobState.FAILED:
        panel["error"] = report.error_detail
        panel["remedy"] = f"Номер документа: {report.pk}."
        panel["restart_url"] = reverse("plan_papers:restart", args=[report.pk])
    if report.file_id:
        panel["label"] = "Документ готов."
        panel["result_url"] = reverse("plan_papers:download", args=[report.pk])
        panel["result_label"] = "Скачать"
    return panel


def paper_facts(report: PlanReport) -> list[dict[str, Any]]:
    """Return what the paper was made from, and its fingerprint."""
    version = report.version
    facts = [
        {
            "term": "Дорожная карта",
            "value": version.road_map.title,
            "url": reverse("plans:detail", args=[version.road_map_id]),
        },
        {"term": "Версия", "value": version_name(version)},
        {"term": "Запрошен", "value": moment(report.requested_at)},
    ]
    if report.file is not None:
        facts += [
            {"term": "Готов", "value": moment(report.finished_at)},
            {"term": "Размер", "value": filesizeformat(report.file.size_bytes)},
            {"term": "SHA-256", "value": report.file.sha256},
        ]
    return facts


def paper_line(report: PlanReport) -> dict[str, Any]:
    """Return one line of the list of papers."""
    has_file = report.file_id is not None
    return {
        "title": paper_title(report),
        "url": reverse("plan_papers:detail", args=[report.pk]),
        "version": version_name(report.version),
        "state": report.state,
        "when": moment(report.finished_at or report.requested_at),
        "who": str(report.requested_by or ""),
        "download": reverse("plan_papers:download", args=[report.pk])
        if has_file
        else "",
    }
