"""School years side by side."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from monitoring.filters.figures import FigureFilterForm
from monitoring.presenters import figure_years as present
from monitoring.queries.figure_years import years_side_by_side
from schools.roles import Permission
from schools.views.access import PortalRequest, permission_required


YEARS_SHOWN = 4


@require_GET
@permission_required(Permission.VIEW_MONITORING)
def years(request: PortalRequest) -> HttpResponse:
    """Compare the same windows of up to four school years, with breaks named."""
    form = FigureFilterForm(request.GET, user=request.user, today=timezone.localdate())
    for name in ("year", "slot"):
        del form.fields[name]
    place, narrowed = form.place, form.narrowed()
    shown = sorted(form.years[:YEARS_SHOWN])
    lines = (
        years_side_by_side(
            territory=place, years=shown, group=narrowed.group, track=narrowed.track
        )
        if place
        else []
    )
    context = {
        "form": form,
        "place": place,
        "years": shown,
        "rows": present.lines(lines, territory=place, year=shown[-1]) if place else [],
    }
    return render(request, "scorecard/years.html", context)
