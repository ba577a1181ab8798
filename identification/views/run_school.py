"""One school in a calculation: what was expected, what came out, and why."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET

from identification.charts import (
    contributions_figure,
    position_figure,
    shares_figure,
)
from identification.enums import Group
from identification.models import Run, RunSchool
from identification.presenters import school_words
from identification.presenters.rule_clauses import RULE_STATUSES, clauses_in_words
from identification.presenters.run_words import run_name, run_stamp, years_in_words
from identification.queries import run_schools as school_queries
from schools.policies import has_permission
from schools.roles import Permission
from schools.views.access import PortalRequest, get_visible_or_404, permission_required


@require_GET
@permission_required(Permission.VIEW_RUNS, Permission.VIEW_OWN_RUN)
def run_school(request: PortalRequest, pk: int, school_pk: int) -> HttpResponse:
    """Explain one school; its team sees it after the decision, and nobody else's."""
    runs = Run.objects.select_related("territory", "rule_set", "requested_by")
    run = get_visible_or_404(request, runs, pk=pk)
    rows = run.schools.select_related("school__municipality")
    row = get_visible_or_404(request, rows, school_id=school_pk)
    row.run = run
    is_official = has_permission(request.user, Permission.VIEW_RUNS)
    context = {
        "run": run,
        "row": row,
        "name": run_name(run),
        "years": years_in_words(run),
        "stamp": run_stamp(run),
        "title": row.school.name,
        "headline": school_words.school_headline(row),
        "figures": school_words.figures(row),
        "paragraphs": school_words.explanation(run, row),
        "is_official": is_official,
        "can_report": not is_official
        or has_permission(request.user, Permission.MAKE_REPORTS),
        **_rule_context(run, row),
        **_cells_context(row),
        **(_model_context(run, row) if row.group != Group.UNCLASSIFIED else _NO_MODEL),
        **_company_context(request, run, row),
    }
    return render(request, "identification/run_school.html", context)


_NO_MODEL: dict[str, Any] = {"position": None, "contributions": None, "factors": []}


def _model_context(run: Run, row: RunSchool) -> dict[str, Any]:
    factors = school_queries.school_factors(row=row)
    return {
        "position": position_figure(row),
        "contributions": contributions_figure(row, factors),
        "factors": factors,
    }


def _rule_context(run: Run, row: RunSchool) -> dict[str, Any]:
    cells = school_queries.school_rule_cells(row=row)
    return {
        "rule_cells": cells,
        "rule_chart": shares_figure(run, row, [c for c in cells if c["counted"]]),
        "rule_words": RULE_STATUSES.get(row.rule_status, row.rule_status),
        "rule_clauses": clauses_in_words(row.rule_clauses),
    }


def _cells_context(row: RunSchool) -> dict[str, Any]:
    cells = school_queries.school_cells(row=row)
    return {"cells": cells, "cells_counted": sum(bool(c["counted"]) for c in cells)}


def _company_context(
    request: PortalRequest, run: Run, row: RunSchool
) -> dict[str, Any]:
    """Return schools in like conditions, and the municipality's averages."""
    averages = school_queries.municipality_averages(
        run=run, territory=row.school.municipality
    )
    similar = school_queries.similar_schools(row=row, user=request.user)
    return {
        "averages": school_words.averages_rows(row, averages),
        "averages_schools": averages["schools"],
        "similar": [
            {
                "row": found["row"],
                "distance": found["distance"],
                "url": reverse(
                    "identification:run_school", args=[run.pk, found["row"].school_id]
                ),
            }
            for found in similar
        ],
    }
