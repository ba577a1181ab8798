"""The audit trail: it can be read and narrowed, never changed."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from schools.filters.audit import EventFilter
from schools.roles import Permission
from schools.tables.audit import EventTable
from schools.tables.paging import show_page
from schools.views.access import PortalRequest, permission_required


@require_GET
@permission_required(Permission.VIEW_AUDIT)
def event_list(request: PortalRequest) -> HttpResponse:
    """Show who did what within the person's places, and one's own actions."""
    filters = EventFilter(request.GET, user=request.user)
    table = show_page(EventTable(filters.qs), request)
    context = {
        "filter": filters,
        "table": table,
        "has_events": bool(table.paginator.count),
        "is_of_one_object": bool(request.GET.get("object_id")),
    }
    return render(request, "audit/list.html", context)
