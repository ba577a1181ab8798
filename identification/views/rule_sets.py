"""Rules of identification: their versions, one of them in words, a new one."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from identification.actions.rule_sets import create_rule_set
from identification.forms.rule_sets import RuleSetForm
from identification.models import RuleSet
from identification.presenters.rule_words import rule_changes, rule_sections
from identification.presenters.run_words import run_name
from identification.queries import rule_sets as queries
from identification.queries.names import names_of_codes
from identification.stats.rules import IdentificationRules
from identification.tables import RuleSetTable
from schools.models import Territory, User, scope_of
from schools.policies import has_permission
from schools.roles import Permission
from schools.tables.paging import show_page
from schools.views.access import PortalRequest, get_visible_or_404, permission_required
from schools.views.forms import UNPROCESSABLE


RUNS_SHOWN = 10


@require_GET
@permission_required(Permission.VIEW_RUNS)
def rule_set_list(request: PortalRequest) -> HttpResponse:
    """Show versions with the dates from which they hold."""
    rows = queries.visible_rule_sets(user=request.user)
    context = {
        "table": show_page(RuleSetTable(rows), request, per_page=25),
        "can_manage": has_permission(request.user, Permission.MANAGE_RULES),
    }
    return render(request, "identification/rule_set_list.html", context)


@require_GET
@permission_required(Permission.VIEW_RUNS)
def rule_set(request: PortalRequest, pk: int) -> HttpResponse:
    """Show one version: every parameter with its meaning, what changed, its runs."""
    rows = RuleSet.objects.select_related("territory", "created_by")
    shown = get_visible_or_404(request, rows, pk=pk)
    names = names_of_codes()
    before = queries.previous_version(rule_set=shown)
    runs = list(queries.runs_of(rule_set=shown, user=request.user)[:RUNS_SHOWN])
    context = {
        "rule_set": shown,
        "sections": rule_sections(shown.parameters, names),
        "before": before,
        "changes": rule_changes(before.parameters, shown.parameters, names)
        if before
        else [],
        "runs": [{"run": run, "name": run_name(run)} for run in runs],
        "can_manage": has_permission(request.user, Permission.MANAGE_RULES),
    }
    return render(request, "identification/rule_set.html", context)


@require_http_methods(["GET", "POST"])
@permission_required(Permission.MANAGE_RULES)
def rule_set_new(request: PortalRequest) -> HttpResponse:
    """Ask for a new version, prefilled from the one that a person started from."""
    base = _base(request)
    form = _form(request, base)
    if request.method == "POST" and form.is_valid():
        created = _created(request, form)
        if created is not None:
            messages.success(request, f"Версия правил записана: {created}.")
            return redirect("identification:rule_set", pk=created.pk)
    status = UNPROCESSABLE if form.errors else 200
    context = {"form": form, "base": base}
    return render(request, "identification/rule_set_new.html", context, status=status)


def _base(request: PortalRequest) -> RuleSet | None:
    visible = RuleSet.objects.visible_to(request.user)
    asked = request.GET.get("from", "")
    if asked.isdecimal():
        return get_visible_or_404(request, RuleSet.objects.all(), pk=asked)
    return visible.order_by("-valid_from", "-version").first()


def _form(request: PortalRequest, base: RuleSet | None) -> RuleSetForm:
    parameters = base.parameters if base else IdentificationRules().to_dict()
    options: dict[str, Any] = {
        "parameters": parameters,
        "territories": _places(request.user),
        "is_common_allowed": scope_of(request.user).everything,
    }
    if request.method == "POST":
        return RuleSetForm(request.POST, **options)
    places = options["territories"]
    territory = base.territory if base else None
    if territory not in places:
        # Common rules of which a region makes its own version.
        territory = None if options["is_common_allowed"] else places.first()
    initial = {
        "title": base.title if base else "",
        "territory": territory,
        "valid_from": timezone.localdate(),
    }
    return RuleSetForm(initial=initial, **options)


def _places(user: User) -> Any:
    places = Territory.objects.visible_to(user).order_by("kind", "name")
    keys = [p.pk for p in places if has_permission(user, Permission.MANAGE_RULES, p)]
    return Territory.objects.filter(pk__in=keys).order_by("-kind", "name")


def _created(request: PortalRequest, form: RuleSetForm) -> RuleSet | None:
    data = form.cleaned_data
    try:
        return create_rule_set(
            territory=data["territory"],
            title=data["title"],
            valid_from=data["valid_from"],
            parameters=data["parameters"],
            note=data["note"],
            user=request.user,
            now=timezone.now(),
        )
    except ValidationError as refusal:
        form.add_error(None, refusal)
        return None
