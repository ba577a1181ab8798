"""Papers of a road map: asked for, watched, downloaded."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import (
    require_GET,
    require_http_methods,
    require_POST,
)

from roadmaps.actions.papers import (
    note_download,
    request_plan_report,
    restart_plan_report,
)
from roadmaps.forms.papers import PlanPaperForm
from roadmaps.models import PlanReport, RoadMap, RoadMapVersion
from roadmaps.presenters import papers_page
from roadmaps.queries.papers import (
    papers_of,
    papers_within_reach,
    versions_for_papers,
)
from roadmaps.tasks.papers import make_plan_paper
from schools.enums import JobState
from schools.policies import has_permission
from schools.roles import Permission
from schools.views.access import (
    PortalRequest,
    get_visible_or_404,
    limited,
    permission_required,
)
from schools.views.files import sent
from schools.views.forms import UNPROCESSABLE, posted


READERS = (Permission.VIEW_PLANS, Permission.VIEW_OWN_PLAN)


@require_http_methods(["GET", "POST"])
@permission_required(*READERS)
@limited("paper")
def new(request: PortalRequest, pk: int) -> HttpResponse:
    """Show a road map's papers; to those who may make them, the form of a new one."""
    needed = Permission.MAKE_PLAN_REPORTS if request.method == "POST" else None
    road_map = get_visible_or_404(
        request, RoadMap.objects.select_related("territory"), needed, pk=pk
    )
    versions = versions_for_papers(road_map=road_map, user=request.user)
    form = PlanPaperForm(
        posted(request),
        versions=versions,
        initial=_initial(request, versions),
    )
    if request.method == "POST" and form.is_valid():
        return _queued(request, form)
    return _papers_page(request, road_map, form)


@require_GET
@permission_required(Permission.VIEW_PLANS)
def detail(request: PortalRequest, pk: int) -> HttpResponse:
    """Show one paper: how far it is, then the download."""
    report = _own_paper(request, pk)
    context = {
        "road_map": report.version.road_map,
        "title": papers_page.paper_title(report),
        "job": papers_page.job_panel(report),
        "facts": papers_page.paper_facts(report),
    }
    return render(request, "plan_papers/detail.html", context)


@require_GET
@permission_required(Permission.VIEW_PLANS)
def status(request: PortalRequest, pk: int) -> HttpResponse:
    """Return the panel of progress; when the paper is ready the page is drawn anew."""
    report = _own_paper(request, pk)
    job = papers_page.job_panel(report)
    response = render(request, "components/job_panel.html", {"job": job})
    if not report.is_under_way:
        response["HX-Refresh"] = "true"
    return response


@require_POST
@permission_required(Permission.MAKE_PLAN_REPORTS)
@limited("paper")
def restart(request: PortalRequest, pk: int) -> HttpResponse:
    """Make a failed paper again."""
    report = _own_paper(request, pk)
    try:
        restart_plan_report(report=report, user=request.user, now=timezone.now())
    except ValidationError as refusal:
        messages.error(request, refusal.message)
    else:
        transaction.on_commit(lambda: make_plan_paper.delay(report.pk))
    return redirect("plan_papers:detail", pk=report.pk)


@require_GET
@permission_required(*READERS)
def download(request: PortalRequest, pk: int) -> FileResponse:
    """Send a ready paper; a school gets the approved plan and nothing else."""
    rows = papers_within_reach(user=request.user).select_related("file")
    report = rows.filter(pk=pk).first()
    if report is None or report.file is None:
        raise Http404
    answer = sent(report.file)
    note_download(report=report, user=request.user, now=timezone.now())
    return answer


def _papers_page(
    request: PortalRequest, road_map: RoadMap, form: PlanPaperForm
) -> HttpResponse:
    may_make = has_permission(request.user, Permission.MAKE_PLAN_REPORTS, road_map)
    papers = papers_of(road_map=road_map, user=request.user)
    context = {
        "road_map": road_map,
        "form": form if may_make else None,
        # A school sees the ready plan; how papers are made is not its matter.
        "has_pages": has_permission(request.user, Permission.VIEW_PLANS, road_map),
        "may_open": has_permission(request.user, Permission.EDIT_PLANS, road_map),
        "papers": [papers_page.paper_line(report) for report in papers],
    }
    status = UNPROCESSABLE if form.is_bound else 200
    return render(request, "plan_papers/new.html", context, status=status)


def _initial(
    request: PortalRequest, versions: list[RoadMapVersion]
) -> dict[str, object]:
    """Choose the version that the address names, else the one in force."""
    named = request.GET.get("version", "")
    chosen = next((v for v in versions if str(v.number) == named), None) or next(
        (v for v in versions if not v.is_draft), versions[0] if versions else None
    )
    return {
        "version": str(chosen.pk) if chosen else "",
        "as_of": timezone.localdate(),
    }


def _queued(request: PortalRequest, form: PlanPaperForm) -> HttpResponse:
    report = request_plan_report(
        version=form.cleaned_data["version"],
        kind=form.cleaned_data["kind"],
        as_of=form.cleaned_data["as_of"] or timezone.localdate(),
        user=request.user,
        now=timezone.now(),
    )
    if report.state == JobState.QUEUED:
        transaction.on_commit(lambda: make_plan_paper.delay(report.pk))
    return redirect("plan_papers:detail", pk=report.pk)


def _own_paper(request: PortalRequest, pk: int) -> PlanReport:
    rows = PlanReport.objects.select_related(
        "version__road_map__territory", "file", "requested_by"
    )
    return get_visible_or_404(request, rows, pk=pk)
