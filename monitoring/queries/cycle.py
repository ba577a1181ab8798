"""Where a territory stands in the year: data, calculation, decision, papers."""

import datetime as dt
from dataclasses import dataclass

from django.db.models import F, Max

from identification.enums import DecisionState
from identification.models import ContextValue, Decision, Result, Run, RunReport
from schools.enums import JobState
from schools.models import School, Territory, User, scope_of


@dataclass(frozen=True)
class Cycle:
    """The year's work so far; `year` is the year of the results."""

    year: int
    has_schools: bool
    has_results: bool
    has_context: bool
    run: Run | None
    decision: Decision | None
    has_papers: bool

    @property
    def is_decided(self) -> bool:
        """Tell whether the order is on record."""
        return (
            self.decision is not None and self.decision.state == DecisionState.RECORDED
        )


def cycle_of(*, user: User, today: dt.date) -> Cycle:
    """Return how far the person's territory is in the year of the latest results.

    When that year is decided on and the calendar has gone on, the new year begins
    with its first step.
    """
    schools = School.objects.visible_to(user)
    results = Result.objects.visible_to(user).order_by()
    year = results.aggregate(last=Max("year"))["last"] or today.year
    run = _latest_run(user, year)
    decision = _decision(user, year)
    if decision and decision.state == DecisionState.RECORDED and year < today.year:
        year, run, decision = today.year, None, None
    context = ContextValue.objects.visible_to(user).filter(year=year)
    return Cycle(
        year=year,
        has_schools=schools.exists(),
        has_results=results.filter(year=year).exists(),
        has_context=context.exists(),
        run=run,
        decision=decision,
        has_papers=_has_papers(user, decision or run),
    )


def own_territories(*, user: User) -> list[Territory]:
    """Return the territories that the person's memberships name."""
    scope = scope_of(user)
    return list(Territory.objects.filter(pk__in=scope.territory_ids).order_by("name"))


def _latest_run(user: User, year: int) -> Run | None:
    return (
        Run.objects.visible_to(user)
        .official()
        .filter(year=year, state=JobState.DONE)
        .select_related("territory")
        .defer("model", "parameters")
        .order_by("-finished_at", "-pk")
        .first()
    )


def _decision(user: User, year: int) -> Decision | None:
    """Return the recorded decision of a year, or else the draft."""
    return (
        Decision.objects.visible_to(user)
        .filter(run__year=year)
        .select_related("territory")
        .order_by(F("recorded_at").desc(nulls_last=True), "-created_at", "-pk")
        .first()
    )


def _has_papers(user: User, of: Decision | Run | None) -> bool:
    if of is None:
        return False
    run_id = of.run_id if isinstance(of, Decision) else of.pk
    papers = RunReport.objects.visible_to(user)
    return papers.filter(run_id=run_id, state=JobState.DONE).exists()
