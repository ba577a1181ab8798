"""Definitions of «положительная динамика»: what they mean, which one holds."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from monitoring.actions.dynamics_rules import choose_rule
from monitoring.forms.dynamics_rules import RuleForm
from monitoring.presenters.dynamics import EXPLANATIONS, definition_words
from monitoring.queries.dynamics_rules import default_rule, rule_places, rules_seen
from roadmaps.queries.deadlines import school_year_of
from schools.forms.errors import add_refusal
from schools.policies import has_permission
from schools.roles import Permission
from schools.views.access import PortalRequest, permission_required
from schools.views.forms import UNPROCESSABLE, posted


@require_GET
@permission_required(Permission.VIEW_MONITORING)
def rules(request: PortalRequest) -> HttpResponse:
    """Show what was chosen where, and explain the five definitions."""
    year = school_year_of(timezone.localdate())
    context = {
        "rows": [
            {"rule": rule, "words": definition_words(rule)}
            for rule in rules_seen(request.user)
        ],
        "default": definition_words(default_rule(territory=None, year=year)),
        "explanations": EXPLANATIONS,
        "may_choose": has_permission(request.user, Permission.MANAGE_MONITORING),
    }
    return render(request, "sites/rules.html", context)


@require_http_methods(["GET", "POST"])
@permission_required(Permission.MANAGE_MONITORING)
def rule_new(request: PortalRequest) -> HttpResponse:
    """Choose a definition from a school year on."""
    places = rule_places(request.user)
    if not places:
        raise PermissionDenied
    year = school_year_of(timezone.localdate())
    form = RuleForm(posted(request), places=places, year=year)
    if request.method == "POST" and form.is_valid() and _chosen(request, form):
        return redirect("sites:rules")
    context: dict[str, Any] = {"form": form, "explanations": EXPLANATIONS}
    status = UNPROCESSABLE if form.errors else 200
    return render(request, "sites/rule_new.html", context, status=status)


def _chosen(request: PortalRequest, form: RuleForm) -> bool:
    try:
        choose_rule(user=request.user, now=timezone.now(), **form.cleaned_data)
    except ValidationError as refusal:
        add_refusal(form, refusal)
        return False
    messages.success(
        request, "Определение выбрано: оно будет стоять рядом с каждым числом."
    )
    return True
