"""Papers of a road map: asked for here, made here by the worker."""

import datetime as dt
import logging

from django.conf import settings
from django.db import transaction

from identification.queries.papers import signatures_for
from roadmaps.enums import PlanReportKind
from roadmaps.models import PlanReport, RoadMapVersion
from roadmaps.queries import papers as paper_queries
from roadmaps.reports import word
from roadmaps.reports.plan_docx import plan_docx
from roadmaps.reports.plan_paper import PlanPaper, plan_paper, plan_sections
from roadmaps.reports.plan_workbook import plan_workbook
from roadmaps.reports.progress_docx import progress_docx
from roadmaps.reports.progress_paper import (
    ProgressPaper,
    progress_paper,
    progress_sections,
)
from schools.actions.audit import record
from schools.actions.jobs import fail_job, queue_job
from schools.actions.papers import (
    DOUBLE_CLICK,
    PDF,
    Clock,
    MadePaper,
    keep_paper,
    rendered,
    show_step,
)
from schools.actions.refusals import demand_permission, refuse
from schools.enums import JobState, Role
from schools.models import User
from schools.reports import workbook
from schools.reports.layout import PROFILES, LayoutProfile
from schools.roles import Permission


log = logging.getLogger(__name__)

OF_PROGRESS = frozenset({PlanReportKind.PROGRESS_PDF, PlanReportKind.PROGRESS_DOCX})


@transaction.atomic
def request_plan_report(
    *,
    version: RoadMapVersion,
    kind: str,
    as_of: dt.date,
    user: User,
    now: dt.datetime,
) -> PlanReport:
    """Queue a paper of a version; `as_of` is the day of the report on what was done."""
    demand_permission(user, Permission.MAKE_PLAN_REPORTS, version)
    if kind in OF_PROGRESS and version.is_draft:
        message = "Отчёт о выполнении делают по утверждённой дорожной карте."
        raise refuse(message, code="draft")
    wanted = {"version": version, "kind": kind, "as_of": as_of}
    recent = PlanReport.objects.filter(
        **wanted, requested_by=user, requested_at__gte=now - DOUBLE_CLICK
    ).exclude(state=JobState.FAILED)
    if (same := recent.first()) is not None:
        return same
    report = queue_job(job=PlanReport(**wanted), user=user, now=now)
    record(
        actor=user,
        action="plan_paper.requested",
        obj=report,
        now=now,
        after={"kind": kind, "as_of": as_of.isoformat()},
    )
    return report


@transaction.atomic
def restart_plan_report(
    *, report: PlanReport, user: User, now: dt.datetime
) -> PlanReport:
    """Queue again a paper that was not made."""
    report = PlanReport.objects.select_for_update().get(pk=report.pk)
    demand_permission(user, Permission.MAKE_PLAN_REPORTS, report.version)
    if report.state != JobState.FAILED:
        message = "Сделать ещё раз можно только документ, который не получился."
        raise refuse(message, code="wrong_state")
    return queue_job(job=report, user=user, now=now)


def note_download(*, report: PlanReport, user: User, now: dt.datetime) -> None:
    """Leave in the trail that a person took a paper along."""
    record(actor=user, action="plan_paper.downloaded", obj=report, now=now)


def make_plan_report(*, report_id: int, clock: Clock) -> PlanReport | None:
    """Make a queued paper; a message that comes again does no work twice."""
    if not PlanReport.objects.claim(report_id, now=clock()):
        return None
    report = PlanReport.objects.select_related(
        "version__road_map__territory", "requested_by"
    ).get(pk=report_id)
    try:
        _make(report, clock)
    except Exception:
        log.exception("plan paper %s", report_id)
        fail_job(
            job=report,
            code="paper_failed",
            detail=(
                "Документ не получился. Дорожная карта не изменилась. Попробуйте ещё "
                "раз; если не поможет, сообщите администратору номер документа."
            ),
            now=clock(),
        )
    return report


def _make(report: PlanReport, clock: Clock) -> None:
    show_step(job=report, stage="собираю строки плана", done=0, clock=clock)
    make = {
        PlanReportKind.PLAN_PDF: _plan_pdf,
        PlanReportKind.PLAN_DOCX: _plan_docx,
        PlanReportKind.PLAN_XLSX: _plan_xlsx,
        PlanReportKind.PROGRESS_PDF: _progress_pdf,
        PlanReportKind.PROGRESS_DOCX: _progress_docx,
    }[PlanReportKind(report.kind)]
    content, content_type = make(report, clock)
    keep_paper(
        job=report,
        made=MadePaper(content, _file_name(report), content_type),
        territory=report.territory,
        school=None,
        action="plan_paper.made",
        now=clock(),
    )


def _plan_pdf(report: PlanReport, clock: Clock) -> tuple[bytes, str]:
    paper = _plan(report)
    content = rendered(
        job=report, sections=plan_sections(paper), title=paper.title, clock=clock
    )
    return content, PDF


def _plan_docx(report: PlanReport, clock: Clock) -> tuple[bytes, str]:
    show_step(job=report, stage="пишу документ", done=1, clock=clock)
    made = _moment_of(report.version)
    return plan_docx(_plan(report), _profile(), made=made), word.CONTENT_TYPE


def _plan_xlsx(report: PlanReport, clock: Clock) -> tuple[bytes, str]:
    show_step(job=report, stage="пишу таблицы", done=1, clock=clock)
    content = paper_queries.plan_content(version=report.version)
    occurrences = paper_queries.occurrences_for_papers(version=report.version)
    return plan_workbook(content, occurrences), workbook.CONTENT_TYPE


def _progress_pdf(report: PlanReport, clock: Clock) -> tuple[bytes, str]:
    paper = _progress(report)
    title = f"{paper.title}: {paper.plan}"
    content = rendered(
        job=report, sections=progress_sections(paper), title=title, clock=clock
    )
    return content, PDF


def _progress_docx(report: PlanReport, clock: Clock) -> tuple[bytes, str]:
    show_step(job=report, stage="пишу документ", done=1, clock=clock)
    made = _moment_of(report.version)
    return progress_docx(_progress(report), _profile(), made=made), word.CONTENT_TYPE


def _plan(report: PlanReport) -> PlanPaper:
    territory = report.version.road_map.territory
    return plan_paper(
        paper_queries.plan_content(version=report.version),
        approver=signatures_for(territory=territory)[0],
        signatures=[
            paper_queries.signature_of(territory=territory, role=Role.COORDINATOR)
        ],
    )


def _progress(report: PlanReport) -> ProgressPaper:
    return progress_paper(
        paper_queries.plan_content(version=report.version),
        paper_queries.occurrences_for_papers(version=report.version),
        as_of=report.as_of,
        signatures=signatures_for(territory=report.version.road_map.territory),
    )


def _moment_of(version: RoadMapVersion) -> dt.datetime:
    """Return what a file says of its age: the same wording, the same bytes."""
    return version.approved_at or version.created_at


def _profile() -> LayoutProfile:
    return PROFILES[settings.REPORT_LAYOUT]


def _file_name(report: PlanReport) -> str:
    road_map = report.version.road_map
    years = f"{road_map.starts_on.year}-{road_map.ends_on.year}"
    if report.kind in OF_PROGRESS:
        stem = f"Отчёт о выполнении на {report.as_of:%d.%m.%Y}"
    else:
        stem = f"Дорожная карта {years}, версия {report.version.number}"
        if report.version.is_draft:
            stem = f"{stem}, проект"
    return f"{stem}.{report.kind.rpartition('_')[2]}"
