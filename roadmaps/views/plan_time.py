"""A plan over time: the diagram by section, the month, how far it has come."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from roadmaps.charts.gantt import frame_of
from roadmaps.forms.plan_time import MonthForm, SectionForm
from roadmaps.models import RoadMap, Section
from roadmaps.presenters import plan_time as present
from roadmaps.queries.agenda import attach_activities, speaks_only_for_schools
from roadmaps.queries.choices import plans_with_terms
from roadmaps.queries.due import progress_of
from roadmaps.queries.plan_time import (
    activities_of,
    first_section,
    terms_of,
    terms_of_month,
    version_in_force,
)
from roadmaps.views.terms import READERS
from schools.roles import Permission
from schools.views.access import (
    PortalRequest,
    get_visible_or_404,
    permission_required,
)


LEGEND = (
    *("due_done", "due_done_bare", "due_overdue"),
    *("due_due_soon", "due_not_due"),
)


@require_GET
@permission_required(*READERS)
def gantt(request: PortalRequest, pk: int) -> HttpResponse:
    """Draw the terms of a plan by section; to a school only those that concern it."""
    plan, today = _plan(request, pk), timezone.localdate()
    version = version_in_force(plan)
    context: dict[str, Any] = {"plan": plan, "in_force": version, "tab": "gantt"}
    if version is not None:
        sections = list(Section.objects.filter(version=version).in_order())
        form = SectionForm(
            request.GET or None,
            sections=sections,
            default=first_section(version),
        )
        terms = terms_of(plan, user=request.user)
        rows = activities_of(version, section=form.section_id)
        if speaks_only_for_schools(request.user):
            lines = {row.line_id for row in terms}
            rows = [row for row in rows if row.line_id in lines]
        frame = frame_of(plan, terms, today=today)
        context |= {
            "form": form,
            "has_sections": len(sections) > 1,
            "frame": frame,
            "groups": present.gantt_groups(rows, terms, bars=frame.bars, today=today),
            "has_rows": bool(rows),
            "legend": LEGEND,
        }
    context["can_see_progress"] = not speaks_only_for_schools(request.user)
    return render(request, "terms/gantt.html", context)


@require_GET
@permission_required(*READERS)
def calendar(request: PortalRequest) -> HttpResponse:
    """Show a month with what is due on each day."""
    user, today = request.user, timezone.localdate()
    form = MonthForm(
        request.GET,
        plans=plans_with_terms(user=user),
        is_of_school=speaks_only_for_schools(user),
    )
    month, is_mine, road_map = form.chosen(today=today)
    rows = attach_activities(
        terms_of_month(month, user=user, is_mine=is_mine, road_map=road_map)
    )
    kept = {
        name: request.GET[name]
        for name in ("road_map", "whose")
        if request.GET.get(name)
    }
    context: dict[str, Any] = {
        "form": form,
        "month": month,
        "title": present.month_title(month),
        "links": present.month_links(month, kept=kept),
        "weeks": present.month_grid(month, rows, today=today),
        "weekdays": present.WEEKDAY_HEADS,
        "legend": LEGEND,
        "total": len(rows),
    }
    return render(request, "terms/calendar.html", context)


@require_GET
@permission_required(Permission.VIEW_PLANS)
def progress(request: PortalRequest, pk: int) -> HttpResponse:
    """Show how far each section has come; «срок не наступил» apart."""
    plan, today = _plan(request, pk), timezone.localdate()
    version = version_in_force(plan)
    context: dict[str, Any] = {
        "plan": plan,
        "in_force": version,
        "tab": "progress",
        "day": today,
        "can_see_progress": True,
    }
    if version is not None:
        found = progress_of(version, today=today)
        context |= {
            "rows": present.progress_rows(found, road_map=plan),
            "total": present.progress_total(found, road_map=plan),
        }
    return render(request, "terms/progress.html", context)


def _plan(request: PortalRequest, pk: int) -> RoadMap:
    plans = RoadMap.objects.select_related("territory")
    return get_visible_or_404(request, plans, pk=pk)
