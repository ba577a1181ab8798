"""Indicators taken from the road maps in force."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from monitoring.actions.plan_indicators import Taken, take_from_plan
from monitoring.catalogue.proposals import free_codes, propose
from monitoring.forms.indicators import LineFormSet
from monitoring.presenters.indicators import plain_target
from monitoring.queries.indicator_pages import (
    codes_of,
    lines_left,
    plans_with_indicators,
)
from monitoring.views.indicator_access import PlaceYear, to_list
from roadmaps.models import PlanIndicator, RoadMapVersion
from roadmaps.queries.deadlines import school_year_of
from schools.roles import Permission
from schools.templatetags.portal_format import counted, school_year
from schools.views.access import PortalRequest, get_visible_or_404, permission_required
from schools.views.forms import UNPROCESSABLE, posted


PREFIX = "lines"


@require_GET
@permission_required(Permission.MANAGE_MONITORING)
def plans(request: PortalRequest) -> HttpResponse:
    """Show the road maps in force that name indicators."""
    context = {"plans": list(plans_with_indicators(user=request.user))}
    return render(request, "indicators/plans.html", context)


@require_http_methods(["GET", "POST"])
@permission_required(Permission.MANAGE_MONITORING)
def from_plan(request: PortalRequest, pk: int) -> HttpResponse:
    """Choose lines of a plan and how each is counted."""
    rows = RoadMapVersion.objects.select_related("road_map__territory__parent")
    version = get_visible_or_404(request, rows, Permission.MANAGE_MONITORING, pk=pk)
    lines = lines_left(version)
    forms = _forms(request, version, lines)
    refusal = ""
    year = school_year_of(timezone.localdate())
    if request.method == "POST" and forms.is_valid():
        try:
            made = take_from_plan(
                version=version,
                year=year,
                lines=_taken(forms, lines),
                user=request.user,
                now=timezone.now(),
            )
        except ValidationError as error:
            refusal = " ".join(error.messages)
        else:
            taken = counted(len(made), "показатель,показателя,показателей")
            messages.success(
                request, f"Добавлено: {taken}. Назовите каждому источник и календарь."
            )
            return to_list(PlaceYear(version.road_map.territory, year))
    context = {
        "plan": version,
        "forms": forms,
        "rows": _rows(forms, lines),
        "refusal": refusal,
        "year_words": school_year(year),
    }
    is_wrong = refusal or forms.total_error_count()
    status = UNPROCESSABLE if is_wrong else 200
    return render(request, "indicators/from_plan.html", context, status=status)


def _forms(
    request: PortalRequest, version: RoadMapVersion, lines: list[PlanIndicator]
) -> Any:
    """Return a form for each line, filled with what is proposed."""
    codes = free_codes(len(lines), taken=codes_of(version.road_map.territory))
    initial = []
    for line, code in zip(lines, codes, strict=True):
        proposal = propose(title=line.title, target=line.target)
        initial.append(
            {
                "line": line.pk,
                "code": code,
                "short_title": proposal.short_title,
                "level": proposal.level,
                "kind": proposal.kind,
                "target": plain_target(proposal.target),
            }
        )
    data = posted(request)
    return LineFormSet(data, initial=initial, prefix=PREFIX)


def _rows(forms: Any, lines: list[PlanIndicator]) -> list[tuple[Any, Any]]:
    """Return each line with its form."""
    by_key = {str(line.pk): line for line in lines}
    pairs = [(by_key.get(str(form["line"].value())), form) for form in forms.forms]
    return [(line, form) for line, form in pairs if line is not None]


def _taken(forms: Any, lines: list[PlanIndicator]) -> list[Taken]:
    """Return the lines that were marked; one that somebody took meanwhile is left out."""
    by_key = {line.pk: line for line in lines}
    return [
        Taken(
            line=by_key[data["line"]],
            code=data["code"],
            short_title=data["short_title"],
            level=data["level"],
            kind=data["kind"],
            target=data["target"],
        )
        for data in (form.cleaned_data for form in forms.forms)
        if data.get("is_taken") and data["line"] in by_key
    ]
