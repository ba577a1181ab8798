"""The next version, what two versions differ in, the plan of the next period."""

import datetime as dt
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import (
    require_GET,
    require_http_methods,
    require_POST,
)

from roadmaps.actions.roll_over import roll_over, source_of
from roadmaps.actions.versions import open_correction
from roadmaps.datasets.rolled import rolled_rows
from roadmaps.documents.difference import compare
from roadmaps.forms.plans import RollOverForm
from roadmaps.models import RoadMap, RoadMapVersion
from roadmaps.presenters.plan_difference import compared_rows, difference_words
from roadmaps.presenters.plan_facts import version_title
from roadmaps.presenters.rolled_words import preview_rows
from roadmaps.queries.plan_content import activities_of
from roadmaps.queries.plans import visible_versions
from roadmaps.terms import Period, next_wording
from roadmaps.views.plan_access import READERS, to_version, visible_road_map
from schools.forms.errors import add_refusal
from schools.roles import Permission
from schools.views.access import PortalRequest, permission_required
from schools.views.forms import UNPROCESSABLE, posted


@require_POST
@permission_required(Permission.EDIT_PLANS)
def plan_correct(request: PortalRequest, pk: int) -> HttpResponse:
    """Begin the next version, or return to its draft."""
    road_map = visible_road_map(request, pk, Permission.EDIT_PLANS)
    try:
        version = open_correction(
            road_map=road_map, user=request.user, now=timezone.now()
        )
    except ValidationError as refusal:
        messages.error(request, refusal.message)
        return redirect("plans:detail", road_map.pk)
    return to_version(version)


@require_GET
@permission_required(*READERS)
def plan_difference(request: PortalRequest, pk: int) -> HttpResponse:
    """Show what the later of two versions changed."""
    road_map = visible_road_map(request, pk)
    versions = visible_versions(user=request.user, road_map=road_map)
    new = _asked(versions, request.GET.get("to", ""), default=0)
    rest = [v for v in versions if v.number < new.number]
    old = _asked(rest, request.GET.get("from", ""), default=0) if rest else None
    found = compare(_rows(old), _rows(new)) if old else None
    context = {
        "road_map": road_map,
        "old": old,
        "new": new,
        "versions": [(str(v.number), version_title(v)) for v in versions],
        "difference": found,
        "groups": difference_words(found) if found else [],
    }
    return render(request, "plans/difference.html", context)


@require_http_methods(["GET", "POST"])
@permission_required(Permission.EDIT_PLANS)
def plan_roll_over(request: PortalRequest, pk: int) -> HttpResponse:
    """Show how the rows would read in the next period; a POST makes the plan."""
    road_map = visible_road_map(request, pk, Permission.EDIT_PLANS)
    try:
        source = source_of(road_map)
    except ValidationError as refusal:
        messages.error(request, refusal.message)
        return redirect("plans:detail", road_map.pk)
    form = RollOverForm(
        posted(request), later_than=road_map.starts_on, initial=_next_period(road_map)
    )
    is_made = request.method == "POST" and "preview" not in request.POST
    if is_made and form.is_valid():
        try:
            version = roll_over(
                road_map=road_map,
                **form.cleaned_data,
                user=request.user,
                now=timezone.now(),
            )
        except ValidationError as refusal:
            add_refusal(form, refusal)
        else:
            messages.success(
                request, "План следующего периода создан. Проверьте отмеченные сроки."
            )
            return to_version(version)
    return _preview(request, source, form)


def _preview(
    request: PortalRequest, source: RoadMapVersion, form: RollOverForm
) -> HttpResponse:
    period = _period_of(form, source.road_map)
    rows = preview_rows(rolled_rows(version=source, period=period)) if period else []
    context = {
        "road_map": source.road_map,
        "plan": source,
        "form": form,
        "period": period,
        "rows": rows,
        "marked": sum(bool(row["remarks"]) for row in rows),
    }
    status = UNPROCESSABLE if form.errors else 200
    return render(request, "plans/roll_over.html", context, status=status)


def _period_of(form: RollOverForm, road_map: RoadMap) -> Period | None:
    if not form.is_bound:
        found = _next_period(road_map)
        return Period(found["starts_on"], found["ends_on"])
    if not form.is_valid():
        return None
    return Period(form.cleaned_data["starts_on"], form.cleaned_data["ends_on"])


def _next_period(road_map: RoadMap) -> dict[str, Any]:
    """Return the years that follow: a plan of three years moves by three."""
    years = max(1, round((road_map.ends_on - road_map.starts_on).days / 365.25))
    return {
        "title": next_wording(road_map.title, years=years),
        "starts_on": _later(road_map.starts_on, years),
        "ends_on": _later(road_map.ends_on, years),
    }


def _later(day: dt.date, years: int) -> dt.date:
    try:
        return day.replace(year=day.year + years)
    except ValueError:  # February 29
        return day.replace(year=day.year + years, day=28)


def _asked(
    versions: list[RoadMapVersion], number: str, *, default: int
) -> RoadMapVersion:
    if not versions:
        raise Http404
    if not number:
        return versions[default]
    for version in versions:
        if str(version.number) == number:
            return version
    raise Http404


def _rows(version: RoadMapVersion) -> list[Any]:
    return compared_rows(list(activities_of(version)), list(version.sections.all()))
