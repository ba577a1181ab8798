"""Schools of a year's windows as facts for papers: forms, values, sites."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from django.db.models import F, Q, QuerySet

from monitoring.drafting import (
    RecommendationFact,
    SchoolFact,
    SilentFact,
    SiteFact,
    ValueFact,
    WindowFact,
)
from monitoring.enums import (
    CellState,
    Filler,
    FormState,
    RecommendationState,
)
from monitoring.models import (
    Recommendation,
    SiteCheck,
    Value,
    Window,
    WindowSchool,
)
from monitoring.queries.window_standing import UNSENT
from schools.models import School, Territory


SENT = (FormState.SUBMITTED, FormState.ACCEPTED)
OPEN = (RecommendationState.ISSUED, RecommendationState.ANSWERED)
UNSEEN = (RecommendationState.DRAFT, RecommendationState.DROPPED)


@dataclass(frozen=True)
class Attendance:
    """The windows of a year and what each of their schools has sent."""

    windows: tuple[WindowFact, ...]
    schools: dict[int, SchoolFact]
    silent: tuple[tuple[int, SilentFact], ...]


@dataclass
class _Count:
    name: str = ""
    group: str = ""
    forms: int = 0
    submitted: int = 0
    on_time: int = 0
    accepted: int = 0
    schools: int = 0
    silent: list[SilentFact] = field(default_factory=list)


def inside(territory: Territory, path: str) -> Q:
    """Return rows of a municipality, or of all municipalities of a region."""
    return Q(**{path: territory}) | Q(**{f"{path}__parent": territory})


def form_rows(*, territory: Territory, year: int) -> QuerySet[WindowSchool]:
    """Return the schools of the windows that have opened, in the order of windows."""
    return (
        WindowSchool.objects.filter(
            inside(territory, "window__territory"),
            window__year=year,
            window__opened_at__isnull=False,
        )
        .select_related("window__calendar", "school")
        .order_by("window__opens_on", "window_id", "school__name")
    )


def attendance(rows: Iterable[WindowSchool], *, today: dt.date) -> Attendance:
    """Count forms by window and by school; name those that are late."""
    windows: dict[int, tuple[Window, _Count]] = {}
    schools: dict[int, _Count] = defaultdict(_Count)
    silent: list[tuple[int, SilentFact]] = []
    for row in rows:
        _, count = windows.setdefault(row.window_id, (row.window, _Count()))
        school = schools[row.school_id]
        school.name, school.group = row.school.name, row.get_group_display()
        count.schools += 1
        if row.window.calendar.filler != Filler.SCHOOL:
            continue
        school.forms += 1
        for kept in (count, school):
            kept.submitted += row.state in SENT
            kept.on_time += _is_on_time(row)
            kept.accepted += row.state == FormState.ACCEPTED
        if row.state in UNSENT and _due_on(row) < today:
            silent.append((row.school_id, _silent(row)))
    return Attendance(
        tuple(_window(window, count, today) for window, count in windows.values()),
        {
            key: SchoolFact(
                *(count.name, count.group, count.forms),
                *(count.submitted, count.on_time),
            )
            for key, count in sorted(schools.items(), key=lambda row: row[1].name)
        },
        tuple(silent),
    )


def value_facts(
    *, territory: Territory, year: int, school: School | None = None
) -> dict[int, list[ValueFact]]:
    """Return the cells of a year by school, each in its window's wording."""
    whose = Q(window_school__isnull=False)
    if school is not None:
        whose = Q(window_school__school=school)
    rows = (
        Value.objects.filter(
            inside(territory, "window__territory"), whose, window__year=year
        )
        .select_related(
            "window", "window_school__school", "window_indicator__version__indicator"
        )
        .order_by("window__opens_on", "window_indicator__position", "pk")
    )
    found: dict[int, list[ValueFact]] = defaultdict(list)
    for row in rows.iterator(chunk_size=2000):
        found[row.window_school.school_id].append(_value(row))
    return found


def site_facts(*, territory: Territory, year: int) -> dict[int, list[SiteFact]]:
    """Return what was seen on the sites of schools in a year, by school."""
    rows = (
        SiteCheck.objects.filter(
            inside(territory, "window_school__window__territory"),
            window_school__window__year=year,
        )
        .exclude(verdict="")
        .select_related("window_school__window", "item")
        .order_by("window_school__window__opens_on", "item__position", "pk")
    )
    found: dict[int, list[SiteFact]] = defaultdict(list)
    for row in rows:
        fact = SiteFact(
            window=row.window_school.window.title,
            item=row.item.title,
            verdict=row.get_verdict_display(),
            address=row.address,
            note=row.note,
            checked_on=row.checked_on,
        )
        found[row.window_school.school_id].append(fact)
    return found


def recommendation_facts(
    *, territory: Territory, year: int, today: dt.date
) -> list[tuple[int | None, RecommendationFact]]:
    """Return what was issued in a year: pairs of school and recommendation."""
    rows = (
        Recommendation.objects.filter(inside(territory, "territory"), year=year)
        .exclude(state__in=UNSEEN)
        .select_related("school")
        .order_by(F("school__name").asc(nulls_first=True), "due_on", "pk")
    )
    return [(row.school_id, _recommendation(row, today)) for row in rows]


def _recommendation(row: Recommendation, today: dt.date) -> RecommendationFact:
    to = row.get_addressee_display()
    is_late = row.state in OPEN and row.due_on is not None and row.due_on < today
    return RecommendationFact(
        addressee=f"{row.school.name}, {to}" if row.school else to.capitalize(),
        data=row.data_text,
        finding=row.finding,
        action=row.action,
        due_on=row.due_on,
        control=row.control,
        state="просрочена" if is_late else row.get_state_display(),
        is_done=row.state == RecommendationState.DONE,
        is_overdue=is_late,
    )


def _value(row: Value) -> ValueFact:
    version = row.window_indicator.version
    is_value = row.state == CellState.VALUE
    return ValueFact(
        school=row.window_school.school.name,
        window=row.window.title,
        code=version.indicator.code,
        title=version.short_title,
        state=row.get_state_display(),
        numerator=row.numerator if is_value else None,
        denominator=row.denominator if is_value else None,
        text=row.text,
        comment=row.comment,
    )


def _window(window: Window, count: _Count, today: dt.date) -> WindowFact:
    return WindowFact(
        title=window.title,
        opens_on=window.opens_on,
        due_on=window.due_on,
        schools=count.schools,
        submitted=count.submitted,
        on_time=count.on_time,
        accepted=count.accepted,
        is_by_schools=window.calendar.filler == Filler.SCHOOL,
        is_over=window.due_on < today,
    )


def _silent(row: WindowSchool) -> SilentFact:
    return SilentFact(
        row.school.name, row.window.title, _due_on(row), row.get_state_display()
    )


def _due_on(row: WindowSchool) -> dt.date:
    return row.extended_to or row.window.due_on


def _is_on_time(row: WindowSchool) -> bool:
    sent_on = row.first_submitted_on
    return row.state in SENT and sent_on is not None and sent_on <= _due_on(row)
