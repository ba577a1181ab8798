"""Fetching a plan, a version or a row together with the right to it."""

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponseRedirect
from django.shortcuts import redirect
from django.urls import reverse

from roadmaps.models import Activity, RoadMap, RoadMapVersion, Section
from schools.policies import has_permission
from schools.roles import Permission
from schools.views.access import PortalRequest, get_visible_or_404


# Real plans have 20 to 100 rows and stand on one page; longer ones are turned over.
ROWS_PER_PAGE = 200
READERS = (Permission.VIEW_PLANS, Permission.VIEW_OWN_PLAN)


def visible_road_map(
    request: PortalRequest, pk: int, permission: Permission | None = None
) -> RoadMap:
    """Fetch a road map that the person may read."""
    rows = RoadMap.objects.select_related("territory__parent", "continues")
    return get_visible_or_404(request, rows, permission, pk=pk)


def visible_version(
    request: PortalRequest, pk: int, permission: Permission | None = None
) -> RoadMapVersion:
    """Fetch a version that the person may read."""
    rows = RoadMapVersion.objects.select_related(
        "road_map__territory__parent", "returned_by", "order_file"
    )
    return get_visible_or_404(request, rows, permission, pk=pk)


def visible_activity(
    request: PortalRequest, pk: int, permission: Permission | None = None
) -> Activity:
    """Fetch a row of a plan that the person may read."""
    rows = Activity.objects.select_related(
        "section", "line__continues", "version__road_map__territory__parent"
    )
    return get_visible_or_404(request, rows, permission, pk=pk)


def edited_section(request: PortalRequest, pk: int) -> Section:
    """Fetch a section of a plan that the person may change."""
    versions = RoadMapVersion.objects.visible_to(request.user)
    rows = Section.objects.select_related("version__road_map__territory__parent")
    section = rows.filter(pk=pk, version__in=versions).first()
    if section is None:
        raise Http404
    if not has_permission(request.user, Permission.EDIT_PLANS, section):
        raise PermissionDenied
    return section


def to_version(
    version: RoadMapVersion, anchor: str = "", *, rows_before: int = 0
) -> HttpResponseRedirect:
    """Lead to the page of the plan at a version, turned over to a place in it."""
    address = reverse("plans:detail", args=[version.road_map_id])
    page = rows_before // ROWS_PER_PAGE + 1
    turned = f"&page={page}" if page > 1 else ""
    place = f"#{anchor}" if anchor else ""
    return redirect(f"{address}?version={version.number}{turned}{place}")


def to_row(activity: Activity) -> HttpResponseRedirect:
    """Lead to a row on the page of the plan."""
    version = activity.version
    before = version.activities.filter(position__lt=activity.position).count()
    return to_version(version, f"activity-{activity.pk}", rows_before=before)


def to_section(section: Section) -> HttpResponseRedirect:
    """Lead to a section on the page of the plan."""
    version = section.version
    before = version.activities.filter(section__position__lt=section.position).count()
    return to_version(version, f"section-{section.pk}", rows_before=before)
