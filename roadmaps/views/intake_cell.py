"""Mending one cell of a document: its form, its writing, what has changed."""

from dataclasses import replace

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.views.decorators.http import require_http_methods

from roadmaps.actions.intake_edits import save_edit, undo_edit
from roadmaps.documents import edit_keys as keys
from roadmaps.enums import IntakePhase
from roadmaps.models import Intake
from roadmaps.presenters import intake_desk
from roadmaps.views.intake_access import edited_intake
from roadmaps.views.intake_layout import (
    Laid,
    lay_out,
    shared_context,
    shown_filter,
    unit_of,
)
from roadmaps.views.intake_review import review_page
from schools.roles import Permission
from schools.views.access import PortalRequest, permission_required


@require_http_methods(["GET", "POST"])
@permission_required(Permission.EDIT_PLANS)
def intake_cell(request: PortalRequest, pk: int) -> HttpResponse:
    """Open the form of a cell, or write what was typed into it."""
    intake = edited_intake(request, pk)
    if request.method == "POST":
        return _mended(request, intake)
    key = _known_key(request.GET.get("key", ""))
    if not request.htmx:
        query = urlencode({"edit": str(key)})
        page = reverse("intake:detail", args=[pk])
        return redirect(f"{page}?{query}#{_anchor(key)}")
    laid = lay_out(request, intake)
    opened = "" if request.GET.get("close") else str(key)
    laid = replace(laid, desk=replace(laid.desk, opened=opened))
    return _fragment(request, laid, key, with_rest=False)


def _mended(request: PortalRequest, intake: Intake) -> HttpResponse:
    """Write or take back a correction, and show what has changed."""
    key = _known_key(request.POST.get("key", ""))
    text, now = request.POST.get("text", ""), timezone.now()
    try:
        if request.POST.get("action") == "undo":
            intake = undo_edit(intake=intake, key=str(key), user=request.user, now=now)
        else:
            intake = save_edit(
                intake=intake,
                key=str(key),
                text=text,
                seen=request.POST.get("seen"),
                user=request.user,
                now=now,
            )
    except ValidationError as refusal:
        return _refused(request, intake, key, text, refusal.messages[0])
    if request.htmx:
        return _fragment(request, lay_out(request, intake), key, with_rest=True)
    kept = {name: request.POST.get(name, "") for name in ("page", "show")}
    if key.field == keys.PASSED_ROW:
        # The row comes into the plan on whichever page its section stands.
        kept = {"row": key.address}
    query = urlencode({name: value for name, value in kept.items() if value})
    page = reverse("intake:detail", args=[intake.pk])
    return redirect(f"{page}{'?' + query if query else ''}#{_anchor(key)}")


def _refused(
    request: PortalRequest, intake: Intake, key: keys.CellKey, text: str, error: str
) -> HttpResponse:
    """Show the form again with what was typed and why it was not written."""
    intake.refresh_from_db(fields=["edits", "phase", "state"])
    is_whole_row = key.field in keys.FATES or key.field.startswith(keys.CHECKED)
    if is_whole_row or intake.phase != IntakePhase.REVIEW:
        messages.warning(request, error)
        back = reverse("intake:detail", args=[intake.pk])
        if request.htmx:
            return HttpResponse(headers={"HX-Redirect": back})
        return redirect(back)
    laid = lay_out(request, intake)
    desk = replace(laid.desk, opened=str(key), typed=text, error=error)
    if not request.htmx:
        return review_page(request, intake, desk=desk)
    laid = replace(laid, desk=desk)
    return _fragment(request, laid, key, with_rest=False)


def _fragment(
    request: PortalRequest, laid: Laid, key: keys.CellKey, *, with_rest: bool
) -> HttpResponse:
    """Return the unit of a cell; after a change the doubts and the summary too."""
    show = shown_filter(request.POST.get("show", ""))
    number = request.POST.get("page", "")
    context = shared_context(laid, show, int(number) if number.isdecimal() else 1)
    context |= unit_of(laid, key)
    context |= {"with_rest": with_rest, "is_oob": "from_list" in request.POST}
    if context["is_oob"]:
        units = intake_desk.units_of(laid.parts, show)
        page = Paginator(units, intake_desk.PER_PAGE).get_page(number)
        context["is_unit_here"] = any(
            unit.line is not None and unit.line.address == key.address
            for unit in page.object_list
        )
    return render(request, "intake/_changed.html", context)


def _known_key(text: str) -> keys.CellKey:
    try:
        return keys.parse_key(text)
    except ValueError as error:
        raise Http404 from error


def _anchor(key: keys.CellKey) -> str:
    """Return the place of the page to which a person comes back."""
    if key.address == keys.PLAN:
        return "plan-fields"
    if key.field in (*keys.INDICATOR_FIELDS, keys.INDICATOR_ROW):
        return "indicators"
    if key.field in (*keys.SECTION_FIELDS, keys.SECTION_ROW):
        return f"part-{key.anchor}"
    return key.anchor
