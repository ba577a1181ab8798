"""Windows: the list of a year, one window, the year before it is planned."""

import datetime as dt
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from monitoring.actions.windows import plan_windows
from monitoring.enums import Filler, FormState, Source
from monitoring.filters.windows import WindowFilterForm
from monitoring.forms.windows import PlanForm
from monitoring.models import Window
from monitoring.presenters import window_page, window_plan, windows as words
from monitoring.queries.forms import asks_office
from monitoring.queries.indicators import collected
from monitoring.queries.window_planning import (
    YearPlan,
    planning_places,
    year_plan,
)
from monitoring.queries.window_standing import (
    asked_of_school,
    filled_by_school,
    listed_windows,
    standings_of,
)
from monitoring.seasons import Stage, collection_year
from schools.policies import has_permission
from schools.roles import Permission
from schools.templatetags.portal_format import counted, school_year
from schools.views.access import (
    PortalRequest,
    get_visible_or_404,
    permission_required,
)
from schools.views.forms import UNPROCESSABLE


PER_PAGE = 50
WINDOWS = "окно,окна,окон"


@require_GET
@permission_required(Permission.VIEW_MONITORING)
def window_list(request: PortalRequest) -> HttpResponse:
    """Show the windows of a school year: where each stands, who has sent."""
    today = timezone.localdate()
    form = WindowFilterForm(request.GET, user=request.user, today=today)
    criteria = form.criteria()
    rows = listed_windows(user=request.user, criteria=criteria)
    page = Paginator(rows, PER_PAGE).get_page(request.GET.get("page"))
    shown = list(page.object_list)
    standings = standings_of(shown, today=today)
    context = {
        "form": form,
        "page": page,
        "rows": words.window_rows(shown, standings, today=today),
        "year": school_year(criteria.year),
        "has_places": "municipality" in form.fields,
        "is_narrowed": bool(criteria.search or criteria.municipality),
        "can_manage": has_permission(request.user, Permission.MANAGE_MONITORING),
    }
    return render(request, "windows/list.html", context)


@require_GET
@permission_required(Permission.VIEW_MONITORING)
def window_detail(request: PortalRequest, pk: int) -> HttpResponse:
    """Show one window: how it goes, school by school, and what it asks for."""
    rows = Window.objects.select_related("territory__parent", "calendar")
    window = get_visible_or_404(request, rows, pk=pk)
    today = timezone.localdate()
    stage = words.stage_of(window, today=today)
    can_manage = has_permission(request.user, Permission.MANAGE_MONITORING, window)
    context = {
        "window": window,
        "mark": f"window_{stage}",
        "away": words.away_words(window, today=today),
        "phase": words.phase_words(window),
        "can_manage": can_manage,
        "can_open": can_manage and stage is Stage.WAITING,
        "review_url": _review_url(window) if can_manage else "",
        "office_url": _office_url(window) if can_manage else "",
        **(_opened(request, window, today) if window.is_opened else _planned(window)),
    }
    return render(request, "windows/detail.html", context)


@require_http_methods(["GET", "POST"])
@permission_required(Permission.MANAGE_MONITORING)
def plan(request: PortalRequest) -> HttpResponse:
    """Show what a year of windows would be, and make it."""
    today = timezone.localdate()
    places = planning_places(user=request.user)
    given = request.POST if request.method == "POST" else request.GET
    form = PlanForm(given, places=places, year=collection_year(today))
    chosen = form.chosen
    territory, year = chosen["territory"], chosen["year"]
    status = 200
    if request.method == "POST":
        if _planned_year(request, form):
            return redirect(f"{reverse('windows:list')}?year={year}")
        status = UNPROCESSABLE
    context = {"form": form, "territory": territory, "year": year, **chosen}
    if territory is not None:
        found = year_plan(territory=territory, year=year, today=today)
        context |= _preview(found, chosen["minutes"])
    return render(request, "windows/plan.html", context, status=status)


def _planned_year(request: PortalRequest, form: PlanForm) -> bool:
    """Plan the year of the form; a refusal stands above the page."""
    if not form.names_place:
        form.add_error(None, "Выберите муниципалитет.")
        return False
    try:
        made = plan_windows(
            territory=form.chosen["territory"],
            year=form.chosen["year"],
            user=request.user,
            now=timezone.now(),
        )
    except ValidationError as refusal:
        form.add_error(None, refusal)
        return False
    messages.success(request, _made_words(len(made)))
    return True


def _review_url(window: Window) -> str:
    """Return the page of the form that waits for a decision the longest."""
    form = window.window_schools.filter(state=FormState.SUBMITTED).order_by(
        "submitted_at", "pk"
    )
    return next((words.form_url(row) for row in form[:1]), "")


def _office_url(window: Window) -> str:
    """Return the page of the municipality's own values, if an open window asks any."""
    if not (window.is_opened and asks_office(window)):
        return ""
    return reverse("forms:office", args=[window.pk])


def _opened(request: PortalRequest, window: Window, today: dt.date) -> dict[str, Any]:
    forms = window.window_schools.select_related("school", "window", "extended_by")
    page = Paginator(forms.order_by("school__name", "pk"), PER_PAGE).get_page(
        request.GET.get("page")
    )
    shown = list(page.object_list)
    is_form = window.calendar.filler == Filler.SCHOOL
    versions = [
        row.version
        for row in window.window_indicators.select_related("version__indicator")
    ]
    return {
        "figures": words.window_figures(
            window, standings_of([window], today=today)[window.pk]
        ),
        "page": page,
        "is_form": is_form,
        "legend": words.FORM_MARKS if is_form else (),
        # What the portal fills has nobody to give more time to.
        "has_term": window.calendar.filler != Filler.PORTAL,
        "rows": window_page.school_rows(
            shown,
            filled=filled_by_school(window=window),
            asked=asked_of_school(window=window),
            today=today,
            is_form=is_form,
            has_sites=any(
                version.source == Source.SITE and version.site_item_id
                for version in versions
            ),
        ),
        "indicators": window_page.indicator_rows(versions),
    }


def _planned(window: Window) -> dict[str, Any]:
    versions = collected(
        territory=window.territory, year=window.year, calendar=window.calendar
    )
    return {
        "figures": [],
        "rows": [],
        "is_form": False,
        "legend": (),
        "has_term": False,
        "indicators": window_page.indicator_rows(versions),
    }


def _preview(found: YearPlan, minutes: int) -> dict[str, Any]:
    schools = max((item.schools for item in found.windows), default=0)
    missing = len(found.missing)
    return {
        "rows": window_plan.plan_rows(found),
        "missing": missing,
        "submit_label": f"Запланировать {counted(missing, WINDOWS)}",
        "figures": window_plan.burden_figures(
            found.burden(minutes_per_field=minutes), schools=schools, minutes=minutes
        ),
        "clashes": window_plan.clash_lines(found.clashes()),
    }


def _made_words(count: int) -> str:
    if not count:
        return "Все окна этого года уже запланированы: ничего не изменилось."
    return f"Запланировано: {counted(count, WINDOWS)}. Откроются сами в свои дни."
