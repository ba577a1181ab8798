"""What a person decides about an upload: columns, names, writing, undo."""

from collections.abc import Callable

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from schools.actions import imports
from schools.datasets.school_lookup import similar_schools
from schools.enums import ImportPhase, JobState
from schools.forms.imports import ColumnsForm, NamesForm, UndoForm
from schools.models import ImportBatch, School
from schools.presenters import imports as present
from schools.roles import Permission
from schools.tasks import enqueue_import
from schools.views.access import PortalRequest, get_visible_or_404, permission_required
from schools.views.forms import posted


NAMES_AT_ONCE = 30
# A list of more schools than these is no help; similar ones are shown in any case.
MOST_SCHOOLS_TO_CHOOSE = 300
SUGGESTIONS = 8


@require_http_methods(["GET", "POST"])
@permission_required(Permission.MANAGE_IMPORTS)
def import_columns(request: PortalRequest, pk: int) -> HttpResponse:
    """Ask which column of the file is which field."""
    batch = _batch(request, pk)
    if not _waits(batch, ImportPhase.MAPPING, ImportPhase.PREVIEW):
        return redirect("imports:detail", pk=pk)
    form = ColumnsForm(_posted(request), batch=batch)
    if request.method == "POST" and form.is_valid():
        return _then_work(
            request,
            pk,
            lambda: imports.confirm_columns(
                batch=batch,
                choices=form.choices,
                sheet=form.cleaned_data["sheet"],
                header_row=form.cleaned_data["header_row"],
                user=request.user,
                now=timezone.now(),
            ),
        )
    context = {"batch": batch, "form": form, "steps": _steps(batch, 1)}
    return render(request, "imports/columns.html", context)


@require_http_methods(["GET", "POST"])
@permission_required(Permission.MANAGE_IMPORTS)
def import_names(request: PortalRequest, pk: int) -> HttpResponse:
    """Ask which school each unknown spelling means."""
    batch = _batch(request, pk)
    if not _waits(batch, ImportPhase.PREVIEW) or not batch.unknown_names:
        return redirect("imports:detail", pk=pk)
    form = _names_form(request, batch)
    if request.method == "POST" and form.is_valid():
        return _then_work(
            request,
            pk,
            lambda: imports.confirm_names(
                batch=batch,
                choices=form.choices,
                user=request.user,
                now=timezone.now(),
            ),
        )
    names = batch.unknown_names[:NAMES_AT_ONCE]
    lines = [
        {**item, "bound": form[f"name_{number}"]} for number, item in enumerate(names)
    ]
    context = {
        "batch": batch,
        "form": form,
        "lines": lines,
        "more": len(batch.unknown_names) - len(names),
        "steps": _steps(batch, 2),
    }
    return render(request, "imports/names.html", context)


@require_POST
@permission_required(Permission.MANAGE_IMPORTS)
def import_confirm(request: PortalRequest, pk: int) -> HttpResponse:
    """Queue the writing of the preview."""
    batch = _batch(request, pk)
    return _then_work(
        request,
        pk,
        lambda: imports.confirm_import(
            batch=batch,
            skip_errors=request.POST.get("skip_errors") == "1",
            user=request.user,
            now=timezone.now(),
        ),
    )


@require_POST
@permission_required(Permission.MANAGE_IMPORTS)
def import_restart(request: PortalRequest, pk: int) -> HttpResponse:
    """Start again what failed or was lost."""
    batch = _batch(request, pk)
    return _then_work(
        request,
        pk,
        lambda: imports.restart_import(
            batch=batch, user=request.user, now=timezone.now()
        ),
    )


@require_POST
@permission_required(Permission.MANAGE_IMPORTS)
def import_cancel(request: PortalRequest, pk: int) -> HttpResponse:
    """Give up an upload that has written nothing."""
    batch = _batch(request, pk)
    try:
        imports.cancel_import(batch=batch, user=request.user, now=timezone.now())
    except ValidationError as refusal:
        messages.warning(request, refusal.messages[0])
    return redirect("imports:detail", pk=pk)


@require_http_methods(["GET", "POST"])
@permission_required(Permission.MANAGE_IMPORTS)
def import_undo(request: PortalRequest, pk: int) -> HttpResponse:
    """Ask why a written upload is taken back, and queue it."""
    batch = _batch(request, pk)
    if batch.phase != ImportPhase.WRITTEN:
        return redirect("imports:detail", pk=pk)
    form = UndoForm(_posted(request))
    if request.method == "POST" and form.is_valid():
        return _then_work(
            request,
            pk,
            lambda: imports.ask_undo(
                batch=batch,
                reason=form.cleaned_data["reason"],
                user=request.user,
                now=timezone.now(),
            ),
        )
    context = {
        "batch": batch,
        "form": form,
        "blockers": imports.target_of(batch.kind).undo_blockers(batch),
    }
    return render(request, "imports/undo.html", context)


def _batch(request: PortalRequest, pk: int) -> ImportBatch:
    batches = ImportBatch.objects.select_related("territory__parent")
    return get_visible_or_404(request, batches, Permission.MANAGE_IMPORTS, pk=pk)


def _posted(request: PortalRequest) -> QueryDict | None:
    """Return what was sent, even when it is an empty form."""
    return posted(request)


def _waits(batch: ImportBatch, *phases: ImportPhase) -> bool:
    return batch.phase in phases and batch.state == JobState.DONE


def _then_work(
    request: PortalRequest, pk: int, act: Callable[[], ImportBatch]
) -> HttpResponse:
    """Do the action and enqueue its job; a second press shows how things stand."""
    try:
        with transaction.atomic():
            act()
            transaction.on_commit(lambda: enqueue_import(pk))
    except ValidationError as refusal:
        messages.warning(request, refusal.messages[0])
    return redirect("imports:detail", pk=pk)


def _names_form(request: PortalRequest, batch: ImportBatch) -> NamesForm:
    names = batch.unknown_names[:NAMES_AT_ONCE]
    schools = School.objects.in_territory(batch.territory).order_by("name", "pk")
    titles = list(schools.values_list("pk", "name")[: MOST_SCHOOLS_TO_CHOOSE + 1])
    return NamesForm(
        _posted(request),
        names=names,
        suggestions=similar_schools(
            names=[str(item["name"]) for item in names],
            territory=batch.territory,
            limit=SUGGESTIONS,
        ),
        schools=titles if len(titles) <= MOST_SCHOOLS_TO_CHOOSE else [],
    )


def _steps(batch: ImportBatch, now: int) -> list[dict[str, str]]:
    """Return the stepper with this page's step as the present one."""
    return [
        step if place < now else {"title": step["title"], "state": state}
        for place, step in enumerate(present.steps(batch))
        for state in ["now" if place == now else "next"]
    ]
