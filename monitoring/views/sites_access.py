"""Fetching a window, a sheet or a check of a site together with the right to it."""

from django.http import Http404

from monitoring.models import SiteCheck, SiteItem, Window, WindowSchool
from monitoring.queries import site_checks as queries
from schools.roles import Permission
from schools.views.access import PortalRequest, get_visible_or_404


OFFICE = (Permission.VIEW_MONITORING, Permission.CHECK_SITES)
READERS = (*OFFICE, Permission.VIEW_OWN_MONITORING)


def visible_window(request: PortalRequest, pk: int) -> Window:
    """Fetch an opened window that looks at sites."""
    window = queries.site_windows(request.user).filter(pk=pk).first()
    if window is None:
        raise Http404
    return window


def visible_sheet(
    request: PortalRequest, pk: int, permission: Permission | None = None
) -> tuple[WindowSchool, list[SiteItem]]:
    """Fetch a school of such a window with the items that are looked for."""
    rows = WindowSchool.objects.select_related(
        "window__territory", "school__municipality__parent"
    ).filter(window__opened_at__isnull=False)
    sheet = get_visible_or_404(request, rows, permission, pk=pk)
    items = queries.items_of(sheet.window)
    if not items:
        raise Http404
    return sheet, items


def visible_check(
    request: PortalRequest, pk: int, permission: Permission | None = None
) -> SiteCheck:
    """Fetch what was written about one item of one school."""
    rows = SiteCheck.objects.select_related(
        "item", "window_school__window", "window_school__school__municipality__parent"
    )
    return get_visible_or_404(request, rows, permission, pk=pk)
