"""Homes of the administrator and of a school's team."""

from typing import Any

from identification.models import RunSchool
from identification.queries.run_schools import PACKED_COLUMNS
from monitoring.presenters.overview import health_figures
from monitoring.presenters.programmes import school_parts
from monitoring.presenters.work import work_lines
from monitoring.queries import health, work as work_queries
from monitoring.queries.programmes import school_programmes
from monitoring.views.home_windows import school_forms
from monitoring.views.homes import Clock, due_context
from schools.models import School, Territory, User
from schools.presenters.statuses import held_years_lines, timeline
from schools.queries.schools import in_force, with_statuses, years_by_kind
from schools.views.access import PortalRequest


SHOWN = 10


def administrator(request: PortalRequest, clock: Clock) -> tuple[str, dict[str, Any]]:
    """Return whose account needs care, what failed and what was refused."""
    no_factor = health.people_without_second_factor(day=clock.day)
    no_role = health.people_without_role(day=clock.day)
    locked = health.locked_logins(now=clock.now)
    refusals = health.recent_refusals(user=request.user, now=clock.now)
    failed = work_queries.failed_work(user=request.user, now=clock.now)
    counts = {
        "no_factor": no_factor.count(),
        "no_role": no_role.count(),
        "locked": locked.count(),
        "failed": failed.total,
        "refusals": refusals.count(),
    }
    context = {
        "figures": health_figures(counts),
        "no_factor": list(no_factor[:SHOWN]),
        "no_role": list(no_role[:SHOWN]),
        "locked": list(locked[:SHOWN]),
        "refusals": list(refusals[:SHOWN]),
        "failed": work_lines(failed),
        "active": work_lines(work_queries.active_work(user=request.user)),
        "first_steps": _first_steps(),
    }
    return "monitoring/administrator.html", context


def _first_steps() -> list[dict[str, str]]:
    """Return the way of a fresh portal; nothing once there are schools."""
    if School.objects.exists():
        return []
    done = [
        ("Территории", Territory.objects.exists()),
        ("Люди", User.objects.count() > 1),
        ("Школы", False),
        ("Результаты и условия", False),
        ("Первый расчёт", False),
    ]
    current = next(at for at, (_, is_done) in enumerate(done) if not is_done)
    return [
        {
            "title": title,
            "state": "done" if is_done else "now" if at == current else "next",
        }
        for at, (title, is_done) in enumerate(done)
    ]


def school_team(request: PortalRequest, clock: Clock) -> tuple[str, dict[str, Any]]:
    """Return the school's status with its order, its years and its explanation."""
    schools = with_statuses(School.objects.visible_to(request.user))
    rows = (
        RunSchool.objects.visible_to(request.user)
        .select_related("run")
        .defer("run__model", "run__parameters", *PACKED_COLUMNS)
        .order_by("-run__year", "-run_id")
    )
    sheets: dict[int, list[RunSchool]] = {}
    for row in rows:
        sheets.setdefault(row.school_id, []).append(row)
    context = {
        "schools": [
            _own_school(school, clock, sheets.get(school.pk, []))
            for school in schools.select_related("municipality")
        ],
        "programme_parts": school_parts(
            school_programmes(user=request.user, day=clock.day), today=clock.day
        ),
        "programme_figures": [],
        **school_forms(request.user, clock.day),
        **due_context(request.user, clock),
    }
    return "monitoring/school_team.html", context


def _own_school(
    school: School, clock: Clock, sheets: list[RunSchool]
) -> dict[str, Any]:
    statuses = school.all_statuses
    held = in_force(statuses, clock.day)
    years = years_by_kind(statuses, clock.day)
    return {
        "school": school,
        "held": held,
        "years": held_years_lines([status.kind for status in held], years)
        if held
        else [],
        "timeline": timeline(statuses, clock.day),
        "sheets": sheets,
    }
