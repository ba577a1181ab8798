"""The list of road maps, and the page of one at one of its versions."""

from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from roadmaps.filters.plans import RoadMapFilter
from roadmaps.models import RoadMap, RoadMapVersion
from roadmaps.presenters import plan_facts, plan_page
from roadmaps.queries.plan_content import (
    activities_of,
    milestone_columns,
    occurrences_by_line,
)
from roadmaps.queries.plans import (
    editable_places,
    listed_road_maps,
    shown_version,
    visible_versions,
)
from roadmaps.tables.plans import RoadMapTable
from roadmaps.views.plan_access import (
    READERS,
    ROWS_PER_PAGE,
    to_version,
    visible_road_map,
    visible_version,
)
from schools.models import StoredFile
from schools.policies import has_permission
from schools.roles import Permission
from schools.tables.paging import show_page
from schools.views.access import PortalRequest, permission_required
from schools.views.registry import history_url


@require_GET
@permission_required(*READERS)
def plan_list(request: PortalRequest) -> HttpResponse:
    """Show the person's road maps with their versions and how far they are."""
    rows = listed_road_maps(user=request.user, today=timezone.localdate())
    chosen = RoadMapFilter(request.GET, queryset=rows)
    hidden = [] if "territory" in chosen.form.fields else ["territory"]
    table = show_page(RoadMapTable(chosen.qs, exclude=hidden), request, per_page=25)
    context = {
        "filter": chosen,
        "table": table,
        "has_any": bool(table.paginator.count) or bool(request.GET),
        "can_edit": editable_places(user=request.user).exists(),
    }
    return render(request, "plans/list.html", context)


@require_GET
@permission_required(*READERS)
def plan_detail(request: PortalRequest, pk: int) -> HttpResponse:
    """Show a road map: the version that was asked for, else the one in force."""
    road_map = visible_road_map(request, pk)
    versions = visible_versions(user=request.user, road_map=road_map)
    version = shown_version(versions, asked=request.GET.get("version", ""))
    if version is None:
        raise Http404
    context = {
        **_heading(request, road_map, version, versions),
        **_content(request, version),
    }
    return render(request, "plans/detail.html", context)


@require_GET
@permission_required(*READERS)
def plan_version(request: PortalRequest, pk: int) -> HttpResponse:
    """Lead to the page of the plan at this version."""
    return to_version(visible_version(request, pk))


def _heading(
    request: PortalRequest,
    road_map: RoadMap,
    version: RoadMapVersion,
    versions: list[RoadMapVersion],
) -> dict[str, Any]:
    user, today = request.user, timezone.localdate()
    rights = {
        "can_edit": has_permission(user, Permission.EDIT_PLANS, road_map),
        "can_approve": has_permission(user, Permission.APPROVE_PLANS, road_map),
        "reads_plans": has_permission(user, Permission.VIEW_PLANS, road_map),
    }
    approved = [v.number for v in versions if not v.is_draft]
    return {
        **rights,
        "road_map": road_map,
        "plan": version,
        "is_current": not version.is_draft and version.replaced_at is None,
        "versions": plan_facts.version_links(road_map, versions, version),
        "has_difference": len(versions) > 1,
        "draft": next((v for v in versions if v.is_draft), None),
        "was_approved": bool(approved),
        "facts": plan_facts.facts(
            road_map, version, order_file=_order_file(request, version)
        ),
        "next_step": plan_facts.next_step(
            version,
            today=today,
            can_edit=rights["can_edit"],
            can_approve=rights["can_approve"],
        ),
        "history_url": history_url(user, version),
    }


def _content(request: PortalRequest, version: RoadMapVersion) -> dict[str, Any]:
    columns = milestone_columns(version)
    paginator = Paginator(activities_of(version), ROWS_PER_PAGE)
    page = paginator.get_page(request.GET.get("page"))
    rows = list(page.object_list)
    page.object_list = rows
    has_states = not version.is_draft and version.replaced_at is None
    occurrences = (
        occurrences_by_line(
            [row.line_id for row in rows],
            user=request.user,
            today=timezone.localdate(),
        )
        if has_states
        else {}
    )
    can_edit = version.is_draft and has_permission(
        request.user, Permission.EDIT_PLANS, version.road_map
    )
    shown = plan_page.Shown(columns, occurrences, has_states, can_edit)
    sections = list(version.sections.in_order())
    return {
        "page": page,
        "sections": sections,
        "blocks": plan_page.blocks(sections, page, shown),
        "columns": plan_page.column_titles(columns),
        "has_results": not columns or any(row.result or row.document for row in rows),
        "has_states": has_states,
        "is_edited": can_edit,
        "indicators": list(version.indicators.in_order()),
        "today": timezone.localdate(),
    }


def _order_file(request: PortalRequest, version: RoadMapVersion) -> StoredFile | None:
    """Return the file of the order, for those who may download it."""
    if version.order_file_id is None:
        return None
    files = StoredFile.objects.visible_to(request.user)
    return files.filter(pk=version.order_file_id).first()
