"""Fetching an indicator, a municipality and a school year with the right to them."""

from dataclasses import dataclass

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone

from monitoring.filters.indicators import IndicatorFilterForm
from monitoring.forms.indicators import PlaceYearForm
from monitoring.models import Indicator
from monitoring.queries.indicator_pages import managed_places
from schools.models import Territory
from schools.policies import has_permission
from schools.roles import Permission
from schools.views.access import PortalRequest, get_visible_or_404


READERS = (Permission.VIEW_MONITORING, Permission.VIEW_OWN_MONITORING)


@dataclass(frozen=True)
class PlaceYear:
    """A municipality and a school year of which a page speaks."""

    place: Territory
    year: int

    @property
    def query(self) -> str:
        """Return what an address says of them."""
        return f"?municipality={self.place.pk}&year={self.year}"


def visible_indicator(
    request: PortalRequest, pk: int, permission: Permission | None = None
) -> Indicator:
    """Fetch an indicator: a common one, or one of the person's municipalities."""
    rows = Indicator.objects.select_related(
        "territory__parent", "plan_indicator__version__road_map"
    )
    return get_visible_or_404(request, rows, permission, pk=pk)


def asked_place(
    request: PortalRequest, permission: Permission | None = None
) -> PlaceYear:
    """Return the municipality and year of the address, with the right to them."""
    form = IndicatorFilterForm(
        request.GET, user=request.user, today=timezone.localdate()
    )
    if form.place is None:
        raise Http404
    if permission is not None and not has_permission(
        request.user, permission, form.place
    ):
        raise PermissionDenied
    return PlaceYear(form.place, form.chosen_year)


def sent_place(request: PortalRequest) -> PlaceYear:
    """Return the municipality and year of a form; others' municipalities are not there."""
    form = PlaceYearForm(request.POST, places=managed_places(user=request.user))
    if not form.is_valid():
        raise Http404
    return PlaceYear(form.cleaned_data["territory"], form.cleaned_data["year"])


def to_list(chosen: PlaceYear) -> HttpResponse:
    """Lead to the list of a municipality and year."""
    return redirect(f"{reverse('indicators:list')}{chosen.query}")
