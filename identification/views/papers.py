"""Papers of a run: asked for, watched, downloaded."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import (
    require_GET,
    require_http_methods,
    require_POST,
)

from identification import tasks
from identification.actions.papers import request_paper, restart_paper
from identification.enums import ReportKind
from identification.models import Run, RunReport
from identification.presenters import paper_page
from identification.presenters.run_page import run_tabs
from identification.presenters.run_words import run_name
from identification.queries.papers import papers_of, territories_for_papers
from schools.enums import JobState
from schools.models import School, Territory
from schools.roles import Permission
from schools.views.access import (
    PortalRequest,
    get_visible_or_404,
    limited,
    permission_required,
)


LIST_KINDS = (ReportKind.LIST_PDF, ReportKind.LIST_XLSX)


@require_http_methods(["GET", "POST"])
@permission_required(Permission.MAKE_REPORTS)
@limited("paper")
def run_papers(request: PortalRequest, pk: int) -> HttpResponse:
    """Show a run's papers; make a new one."""
    run = get_visible_or_404(request, Run.objects.select_related("territory"), pk=pk)
    places = territories_for_papers(run=run, user=request.user)
    if request.method == "POST":
        return _requested(request, run, places)
    context = {
        "run": run,
        "name": run_name(run),
        "is_done": run.state == JobState.DONE,
        "tabs": run_tabs(run, "") if run.state == JobState.DONE else [],
        "places": places,
        "papers": [
            paper_page.paper_line(report)
            for report in papers_of(run=run, user=request.user)
        ],
    }
    return render(request, "identification/run_papers.html", context)


def _requested(
    request: PortalRequest, run: Run, places: list[Territory]
) -> HttpResponse:
    """Queue the paper that the pressed button names."""
    wanted = request.POST.get("territory", "")
    place = next((p for p in places if str(p.pk) == wanted), None)
    kind = request.POST.get("kind", "")
    if kind not in LIST_KINDS or (place is None and len(places) != 1):
        messages.error(request, "Выберите документ и территорию.")
        return redirect("identification:run_papers", pk=run.pk)
    return _queue(request, run, kind=kind, territory=place or places[0])


@require_POST
@permission_required(Permission.MAKE_REPORTS, Permission.VIEW_OWN_RUN)
@limited("paper")
def school_paper(request: PortalRequest, pk: int, school_pk: int) -> HttpResponse:
    """Make the sheet of one school."""
    run = get_visible_or_404(request, Run.objects.select_related("territory"), pk=pk)
    get_visible_or_404(request, run.schools.all(), school_id=school_pk)
    school = get_object_or_404(
        School.objects.select_related("municipality"), pk=school_pk
    )
    return _queue(request, run, kind=ReportKind.SCHOOL_PDF, school=school)


@require_GET
@permission_required(Permission.VIEW_RUNS, Permission.VIEW_OWN_RUN)
def paper(request: PortalRequest, pk: int) -> HttpResponse:
    """Show one paper: how far it is, then the download."""
    report = _visible_paper(request, pk)
    context = {
        "report": report,
        "run": report.run,
        "title": paper_page.paper_title(report),
        "job": paper_page.job_panel(report),
        "facts": paper_page.paper_facts(report),
    }
    return render(request, "identification/paper.html", context)


@require_GET
@permission_required(Permission.VIEW_RUNS, Permission.VIEW_OWN_RUN)
def paper_status(request: PortalRequest, pk: int) -> HttpResponse:
    """Return the panel of progress; when the paper is ready the page is drawn anew."""
    report = _visible_paper(request, pk)
    job = paper_page.job_panel(report)
    response = render(request, "components/job_panel.html", {"job": job})
    if not report.is_under_way:
        response["HX-Refresh"] = "true"
    return response


@require_POST
@permission_required(Permission.MAKE_REPORTS, Permission.VIEW_OWN_RUN)
@limited("paper")
def paper_restart(request: PortalRequest, pk: int) -> HttpResponse:
    """Make a failed paper again."""
    report = _visible_paper(request, pk)
    try:
        restart_paper(report=report, user=request.user, now=timezone.now())
    except ValidationError as refusal:
        messages.error(request, refusal.message)
    else:
        transaction.on_commit(lambda: tasks.make_run_paper.delay(report.pk))
    return redirect("identification:paper", pk=report.pk)


def _visible_paper(request: PortalRequest, pk: int) -> RunReport:
    rows = RunReport.objects.select_related(
        "run__territory", "school", "territory", "file", "requested_by"
    )
    return get_visible_or_404(request, rows, pk=pk)


def _queue(
    request: PortalRequest,
    run: Run,
    *,
    kind: str,
    territory: Territory | None = None,
    school: School | None = None,
) -> HttpResponse:
    try:
        report = request_paper(
            run=run,
            kind=kind,
            user=request.user,
            now=timezone.now(),
            territory=territory,
            school=school,
        )
    except ValidationError as refusal:
        messages.error(request, refusal.message)
        return redirect("identification:run", pk=run.pk)
    if report.state == JobState.QUEUED:
        transaction.on_commit(lambda: tasks.make_run_paper.delay(report.pk))
    return redirect("identification:paper", pk=report.pk)
