"""Asking for a form: whose it is, what may be done with it, what its page shows."""

import datetime as dt
from dataclasses import dataclass

from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.utils import timezone

from monitoring.models import Window, WindowSchool
from monitoring.queries.forms import (
    FormRow,
    Sheet,
    office_sheet,
    school_forms,
    school_sheet,
    writing_lock,
)
from monitoring.queries.locks import Lock
from schools.policies import has_permission
from schools.roles import Permission
from schools.views.access import PortalRequest, get_visible_or_404


READERS = (Permission.VIEW_MONITORING, Permission.VIEW_OWN_MONITORING)
CONFLICT = 409


@dataclass(frozen=True)
class Moment:
    """The moment and the local day, read once by the view."""

    now: dt.datetime
    today: dt.date


def clock() -> Moment:
    """Read the clock."""
    return Moment(timezone.now(), timezone.localdate())


def shown_form(
    request: PortalRequest, pk: int, permission: Permission | None = None
) -> WindowSchool:
    """Return a school's form that the person may see, or do something with."""
    form = get_visible_or_404(request, school_forms(), permission, pk=pk)
    if not any(has_permission(request.user, right, form) for right in READERS):
        raise PermissionDenied
    return form


def office_window(request: PortalRequest, pk: int) -> Window:
    """Return an opened window whose municipality's values the person writes."""
    rows = Window.objects.select_related("territory", "calendar").filter(
        opened_at__isnull=False
    )
    return get_visible_or_404(request, rows, Permission.MANAGE_MONITORING, pk=pk)


def own_sheet(request: PortalRequest, pk: int) -> Sheet:
    """Return a school's form with its rows."""
    return school_sheet(shown_form(request, pk))


def municipal_sheet(request: PortalRequest, pk: int) -> Sheet:
    """Return the municipality's own values of a window."""
    sheet = office_sheet(office_window(request, pk))
    if not sheet.rows:
        raise Http404
    return sheet


def row_or_404(sheet: Sheet, key: int) -> FormRow:
    """Return a row of a form by its key."""
    row = sheet.row(key)
    if row is None:
        raise Http404
    return row


def lock_on(sheet: Sheet, today: dt.date) -> Lock | None:
    """Return why a form is closed; the municipality's own values never are."""
    return writing_lock(sheet.form, today=today) if sheet.form else None


def may_fill(request: PortalRequest, sheet: Sheet) -> bool:
    """Tell whether the person writes this form, locks aside."""
    if sheet.form is None:
        return has_permission(request.user, Permission.MANAGE_MONITORING, sheet.window)
    return has_permission(request.user, Permission.FILL_FORMS, sheet.form)
