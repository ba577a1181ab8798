"""Site checks: the desk of windows, the matrix of one, its file."""

from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET

from monitoring.filters.site_checks import SheetFilter
from monitoring.models import SiteItem, Window, WindowSchool
from monitoring.presenters import site_checks as present
from monitoring.queries import site_checks as queries
from monitoring.views.sites_access import OFFICE, READERS, visible_window
from roadmaps.queries.agenda import speaks_only_for_schools
from schools.actions.exports import record_export
from schools.reports.workbook import CONTENT_TYPE, SheetOfRows, workbook
from schools.tables.paging import PER_PAGE
from schools.templatetags.portal_components import active_filters
from schools.views.access import PortalRequest, limited, permission_required
from schools.views.files import attachment


@require_GET
@permission_required(*READERS)
def desk(request: PortalRequest) -> HttpResponse:
    """Show an office its windows, a school what was found on its own site."""
    if speaks_only_for_schools(request.user):
        return _own(request)
    page = _page(queries.site_windows(request.user), request)
    context = {"rows": present.desk_rows(page.object_list), "page": page}
    return render(request, "sites/desk.html", context)


@require_GET
@permission_required(*OFFICE)
def window(request: PortalRequest, pk: int) -> HttpResponse:
    """Show schools by items."""
    row = visible_window(request, pk)
    form, items, schools = _narrowed(request, row)
    page = _page(schools, request)
    counts = queries.verdict_counts(row)
    context = {
        "window": row,
        "form": form,
        "items": items,
        "rows": present.matrix_rows(queries.sheets_of(list(page.object_list)), items),
        "totals": present.item_totals(items, counts),
        "page": page,
        **present.progress_of(row),
        "export_url": f"{reverse('sites:export', args=[row.pk])}"
        f"?{request.GET.urlencode()}",
    }
    return render(request, "sites/window.html", context)


@require_GET
@permission_required(*OFFICE)
@limited("export")
def export(request: PortalRequest, pk: int) -> HttpResponse:
    """Send what the matrix shows, all pages of it."""
    now = timezone.now()
    row = visible_window(request, pk)
    form, items, schools = _narrowed(request, row)
    sheets = queries.sheets_of(list(schools))
    chosen = {
        chip["label"]: chip["value"] for chip in active_filters(form, request.GET)
    }
    about = [
        ("Окно", row.title),
        ("Выгружено", now),
        ("Кто выгрузил", str(request.user)),
        *chosen.items(),
    ]
    book = [
        SheetOfRows(
            "Проверка сайтов", present.HEADERS, present.sheet_rows(sheets, items)
        ),
        SheetOfRows("О файле", ("Что", "Значение"), about),
    ]
    record_export(
        user=request.user,
        what="site_checks",
        rows=len(sheets),
        filters={"Окно": row.title, **chosen},
        now=now,
    )
    name = f"{row.title} на {timezone.localdate(now):%d.%m.%Y}.xlsx"
    return attachment(workbook(book, created=now), name=name, content_type=CONTENT_TYPE)


def _narrowed(
    request: PortalRequest, row: Window
) -> tuple[SheetFilter, list[SiteItem], QuerySet[WindowSchool]]:
    form = SheetFilter(request.GET)
    items = queries.items_of(row)
    return form, items, form.narrow(queries.schools_of(row), items=len(items))


def _own(request: PortalRequest) -> HttpResponse:
    page = _page(queries.own_sheets(request.user), request)
    sheets = list(page.object_list)
    counts = queries.item_counts({sheet.window_id for sheet in sheets})
    context = {
        "rows": present.own_rows(queries.sheets_of(sheets), counts),
        "page": page,
    }
    return render(request, "sites/own.html", context)


def _page(rows: QuerySet[Any], request: PortalRequest) -> Page:
    return Paginator(rows, PER_PAGE).get_page(request.GET.get("page"))
