"""Schools × windows: the page and its file."""

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from monitoring.filters.windows import MatrixFilterForm
from monitoring.presenters import window_matrix as cells
from monitoring.presenters.windows import FORM_MARKS
from monitoring.queries.window_matrix import (
    matrix_columns,
    matrix_rows,
    matrix_schools,
)
from schools.actions.exports import record_export
from schools.reports.workbook import CONTENT_TYPE, SheetOfRows, workbook
from schools.roles import Permission
from schools.templatetags.portal_components import active_filters
from schools.templatetags.portal_format import school_year
from schools.views.access import PortalRequest, limited, permission_required
from schools.views.files import attachment


PER_PAGE = 50


@require_GET
@permission_required(Permission.VIEW_MONITORING)
def matrix(request: PortalRequest) -> HttpResponse:
    """Show where each school stands in each window of a school year."""
    today = timezone.localdate()
    form = MatrixFilterForm(request.GET, user=request.user, today=today)
    criteria = form.criteria()
    columns = matrix_columns(user=request.user, criteria=criteria)
    schools = matrix_schools(user=request.user, criteria=criteria, today=today)
    page = Paginator(schools, PER_PAGE).get_page(request.GET.get("page"))
    rows = matrix_rows(
        list(page.object_list), columns, user=request.user, criteria=criteria
    )
    context = {
        "form": form,
        "page": page,
        "columns": cells.column_rows(columns),
        "rows": cells.shown_rows(rows, today=today),
        "year": school_year(criteria.year),
        "has_places": "municipality" in form.fields,
        "is_narrowed": bool(criteria.search or criteria.state or criteria.municipality),
        "query": request.GET.urlencode(),
        "legend": FORM_MARKS,
    }
    return render(request, "windows/matrix.html", context)


@require_GET
@permission_required(Permission.VIEW_MONITORING)
@limited("export")
def matrix_export(request: PortalRequest) -> HttpResponse:
    """Send what the matrix shows, all pages of it."""
    now, today = timezone.now(), timezone.localdate()
    form = MatrixFilterForm(request.GET, user=request.user, today=today)
    criteria = form.criteria()
    columns = matrix_columns(user=request.user, criteria=criteria)
    schools = matrix_schools(user=request.user, criteria=criteria, today=today)
    rows = matrix_rows(list(schools), columns, user=request.user, criteria=criteria)
    chosen = {
        chip["label"]: chip["value"] for chip in active_filters(form, request.GET)
    }
    about = [
        ("Учебный год", school_year(criteria.year)),
        ("Выгружено", now),
        ("Кто выгрузил", str(request.user)),
        *chosen.items(),
    ]
    sheets = [
        SheetOfRows(
            "Школы по окнам",
            cells.headers(columns),
            cells.sheet_rows(rows, today=today),
        ),
        SheetOfRows("О файле", ("Что", "Значение"), about),
    ]
    record_export(
        user=request.user,
        what="windows_matrix",
        rows=len(rows),
        filters=chosen,
        now=now,
    )
    return attachment(
        workbook(sheets, created=now),
        name=f"Школы по окнам на {today:%d.%m.%Y}.xlsx",
        content_type=CONTENT_TYPE,
    )
