"""Road maps that everybody may read, and the switch that opens them."""

import datetime as dt
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.cache import cache
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import patch_cache_control
from django.views.decorators.http import require_GET, require_http_methods

from roadmaps.actions.openness import set_openness
from roadmaps.forms.papers import OpennessForm
from roadmaps.models import RoadMap, RoadMapVersion
from roadmaps.presenters.papers_open import open_page
from roadmaps.queries.papers import (
    occurrences_for_papers,
    open_version,
    people_named,
    plan_content,
)
from schools.roles import Permission
from schools.views.access import (
    PortalRequest,
    by_address,
    get_visible_or_404,
    limited,
    permission_required,
)
from schools.views.forms import posted


# What is recorded inside is seen outside a minute later.
KEPT_SECONDS = 60


@login_not_required
@require_GET
@limited("open_page", key=by_address)
def plan(request: HttpRequest, pk: int) -> HttpResponse:
    """Show the version in force of a road map that was opened to everybody."""
    version = open_version(pk=pk)
    if version is None:
        raise Http404
    page = _kept_page(version, shows_names=version.road_map.shows_names)
    response = render(request, "public_plans/plan.html", {"page": page})
    patch_cache_control(response, public=True, max_age=KEPT_SECONDS)
    return response


@require_GET
@permission_required(Permission.EDIT_PLANS)
def preview(request: PortalRequest, pk: int) -> HttpResponse:
    """Show a coordinator the open page before it is opened; no search finds it."""
    road_map = _editable(request, pk)
    version = _in_force(road_map)
    if version is None:
        raise Http404
    page = _page(
        version, shows_names="names" in request.GET, today=timezone.localdate()
    )
    response = render(
        request, "public_plans/plan.html", {"page": page, "is_preview": True}
    )
    response.headers["X-Robots-Tag"] = "noindex"
    patch_cache_control(response, private=True, no_store=True)
    return response


@require_http_methods(["GET", "POST"])
@permission_required(Permission.EDIT_PLANS)
def settings(request: PortalRequest, pk: int) -> HttpResponse:
    """Open the page of a road map to everybody, or close it again."""
    road_map = _editable(request, pk)
    is_post = request.method == "POST"
    form = OpennessForm(posted(request), instance=road_map)
    if is_post and form.is_valid():
        opened = set_openness(
            road_map=road_map,
            is_public=form.cleaned_data["is_public"],
            shows_names=form.cleaned_data["shows_names"],
            user=request.user,
            now=timezone.now(),
        )
        messages.success(
            request, "Страница открыта." if opened.is_public else "Страница закрыта."
        )
        return redirect("public_plans:settings", pk=road_map.pk)
    address = reverse("public_plans:plan", args=[road_map.pk])
    context = {
        "road_map": road_map,
        "form": form,
        "is_in_force": _in_force(road_map) is not None,
        "address": request.build_absolute_uri(address) if road_map.is_public else "",
    }
    return render(request, "public_plans/settings.html", context)


def _editable(request: PortalRequest, pk: int) -> RoadMap:
    rows = RoadMap.objects.select_related("territory")
    return get_visible_or_404(request, rows, Permission.EDIT_PLANS, pk=pk)


def _in_force(road_map: RoadMap) -> RoadMapVersion | None:
    rows = RoadMapVersion.objects.in_force().filter(road_map=road_map)
    return rows.select_related("road_map__territory").first()


def _kept_page(version: RoadMapVersion, *, shows_names: bool) -> dict[str, Any]:
    """Return the page from the cache: a search robot must not cost a worker."""
    today = timezone.localdate()
    key = f"open-plan:{version.pk}:{int(shows_names)}:{today.isoformat()}"
    page = cache.get(key)
    if page is None:
        page = _page(version, shows_names=shows_names, today=today)
        cache.set(key, page, KEPT_SECONDS)
    return page


def _page(
    version: RoadMapVersion, *, shows_names: bool, today: dt.date
) -> dict[str, Any]:
    return open_page(
        plan_content(version=version),
        occurrences_for_papers(version=version),
        people=people_named(territory=version.road_map.territory),
        shows_names=shows_names,
        today=today,
    )
