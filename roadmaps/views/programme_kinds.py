"""Kinds of documents: the list, a new one, renaming, taking out of use and back."""

import datetime as dt

from django.forms import BaseForm, Form
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from roadmaps.actions.programme_kinds import (
    EDITABLE,
    add_kind,
    change_kind,
    restore_kind,
    retire_kind,
)
from roadmaps.forms.programme_kinds import KindForm, NewKindForm
from roadmaps.forms.terms import ReasonForm
from roadmaps.models import ProgrammeKind
from roadmaps.queries.deadline_list import managed_places
from roadmaps.queries.programme_kinds import listed_kinds
from roadmaps.views.deadline_changes import carried_out
from schools.policies import has_permission
from schools.roles import Permission
from schools.views.access import (
    PortalRequest,
    get_visible_or_404,
    permission_required,
)
from schools.views.forms import UNPROCESSABLE, posted


@require_GET
@permission_required(Permission.VIEW_PROGRAMMES)
def kind_list(request: PortalRequest) -> HttpResponse:
    """Show common kinds and those of the person's municipalities."""
    rows = [
        {
            "kind": kind,
            "can_edit": has_permission(
                request.user, Permission.MANAGE_PROGRAMMES, kind
            ),
        }
        for kind in listed_kinds(user=request.user)
    ]
    context = {
        "rows": rows,
        "can_add": has_permission(request.user, Permission.MANAGE_PROGRAMMES),
    }
    return render(request, "deadlines/kinds.html", context)


@require_http_methods(["GET", "POST"])
@permission_required(Permission.MANAGE_PROGRAMMES)
def kind_new(request: PortalRequest) -> HttpResponse:
    """Add a kind."""
    form = NewKindForm(
        posted(request),
        places=managed_places(user=request.user),
        is_common=has_permission(
            request.user, Permission.MANAGE_PROGRAMMES, ProgrammeKind()
        ),
    )

    def act(now: dt.datetime) -> str:
        values = dict(form.cleaned_data)
        territory = values.pop("territory")
        kind = add_kind(territory=territory, values=values, user=request.user, now=now)
        return f"Вид «{kind.name}» добавлен: школы могут выбрать его."

    if carried_out(request, form, act):
        return redirect("deadlines:kinds")
    return _page(request, form, title="Новый вид документа", submit_label="Добавить")


@require_http_methods(["GET", "POST"])
@permission_required(Permission.MANAGE_PROGRAMMES)
def kind_edit(request: PortalRequest, pk: int) -> HttpResponse:
    """Rename a kind, say better what should be in it."""
    kind = _managed(request, pk)
    form = KindForm(posted(request), initial={n: getattr(kind, n) for n in EDITABLE})

    def act(now: dt.datetime) -> str:
        change_kind(kind=kind, values=form.cleaned_data, user=request.user, now=now)
        return "Вид документа сохранён."

    if carried_out(request, form, act):
        return redirect("deadlines:kinds")
    return _page(
        request,
        form,
        kind=kind,
        title="Изменить вид документа",
        submit_label="Сохранить",
        consequence="Документы этого вида останутся, название сменится у всех.",
    )


@require_http_methods(["GET", "POST"])
@permission_required(Permission.MANAGE_PROGRAMMES)
def kind_retire(request: PortalRequest, pk: int) -> HttpResponse:
    """Take a kind out of use."""
    kind = _managed(request, pk)
    form = ReasonForm(posted(request))

    def act(now: dt.datetime) -> str:
        retire_kind(kind=kind, user=request.user, now=now, **form.cleaned_data)
        return f"Вид «{kind.name}» больше не предлагается школам."

    if carried_out(request, form, act):
        return redirect("deadlines:kinds")
    return _page(
        request,
        form,
        kind=kind,
        title="Больше не использовать",
        submit_label="Больше не использовать",
        consequence=(
            "Школы не смогут начать документ этого вида. Начатые останутся и дойдут "
            "до конца. Вид можно вернуть."
        ),
        danger=True,
    )


@require_http_methods(["GET", "POST"])
@permission_required(Permission.MANAGE_PROGRAMMES)
def kind_restore(request: PortalRequest, pk: int) -> HttpResponse:
    """Take a kind into use again."""
    kind = _managed(request, pk)
    form = Form(posted(request))

    def act(now: dt.datetime) -> str:
        restore_kind(kind=kind, user=request.user, now=now)
        return f"Вид «{kind.name}» снова предлагается школам."

    if carried_out(request, form, act):
        return redirect("deadlines:kinds")
    return _page(
        request,
        form,
        kind=kind,
        title="Вернуть вид документа",
        submit_label="Вернуть",
        consequence="Школы снова смогут начать документ этого вида.",
    )


def _managed(request: PortalRequest, pk: int) -> ProgrammeKind:
    rows = ProgrammeKind.objects.select_related("territory__parent")
    return get_visible_or_404(request, rows, Permission.MANAGE_PROGRAMMES, pk=pk)


def _page(
    request: PortalRequest,
    form: BaseForm,
    *,
    title: str,
    submit_label: str,
    kind: ProgrammeKind | None = None,
    consequence: str = "",
    danger: bool = False,
) -> HttpResponse:
    context = {
        "form": form,
        "kind": kind,
        "title": title,
        "submit_label": submit_label,
        "consequence": consequence,
        "danger": danger,
    }
    status = UNPROCESSABLE if form.errors else 200
    return render(request, "deadlines/kind.html", context, status=status)
