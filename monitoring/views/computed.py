"""Computed indicators: windows that hold them, one of them school by school."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.db import transaction
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from monitoring.models import DynamicsRule, Value, Window, WindowIndicator
from monitoring.presenters import computed as present
from monitoring.presenters.dynamics import definition_words
from monitoring.queries import computed as queries
from monitoring.queries.dynamics_rules import rule_for
from monitoring.tasks.computed import compute_window
from schools.actions.exports import record_export
from schools.policies import has_permission
from schools.reports.workbook import CONTENT_TYPE, SheetOfRows, workbook
from schools.roles import Permission
from schools.tables.paging import PER_PAGE
from schools.views.access import PortalRequest, limited, permission_required
from schools.views.files import attachment


@require_GET
@permission_required(Permission.VIEW_MONITORING)
def computed_list(request: PortalRequest) -> HttpResponse:
    """Show the windows in which the portal calculates something."""
    rows = queries.computed_windows(request.user)
    page = Paginator(rows, PER_PAGE).get_page(request.GET.get("page"))
    return render(request, "sites/computed_list.html", {"page": page})


@require_GET
@permission_required(Permission.VIEW_MONITORING)
def computed_window(request: PortalRequest, pk: int) -> HttpResponse:
    """Show the computed indicators of a window."""
    window = _window(request, pk)
    context = {
        "window": window,
        "rows": present.window_rows(queries.outcomes_of(window)),
        "definition": _definition(window),
        "may_compute": has_permission(
            request.user, Permission.MANAGE_MONITORING, window
        ),
    }
    return render(request, "sites/computed_window.html", context)


@require_POST
@permission_required(Permission.MANAGE_MONITORING)
@limited("paper")
def compute(request: PortalRequest, pk: int) -> HttpResponse:
    """Ask the worker to calculate a window again."""
    window = _window(request, pk, Permission.MANAGE_MONITORING)
    transaction.on_commit(lambda: compute_window.delay(window.pk))
    messages.info(
        request,
        "Портал пересчитывает показатели окна. Обновите страницу через несколько секунд.",
    )
    return redirect("sites:computed_window", window.pk)


@require_GET
@permission_required(Permission.VIEW_MONITORING)
def computed(request: PortalRequest, pk: int) -> HttpResponse:
    """Show one computed indicator: schools with outcome, numbers and reason."""
    indicator = _indicator(request, pk)
    values = queries.values_of(indicator)
    page = Paginator(values, PER_PAGE).get_page(request.GET.get("page"))
    is_dynamics = present.is_dynamics(indicator)
    shown = list(page.object_list)
    context = {
        "indicator": indicator,
        "window": indicator.window,
        "page": page,
        "rows": present.school_rows(shown),
        "counts": present.count_lines(queries.counts_of(indicator)),
        "calculated_at": queries.calculated_at(indicator),
        "is_dynamics": is_dynamics,
        "years": _years(shown),
        "definition": _definition(indicator.window) if is_dynamics else "",
        "fact": present.fact_words(indicator),
        "own": present.municipality_words(queries.own_value_of(indicator)),
    }
    return render(request, "sites/computed.html", context)


@require_GET
@permission_required(Permission.VIEW_MONITORING)
@limited("export")
def computed_export(request: PortalRequest, pk: int) -> HttpResponse:
    """Send all schools of a computed indicator with true numbers."""
    now = timezone.now()
    indicator = _indicator(request, pk)
    rows = present.sheet_rows(queries.values_of(indicator))
    about = [
        ("Показатель", indicator.version.title),
        ("Окно", indicator.window.title),
        ("Определение", _definition(indicator.window)),
        ("Выгружено", now),
        ("Кто выгрузил", str(request.user)),
    ]
    record_export(
        user=request.user,
        what="computed",
        rows=len(rows),
        filters={"Показатель": indicator.version.short_title},
        now=now,
    )
    sheets = [
        SheetOfRows("Школы", present.HEADERS, rows),
        SheetOfRows("О файле", ("Что", "Значение"), about),
    ]
    return attachment(
        workbook(sheets, created=now),
        name=f"{indicator.version.short_title}.xlsx",
        content_type=CONTENT_TYPE,
    )


def _window(
    request: PortalRequest, pk: int, permission: Permission | None = None
) -> Window:
    window = queries.computed_windows(request.user).filter(pk=pk).first()
    if window is None:
        raise Http404
    if permission is not None and not has_permission(request.user, permission, window):
        raise Http404
    return window


def _indicator(request: PortalRequest, pk: int) -> WindowIndicator:
    row = queries.computed_indicators(request.user).filter(pk=pk).first()
    if row is None:
        raise Http404
    return row


def _definition(window: Window) -> str:
    rule: DynamicsRule = rule_for(territory=window.territory, year=window.year)
    return definition_words(rule)


def _years(values: list[Value]) -> dict[str, Any]:
    """Return the two years of the columns and what is compared in them."""
    dated = (row.detail for row in values if row.detail.get("years"))
    detail: dict[str, Any] = next(dated, {})
    before, after = detail.get("years", ("", ""))
    what = present.what_is_compared(detail)
    return {"before": before, "after": after, "what": what}
