"""The page of one row: its term, who answers, what is due, papers, history."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from roadmaps.presenters.activity_page import (
    activity_facts,
    cell_facts,
    occurrence_rows,
    papers,
)
from roadmaps.presenters.plan_difference import history_of
from roadmaps.presenters.plan_terms import reading_of
from roadmaps.queries.plan_content import (
    activities_of,
    evidence_of,
    occurrences_by_line,
    wordings_over_versions,
)
from roadmaps.views.plan_access import READERS, visible_activity
from schools.models import School
from schools.policies import has_permission
from schools.roles import Permission
from schools.views.access import PortalRequest, permission_required
from schools.views.registry import history_url


@require_GET
@permission_required(*READERS)
def activity(request: PortalRequest, pk: int) -> HttpResponse:
    """Show one row of a plan with all that hangs on it."""
    shown = visible_activity(request, pk)
    version, user = shown.version, request.user
    loaded = activities_of(version).select_related("section").get(pk=pk)
    line = shown.line
    wordings = wordings_over_versions(line, user=user)
    due = occurrences_by_line([line.pk], user=user, today=timezone.localdate())
    # A school's team sees its own schools among the chosen ones, and no others.
    schools = School.objects.visible_to(user).filter(pk__in=shown.schools.values("pk"))
    former = wordings_over_versions(line.continues, user=user) if line.continues else []
    context = {
        "activity": shown,
        "plan": version,
        "road_map": version.road_map,
        "reading": reading_of(shown),
        "facts": activity_facts(loaded, schools=list(schools.order_by("name"))),
        "cells": cell_facts(loaded),
        "occurrences": occurrence_rows(due.get(line.pk, [])),
        "papers": papers(evidence_of(line, user=user)),
        "history": history_of(wordings),
        "former": former[-1] if former else None,
        "newest": wordings[-1] if wordings else shown,
        "can_edit": version.is_draft
        and has_permission(user, Permission.EDIT_PLANS, version),
        "history_url": history_url(user, shown),
    }
    return render(request, "plans/activity.html", context)
