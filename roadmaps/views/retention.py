"""How long drafts are kept: the list of kinds with their rules, and one rule."""

import datetime as dt
from collections.abc import Sequence
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from roadmaps.actions.retention import set_rule
from roadmaps.forms.retention import RetentionForm
from roadmaps.models import ProgrammeKind, RetentionRule
from roadmaps.presenters.retention import rule_words, term_words, told_before
from roadmaps.queries.deadline_list import managed_places
from roadmaps.queries.retention import (
    DEFAULT_DAYS,
    days_for,
    kinds_with_rules,
    rules_in_force,
)
from roadmaps.views.deadline_changes import carried_out
from schools.models import Territory
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
def rule_list(request: PortalRequest) -> HttpResponse:
    """Show for each kind how long its drafts are kept, and where it differs."""
    rows = [_row(kind, rules) for kind, rules in kinds_with_rules(user=request.user)]
    context = {
        "rows": rows,
        "told_before": told_before(),
        "can_edit": has_permission(request.user, Permission.MANAGE_PROGRAMMES),
        "sees_trail": has_permission(request.user, Permission.VIEW_AUDIT),
    }
    return render(request, "deadlines/retention.html", context)


@require_http_methods(["GET", "POST"])
@permission_required(Permission.MANAGE_PROGRAMMES)
def rule_edit(request: PortalRequest, pk: int) -> HttpResponse:
    """Say how long drafts of a kind are kept, in a municipality or everywhere."""
    rows = ProgrammeKind.objects.select_related("territory__parent")
    kind = get_visible_or_404(request, rows, pk=pk)
    places = _places(request, kind)
    is_common = kind.territory is None and has_permission(
        request.user, Permission.MANAGE_PROGRAMMES, ProgrammeKind()
    )
    if not places and not is_common:
        raise PermissionDenied
    form = RetentionForm(
        posted(request),
        places=places,
        is_common=is_common,
        initial=_initial(kind, None if is_common else places[0]),
    )

    def act(now: dt.datetime) -> str:
        given = form.cleaned_data
        rule = set_rule(
            kind=kind,
            territory=given["territory"],
            draft_days=given["draft_days"],
            user=request.user,
            now=now,
        )
        return f"{kind.short_name}: {rule_words(rule.draft_days)}."

    if carried_out(request, form, act):
        return redirect("deadlines:retention")
    context = {"form": form, "kind": kind, "told_before": told_before()}
    status = UNPROCESSABLE if form.errors else 200
    return render(request, "deadlines/retention_rule.html", context, status=status)


def _row(kind: ProgrammeKind, rules: Sequence[RetentionRule]) -> dict[str, Any]:
    common = [rule.draft_days for rule in rules if rule.territory is None]
    return {
        "kind": kind,
        "common": term_words(common[0] if common else DEFAULT_DAYS),
        "own": [
            {"place": rule.territory, "words": term_words(rule.draft_days)}
            for rule in rules
            if rule.territory is not None
        ],
    }


def _places(request: PortalRequest, kind: ProgrammeKind) -> list[Territory]:
    """Return the person's municipalities that have such documents."""
    places = managed_places(user=request.user)
    return [row for row in places if kind.territory_id in {None, row.pk}]


def _initial(kind: ProgrammeKind, place: Territory | None) -> dict[str, object]:
    """Offer what holds now in the place that the form names first."""
    days = days_for(
        rules=rules_in_force(),
        municipality_id=place.pk if place else 0,
        kind_id=kind.pk,
    )
    return {"draft_days": days, "is_for_ever": days is None}
