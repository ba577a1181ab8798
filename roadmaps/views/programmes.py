"""Programmes: the list, one programme with its versions and steps."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from roadmaps.models import Programme
from schools.roles import Permission
from schools.views.access import (
    PortalRequest,
    get_visible_or_404,
    permission_required,
)


READERS = (Permission.VIEW_PROGRAMMES, Permission.VIEW_OWN_PROGRAMME)


@require_GET
@permission_required(*READERS)
def detail(request: PortalRequest, pk: int) -> HttpResponse:
    """Show one programme: where it stands, what to do, versions, remarks, steps."""
    rows = Programme.objects.select_related("school__municipality", "kind")
    programme = get_visible_or_404(request, rows, pk=pk)
    return render(request, "programmes/detail.html", {"programme": programme})
