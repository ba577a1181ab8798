"""A file beside a value: put there, replaced, taken away."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from monitoring.actions.forms import attach_evidence, remove_evidence
from monitoring.forms.reasons import EvidenceFileForm
from monitoring.presenters.form_page import addresses_of
from monitoring.queries.forms import FormRow, Sheet
from monitoring.views.forms import page, refused_write
from monitoring.views.forms_access import (
    CONFLICT,
    READERS,
    clock,
    lock_on,
    may_fill,
    municipal_sheet,
    own_sheet,
    row_or_404,
)
from monitoring.views.forms_saving import Draft
from schools.forms.errors import add_refusal
from schools.roles import Permission
from schools.views.access import PortalRequest, limited, permission_required
from schools.views.forms import UNPROCESSABLE


@require_http_methods(["GET", "POST"])
@permission_required(*READERS)
@limited("upload")
def evidence(request: PortalRequest, pk: int, key: int) -> HttpResponse:
    """Put a file beside a school's value, or take it away."""
    sheet = own_sheet(request, pk)
    return _evidence(request, sheet, row_or_404(sheet, key))


@require_http_methods(["GET", "POST"])
@permission_required(Permission.MANAGE_MONITORING)
@limited("upload")
def office_evidence(request: PortalRequest, pk: int, key: int) -> HttpResponse:
    """Put a file beside one of the municipality's own values, or take it away."""
    sheet = municipal_sheet(request, pk)
    return _evidence(request, sheet, row_or_404(sheet, key))


def _evidence(request: PortalRequest, sheet: Sheet, row: FormRow) -> HttpResponse:
    if not may_fill(request, sheet):
        raise PermissionDenied
    moment = clock()
    lock = lock_on(sheet, moment.today)
    if lock is not None:
        if request.method == "POST":
            refused_write(request, sheet, lock, moment)
        return page(request, Draft(sheet), moment, status=CONFLICT)
    back = f"{addresses_of(sheet).of_page()}#field-{row.key}"
    common: dict[str, Any] = {
        "window_indicator": row.asked,
        "window_school": sheet.form,
        "user": request.user,
        "now": moment.now,
        "today": moment.today,
    }
    given = EvidenceFileForm()
    if request.method == "POST" and "remove" in request.POST:
        try:
            remove_evidence(**common)
        except ValidationError as refusal:
            messages.error(request, refusal.messages[0])
        return redirect(back)
    if request.method == "POST":
        given = EvidenceFileForm(request.POST, request.FILES)
        if _attached(given, common):
            return redirect(back)
    context = {
        "row": row,
        "file": row.value.evidence_file if row.value else None,
        "sheet": sheet,
        "given": given,
        "back_url": back,
    }
    status = UNPROCESSABLE if given.errors else 200
    return render(request, "forms/evidence.html", context, status=status)


def _attached(given: EvidenceFileForm, common: dict[str, Any]) -> bool:
    if not given.is_valid():
        return False
    try:
        attach_evidence(
            upload=given.cleaned_data["upload"],
            content_type=str(given.content_type),
            **common,
        )
    except ValidationError as refusal:
        add_refusal(given, refusal)
        return False
    return True
