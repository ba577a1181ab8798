"""Documents on their way to a plan: the list, the start, one document, its end."""

from collections.abc import Callable

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import (
    require_GET,
    require_http_methods,
    require_POST,
)

from roadmaps.actions.intake import (
    discard_intake,
    paste_intake,
    restart_intake,
    start_intake,
)
from roadmaps.actions.intake_confirm import confirm_intake
from roadmaps.documents.edits import apply_edits
from roadmaps.documents.readiness import obstacles
from roadmaps.enums import IntakePhase
from roadmaps.forms.intake import DiscardForm, PasteForm, UploadForm
from roadmaps.models import Intake
from roadmaps.presenters import intake_page
from roadmaps.presenters.intake_summary import outcome_facts
from roadmaps.queries.intake import listed_intakes, reading_of, texts_of
from roadmaps.tables.intake import IntakeTable
from roadmaps.tasks import enqueue_intake
from roadmaps.views.intake_access import edited_intake, visible_intake
from roadmaps.views.intake_review import review_page
from schools.enums import JobState
from schools.forms.errors import add_refusal
from schools.policies import has_permission
from schools.roles import Permission
from schools.tables.paging import show_page
from schools.views.access import (
    PortalRequest,
    limited,
    permission_required,
)
from schools.views.forms import UNPROCESSABLE, posted


@require_GET
@permission_required(Permission.VIEW_PLANS)
def intake_list(request: PortalRequest) -> HttpResponse:
    """Show documents that came in, with their states."""
    table = show_page(IntakeTable(listed_intakes(user=request.user)), request)
    context = {
        "table": table,
        "has_any": bool(table.paginator.count),
        "can_edit": has_permission(request.user, Permission.EDIT_PLANS),
    }
    return render(request, "intake/list.html", context)


@require_http_methods(["GET", "POST"])
@permission_required(Permission.EDIT_PLANS)
@limited("upload")
def intake_new(request: PortalRequest) -> HttpResponse:
    """Take a file in; its reading goes on in the worker."""
    day = timezone.localdate()
    if request.method != "POST":
        return _start_page(request, upload=UploadForm(user=request.user, today=day))
    form = UploadForm(request.POST, request.FILES, user=request.user, today=day)
    if not form.is_valid():
        return _start_page(request, upload=form)
    upload = form.cleaned_data["file"]
    try:
        with transaction.atomic():
            intake = start_intake(
                territory=form.cleaned_data["territory"],
                upload=upload,
                file_name=upload.name,
                content_type=upload.content_type or "",
                period=form.days,
                user=request.user,
                now=timezone.now(),
            )
            transaction.on_commit(lambda: enqueue_intake(intake.pk))
    except ValidationError as refusal:
        add_refusal(form, refusal)
        return _start_page(request, upload=form)
    return redirect("intake:detail", pk=intake.pk)


@require_http_methods(["GET", "POST"])
@permission_required(Permission.EDIT_PLANS)
@limited("upload")
def intake_paste(request: PortalRequest) -> HttpResponse:
    """Take a pasted table in and go to its review."""
    day = timezone.localdate()
    if request.method != "POST":
        return _start_page(request, paste=PasteForm(user=request.user, today=day))
    form = PasteForm(request.POST, user=request.user, today=day)
    if not form.is_valid():
        return _start_page(request, paste=form)
    try:
        intake = paste_intake(
            territory=form.cleaned_data["territory"],
            text=form.table,
            period=form.days,
            user=request.user,
            now=timezone.now(),
        )
    except ValidationError as refusal:
        add_refusal(form, refusal)
        return _start_page(request, paste=form)
    return redirect("intake:detail", pk=intake.pk)


@require_GET
@permission_required(Permission.VIEW_PLANS)
def intake_detail(request: PortalRequest, pk: int) -> HttpResponse:
    """Show a document at its step: being read, under review, taken, given up."""
    intake = visible_intake(request, pk)
    if intake.phase == IntakePhase.REVIEW and intake.state == JobState.DONE:
        return review_page(request, intake)
    can_edit = has_permission(request.user, Permission.EDIT_PLANS, intake)
    context = {
        "intake": intake,
        "steps": intake_page.steps(intake),
        "facts": intake_page.file_facts(intake),
        "job": intake_page.job_panel(intake, can_edit=can_edit),
        "can_edit": can_edit,
        "is_failed": intake.state == JobState.FAILED,
        "road_map_id": intake.version.road_map_id if intake.version else None,
    }
    return render(request, "intake/detail.html", context)


@require_GET
@permission_required(Permission.VIEW_PLANS)
def intake_status(request: PortalRequest, pk: int) -> HttpResponse:
    """Return the panel of progress; when the reading has ended the page is drawn anew."""
    intake = visible_intake(request, pk)
    can_edit = has_permission(request.user, Permission.EDIT_PLANS, intake)
    job = intake_page.job_panel(intake, can_edit=can_edit)
    response = render(request, "components/job_panel.html", {"job": job})
    if not intake.is_under_way:
        response["HX-Refresh"] = "true"
    return response


@require_POST
@permission_required(Permission.EDIT_PLANS)
@limited("upload")
def intake_restart(request: PortalRequest, pk: int) -> HttpResponse:
    """Read a document again that could not be read."""
    intake = edited_intake(request, pk)
    try:
        with transaction.atomic():
            restart_intake(intake=intake, user=request.user, now=timezone.now())
            transaction.on_commit(lambda: enqueue_intake(pk))
    except ValidationError as refusal:
        messages.warning(request, refusal.messages[0])
    return redirect("intake:detail", pk=pk)


@require_http_methods(["GET", "POST"])
@permission_required(Permission.EDIT_PLANS)
def intake_confirm(request: PortalRequest, pk: int) -> HttpResponse:
    """Show what will be made of the document, and make it."""
    intake = edited_intake(request, pk)
    if request.method == "POST":
        return _confirmed(request, intake)
    if intake.phase != IntakePhase.REVIEW or intake.state != JobState.DONE:
        return redirect("intake:detail", pk=pk)
    reading, edits = reading_of(intake), texts_of(intake)
    document = apply_edits(reading.document, edits)
    context = {
        "intake": intake,
        "steps": intake_page.steps(intake, is_last=True),
        "missing": obstacles(document),
        "facts": outcome_facts(intake, reading.document, document, edits),
    }
    return render(request, "intake/confirm.html", context)


@require_http_methods(["GET", "POST"])
@permission_required(Permission.EDIT_PLANS)
def intake_discard(request: PortalRequest, pk: int) -> HttpResponse:
    """Ask why no plan comes of the document, and put it away."""
    intake = edited_intake(request, pk)
    if intake.phase not in {IntakePhase.READING, IntakePhase.REVIEW}:
        return redirect("intake:detail", pk=pk)
    form = DiscardForm(posted(request))
    if request.method == "POST" and form.is_valid():
        return _then_back(
            request,
            pk,
            lambda: discard_intake(
                intake=intake,
                reason=form.cleaned_data["reason"],
                user=request.user,
                now=timezone.now(),
            ),
        )
    status = UNPROCESSABLE if form.is_bound else 200
    context = {"intake": intake, "form": form}
    return render(request, "intake/discard.html", context, status=status)


def _start_page(
    request: PortalRequest,
    *,
    upload: UploadForm | None = None,
    paste: PasteForm | None = None,
) -> HttpResponse:
    """Show both ways in; the one that was tried stands with its errors."""
    tried = paste or upload
    day = timezone.localdate()
    context = {
        "upload": upload or UploadForm(user=request.user, today=day),
        "paste": paste or PasteForm(user=request.user, today=day, auto_id="paste_%s"),
        "is_pasting": paste is not None,
        "tried": tried,
    }
    status = UNPROCESSABLE if tried is not None and tried.is_bound else 200
    return render(request, "intake/new.html", context, status=status)


def _confirmed(request: PortalRequest, intake: Intake) -> HttpResponse:
    try:
        version = confirm_intake(intake=intake, user=request.user, now=timezone.now())
    except ValidationError as refusal:
        messages.error(request, refusal.messages[0])
        return redirect("intake:detail", pk=intake.pk)
    messages.success(
        request, "План создан как проект первой версии. Утвердит его начальник отдела."
    )
    return redirect("plans:detail", pk=version.road_map_id)


def _then_back(
    request: PortalRequest, pk: int, act: Callable[[], Intake]
) -> HttpResponse:
    """Do the action; a refusal stands on the page of the document."""
    try:
        act()
    except ValidationError as refusal:
        messages.warning(request, refusal.messages[0])
    return redirect("intake:detail", pk=pk)
