"""What-ifs: another cut, factor or year, and the difference of the lists."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from identification import tasks
from identification.actions.runs import start_run
from identification.enums import RunPurpose
from identification.forms.what_if import FIELDS, WhatIfForm
from identification.models import ContextFactor, Run
from identification.presenters import run_page
from identification.presenters.difference_words import difference_page
from identification.presenters.run_words import (
    groups_in_words,
    run_lead,
    run_name,
)
from identification.queries import runs as run_queries
from identification.queries.differences import difference
from identification.queries.donors import years_with_results
from identification.queries.names import names_of_codes
from identification.stats.rules import IdentificationRules
from schools.enums import JobState
from schools.models import Territory
from schools.policies import has_permission
from schools.roles import Permission
from schools.views.access import PortalRequest, get_visible_or_404, permission_required
from schools.views.forms import UNPROCESSABLE


COMPARABLE = 20


@require_http_methods(["GET", "POST"])
@permission_required(Permission.START_RUNS)
def what_if(request: PortalRequest, pk: int) -> HttpResponse:
    """Ask what to change, then calculate a trial that touches no list."""
    base = _finished_run(request, pk)
    place = _place_for(request, base)
    form = _form(request, base, place)
    if request.method == "POST" and form.is_valid():
        started = _started(request, form, base, place)
        if started is not None:
            return redirect("identification:run", pk=started.pk)
    return render(
        request,
        "identification/what_if.html",
        {"form": form, "run": base, "name": run_name(base), "place": place},
        status=UNPROCESSABLE if form.errors else 200,
    )


@require_GET
@permission_required(Permission.VIEW_RUNS)
def run_scenarios(request: PortalRequest, pk: int) -> HttpResponse:
    """List the trials of a run and the runs with which it can be compared."""
    shown = _finished_run(request, pk)
    visible = run_queries.visible_runs(user=request.user).finished()
    trials = list(run_queries.visible_runs(user=request.user).filter(base_run=shown))
    others = list(
        visible.official()
        .filter(territory=shown.territory)
        .exclude(pk=shown.pk)[:COMPARABLE]
    )
    counts = run_queries.counts_of(runs=[*trials, *others], user=request.user)
    context = {
        "run": shown,
        "name": run_name(shown),
        "lead": run_lead(shown),
        "tabs": run_page.run_tabs(shown, "run_scenarios"),
        "trials": [_listed(run, counts) for run in trials],
        "others": [_listed(run, counts) for run in others],
        "can_start": has_permission(request.user, Permission.START_RUNS),
    }
    return render(request, "identification/run_scenarios.html", context)


@require_GET
@permission_required(Permission.VIEW_RUNS)
def run_difference(request: PortalRequest, pk: int, other_pk: int) -> HttpResponse:
    """Show who enters and who leaves the lists between two runs."""
    new, old = _finished_run(request, pk), _finished_run(request, other_pk)
    found = difference(run=new, other=old, user=request.user)
    context = {
        "run": new,
        "other": old,
        "name": run_name(new),
        "other_name": run_name(old),
        "is_what_if": RunPurpose.WHAT_IF in {new.purpose, old.purpose},
        **difference_page(found, new, old, names_of_codes()),
    }
    return render(request, "identification/run_difference.html", context)


def _finished_run(request: PortalRequest, pk: int) -> Run:
    rows = Run.objects.finished().select_related("territory", "rule_set", "frozen_from")
    return get_visible_or_404(request, rows, pk=pk)


def _place_for(request: PortalRequest, base: Run) -> Territory:
    """Return where the person may try: the run's place, or the own part of it."""
    if has_permission(request.user, Permission.START_RUNS, base.territory):
        return base.territory
    parts = Territory.objects.visible_to(request.user).filter(parent=base.territory)
    for part in parts.order_by("name"):
        if has_permission(request.user, Permission.START_RUNS, part):
            return part
    return base.territory


def _form(request: PortalRequest, base: Run, place: Territory) -> WhatIfForm:
    rules = IdentificationRules.from_dict(base.parameters)
    donor = _donor(base, place)
    before = {name: getattr(rules, name) for name in FIELDS}
    if donor is not None:
        cuts = donor.model["cuts"]
        before |= {"low_cut": cuts["low"], "resilient_cut": cuts["resilient"]}
    options: dict[str, Any] = {
        "before": before,
        "is_low_cut_share": rules.low_cut_kind == "quantile",
        "years": years_with_results(territory=place) or [base.year],
        "factors": list(ContextFactor.objects.filter(is_active=True)),
        "is_frozen": donor is not None,
    }
    if request.method == "POST":
        return WhatIfForm(request.POST, **options)
    return WhatIfForm(initial=before | {"year": base.year}, **options)


def _donor(base: Run, place: Territory) -> Run | None:
    """A part of a region is tried with the region's coefficients, not its own."""
    if base.frozen_from is not None:
        return base.frozen_from
    return base if place != base.territory else None


def _started(
    request: PortalRequest, form: WhatIfForm, base: Run, place: Territory
) -> Run | None:
    try:
        started = start_run(
            user=request.user,
            territory=place,
            year=form.cleaned_data["year"],
            rule_set=base.rule_set,
            purpose=RunPurpose.WHAT_IF,
            overrides=form.overrides(),
            base_run=base,
            frozen_from=_donor(base, place),
            title=form.cleaned_data["title"],
            token=form.cleaned_data["token"],
            now=timezone.now(),
        )
    except ValidationError as refusal:
        form.add_error(None, refusal)
        return None
    if started.state == JobState.QUEUED:
        transaction.on_commit(lambda: tasks.execute_run.delay(started.pk))
    return started


def _listed(run: Run, counts: dict[int, Any]) -> dict[str, Any]:
    return {
        "run": run,
        "name": run_name(run),
        "groups": groups_in_words(counts.get(run.pk, {})),
    }
