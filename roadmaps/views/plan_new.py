"""A new road map: from nothing, or from the standard cycle of the year."""

import datetime as dt
from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from roadmaps.actions.plans import create_road_map
from roadmaps.actions.standard_cycle import start_from_standard_cycle
from roadmaps.enums import Origin
from roadmaps.forms.plans import NewPlanForm
from roadmaps.models import RoadMap, RoadMapVersion
from roadmaps.queries.plans import editable_places
from roadmaps.views.plan_access import to_version
from schools.forms.errors import add_refusal
from schools.roles import Permission
from schools.templatetags.portal_format import school_year
from schools.views.access import PortalRequest, permission_required
from schools.views.forms import UNPROCESSABLE, posted


# From this month on people plan the school year that comes.
NEXT_YEAR_FROM = 5


@require_http_methods(["GET", "POST"])
@permission_required(Permission.EDIT_PLANS)
def plan_new(request: PortalRequest) -> HttpResponse:
    """Offer the ways to begin, and begin with an empty plan."""
    first = _first_year(timezone.localdate())
    initial = {
        "starts_on": dt.date(first, 9, 1),
        "ends_on": dt.date(first + 1, 8, 31),
    }

    def begin(**values: Any) -> RoadMapVersion:
        return create_road_map(origin=Origin.EMPTY, **values)

    context = {
        "former": RoadMap.objects.visible_to(request.user)
        .filter(
            versions__in=_in_force(),
            territory__in=editable_places(user=request.user),
        )
        .order_by("-starts_on", "title")[:5],
    }
    return _new(request, initial, begin, "plans/new.html", context)


@require_http_methods(["GET", "POST"])
@permission_required(Permission.EDIT_PLANS)
def plan_new_standard(request: PortalRequest) -> HttpResponse:
    """Begin with the standard cycle of the year."""
    first = _first_year(timezone.localdate())
    initial = {
        "title": "План мероприятий («дорожная карта») по поддержке школ с низкими "
        f"результатами на {school_year(first)} учебный год",
        "starts_on": dt.date(first, 8, 1),
        "ends_on": dt.date(first + 1, 8, 31),
    }
    return _new(
        request, initial, start_from_standard_cycle, "plans/new_standard.html", {}
    )


def _new(
    request: PortalRequest,
    initial: dict[str, Any],
    begin: Callable[..., RoadMapVersion],
    template: str,
    context: dict[str, Any],
) -> HttpResponse:
    places = editable_places(user=request.user)
    form = NewPlanForm(posted(request), places=places, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            version = begin(**form.cleaned_data, user=request.user, now=timezone.now())
        except ValidationError as refusal:
            add_refusal(form, refusal)
        else:
            messages.success(request, "Проект дорожной карты создан.")
            return to_version(version)
    status = UNPROCESSABLE if form.errors else 200
    return render(request, template, context | {"form": form}, status=status)


def _in_force() -> Any:
    return RoadMapVersion.objects.in_force().values("pk")


def _first_year(today: dt.date) -> int:
    """Return the September from which a plan that is written today begins."""
    return today.year if today.month >= NEXT_YEAR_FROM else today.year - 1
