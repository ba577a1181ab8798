"""Papers of monitoring: the list, a new one, its page, its files."""

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

from monitoring.actions import reports as actions
from monitoring.datasets.composed import paper_of
from monitoring.drafting import sections_of
from monitoring.enums import ReportKind
from monitoring.filters.analytics import ReportFilterForm
from monitoring.forms.analytics import PlaceAndYear, ReportForm
from monitoring.models import Report
from monitoring.presenters import analytics as present
from monitoring.queries.analytics import (
    last_year_of,
    listed_reports,
    places_of,
    years_of,
)
from monitoring.reports.paper_pdf import part_view
from monitoring.tables.analytics import ReportTable
from monitoring.tasks.analytics import make_report_files
from schools.policies import has_permission
from schools.roles import Permission
from schools.tables.paging import show_page
from schools.views.access import (
    PortalRequest,
    get_visible_or_404,
    limited,
    permission_required,
)
from schools.views.files import sent
from schools.views.forms import UNPROCESSABLE, posted


READERS = (Permission.VIEW_MONITORING, Permission.VIEW_OWN_MONITORING)
MAKE = Permission.MAKE_MONITORING_REPORTS
# A page shows the beginning of a long table; the files have all of it.
ROWS_SHOWN = 30
FORMATS = ("pdf", "docx", "xlsx")


@require_GET
@permission_required(*READERS)
def report_list(request: PortalRequest) -> HttpResponse:
    """Show the papers that the person may read."""
    today = timezone.localdate()
    form = ReportFilterForm(request.GET, user=request.user, today=today)
    rows = listed_reports(user=request.user, criteria=form.criteria())
    can_make = has_permission(request.user, MAKE)
    context = {
        "form": form,
        "table": show_page(ReportTable(rows), request),
        "can_make": can_make,
        "summary": _place_form(request) if can_make else None,
        "has_papers": Report.objects.visible_to(request.user).exists(),
    }
    return render(request, "analytics/reports.html", context)


@require_http_methods(["GET", "POST"])
@permission_required(MAKE)
def report_new(request: PortalRequest) -> HttpResponse:
    """Begin a paper."""
    today = timezone.localdate()
    form = ReportForm(
        posted(request),
        places=places_of(user=request.user, permission=MAKE),
        years=years_of(user=request.user, today=today),
        initial={"year": last_year_of(user=request.user, today=today)},
    )
    if request.method == "POST" and form.is_valid():
        report = actions.create_report(
            kind=form.cleaned_data["kind"],
            territory=form.cleaned_data["territory"],
            school=form.cleaned_data["school"],
            year=form.cleaned_data["year"],
            user=request.user,
            now=timezone.now(),
        )
        return redirect("analytics:report", report.pk)
    status = UNPROCESSABLE if form.is_bound else 200
    return render(request, "analytics/report_new.html", {"form": form}, status=status)


@require_POST
@permission_required(MAKE)
@limited("paper")
def summary(request: PortalRequest) -> HttpResponse:
    """Make the head's report in one press: begin it and ask for its files."""
    form = _place_form(request, request.POST)
    if not form.is_valid():
        messages.warning(request, "Выберите территорию и учебный год.")
        return redirect("analytics:reports")
    now = timezone.now()
    report = actions.create_report(
        kind=ReportKind.SUMMARY,
        territory=form.cleaned_data["territory"],
        year=form.cleaned_data["year"],
        user=request.user,
        now=now,
    )
    actions.request_files(report=report, user=request.user, now=now)
    enqueue(report)
    return redirect("analytics:report", report.pk)


@require_GET
@permission_required(*READERS)
def report_detail(request: PortalRequest, pk: int) -> HttpResponse:
    """Show a paper as it reads, with what can be done with it."""
    report = visible_report(request, pk)
    composed = paper_of(report, today=timezone.localdate())
    can_make = has_permission(request.user, MAKE, report)
    can_write = can_make and report.frozen_at is None
    titles = {sketch.code: sketch.title for sketch in sections_of(report.kind)}
    context = {
        "report": report,
        "state": present.report_state(report),
        "paper": composed.paper,
        "has_charts": any(part.charts for part in composed.paper.parts),
        "parts": [
            part_view(part, most_rows=ROWS_SHOWN) for part in composed.paper.parts
        ],
        "findings": [
            {"code": code, "title": titles[code], "message": message}
            for code, message in composed.findings
        ],
        # A paper of many schools is put together from their sheets: no text of its own.
        "sections": _unshown(report, composed.paper.parts) if can_write else [],
        "has_text": can_write and not _is_of_many(report),
        "job": present.job_panel(report) if can_make else None,
        "files": present.report_files(report),
        "facts": present.report_facts(report),
        "can_make": can_make,
        "can_write": can_write,
    }
    return render(request, "analytics/report.html", context)


@require_GET
@permission_required(Permission.VIEW_MONITORING)
def report_status(request: PortalRequest, pk: int) -> HttpResponse:
    """Return the panel of progress; when the files are ready the page is drawn anew."""
    report = visible_report(request, pk, MAKE)
    job = present.job_panel(report)
    response = (
        render(request, "components/job_panel.html", {"job": job})
        if job
        else HttpResponse()
    )
    if not report.is_under_way:
        response["HX-Refresh"] = "true"
    return response


@require_POST
@permission_required(MAKE)
@limited("paper")
def report_make(request: PortalRequest, pk: int) -> HttpResponse:
    """Ask for the files of a paper."""
    report = visible_report(request, pk, MAKE)
    try:
        actions.request_files(report=report, user=request.user, now=timezone.now())
    except ValidationError as refusal:
        messages.warning(request, refusal.messages[0])
    else:
        enqueue(report)
    return redirect("analytics:report", pk)


@require_POST
@permission_required(MAKE)
def report_discard(request: PortalRequest, pk: int) -> HttpResponse:
    """Throw a draft away."""
    report = visible_report(request, pk, MAKE)
    try:
        actions.discard_report(report=report, user=request.user, now=timezone.now())
    except ValidationError as refusal:
        messages.warning(request, refusal.messages[0])
        return redirect("analytics:report", pk)
    messages.success(request, "Проект документа удалён.")
    return redirect("analytics:reports")


@require_GET
@permission_required(*READERS)
def report_file(request: PortalRequest, pk: int, code: str) -> FileResponse:
    """Send a file of a paper to whoever may read the paper."""
    report = visible_report(request, pk)
    stored = getattr(report, code) if code in FORMATS else None
    if stored is None:
        raise Http404
    return sent(stored)


def visible_report(
    request: PortalRequest, pk: int, permission: Permission | None = None
) -> Report:
    """Fetch a paper that the person may read."""
    rows = Report.objects.select_related(
        *("territory", "school__municipality", "requested_by"),
        *("pdf", "docx", "xlsx"),
    )
    return get_visible_or_404(request, rows, permission, pk=pk)


def enqueue(report: Report) -> None:
    """Hand the paper to the worker when the row is sure to stay."""
    transaction.on_commit(lambda: make_report_files.delay(report.pk))


def _is_of_many(report: Report) -> bool:
    return report.kind == ReportKind.SCHOOL and report.school_id is None


def _unshown(report: Report, parts: tuple) -> list:
    """Return the sections that have nothing to show yet: they wait for their text."""
    if _is_of_many(report):
        return []
    shown = {part.code for part in parts}
    return [sketch for sketch in sections_of(report.kind) if sketch.code not in shown]


def _place_form(request: PortalRequest, data: object = None) -> PlaceAndYear:
    today = timezone.localdate()
    return PlaceAndYear(
        data,
        places=places_of(user=request.user, permission=MAKE),
        years=years_of(user=request.user, today=today),
        initial={"year": last_year_of(user=request.user, today=today)},
        prefix="summary",
    )
