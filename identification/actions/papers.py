"""Papers of a run: asked for here, made here by the worker."""

import datetime as dt
import logging

from django.core.exceptions import PermissionDenied
from django.db import transaction

from identification.charts import Figure, map_figure, residual_figure
from identification.enums import ReportKind, RunPurpose
from identification.models import Run, RunReport, RunSchool
from identification.queries import (
    papers as paper_queries,
    run_schools as school_queries,
)
from identification.reports.build_list import list_paper
from identification.reports.build_sheet import school_paper
from identification.reports.build_workbook import list_workbook
from identification.reports.list_paper import ListPaper, list_sections
from identification.reports.school_paper import school_sections
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
from schools.enums import JobState
from schools.models import School, Territory, User
from schools.policies import has_permission
from schools.reports.workbook import CONTENT_TYPE as XLSX
from schools.roles import Permission


log = logging.getLogger(__name__)

# A picture of more marks than this says nothing on paper.
MOST_MARKS = 1500


@transaction.atomic
def request_paper(
    *,
    run: Run,
    kind: str,
    user: User,
    now: dt.datetime,
    territory: Territory | None = None,
    school: School | None = None,
) -> RunReport:
    """Queue a paper over a territory, or the sheet of one school."""
    place = school.municipality if school is not None else territory or run.territory
    _demand_right(run, place, school, user)
    if run.state != JobState.DONE:
        raise refuse("Документы делают по готовому расчёту.", code="not_done")
    wanted = {"run": run, "kind": kind, "territory": place, "school": school}
    recent = RunReport.objects.filter(
        **wanted, requested_by=user, requested_at__gte=now - DOUBLE_CLICK
    ).exclude(state=JobState.FAILED)
    if (same := recent.first()) is not None:
        return same
    report = queue_job(job=RunReport(**wanted), user=user, now=now)
    record(
        actor=user, action="paper.requested", obj=report, now=now, after={"kind": kind}
    )
    return report


@transaction.atomic
def restart_paper(*, report: RunReport, user: User, now: dt.datetime) -> RunReport:
    """Queue again a paper that was not made."""
    report = RunReport.objects.select_for_update().get(pk=report.pk)
    _demand_right(report.run, report.territory, report.school, user)
    if report.state != JobState.FAILED:
        message = "Сделать ещё раз можно только документ, который не получился."
        raise refuse(message, code="wrong_state")
    return queue_job(job=report, user=user, now=now)


def make_paper(*, report_id: int, clock: Clock) -> RunReport | None:
    """Make a queued paper; a message that comes again does no work twice."""
    if not RunReport.objects.claim(report_id, now=clock()):
        return None
    report = RunReport.objects.select_related(
        "run__territory", "run__rule_set", "territory", "school", "requested_by"
    ).get(pk=report_id)
    try:
        _make(report, clock)
    except Exception:
        log.exception("paper %s", report_id)
        fail_job(
            job=report,
            code="paper_failed",
            detail=(
                "Документ не получился. Числа расчёта не изменились. Попробуйте ещё "
                "раз; если не поможет, сообщите администратору номер документа."
            ),
            now=clock(),
        )
    return report


def _make(report: RunReport, clock: Clock) -> None:
    show_step(job=report, stage="собираю числа", done=0, clock=clock)
    make = {
        ReportKind.LIST_PDF: _list_pdf,
        ReportKind.LIST_XLSX: _list_xlsx,
        ReportKind.SCHOOL_PDF: _school_pdf,
    }[ReportKind(report.kind)]
    keep_paper(
        job=report,
        made=make(report, clock),
        territory=None if report.school_id else report.territory,
        school=report.school,
        action="paper.made",
        now=clock(),
    )


def _list_pdf(report: RunReport, clock: Clock) -> MadePaper:
    paper, _ = _list_paper(report)
    content = rendered(
        job=report, sections=list_sections(paper), title=paper.title, clock=clock
    )
    return MadePaper(content, f"Перечень школ {report.run.year}.pdf", PDF)


def _list_xlsx(report: RunReport, clock: Clock) -> MadePaper:
    paper, rows = _list_paper(report)
    show_step(job=report, stage="пишу таблицы", done=1, clock=clock)
    content = list_workbook(paper, report.run, rows)
    return MadePaper(content, f"Перечень школ {report.run.year}.xlsx", XLSX)


def _school_pdf(report: RunReport, clock: Clock) -> MadePaper:
    school = report.school
    if school is None:  # the constraint of the table forbids it
        raise ValueError("a school's sheet without a school")
    row = RunSchool.objects.select_related("run__rule_set", "school__municipality").get(
        run=report.run, school=school
    )
    day = clock().date()
    paper = school_paper(
        run=report.run,
        row=row,
        factors=school_queries.school_factors(row=row),
        rule_cells=school_queries.school_rule_cells(row=row),
        averages=school_queries.municipality_averages(
            run=report.run, territory=school.municipality
        ),
        statuses=list(school.statuses.on(day).order_by("kind")),
        signatures=paper_queries.signatures_for(territory=school.municipality),
    )
    content = rendered(
        job=report,
        sections=school_sections(paper),
        title=f"{school}: объяснение расчёта",
        clock=clock,
    )
    return MadePaper(content, f"Лист школы {school.code} {report.run.year}.pdf", PDF)


def _list_paper(report: RunReport) -> tuple[ListPaper, list[RunSchool]]:
    run, place, user = report.run, report.territory, report.requested_by
    if user is None:
        raise PermissionDenied
    rows = paper_queries.rows_for_paper(run=run, territory=place, user=user)
    decision = paper_queries.recorded_decision(run=run, territory=place)
    paper = list_paper(
        run=run,
        territory=place,
        rows=rows,
        figures=_figures(run, user, {row.school_id for row in rows}),
        decision=decision,
        verdicts=paper_queries.verdicts_of(decision),
        signatures=paper_queries.signatures_for(territory=place),
    )
    return paper, rows


def _figures(run: Run, user: User, schools: set[int]) -> list[Figure]:
    """Draw the schools of the paper, unless they are too many for a picture."""
    if len(schools) > MOST_MARKS:
        return []
    points = school_queries.map_points(run=run, user=user)
    residuals = school_queries.residual_points(run=run, user=user)
    points = [point for point in points if point["school_id"] in schools]
    residuals = [point for point in residuals if point["school_id"] in schools]
    if not points:
        return []
    return [map_figure(run, points), residual_figure(run, residuals)]


def _demand_right(
    run: Run, place: Territory, school: School | None, user: User
) -> None:
    """A paper follows the page: who may read the numbers may take them along."""
    if school is None:
        demand_permission(user, Permission.MAKE_REPORTS, place)
        if place.pk != run.territory_id and place.parent_id != run.territory_id:
            raise refuse("Расчёт сделан по другой территории.", code="other_place")
        return
    is_visible = (
        RunSchool.objects.visible_to(user).filter(run=run, school=school).exists()
    )
    may_read = has_permission(user, Permission.MAKE_REPORTS, school) or has_permission(
        user, Permission.VIEW_OWN_RUN, school
    )
    if not (is_visible and may_read):
        raise PermissionDenied
    if run.purpose != RunPurpose.OFFICIAL:
        raise refuse("Лист школы делают по расчёту, не по пробе.", code="what_if")
