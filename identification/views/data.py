"""What results and conditions the portal holds, and where they are missing."""

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from identification.forms.data import DataFilterForm
from identification.presenters import data as present
from identification.queries import data_overview as held
from schools.policies import has_permission
from schools.roles import Permission
from schools.views.access import PortalRequest, permission_required


PLACES_PER_PAGE = 50


@require_GET
@permission_required(Permission.VIEW_IMPORTS)
def overview(request: PortalRequest) -> HttpResponse:
    """Show data by year, procedure and municipality for the person's schools."""
    everything = held.schools_of(user=request.user, place=None)
    places = held.municipalities_of(user=request.user)
    years = held.years_with_data(schools=everything)
    form = DataFilterForm(request.GET, years=years, municipalities=places)
    year, place = form.chosen.get("year"), form.chosen.get("municipality")
    schools = held.schools_of(user=request.user, place=place)
    count = schools.count()
    results = held.results_by_year(user=request.user, schools=schools, year=year)
    context = held.context_by_year(user=request.user, schools=schools, year=year)
    shown_year = year or (years[0] if years else None)
    page = Paginator(places, PLACES_PER_PAGE).get_page(request.GET.get("page"))
    by_place = (
        held.places_of_year(schools=schools, territories=list(page), year=shown_year)
        if shown_year and place is None and page.paginator.count > 1
        else []
    )
    shown = {
        "form": form,
        "has_data": bool(years),
        "figures": present.figures(schools=count, results=results, context=context),
        "results": present.result_lines(results, count),
        "context_lines": present.context_lines(context, count, held.factors_in_use()),
        "places": present.place_table(by_place),
        "page": page,
        "shown_year": shown_year,
        "can_import": has_permission(request.user, Permission.MANAGE_IMPORTS),
    }
    return render(request, "identification/data.html", shown)
