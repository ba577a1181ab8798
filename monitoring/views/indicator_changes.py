"""Making indicators and wording them anew."""

import datetime as dt
from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.forms import BaseForm, model_to_dict
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from monitoring.actions import indicators as actions
from monitoring.actions.catalogues import Loaded, load_catalogue
from monitoring.catalogue import CATALOGUES
from monitoring.forms.indicators import (
    CatalogueForm,
    ConfirmForm,
    NewIndicatorForm,
    NewVersionForm,
)
from monitoring.models import Indicator, IndicatorVersion
from monitoring.queries.indicator_pages import managed_places, years_to_choose
from monitoring.queries.indicators import version_for
from monitoring.seasons import collection_year
from monitoring.views.indicator_access import (
    PlaceYear,
    asked_place,
    to_list,
    visible_indicator,
)
from schools.forms.errors import add_refusal
from schools.roles import Permission
from schools.templatetags.portal_format import number, school_year
from schools.views.access import PortalRequest, permission_required
from schools.views.forms import posted, status_of


@require_http_methods(["GET", "POST"])
@permission_required(Permission.MANAGE_MONITORING)
def load(request: PortalRequest) -> HttpResponse:
    """Load a catalogue and begin to collect it."""
    choices = _choices(request)
    form = CatalogueForm(
        posted(request),
        initial={"name": next(iter(CATALOGUES)), **_initial(request, several=True)},
        **choices,
    )

    def act(now: dt.datetime) -> str:
        return _loaded_words(
            load_catalogue(
                name=form.cleaned_data["name"],
                territory=form.cleaned_data["territory"],
                years=form.cleaned_data["year"],
                user=request.user,
                now=now,
            )
        )

    if carried_out(request, form, act):
        data = form.cleaned_data
        return to_list(PlaceYear(data["territory"], max(data["year"])))
    context = {
        "form": form,
        "catalogues": list(CATALOGUES.values()),
        "has_places": bool(choices["places"]),
    }
    return render(request, "indicators/load.html", context, status=status_of(form))


@require_http_methods(["GET", "POST"])
@permission_required(Permission.MANAGE_MONITORING)
def indicator_new(request: PortalRequest) -> HttpResponse:
    """Add an indicator of a municipality by hand."""
    form = NewIndicatorForm(
        posted(request),
        user=request.user,
        instance=IndicatorVersion(),
        initial=_initial(request),
        **_choices(request),
    )
    made: list[Indicator] = []

    def act(now: dt.datetime) -> str:
        data = form.cleaned_data
        indicator = actions.create_indicator(
            territory=data["territory"],
            year=data["year"],
            values=data,
            user=request.user,
            now=now,
        )
        made.append(indicator)
        return f"Показатель {indicator.code} добавлен."

    if carried_out(request, form, act):
        return redirect("indicators:detail", made[0].pk)
    context = {"form": form, "indicator": None, "title": "Новый показатель"}
    return render(request, "indicators/form.html", context, status=status_of(form))


@require_http_methods(["GET", "POST"])
@permission_required(Permission.MANAGE_MONITORING)
def version_new(request: PortalRequest, pk: int) -> HttpResponse:
    """Word an indicator anew from a school year on."""
    indicator = visible_indicator(request, pk, Permission.MANAGE_MONITORING)
    newest = indicator.versions.order_by("-valid_from").first()
    if newest is None:
        raise Http404
    this_year = _this_year()
    years = range(newest.valid_from, max(this_year + 1, newest.valid_from) + 1)
    form = NewVersionForm(
        posted(request),
        user=request.user,
        instance=IndicatorVersion(),
        initial={
            **model_to_dict(newest, fields=actions.WORDING),
            "valid_from": max(this_year, newest.valid_from),
        },
        years=years,
    )

    def act(now: dt.datetime) -> str:
        version = actions.save_version(
            indicator=indicator,
            valid_from=form.cleaned_data["valid_from"],
            values=form.cleaned_data,
            user=request.user,
            now=now,
        )
        first = school_year(version.valid_from)
        return f"Сохранено: версия {version.number} действует с {first} учебного года."

    if carried_out(request, form, act):
        return redirect("indicators:detail", indicator.pk)
    title = f"Новая формулировка: {newest.short_title}"
    context = {"form": form, "indicator": indicator, "title": title}
    return render(request, "indicators/form.html", context, status=status_of(form))


@require_http_methods(["GET", "POST"])
@permission_required(Permission.MANAGE_MONITORING)
def own(request: PortalRequest, pk: int) -> HttpResponse:
    """Make a common indicator the municipality's own, to word it differently."""
    indicator = visible_indicator(request, pk)
    chosen = asked_place(request, Permission.MANAGE_MONITORING)
    if indicator.territory_id is not None:
        raise Http404
    form = ConfirmForm(posted(request))
    made: list[Indicator] = []

    def act(now: dt.datetime) -> str:
        made.append(
            actions.make_own(
                indicator=indicator,
                territory=chosen.place,
                year=chosen.year,
                user=request.user,
                now=now,
            )
        )
        return "Теперь это показатель муниципалитета. Исправьте, что нужно."

    if carried_out(request, form, act):
        return redirect("indicators:version_new", made[0].pk)
    context = {"form": form, "indicator": indicator, "chosen": chosen}
    context["version"] = version_for(indicator=indicator, year=chosen.year)
    context["year_words"] = school_year(chosen.year)
    return render(request, "indicators/own.html", context, status=status_of(form))


def carried_out(
    request: PortalRequest, form: BaseForm, act: Callable[[dt.datetime], str]
) -> bool:
    """Do it and say what was done; a refusal stands at the form's field or above it."""
    if request.method != "POST" or not form.is_valid():
        return False
    try:
        words = act(timezone.now())
    except ValidationError as refusal:
        add_refusal(form, refusal)
        return False
    messages.success(request, words)
    return True


def _sent(request: PortalRequest) -> Any:
    return posted(request)


def _this_year() -> int:
    return collection_year(timezone.localdate())


def _choices(request: PortalRequest) -> dict[str, Any]:
    years = years_to_choose(this_year=_this_year())
    return {"places": managed_places(user=request.user), "years": years}


def _initial(request: PortalRequest, *, several: bool = False) -> dict[str, Any]:
    """Return the place and year of the page from which the person came."""
    asked = request.GET.get("year", "")
    year = int(asked) if asked.isdecimal() else _this_year()
    place = request.GET.get("municipality", "")
    # Without a municipality in the address the form keeps its own choice.
    chosen = {"territory": place} if place.isdecimal() else {}
    return {**chosen, "year": [year] if several else year}


def _loaded_words(loaded: Loaded) -> str:
    if loaded.is_empty:
        return "Всё уже загружено: ничего не изменилось."
    new = (
        f"Новых для портала показателей: {number(loaded.indicators)}."
        if loaded.indicators
        else "Эти показатели на портале уже были."
    )
    return (
        f"Каталог загружен. {new} Добавлено к сбору по годам: {number(loaded.targets)}."
    )
