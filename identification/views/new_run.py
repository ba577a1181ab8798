"""A new calculation: where, for which year, by which rules, with whose coefficients."""

from dataclasses import dataclass
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from identification import tasks
from identification.actions.runs import start_run
from identification.forms.new_run import FROZEN, OWN, NewRunForm
from identification.models import RuleSet, Run
from identification.presenters.advice import model_advice
from identification.presenters.rule_words import rules_summary
from identification.queries.coverage import Coverage, coverage_of
from identification.queries.donors import donor_runs, years_with_results
from identification.queries.names import names_of_codes
from identification.queries.rule_sets import rule_set_for, rule_sets_for_run
from schools.enums import JobState
from schools.models import Territory, User
from schools.policies import has_permission
from schools.roles import Permission
from schools.views.access import PortalRequest, permission_required
from schools.views.forms import UNPROCESSABLE


@dataclass(frozen=True)
class Choice:
    """What is chosen so far; the rest of the page depends on it."""

    territory: Territory
    years: list[int]
    year: int | None
    rule_set: RuleSet | None
    has_donors: bool


@require_http_methods(["GET", "POST"])
@permission_required(Permission.START_RUNS)
def run_new(request: PortalRequest) -> HttpResponse:
    """Show what data there are before anything starts, then start it once."""
    places = _places(request.user)
    if not places:
        raise PermissionDenied
    choice = _choice(request, places)
    form = _form(request, places, choice)
    if request.method == "POST" and form.is_valid():
        started = _started(request, form)
        if started is not None:
            return redirect("identification:run", pk=started.pk)
    return render(
        request,
        "identification/run_new.html",
        {"form": form, **_about(choice)},
        status=UNPROCESSABLE if form.errors else 200,
    )


def _places(user: User) -> list[Territory]:
    """Return territories over which the person may start a run, own ones first."""
    visible = Territory.objects.visible_to(user).select_related("parent")
    found = visible.order_by("kind", "name")
    return [
        place
        for place in sorted(found, key=lambda place: not place.is_region)
        if has_permission(user, Permission.START_RUNS, place)
    ]


def _choice(request: PortalRequest, places: list[Territory]) -> Choice:
    asked = request.POST if request.method == "POST" else request.GET
    by_key = {str(place.pk): place for place in places}
    territory = by_key.get(asked.get("territory", ""), places[0])
    years = years_with_results(territory=territory)
    asked_year = asked.get("year", "")
    year = int(asked_year) if asked_year in map(str, years) else None
    if year is None and years:
        year = years[0]
    usable = rule_sets_for_run(user=request.user, territory=territory)
    rule_set = None
    if asked.get("rule_set", "").isdecimal():
        rule_set = usable.filter(pk=asked["rule_set"]).first()
    if rule_set is None and year is not None:
        rule_set = rule_set_for(territory=territory, year=year)
    has_donors = donor_runs(user=request.user, territory=territory).exists()
    return Choice(territory, years, year, rule_set, has_donors)


def _form(
    request: PortalRequest, places: list[Territory], choice: Choice
) -> NewRunForm:
    usable = rule_sets_for_run(user=request.user, territory=choice.territory)
    options: dict[str, Any] = {
        "territories": Territory.objects.filter(pk__in=[place.pk for place in places]),
        "years": choice.years,
        "rule_sets": usable.order_by("-valid_from", "-version"),
        "donors": donor_runs(user=request.user, territory=choice.territory),
    }
    if request.method == "POST":
        return NewRunForm(request.POST, **options)
    return NewRunForm(initial=_initial(request, choice), **options)


def _initial(request: PortalRequest, choice: Choice) -> dict[str, Any]:
    initial: dict[str, Any] = {
        "territory": choice.territory,
        "year": choice.year,
        "rule_set": choice.rule_set,
        "model": OWN,
    }
    donor = donor_runs(user=request.user, territory=choice.territory).first()
    if donor is not None and donor.territory_id != choice.territory.pk:
        # The advice for a small municipality is the default: the region's model.
        initial |= {"model": FROZEN, "frozen_from": donor.pk}
    # A person who only looks at another year keeps the number of the form.
    if request.GET.get("token"):
        initial["token"] = request.GET["token"]
    return initial


def _about(choice: Choice) -> dict[str, Any]:
    """Describe the data and the rules that the calculation would use."""
    if choice.year is None or choice.rule_set is None:
        return {"choice": choice, "coverage": None, "advice": None, "rules": None}
    parameters = choice.rule_set.parameters
    window = parameters.get("window_years", 3)
    coverage = coverage_of(
        territory=choice.territory,
        years=range(choice.year - window + 1, choice.year + 1),
        factor_codes=parameters.get("factors") or (),
    )
    return {
        "choice": choice,
        "coverage": coverage,
        "missing": _missing(coverage),
        "advice": model_advice(coverage, has_regional=choice.has_donors),
        "rules": rules_summary(parameters, names_of_codes()),
    }


def _missing(coverage: Coverage) -> str:
    return ", ".join(f"«{factor.name}»" for factor in coverage.missing_factors)


def _started(request: PortalRequest, form: NewRunForm) -> Run | None:
    """Start the run, or put the refusal into the form."""
    data = form.cleaned_data
    try:
        started = start_run(
            user=request.user,
            territory=data["territory"],
            year=data["year"],
            rule_set=data["rule_set"],
            frozen_from=data.get("frozen_from"),
            token=data["token"],
            now=timezone.now(),
        )
    except ValidationError as refusal:
        form.add_error(None, refusal)
        return None
    if started.state == JobState.QUEUED:
        transaction.on_commit(lambda: tasks.execute_run.delay(started.pk))
    return started
