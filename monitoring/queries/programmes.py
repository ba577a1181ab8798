"""What programmes of schools ask of a person today."""

import datetime as dt
from dataclasses import dataclass

from roadmaps.models import Programme, Publication
from roadmaps.queries.deadline_list import deadlines_of, own_owed, seen_by_office
from roadmaps.queries.deadlines import school_year_of
from roadmaps.queries.owed import Owed, first_late, owed_by
from roadmaps.queries.programme_matrix import state_counts
from roadmaps.queries.programmes import own_programmes
from roadmaps.queries.publications import dead_links
from roadmaps.queries.review_desk import DeskCriteria, desk_counts, desk_rows
from schools.models import User
from schools.policies import has_permission
from schools.roles import Permission


SHOWN = 5


@dataclass(frozen=True)
class OfficeProgrammes:
    """What waits for the department, which schools are late, which pages died."""

    waiting: list[Programme]
    counts: dict[str, int]
    late: list[Owed]
    dead: list[Publication]
    states: dict[str, int]


@dataclass(frozen=True)
class SchoolProgrammes:
    """A team's programmes, what they owe by deadlines, pages that died."""

    programmes: list[Programme]
    owed: list[Owed]
    dead: list[Publication]


def office_programmes(*, user: User, day: dt.date) -> OfficeProgrammes:
    """Return what the department looks at; decisions for those who decide."""
    waiting: list[Programme] = []
    counts: dict[str, int] = {}
    if has_permission(user, Permission.REVIEW_PROGRAMMES):
        counts = desk_counts(user=user, today=day)
        waiting = list(desk_rows(user=user, criteria=DeskCriteria(today=day))[:SHOWN])
    return OfficeProgrammes(
        waiting=waiting,
        counts=counts,
        late=late_schools(user=user, day=day),
        dead=dead_links(user=user),
        states=state_counts(user=user),
    )


def late_schools(*, user: User, day: dt.date) -> list[Owed]:
    """Return schools that have not made a step of this school year in time."""
    deadlines = [
        row
        for row in deadlines_of(user=user, year=school_year_of(day))
        if row.due_on < day
    ]
    rows = seen_by_office(owed_by(deadlines, today=day))
    return first_late(rows, today=day)


def school_programmes(*, user: User, day: dt.date) -> SchoolProgrammes:
    """Return what a school's team looks at."""
    owed = own_owed(user=user, today=day)
    return SchoolProgrammes(
        programmes=list(own_programmes(user=user)),
        owed=[row for row in owed if not row.is_made],
        dead=dead_links(user=user),
    )
