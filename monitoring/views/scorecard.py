"""The scorecard: figures against targets, their file, and their calculation."""

from typing import Any

from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.views.decorators.http import require_GET, require_POST

from monitoring.actions.rollups import ask_again
from monitoring.filters.figures import FigureFilterForm
from monitoring.presenters import scorecard as present
from monitoring.queries.figure_places import standing
from monitoring.queries.rollups import figures
from monitoring.tasks.rollups import roll_up_window
from monitoring.views.scorecard_region import town_sheets, towns_context
from schools.actions.exports import record_export
from schools.models import Territory
from schools.policies import has_permission
from schools.reports.workbook import CONTENT_TYPE, SheetOfRows, workbook
from schools.roles import Permission
from schools.templatetags.portal_components import active_filters
from schools.templatetags.portal_format import school_year
from schools.views.access import (
    PortalRequest,
    get_visible_or_404,
    limited,
    permission_required,
)
from schools.views.files import attachment


@require_GET
@permission_required(Permission.VIEW_MONITORING, Permission.VIEW_OWN_MONITORING)
def scorecard_list(request: PortalRequest) -> HttpResponse:
    """Show each indicator of a place in a year: target, fact, gap, light, change.

    A school is led to its own figures.
    """
    if not has_permission(request.user, Permission.VIEW_MONITORING):
        return redirect("scorecard:own")
    today = timezone.localdate()
    form = FigureFilterForm(request.GET, user=request.user, today=today)
    place, year, narrowed = form.place, form.this_year, form.narrowed()
    if place is None:
        empty = {"form": form, "place": None, "heading": present.heading(None)}
        return render(request, "scorecard/list.html", empty)
    found = figures(territory=place, year=year, today=today, narrowed=narrowed)
    may = has_permission(request.user, Permission.MANAGE_MONITORING, place)
    rows = present.lines(
        found,
        territory=place,
        year=year,
        group=narrowed.group,
        mends=present.mends(place, year) if may and not place.is_region else None,
    )
    context = {
        "form": form,
        "place": place,
        "heading": present.heading(place),
        "year": year,
        "parts": present.groups_of(rows),
        "figures": present.light_figures(found),
        "headline": present.headline(found),
        "is_narrowed": bool(narrowed.group or narrowed.track or narrowed.slot),
        "query": request.GET.urlencode(),
        "place_query": _query(place, year),
        **stamp_context(request, place, year),
        **towns_context(
            request, found, place=place, year=year, today=today, narrowed=narrowed
        ),
    }
    return render(request, "scorecard/list.html", context)


@require_GET
@permission_required(Permission.VIEW_MONITORING)
@limited("export")
def scorecard_export(request: PortalRequest) -> HttpResponse:
    """Send exactly what the scorecard shows, with numbers as numbers."""
    now, today = timezone.now(), timezone.localdate()
    form = FigureFilterForm(request.GET, user=request.user, today=today)
    narrowed = form.narrowed()
    found = (
        figures(
            territory=form.place, year=form.this_year, today=today, narrowed=narrowed
        )
        if form.place
        else []
    )
    chosen = {
        chip["label"]: chip["value"] for chip in active_filters(form, request.GET)
    }
    about = [
        ("Выгружено", now),
        ("Кто выгрузил", str(request.user)),
        ("Территория", str(form.place or "")),
        ("Учебный год", school_year(form.this_year)),
        *chosen.items(),
    ]
    sheets = [SheetOfRows("Показатели", present.HEADERS, present.sheet(found))]
    if form.place and form.place.is_region and found:
        sheets += town_sheets(
            found,
            place=form.place,
            year=form.this_year,
            today=today,
            narrowed=narrowed,
        )
    sheets.append(SheetOfRows("О файле", ("Что", "Значение"), about))
    record_export(
        user=request.user, what="figures", rows=len(found), filters=chosen, now=now
    )
    name = f"Показатели на {today:%d.%m.%Y}.xlsx"
    content = workbook(sheets, created=now)
    return attachment(content, name=name, content_type=CONTENT_TYPE)


@require_GET
@permission_required(Permission.VIEW_MONITORING)
def stamp(request: PortalRequest, pk: int, year: int) -> HttpResponse:
    """Say whether the figures are fresh; a page that waited is drawn anew."""
    place = get_visible_or_404(
        request, Territory.objects.all(), Permission.VIEW_MONITORING, pk=pk
    )
    context = stamp_context(request, place, year)
    response = render(request, "scorecard/_stamp.html", context)
    if request.htmx and not context["stamp"]["is_waiting"]:
        response.headers["HX-Refresh"] = "true"
    return response


@require_POST
@permission_required(Permission.MANAGE_MONITORING)
def recalculate(request: PortalRequest, pk: int, year: int) -> HttpResponse:
    """Calculate all windows of a place and a year again."""
    place = get_visible_or_404(
        request, Territory.objects.all(), Permission.MANAGE_MONITORING, pk=pk
    )
    keys = ask_again(territory=place, year=year, user=request.user, now=timezone.now())
    transaction.on_commit(lambda: [roll_up_window.delay(key) for key in keys])
    return redirect(f"{reverse('scorecard:list')}?{_query(place, year)}")


def stamp_context(
    request: PortalRequest, place: Territory, year: int
) -> dict[str, Any]:
    """Return what the line under the figures needs to know."""
    found = present.stamp(standing(territory=place, year=year))
    may = has_permission(request.user, Permission.MANAGE_MONITORING, place)
    return {
        "stamp": found,
        "stamp_url": reverse("scorecard:stamp", args=[place.pk, year]),
        "again_url": reverse("scorecard:recalculate", args=[place.pk, year])
        if may
        else "",
    }


def _query(place: Territory, year: int) -> str:
    return urlencode({"territory": place.pk, "year": year})
