"""Fetching a road-map document together with the right to it."""

from roadmaps.models import Intake
from schools.roles import Permission
from schools.views.access import PortalRequest, get_visible_or_404


def visible_intake(request: PortalRequest, pk: int) -> Intake:
    """Fetch a document that the person may see."""
    rows = Intake.objects.select_related(
        "territory__parent", "requested_by", "file", "version"
    ).defer("raw")
    return get_visible_or_404(request, rows, pk=pk)


def edited_intake(request: PortalRequest, pk: int) -> Intake:
    """Fetch a document that the person may mend."""
    rows = Intake.objects.select_related(
        "territory__parent", "requested_by", "file", "version"
    ).defer("raw")
    return get_visible_or_404(request, rows, Permission.EDIT_PLANS, pk=pk)
