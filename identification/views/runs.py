"""Calculations: the list, the progress, the results, the file of what is shown."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from identification import tasks
from identification.actions.runs import restart_run
from identification.charts import map_figure
from identification.enums import Group, RunPurpose
from identification.filters import RunFilter, RunSchoolFilter
from identification.models import Run, RunSchool
from identification.presenters import run_page
from identification.presenters.run_words import (
    run_headline,
    run_lead,
    run_name,
    run_stamp,
)
from identification.queries import run_schools as school_queries, runs as run_queries
from identification.queries.agreement import agreement_of
from identification.queries.decision_offers import decision_offer
from identification.resources import RunSchoolResource
from identification.tables import RunSchoolTable, RunTable
from schools.actions.exports import record_export
from schools.enums import JobState
from schools.models import Territory
from schools.policies import has_permission
from schools.reports.workbook import CONTENT_TYPE
from schools.resources.xlsx import TypedXlsx
from schools.roles import Permission
from schools.tables.paging import show_page
from schools.templatetags.portal_components import active_filters
from schools.views.access import (
    PortalRequest,
    get_visible_or_404,
    limited,
    permission_required,
)
from schools.views.files import attachment


EXCLUDED_SHOWN = 12
# A picture of more marks than this is slow in an old browser and says less.
MAP_LIMIT = 1500


@require_GET
@permission_required(Permission.VIEW_RUNS, Permission.VIEW_OWN_RUN)
def run_list(request: PortalRequest) -> HttpResponse:
    """Show calculations; a school team sees those by which it was decided on."""
    if not has_permission(request.user, Permission.VIEW_RUNS):
        return _own_runs(request)
    rows = run_queries.visible_runs(user=request.user)
    chosen = RunFilter(request.GET, queryset=rows)
    table = show_page(RunTable(chosen.qs, counts={}), request, per_page=25)
    shown = [row.record for row in table.paginated_rows]
    table.counts = run_queries.counts_of(runs=shown, user=request.user)
    context = {
        "table": table,
        "filter": chosen,
        "has_any": bool(table.paginator.count) or bool(request.GET),
        "can_start": has_permission(request.user, Permission.START_RUNS),
    }
    return render(request, "identification/run_list.html", context)


def _own_runs(request: PortalRequest) -> HttpResponse:
    """Show a school team the sheets of its own school."""
    rows = (
        RunSchool.objects.visible_to(request.user)
        .select_related("run", "school")
        .order_by("-run__year", "-run_id")
    )
    return render(request, "identification/own_runs.html", {"rows": rows})


@require_GET
@permission_required(Permission.VIEW_RUNS)
def run(request: PortalRequest, pk: int) -> HttpResponse:
    """Show one calculation: its progress, or what it found."""
    shown = _visible_run(request, pk)
    if shown.state != JobState.DONE:
        return _unfinished(request, shown)
    rows = school_queries.run_schools(run=shown, user=request.user)
    counts = run_queries.key_figures(run=shown, user=request.user)
    context = {
        "run": shown,
        "title": run_headline(counts),
        "lead": run_lead(shown),
        "stamp": run_stamp(shown),
        "name": run_name(shown),
        "tabs": run_page.run_tabs(shown, "run"),
        "is_what_if": shown.purpose == RunPurpose.WHAT_IF,
        "figures": run_page.key_figures(shown, counts),
        "agreement": run_page.agreement_table(shown, agreement_of(rows=rows)),
        "stability": run_page.stability_words(
            run_queries.stability(run=shown, user=request.user), shown
        ),
        "decision": decision_offer(user=request.user, run=shown),
        "can_what_if": has_permission(request.user, Permission.START_RUNS),
        "can_report": has_permission(request.user, Permission.MAKE_REPORTS),
        **_map_context(request, shown, counts),
        **_excluded_context(shown, rows, counts),
        **_table_context(request, shown, rows),
    }
    return render(request, "identification/run.html", context)


@require_GET
@permission_required(Permission.VIEW_RUNS)
def run_status(request: PortalRequest, pk: int) -> HttpResponse:
    """Return the panel of progress; when the work ends the page is drawn anew."""
    shown = _visible_run(request, pk)
    response = render(
        request, "components/job_panel.html", {"job": _panel(request, shown)}
    )
    if not shown.is_under_way:
        response["HX-Refresh"] = "true"
    return response


@require_POST
@permission_required(Permission.START_RUNS)
def run_restart(request: PortalRequest, pk: int) -> HttpResponse:
    """Queue a failed calculation again."""
    shown = _visible_run(request, pk)
    try:
        restart_run(run=shown, user=request.user, now=timezone.now())
    except ValidationError as refusal:
        messages.error(request, refusal.message)
    else:
        transaction.on_commit(lambda: tasks.execute_run.delay(shown.pk))
    return redirect("identification:run", pk=shown.pk)


@require_GET
@permission_required(Permission.VIEW_RUNS)
@limited("export")
def run_export(request: PortalRequest, pk: int) -> HttpResponse:
    """Return the rows of the page, with its filters and its order, as xlsx."""
    shown = _visible_run(request, pk)
    rows = school_queries.run_schools(run=shown, user=request.user)
    chosen = _school_filter(request, rows, shown)
    table = _school_table(request, shown, chosen)
    asked = request.GET.getlist(table.prefixed_order_by_field)
    if asked:
        table.order_by = asked
    found = table.data.data
    dataset = RunSchoolResource().export(found)
    now = timezone.now()
    record_export(
        user=request.user,
        what="run_schools",
        rows=len(dataset),
        filters={"run": shown.pk, **request.GET.dict()},
        now=now,
    )
    chips = active_filters(chosen.form, request.GET)
    content = TypedXlsx().export_data(
        dataset,
        title="Школы",
        about=[
            ("Расчёт", run_lead(shown)),
            ("Рассчитано", shown.finished_at),
            ("Отбор", "; ".join(f"{c['label']}: {c['value']}" for c in chips) or "нет"),
            ("Выгружено", now),
        ],
    )
    name = f"Расчёт {shown.pk}, школы.xlsx"
    return attachment(content, name=name, content_type=CONTENT_TYPE)


def _visible_run(request: PortalRequest, pk: int) -> Run:
    rows = Run.objects.select_related("territory", "rule_set", "requested_by")
    return get_visible_or_404(request, rows, pk=pk)


def _panel(request: PortalRequest, shown: Run) -> dict[str, Any]:
    can_start = has_permission(request.user, Permission.START_RUNS, shown)
    return run_page.job_panel(shown, can_start=can_start)


def _unfinished(request: PortalRequest, shown: Run) -> HttpResponse:
    context = {
        "run": shown,
        "name": run_name(shown),
        "lead": run_lead(shown),
        "job": _panel(request, shown),
    }
    return render(request, "identification/run_progress.html", context)


def _map_context(
    request: PortalRequest, shown: Run, counts: dict[str, Any]
) -> dict[str, Any]:
    """Draw the map, unless the person sees more schools than it can hold."""
    classified = counts.get("classified", 0)
    if not classified or classified > MAP_LIMIT:
        return {"map": None, "is_map_too_large": classified > MAP_LIMIT}
    points = school_queries.map_points(run=shown, user=request.user)
    return {"map": map_figure(shown, points), "is_map_too_large": False}


def _excluded_context(shown: Run, rows: Any, counts: dict[str, Any]) -> dict[str, Any]:
    total = counts.get("groups", {}).get(str(Group.UNCLASSIFIED), 0)
    left_out = rows.filter(group=Group.UNCLASSIFIED).order_by("school__name", "pk")
    here = reverse("identification:run", args=[shown.pk])
    return {
        "excluded": run_page.excluded_rows(left_out[:EXCLUDED_SHOWN]) if total else [],
        "excluded_total": total,
        "excluded_url": f"{here}?group={Group.UNCLASSIFIED}#schools",
    }


def _table_context(request: PortalRequest, shown: Run, rows: Any) -> dict[str, Any]:
    chosen = _school_filter(request, rows, shown)
    table = show_page(_school_table(request, shown, chosen), request)
    table.export_url = reverse("identification:run_export", args=[shown.pk])
    return {"filter": chosen, "table": table}


def _school_filter(request: PortalRequest, rows: Any, shown: Run) -> RunSchoolFilter:
    places = Territory.objects.visible_to(request.user).municipalities()
    if shown.territory.is_region:
        places = places.filter(parent=shown.territory).order_by("name")
    else:
        places = places.filter(pk=shown.territory_id)
    return RunSchoolFilter(request.GET, queryset=rows, municipalities=places)


def _school_table(
    request: PortalRequest, shown: Run, chosen: RunSchoolFilter
) -> RunSchoolTable:
    hidden = () if "municipality" in chosen.filters else ("municipality",)
    return RunSchoolTable(chosen.qs, exclude=hidden)
