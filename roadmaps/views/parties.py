"""The directory of responsible parties: the list, one of them, joining two."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import (
    require_GET,
    require_http_methods,
    require_POST,
)

from roadmaps.actions.parties import EDITABLE, change_party, merge_parties
from roadmaps.filters.plans import PartyFilter
from roadmaps.forms.parties import MergeForm, PartyForm
from roadmaps.models import Party
from roadmaps.queries.parties import listed_parties, people_of, rows_of_party
from roadmaps.tables.plans import PartyTable
from schools.forms.errors import add_refusal
from schools.policies import has_permission
from schools.roles import Permission
from schools.tables.paging import show_page
from schools.views.access import PortalRequest, get_visible_or_404, permission_required
from schools.views.forms import UNPROCESSABLE, posted


# Rows in which a party stands, on its page.
MOST_ROWS = 20


@require_GET
@permission_required(Permission.VIEW_PLANS)
def party_list(request: PortalRequest) -> HttpResponse:
    """Show the directory, those that nobody has looked at first."""
    chosen = PartyFilter(request.GET, queryset=listed_parties(user=request.user))
    hidden = [] if "territory" in chosen.form.fields else ["territory"]
    can_edit = has_permission(request.user, Permission.EDIT_PLANS)
    rows = PartyTable(chosen.qs, can_edit=can_edit, exclude=hidden)
    table = show_page(rows, request)
    context = {
        "filter": chosen,
        "table": table,
        "has_any": bool(table.paginator.count) or bool(request.GET),
        "can_edit": can_edit,
    }
    return render(request, "plans/parties.html", context)


@require_http_methods(["GET", "POST"])
@permission_required(Permission.EDIT_PLANS)
def party(request: PortalRequest, pk: int) -> HttpResponse:
    """Say what a party is and who gets its letters."""
    shown = _edited(request, pk)
    form = PartyForm(
        posted(request),
        people=people_of(shown.territory),
        initial={name: getattr(shown, name) for name in EDITABLE},
    )
    if request.method == "POST" and form.is_valid():
        try:
            change_party(
                party=shown,
                values=form.cleaned_data,
                user=request.user,
                now=timezone.now(),
            )
        except ValidationError as refusal:
            add_refusal(form, refusal)
        else:
            messages.success(request, "Ответственный сохранён.")
            return redirect("plans:parties")
    return _page(request, shown, form=form)


@require_POST
@permission_required(Permission.EDIT_PLANS)
def party_merge(request: PortalRequest, pk: int) -> HttpResponse:
    """Join a spelling to the party that it really is."""
    shown = _edited(request, pk)
    form = MergeForm(request.POST, others=_others(shown), auto_id="merge_%s")
    if form.is_valid():
        try:
            into = merge_parties(
                party=shown,
                into=form.cleaned_data["into"],
                user=request.user,
                now=timezone.now(),
            )
        except ValidationError as refusal:
            add_refusal(form, refusal)
        else:
            messages.success(request, f"Объединено: теперь это «{into}».")
            return redirect("plans:party", into.pk)
    return _page(request, shown, merge_form=form)


def _edited(request: PortalRequest, pk: int) -> Party:
    rows = Party.objects.select_related("territory__parent")
    return get_visible_or_404(request, rows, Permission.EDIT_PLANS, pk=pk)


def _others(shown: Party) -> Any:
    rows = Party.objects.filter(territory_id=shown.territory_id)
    return rows.exclude(pk=shown.pk).order_by("name")


def _page(
    request: PortalRequest,
    shown: Party,
    *,
    form: PartyForm | None = None,
    merge_form: MergeForm | None = None,
) -> HttpResponse:
    rows = rows_of_party(shown, user=request.user)
    initial = {name: getattr(shown, name) for name in EDITABLE}
    context = {
        "party": shown,
        "form": form or PartyForm(people=people_of(shown.territory), initial=initial),
        "merge_form": merge_form
        or MergeForm(others=_others(shown), auto_id="merge_%s"),
        "rows": rows[:MOST_ROWS],
        "has_more": len(rows) > MOST_ROWS,
    }
    is_wrong = bool((form and form.errors) or (merge_form and merge_form.errors))
    status = UNPROCESSABLE if is_wrong else 200
    return render(request, "plans/party.html", context, status=status)
