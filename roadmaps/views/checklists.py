"""Checklists: their versions, one of them, the next one made from it."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from roadmaps.actions.checklists import CriterionDraft, create_checklist
from roadmaps.forms.checklists import ChecklistForm, CriteriaFormSet
from roadmaps.models import Checklist, ProgrammeKind
from roadmaps.presenters.checklists import (
    changes_of,
    checklist_facts,
    criteria_initial,
)
from roadmaps.queries.checklists import (
    checklists_in_force,
    newest_checklist,
    previous_checklist,
    visible_checklists,
)
from roadmaps.tables.reviews import ChecklistTable
from schools.actions.refusals import ChangedMeanwhileError
from schools.forms.errors import add_refusal
from schools.models import Territory, User, scope_of
from schools.policies import has_permission
from schools.roles import Permission
from schools.tables.paging import show_page
from schools.views.access import PortalRequest, get_visible_or_404, permission_required
from schools.views.forms import UNPROCESSABLE


READERS = (
    Permission.VIEW_PROGRAMMES,
    Permission.VIEW_OWN_PROGRAMME,
)
LINES = "lines"


@require_GET
@permission_required(*READERS)
def checklists(request: PortalRequest) -> HttpResponse:
    """Show checklists with all their versions."""
    rows = visible_checklists(request.user)
    table = ChecklistTable(rows, in_force=checklists_in_force(request.user))
    context = {
        "table": show_page(table, request),
        "has_rows": bool(table.paginator.count),
        "can_manage": has_permission(request.user, Permission.MANAGE_PROGRAMMES),
    }
    return render(request, "reviews/checklists.html", context)


@require_GET
@permission_required(*READERS)
def checklist(request: PortalRequest, pk: int) -> HttpResponse:
    """Show one version: what is looked at, with which weight, what has changed."""
    shown = _visible(request, pk)
    before = previous_checklist(shown)
    context = {
        "checklist": shown,
        "lead": f"Версия {shown.number}",
        "facts": checklist_facts(shown),
        "criteria": list(shown.criteria.order_by("number")),
        "before": before,
        "changes": changes_of(before, shown) if before else [],
        "is_in_force": shown.pk in checklists_in_force(request.user),
        "can_manage": has_permission(request.user, Permission.MANAGE_PROGRAMMES),
    }
    return render(request, "reviews/checklist.html", context)


@require_http_methods(["GET", "POST"])
@permission_required(Permission.MANAGE_PROGRAMMES)
def checklist_new(request: PortalRequest) -> HttpResponse:
    """Make the next version from the one that the person started from."""
    base = _base(request)
    form, lines = _forms(request, base)
    newer: Checklist | None = None
    if request.method == "POST" and form.is_valid() & lines.is_valid():
        try:
            made = _make(request, form, lines)
        except ChangedMeanwhileError as meanwhile:
            newer = _read_again(form, request, meanwhile)
        except ValidationError as refusal:
            add_refusal(form, refusal)
        else:
            messages.success(request, f"Новые проверки пойдут по листу «{made}».")
            return redirect("reviews:checklist", pk=made.pk)
    context = {
        "form": form,
        "lines": lines,
        "base": base,
        "newer": newer,
        "newer_changes": changes_of(base, newer) if base and newer else [],
    }
    is_wrong = bool(form.errors or lines.total_error_count() or newer)
    status = UNPROCESSABLE if is_wrong else 200
    return render(request, "reviews/checklist_form.html", context, status=status)


def _visible(request: PortalRequest, pk: Any) -> Checklist:
    rows = Checklist.objects.select_related("territory", "kind", "created_by")
    return get_visible_or_404(request, rows, pk=pk)


def _base(request: PortalRequest) -> Checklist | None:
    asked = request.GET.get("from", "")
    if asked.isdecimal():
        return _visible(request, asked)
    return visible_checklists(request.user).first()


def _forms(request: PortalRequest, base: Checklist | None) -> tuple[Any, Any]:
    user = request.user
    options: dict[str, Any] = {
        "territories": _places(user),
        "kinds": ProgrammeKind.objects.visible_to(user).filter(is_active=True),
        "is_common_allowed": scope_of(user).everything,
    }
    if request.method == "POST":
        return (
            ChecklistForm(request.POST, **options),
            CriteriaFormSet(request.POST, prefix=LINES),
        )
    place = _place_of(base, options)
    newest = newest_checklist(place, base.kind if base else None)
    initial = {
        "title": base.title if base else "Лист проверки",
        "territory": place,
        "kind": base.kind if base else None,
        "threshold_percent": base.threshold_percent if base else 80,
        "remarks_block": base.remarks_block if base else True,
        "seen": newest.pk if newest else None,
    }
    return (
        ChecklistForm(initial=initial, **options),
        CriteriaFormSet(initial=criteria_initial(base), prefix=LINES),
    )


def _place_of(base: Checklist | None, options: dict[str, Any]) -> Territory | None:
    """Return where the next version will hold: common ones become one's own."""
    place = base.territory if base else None
    if place is not None and place in options["territories"]:
        return place
    return None if options["is_common_allowed"] else options["territories"].first()


def _places(user: User) -> QuerySet[Territory]:
    places = Territory.objects.municipalities().visible_to(user)
    keys = [
        p.pk for p in places if has_permission(user, Permission.MANAGE_PROGRAMMES, p)
    ]
    return Territory.objects.filter(pk__in=keys).order_by("name")


def _make(request: PortalRequest, form: ChecklistForm, lines: Any) -> Checklist:
    data = form.cleaned_data
    return create_checklist(
        territory=data["territory"],
        kind=data["kind"],
        title=data["title"],
        threshold_percent=data["threshold_percent"],
        remarks_block=data["remarks_block"],
        criteria=[
            CriterionDraft(
                title=row["title"],
                hint=row["hint"],
                weight=row["weight"] or 1,
                is_starred=row["is_starred"],
            )
            for row in lines.lines()
        ],
        seen=data["seen"],
        user=request.user,
        now=timezone.now(),
    )


def _read_again(
    form: ChecklistForm, request: PortalRequest, meanwhile: ChangedMeanwhileError
) -> Checklist | None:
    """Give the form the mark of the newest version: sent again, it is written."""
    again = request.POST.copy()
    again["seen"] = meanwhile.current.pk if meanwhile.current else ""
    form.data = again
    return meanwhile.current  # type: ignore[return-value]
