"""The review: the page of the document, and the mending of one cell of it."""

from dataclasses import replace

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from roadmaps.actions.intake_edits import set_period
from roadmaps.documents.edits import review_indicators
from roadmaps.forms.intake import PeriodForm, preset_of
from roadmaps.models import Intake
from roadmaps.presenters import intake_desk, intake_page, intake_review
from roadmaps.presenters.intake_cells import Desk
from roadmaps.presenters.intake_findings import finding_lines
from roadmaps.presenters.intake_passed import passed_rows
from roadmaps.views.intake_access import edited_intake
from roadmaps.views.intake_layout import (
    Laid,
    lay_out,
    shared_context,
    shown_filter,
    shown_parts,
)
from schools.forms.errors import add_refusal
from schools.roles import Permission
from schools.views.access import PortalRequest, permission_required
from schools.views.forms import UNPROCESSABLE


def review_page(
    request: PortalRequest,
    intake: Intake,
    *,
    desk: Desk | None = None,
    period_form: PeriodForm | None = None,
) -> HttpResponse:
    """Show the review; `desk` opens a form with what was typed and refused there."""
    laid = lay_out(request, intake)
    opened = request.GET.get("edit", "")
    laid = replace(laid, desk=desk or replace(laid.desk, opened=opened))
    asked = request.POST if request.method == "POST" else request.GET
    show = shown_filter(asked.get("show", ""))
    units = intake_desk.units_of(laid.parts, show)
    number = asked.get("page")
    wanted = request.GET.get("row") or laid.desk.opened.partition(":")[0]
    if wanted and not number:
        number = str(intake_desk.page_with(units, wanted))
    page = Paginator(units, intake_desk.PER_PAGE).get_page(number)
    document = laid.reading.document
    context = {
        **shared_context(laid, show, page.number),
        "steps": intake_page.steps(intake),
        "facts": intake_page.file_facts(intake),
        "page": page,
        "parts": shown_parts(laid, page.object_list),
        "plan_cells": intake_review.plan_cells(laid.desk, document, laid.edits),
        "findings": finding_lines(laid.source, document.findings, intake),
        "indicators": intake_review.indicator_rows(
            laid.desk, review_indicators(document, laid.edits)
        ),
        "passed": passed_rows(laid.source, laid.edits),
        "period_form": period_form or _period_form(laid),
        "is_period_wrong": period_form is not None,
    }
    is_wrong = period_form is not None or bool(laid.desk.error)
    status = UNPROCESSABLE if is_wrong else 200
    return render(request, "intake/review.html", context, status=status)


@require_POST
@permission_required(Permission.EDIT_PLANS)
def intake_period(request: PortalRequest, pk: int) -> HttpResponse:
    """Name the period in which terms are read."""
    intake = edited_intake(request, pk)
    form = PeriodForm(request.POST, today=timezone.localdate())
    if form.is_valid():
        starts_on, ends_on = form.days or (None, None)
        try:
            set_period(
                intake=intake,
                starts_on=starts_on,
                ends_on=ends_on,
                user=request.user,
                now=timezone.now(),
            )
        except ValidationError as refusal:
            add_refusal(form, refusal)
    if form.errors:
        return review_page(request, intake, period_form=form)
    messages.success(request, "Период записан, сроки прочитаны заново.")
    return redirect("intake:detail", pk=pk)


def _period_form(laid: Laid) -> PeriodForm:
    intake = laid.desk.intake
    chosen = preset_of(intake.period_start, intake.period_end)
    period = laid.reading.document.period
    return PeriodForm(
        today=timezone.localdate(),
        initial={
            "period": chosen,
            "starts_on": period.start,
            "ends_on": period.end,
        },
    )
