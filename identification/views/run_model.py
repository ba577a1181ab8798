"""The model of a calculation with its diagnostics, and the check by repetition."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from identification import tasks
from identification.actions.verification import request_verification
from identification.charts import influence_figure, residual_figure
from identification.models import Run
from identification.presenters import model_words, run_page
from identification.presenters.run_words import run_lead, run_name, run_stamp
from identification.presenters.verification_words import verification_panel
from identification.queries import run_schools as school_queries, runs as run_queries
from schools.enums import JobState
from schools.models import School
from schools.policies import has_permission
from schools.roles import Permission
from schools.views.access import PortalRequest, get_visible_or_404, permission_required


# As on the page of a run: more marks than this say less.
CHART_LIMIT = 1500


@require_GET
@permission_required(Permission.VIEW_RUNS)
def run_model(request: PortalRequest, pk: int) -> HttpResponse:
    """Show coefficients, quality, path of the choice, cells, origin and check."""
    shown = _visible_run(request, pk)
    if shown.state != JobState.DONE:
        return redirect("identification:run", pk=shown.pk)
    context = {
        "run": shown,
        "name": run_name(shown),
        "lead": run_lead(shown),
        "stamp": run_stamp(shown),
        "tabs": run_page.run_tabs(shown, "run_model"),
        "has_model": bool(shown.model),
        "can_verify": has_permission(request.user, Permission.START_RUNS, shown),
        "origin": model_words.origin_facts(shown),
        **_verification(request, shown),
        **(_model_context(shown) if shown.model else {}),
        **_chart_context(request, shown),
    }
    return render(request, "identification/run_model.html", context)


@require_POST
@permission_required(Permission.START_RUNS)
def run_verify(request: PortalRequest, pk: int) -> HttpResponse:
    """Ask the worker to repeat the calculation."""
    shown = _visible_run(request, pk)
    try:
        request_verification(run=shown, user=request.user, now=timezone.now())
    except ValidationError as refusal:
        messages.error(request, refusal.message)
    else:
        user_pk = request.user.pk
        transaction.on_commit(lambda: tasks.verify_run.delay(shown.pk, user_pk))
    address = reverse("identification:run_model", args=[shown.pk])
    return redirect(f"{address}#verification")


@require_GET
@permission_required(Permission.VIEW_RUNS)
def run_verification(request: PortalRequest, pk: int) -> HttpResponse:
    """Return the panel of the check, which asks again while the worker is busy."""
    shown = _visible_run(request, pk)
    context = _verification(request, shown)
    return render(request, "identification/_verification.html", context)


def _visible_run(request: PortalRequest, pk: int) -> Run:
    rows = Run.objects.select_related("territory", "rule_set", "requested_by")
    return get_visible_or_404(request, rows, pk=pk)


def _verification(request: PortalRequest, shown: Run) -> dict[str, Any]:
    """Show differences of the person's own schools only, the others as a number."""
    found = shown.verification
    named = {row["school_id"] for row in found.get("differences", ())}
    schools = School.objects.visible_to(request.user).filter(pk__in=named)
    visible = set(schools.values_list("pk", flat=True)) if named else set()
    return {"verification": verification_panel(shown, visible), "run": shown}


def _model_context(shown: Run) -> dict[str, Any]:
    model = shown.model
    cells = model["cells"]
    return {
        "headline": model_words.model_headline(model),
        "coefficients": model_words.coefficient_rows(model),
        "fit": model_words.fit_figures(model),
        "findings": model_words.model_findings(model),
        "path": model_words.path_rows(model),
        "unused": [factor for factor in model["factors"] if not factor["used"]],
        "cells_used": [cell for cell in cells if cell["used"]],
        "cells_left": [cell for cell in cells if not cell["used"]],
        "excluded": model["excluded"],
        "is_frozen": model["is_frozen"],
    }


def _chart_context(request: PortalRequest, shown: Run) -> dict[str, Any]:
    counts = run_queries.key_figures(run=shown, user=request.user)
    if not 0 < counts["classified"] <= CHART_LIMIT:
        return {"residuals": None, "influence": None}
    points = school_queries.residual_points(run=shown, user=request.user)
    return {
        "residuals": residual_figure(shown, points),
        "influence": influence_figure(shown, points),
    }
