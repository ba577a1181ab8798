"""School years side by side: the page and its file."""

from dataclasses import dataclass

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from monitoring.filters.figures import FigureFilterForm
from monitoring.presenters import figure_years as present
from monitoring.queries.figure_years import YearLine, years_side_by_side
from schools.actions.exports import record_export
from schools.reports.workbook import CONTENT_TYPE, SheetOfRows, workbook
from schools.roles import Permission
from schools.templatetags.portal_components import active_filters
from schools.templatetags.portal_format import school_year
from schools.views.access import PortalRequest, limited, permission_required
from schools.views.files import attachment


YEARS_SHOWN = 4


@dataclass(frozen=True)
class Compared:
    """What was chosen, and the lines of it."""

    form: FigureFilterForm
    years: list[int]
    lines: list[YearLine]


@require_GET
@permission_required(Permission.VIEW_MONITORING)
def years(request: PortalRequest) -> HttpResponse:
    """Compare the same windows of up to four school years, with breaks named."""
    found = _compared(request)
    place = found.form.place
    context = {
        "form": found.form,
        "place": place,
        "years": found.years,
        "rows": present.lines(found.lines, territory=place, years=found.years)
        if place
        else [],
        "query": request.GET.urlencode(),
    }
    return render(request, "scorecard/years.html", context)


@require_GET
@permission_required(Permission.VIEW_MONITORING)
@limited("export")
def years_export(request: PortalRequest) -> HttpResponse:
    """Send exactly what the comparison shows, with numbers as numbers."""
    now = timezone.now()
    found = _compared(request)
    chosen = {
        chip["label"]: chip["value"] for chip in active_filters(found.form, request.GET)
    }
    about = [
        ("Выгружено", now),
        ("Кто выгрузил", str(request.user)),
        ("Территория", str(found.form.place or "")),
        ("Учебные годы", ", ".join(school_year(year) for year in found.years)),
        *chosen.items(),
    ]
    sheets = [
        SheetOfRows(
            "Показатели по годам",
            present.headers(found.years),
            present.sheet(found.lines),
        ),
        SheetOfRows("О файле", ("Что", "Значение"), about),
    ]
    record_export(
        user=request.user,
        what="figure_years",
        rows=len(found.lines),
        filters=chosen,
        now=now,
    )
    return attachment(
        workbook(sheets, created=now),
        name=f"Показатели по годам на {timezone.localdate(now):%d.%m.%Y}.xlsx",
        content_type=CONTENT_TYPE,
    )


def _compared(request: PortalRequest) -> Compared:
    form = FigureFilterForm(request.GET, user=request.user, today=timezone.localdate())
    for name in ("year", "slot"):
        del form.fields[name]
    narrowed, shown = form.narrowed(), sorted(form.years[:YEARS_SHOWN])
    lines = (
        years_side_by_side(
            territory=form.place,
            years=shown,
            group=narrowed.group,
            track=narrowed.track,
        )
        if form.place
        else []
    )
    return Compared(form, shown, lines)
