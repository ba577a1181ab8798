"""The first page: what each role has to do today."""

from collections.abc import Callable
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from monitoring.views import homes, office
from schools.enums import Role
from schools.models import scope_of
from schools.views.access import PortalRequest


Home = Callable[[PortalRequest, homes.Clock], tuple[str, dict[str, Any]]]

# The home of the first role in this order; a school of one's own comes with it.
HOMES: tuple[tuple[Role, Home], ...] = (
    (Role.ADMINISTRATOR, office.administrator),
    (Role.ANALYST, homes.analyst),
    (Role.COORDINATOR, homes.coordinator),
    (Role.HEAD, homes.head),
    (Role.METHODIST, homes.methodist),
    (Role.SCHOOL_TEAM, office.school_team),
)


@require_GET
def today(request: PortalRequest) -> HttpResponse:
    """Show the home of the person's role."""
    clock = homes.Clock(now=timezone.now(), day=timezone.localdate())
    roles = scope_of(request.user).roles
    for role, home in HOMES:
        if role in roles:
            template, context = home(request, clock)
            return render(request, template, {"day": clock.day, **context})
    return render(request, "monitoring/no_role.html", {"day": clock.day})
