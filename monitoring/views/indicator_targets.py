"""What is collected in a school year and with which targets: saved line by line."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import (
    require_GET,
    require_http_methods,
    require_POST,
)

from monitoring.actions import indicator_targets as actions
from monitoring.filters.indicators import IndicatorFilterForm
from monitoring.forms.indicators import TargetForm
from monitoring.models import Indicator
from monitoring.presenters import indicators as present
from monitoring.queries.indicator_pages import Collected, collected_rows
from monitoring.queries.indicators import version_for
from monitoring.views.indicator_access import (
    PlaceYear,
    asked_place,
    sent_place,
    to_list,
    visible_indicator,
)
from monitoring.views.indicator_changes import carried_out
from roadmaps.forms.terms import ReasonForm
from schools.forms.errors import add_refusal
from schools.policies import has_permission
from schools.roles import Permission
from schools.templatetags.portal_format import counted, school_year
from schools.views.access import PortalRequest, permission_required
from schools.views.forms import posted, status_of


@require_GET
@permission_required(Permission.VIEW_MONITORING)
def targets(request: PortalRequest) -> HttpResponse:
    """Show all targets of a municipality's school year, each in its field."""
    return _page(request)


@require_POST
@permission_required(Permission.MANAGE_MONITORING)
def target(request: PortalRequest, pk: int) -> HttpResponse:
    """Save one target; a new one begins the collection."""
    indicator = visible_indicator(request, pk)
    chosen = sent_place(request)
    form = TargetForm(request.POST)
    if form.is_valid():
        try:
            actions.set_target(
                indicator=indicator,
                territory=chosen.place,
                year=chosen.year,
                value=form.cleaned_data["value"],
                user=request.user,
                now=timezone.now(),
            )
        except ValidationError as refusal:
            add_refusal(form, refusal)
    if request.htmx:
        return _row(request, indicator, chosen, form)
    if form.errors:
        return _page(request, chosen=chosen, refused={indicator.pk: form})
    messages.success(request, f"Цель показателя {indicator.code} сохранена.")
    return redirect(f"{reverse('indicators:targets')}{chosen.query}#i{indicator.pk}")


@require_POST
@permission_required(Permission.MANAGE_MONITORING)
def carry(request: PortalRequest) -> HttpResponse:
    """Collect what was collected a year before."""
    chosen = sent_place(request)
    try:
        made = actions.carry_over(
            territory=chosen.place,
            year=chosen.year,
            user=request.user,
            now=timezone.now(),
        )
    except ValidationError as refusal:
        messages.warning(request, refusal.messages[0])
    else:
        moved = counted(made, "показатель,показателя,показателей")
        messages.success(request, f"Перенесено с прошлого года: {moved}.")
    return to_list(chosen)


@require_http_methods(["GET", "POST"])
@permission_required(Permission.MANAGE_MONITORING)
def stop(request: PortalRequest, pk: int) -> HttpResponse:
    """Stop to collect an indicator in a school year."""
    indicator = visible_indicator(request, pk)
    chosen = asked_place(request, Permission.MANAGE_MONITORING)
    version = version_for(indicator=indicator, year=chosen.year)
    if version is None:
        raise Http404
    form = ReasonForm(posted(request))

    def act(now: Any) -> str:
        actions.stop_collecting(
            indicator=indicator,
            territory=chosen.place,
            year=chosen.year,
            user=request.user,
            now=now,
            **form.cleaned_data,
        )
        return f"Показатель {indicator.code} больше не собирают."

    if carried_out(request, form, act):
        return to_list(chosen)
    context = {
        "form": form,
        "wording": version,
        "chosen": chosen,
        "year_words": school_year(chosen.year),
        "cancel_url": f"{reverse('indicators:detail', args=[pk])}{chosen.query}",
    }
    return render(request, "indicators/stop.html", context, status=status_of(form))


def _page(
    request: PortalRequest,
    *,
    chosen: PlaceYear | None = None,
    refused: dict[int, TargetForm] | None = None,
) -> HttpResponse:
    asked = {"municipality": chosen.place.pk, "year": chosen.year} if chosen else None
    form = IndicatorFilterForm(
        asked or request.GET,
        user=request.user,
        today=timezone.localdate(),
        leave_out=("search", "track"),
    )
    place = form.place
    rows = collected_rows(territory=place, year=form.chosen_year) if place else []
    context = {
        "form": form,
        "place": place,
        "year": form.chosen_year,
        "year_words": school_year(form.chosen_year),
        "query": form.address,
        "rows": [
            line
            | {"form": (refused or {}).get(line["indicator"].pk), "is_saved": False}
            for line in map(present.line, rows)
        ],
        "can_manage": place is not None
        and has_permission(request.user, Permission.MANAGE_MONITORING, place),
    }
    status = 422 if refused else 200
    return render(request, "indicators/targets.html", context, status=status)


def _row(
    request: PortalRequest, indicator: Indicator, chosen: PlaceYear, form: TargetForm
) -> HttpResponse:
    """Return the state of one line: what was typed stays in its field."""
    version = version_for(indicator=indicator, year=chosen.year)
    if version is None:
        raise Http404
    line = present.line(Collected(version, form.cleaned_data.get("value")))
    context = {
        "row": line | {"form": form, "is_saved": not form.errors},
        "now": timezone.now(),
    }
    return render(request, "indicators/_target_state.html", context)
