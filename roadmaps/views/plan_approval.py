"""A draft before the head: what it lacks, the order, or a note what to mend."""

import datetime as dt

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from identification.forms.decisions import order_type
from roadmaps.actions import versions as actions
from roadmaps.forms.plans import ApprovalForm, ReturnForm
from roadmaps.models import RoadMapVersion
from roadmaps.presenters import plan_check
from roadmaps.queries.plan_content import activities_of
from roadmaps.views.plan_access import to_version, visible_version
from schools.actions.files import store_file
from schools.enums import FilePurpose
from schools.forms.errors import add_refusal
from schools.models import StoredFile
from schools.policies import has_permission
from schools.roles import Permission
from schools.views.access import PortalRequest, limited, permission_required
from schools.views.forms import UNPROCESSABLE, posted


@require_http_methods(["GET", "POST"])
@permission_required(Permission.APPROVE_PLANS, Permission.EDIT_PLANS)
@limited("upload")
def plan_approve(request: PortalRequest, pk: int) -> HttpResponse:
    """Show what the draft lacks; the head enters the order here."""
    is_post = request.method == "POST"
    needed = Permission.APPROVE_PLANS if is_post else None
    version = visible_version(request, pk, needed)
    if not version.is_draft:
        return to_version(version)
    today = timezone.localdate()
    form = ApprovalForm(
        posted(request),
        request.FILES if is_post else None,
        today=today,
        initial={
            "order_number": version.order_number,
            "order_date": version.order_date or today,
        },
    )
    if is_post and form.is_valid() and _approved(request, version, form):
        messages.success(
            request, f"Версия {version.number} утверждена и действует. Сроки назначены."
        )
        return to_version(version)
    rows = list(activities_of(version).select_related("section"))
    findings = plan_check.findings_of(
        version,
        rows,
        can_edit=has_permission(request.user, Permission.EDIT_PLANS, version),
    )
    context = {
        "plan": version,
        "findings": findings,
        "counts": plan_check.summary(findings),
        "activities": len(rows),
        "form": form,
        "can_approve": has_permission(request.user, Permission.APPROVE_PLANS, version),
        "former": version.road_map.versions.in_force().first(),
    }
    status = UNPROCESSABLE if form.errors else 200
    return render(request, "plans/approve.html", context, status=status)


@require_http_methods(["GET", "POST"])
@permission_required(Permission.APPROVE_PLANS)
def plan_return(request: PortalRequest, pk: int) -> HttpResponse:
    """Say what to mend before the draft is approved."""
    version = visible_version(request, pk, Permission.APPROVE_PLANS)
    form = ReturnForm(posted(request), initial={"note": version.return_note})
    if request.method == "POST" and form.is_valid():
        try:
            actions.return_draft(
                version=version,
                note=form.cleaned_data["note"],
                user=request.user,
                now=timezone.now(),
            )
        except ValidationError as refusal:
            add_refusal(form, refusal)
        else:
            messages.success(
                request, "Проект возвращён: замечания видны на его странице."
            )
            return to_version(version)
    context = {
        "plan": version,
        "title": "Вернуть с замечаниями",
        "form": form,
        "consequence": "Замечания увидят все, кто готовит план. Проект останется проектом.",
        "submit_label": "Вернуть с замечаниями",
        "danger": False,
    }
    status = UNPROCESSABLE if form.errors else 200
    return render(request, "plans/confirm.html", context, status=status)


@require_POST
@permission_required(Permission.EDIT_PLANS)
def plan_settle(request: PortalRequest, pk: int) -> HttpResponse:
    """Take the head's note off: what it asks for is done."""
    version = visible_version(request, pk, Permission.EDIT_PLANS)
    try:
        actions.settle_note(version=version, user=request.user, now=timezone.now())
    except ValidationError as refusal:
        messages.error(request, refusal.message)
    else:
        messages.success(request, "Замечания отмечены как учтённые.")
    return to_version(version)


def _approved(
    request: PortalRequest, version: RoadMapVersion, form: ApprovalForm
) -> bool:
    """Store the file and approve together, or neither."""
    data, now = form.cleaned_data, timezone.now()
    try:
        with transaction.atomic():
            actions.approve_version(
                version=version,
                order_number=data["order_number"],
                order_date=data["order_date"],
                order_file=_stored(request, version, form, now),
                user=request.user,
                now=now,
                today=timezone.localdate(),
            )
    except ValidationError as refusal:
        add_refusal(form, refusal)
        return False
    return True


def _stored(
    request: PortalRequest,
    version: RoadMapVersion,
    form: ApprovalForm,
    now: dt.datetime,
) -> StoredFile | None:
    upload = form.cleaned_data["order_file"]
    if upload is None:
        return None
    return store_file(
        upload=upload,
        purpose=FilePurpose.BASIS,
        original_name=upload.name,
        content_type=order_type(upload.name) or "application/octet-stream",
        territory=version.road_map.territory,
        user=request.user,
        now=now,
    )
