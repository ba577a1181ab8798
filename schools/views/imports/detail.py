"""One upload: its job, its preview, what it wrote."""

from typing import Any

from django.core.paginator import Paginator
from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET

from schools.actions.imports import can_restart, target_of
from schools.enums import ImportPhase, JobState, RowState
from schools.models import ImportBatch
from schools.policies import has_permission
from schools.presenters import import_rows, imports as present
from schools.queries.imports import (
    earlier_import,
    findings_of_rows,
    preview_rows,
)
from schools.roles import Permission
from schools.views.access import PortalRequest, get_visible_or_404, permission_required
from schools.views.files import download


ROWS_PER_PAGE = 50
FINDINGS_PER_PAGE = 25
STATES = {code: state for state, code in present.STATE_CODES.items()}


@require_GET
@permission_required(Permission.VIEW_IMPORTS)
def import_detail(request: PortalRequest, pk: int) -> HttpResponse:
    """Show the upload at its step."""
    batch = _batch(request, pk)
    can_manage = has_permission(request.user, Permission.MANAGE_IMPORTS, batch)
    if batch.phase == ImportPhase.MAPPING and can_manage:
        return redirect("imports:columns", pk=batch.pk)
    context = {
        "batch": batch,
        "target": target_of(batch.kind),
        "steps": present.steps(batch),
        "can_manage": can_manage,
        "can_cancel": can_manage and _can_cancel(batch),
        "facts": present.file_facts(
            batch, title=target_of(batch.kind).title, file_url=_file_url(batch)
        ),
        "job": _job(batch, can_manage=can_manage),
        "is_at_work": batch.phase in present.AT_WORK,
    }
    if batch.phase == ImportPhase.PREVIEW:
        context |= _preview(request, batch)
    if batch.phase in {ImportPhase.WRITTEN, ImportPhase.UNDONE}:
        context |= _result(batch)
    return render(request, "imports/detail.html", context)


@require_GET
@permission_required(Permission.VIEW_IMPORTS)
def import_status(request: PortalRequest, pk: int) -> HttpResponse:
    """Answer the panel that asks how far the job is; the page follows its end."""
    batch = _batch(request, pk)
    can_manage = has_permission(request.user, Permission.MANAGE_IMPORTS, batch)
    panel = {"job": _job(batch, can_manage=can_manage)}
    response = render(request, "components/job_panel.html", panel)
    if not batch.is_under_way:
        response["HX-Refresh"] = "true"
    return response


@require_GET
@permission_required(Permission.VIEW_IMPORTS)
def import_marked(request: PortalRequest, pk: int) -> FileResponse:
    """Send the file with its wrong cells marked."""
    batch = _batch(request, pk)
    if batch.marked_file_id is None:
        raise Http404
    return download(request, pk=batch.marked_file_id)


def _batch(request: PortalRequest, pk: int) -> ImportBatch:
    batches = ImportBatch.objects.select_related(
        "territory__parent", "requested_by", "file"
    )
    return get_visible_or_404(request, batches, Permission.VIEW_IMPORTS, pk=pk)


def _job(batch: ImportBatch, *, can_manage: bool) -> dict[str, Any]:
    may_restart = can_manage and can_restart(batch, now=timezone.now())
    return present.job(batch, may_restart=may_restart)


def _can_cancel(batch: ImportBatch) -> bool:
    waits = {ImportPhase.READING, ImportPhase.MAPPING, ImportPhase.PREVIEW}
    failed = batch.phase == ImportPhase.WRITING and batch.state == JobState.FAILED
    return batch.phase in waits or failed


def _file_url(batch: ImportBatch) -> str:
    """Return the upload's address while the portal keeps it as it came."""
    if batch.file is None or batch.dropped_columns:
        return ""
    return reverse("files:download", args=[batch.file_id])


def _preview(request: PortalRequest, batch: ImportBatch) -> dict[str, Any]:
    state = STATES.get(request.GET.get("state", ""))
    rows = Paginator(preview_rows(batch, state), ROWS_PER_PAGE).get_page(
        request.GET.get("page")
    )
    findings = Paginator(batch.findings.all(), FINDINGS_PER_PAGE).get_page(
        request.GET.get("remarks")
    )
    schema = target_of(batch.kind).schema(batch.territory)
    here = [row.number for row in rows]
    return {
        "figures": present.figures(batch),
        "rows": rows,
        "lines": import_rows.preview_lines(rows, findings_of_rows(batch, here), schema),
        "state": present.STATE_CODES.get(state, "") if state else "",
        "states": _states(batch, state),
        "findings": findings,
        "finding_lines": import_rows.finding_lines(findings),
        "omitted": batch.totals.get("omitted", 0),
        "sums": present.sums(batch),
        "earlier": earlier_import(batch),
        "left_out": present.left_out(batch),
        "confirm_label": present.confirm_label(batch),
        "has_changes": bool(batch.rows_new + batch.rows_changed),
    }


def _states(batch: ImportBatch, chosen: RowState | None) -> list[dict[str, Any]]:
    """Return the switch between rows of each state."""
    page = reverse("imports:detail", args=[batch.pk])
    counts = {
        RowState.NEW: batch.rows_new,
        RowState.CHANGED: batch.rows_changed,
        RowState.SAME: batch.rows_same,
        RowState.ERROR: batch.rows_error,
    }
    everything = {
        "title": "все",
        "count": sum(counts.values()),
        "url": f"{page}#rows",
        "is_chosen": chosen is None,
    }
    return [everything] + [
        {
            "title": state.label,
            "count": count,
            "url": f"{page}?state={present.STATE_CODES[state]}#rows",
            "is_chosen": state == chosen,
        }
        for state, count in counts.items()
        if count
    ]


def _result(batch: ImportBatch) -> dict[str, Any]:
    return {
        "totals": present.checked_totals(batch),
        "result_url": reverse(target_of(batch.kind).result_route),
        "kept": batch.undo_kept,
        "kept_count": batch.totals.get("kept", 0),
    }
