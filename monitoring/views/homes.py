"""Homes of those who work with a territory: data, calculations, decisions."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.urls import reverse

from identification.models import Decision, Run
from identification.presenters.run_words import groups_in_words, run_name
from identification.queries import runs as run_queries
from identification.queries.data import data_years
from identification.queries.decisions import visible_decisions
from monitoring import charts
from monitoring.presenters.agenda import agenda_parts, plan_lines
from monitoring.presenters.cycle import cycle_steps, next_step
from monitoring.presenters.overview import status_figures, statuses_title
from monitoring.presenters.programmes import head_figures, office_parts
from monitoring.presenters.work import work_lines
from monitoring.queries import (
    agenda as agenda_queries,
    cycle as cycle_queries,
    programmes as programme_queries,
    statuses as status_queries,
    work as work_queries,
)
from monitoring.views.home_figures import home_figures
from monitoring.views.home_windows import checkers_windows, office_windows
from roadmaps.queries.due import counts_by_plan
from schools.models import User
from schools.policies import has_permission
from schools.queries.years_in_status import status_year
from schools.roles import Permission
from schools.views.access import PortalRequest


RUNS_SHOWN, YEARS_SHOWN, DECISIONS_SHOWN = 5, 5, 5


@dataclass(frozen=True)
class Clock:
    """The moment and the local day, read once by the view."""

    now: dt.datetime
    day: dt.date


def coordinator(request: PortalRequest, clock: Clock) -> tuple[str, dict[str, Any]]:
    """Return what waits for a coordinator today."""
    user = request.user
    cycle = cycle_queries.cycle_of(user=user, today=clock.day)
    context = {
        "steps": cycle_steps(cycle),
        "next": next_step(cycle),
        "cycle_year": cycle.year,
        "waiting": list(work_queries.waiting_imports(user=user)[:RUNS_SHOWN]),
        "drafts": _drafts(user),
        "window_parts": office_windows(user, clock.day),
        **_programmes(user, clock),
        **_territory(user, clock),
    }
    return "monitoring/coordinator.html", context


def analyst(request: PortalRequest, clock: Clock) -> tuple[str, dict[str, Any]]:
    """Return calculations and decisions over the region's municipalities."""
    user = request.user
    context = {
        "waiting": list(work_queries.waiting_imports(user=user)[:RUNS_SHOWN]),
        "drafts": _drafts(user),
        "recorded": _recorded(user),
        **_territory(user, clock),
    }
    return "monitoring/analyst.html", context


def head(request: PortalRequest, clock: Clock) -> tuple[str, dict[str, Any]]:
    """Return how the programme goes: statuses by year, the latest decision, the paper."""
    user = request.user
    last = status_year(clock.day)
    years = range(last - YEARS_SHOWN + 1, last + 1)
    rows = status_queries.statuses_by_year(user=user, years=years, today=clock.day)
    title = statuses_title(rows, last)
    run = _latest_run(user)
    parts = home_figures(user, clock.day)
    context = {
        "chart": charts.status_chart(rows, title=title) if rows else None,
        "papers_url": _papers_url(user, run),
        "programme_parts": [],
        "programme_figures": head_figures(
            programme_queries.office_programmes(user=user, day=clock.day)
        ),
        "figure_parts": parts,
        "summary": next((part for part in parts if part["report_url"]), None),
        "drafts": _drafts(user),
        "recorded": _recorded(user),
        **_territory(user, clock),
    }
    return "monitoring/head.html", context


def methodist(request: PortalRequest, clock: Clock) -> tuple[str, dict[str, Any]]:
    """Return the sites to look at, the schools with a status, the latest decisions."""
    context = {
        "window_parts": checkers_windows(request.user, clock.day),
        "recorded": _recorded(request.user),
        "schools": status_queries.schools_with_status(
            user=request.user, day=clock.day, limit=30
        ),
        **_programmes(request.user, clock),
        **_territory(request.user, clock),
    }
    return "monitoring/methodist.html", context


def _programmes(user: User, clock: Clock) -> dict[str, Any]:
    """Return which programmes wait, which schools are late, which pages died."""
    found = programme_queries.office_programmes(user=user, day=clock.day)
    return {
        "programme_parts": office_parts(found, today=clock.day),
        "programme_figures": [],
    }


def _territory(user: User, clock: Clock) -> dict[str, Any]:
    """Return what every home of a territory shows."""
    active = work_queries.active_work(user=user)
    failed = work_queries.failed_work(user=user, now=clock.now)
    total = status_queries.schools_open(user=user, day=clock.day)
    counts = status_queries.status_counts(user=user, day=clock.day)
    return {
        "places": cycle_queries.own_territories(user=user),
        "total": total,
        "figures": status_figures(total, counts),
        "active": work_lines(active),
        "failed": work_lines(failed),
        "runs": _runs(user),
        "years": data_years(user=user)[:YEARS_SHOWN],
        "can_see_data": has_permission(user, Permission.VIEW_IMPORTS),
        "can_start": has_permission(user, Permission.START_RUNS),
        **due_context(user, clock),
    }


def due_context(user: User, clock: Clock) -> dict[str, Any]:
    """Return what is due for the person, and how far the plans have come."""
    due = agenda_queries.due_for(user=user, day=clock.day)
    acts = ""
    if has_permission(user, Permission.ANSWER_PLAN):
        acts = "answer"
    if has_permission(user, Permission.RECORD_PLANS):
        acts = "record"
    context = {
        "agenda": agenda_parts(
            due.agenda, today=clock.day, is_mine=due.is_mine, acts=acts
        ),
        "has_terms": due.has_terms,
    }
    if has_permission(user, Permission.VIEW_PLANS):
        plans = agenda_queries.plans_in_force(user=user)
        counts = counts_by_plan(plans, today=clock.day)
        context["plans"] = plan_lines(plans, counts)
    return context


def _runs(user: User) -> list[dict[str, Any]]:
    runs = list(run_queries.visible_runs(user=user).official()[:RUNS_SHOWN])
    counts = run_queries.counts_of(runs=runs, user=user)
    return [
        {"run": run, "name": run_name(run), "groups": groups_in_words(counts[run.pk])}
        for run in runs
    ]


def _drafts(user: User) -> list[Decision]:
    rows = visible_decisions(user=user).filter(recorded_at__isnull=True)
    return list(rows[:DECISIONS_SHOWN])


def _recorded(user: User) -> list[Decision]:
    rows = visible_decisions(user=user).filter(recorded_at__isnull=False)
    return list(rows.order_by("-recorded_at")[:DECISIONS_SHOWN])


def _latest_run(user: User) -> Run | None:
    """Return the run of the latest order, or else the latest run."""
    recorded = _recorded(user)
    if recorded:
        return recorded[0].run
    return run_queries.visible_runs(user=user).official().finished().first()


def _papers_url(user: User, run: Run | None) -> str:
    if run is None or not has_permission(user, Permission.MAKE_REPORTS):
        return ""
    return reverse("identification:run_papers", args=[run.pk])
