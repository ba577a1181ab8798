"""By when a school brings a document, and whether the window is closed to it."""

import datetime as dt
from dataclasses import dataclass

from roadmaps.models import DeadlineExtension, Programme, ProgrammeDeadline
from roadmaps.queries.recipients import in_office
from schools.enums import Role
from schools.models import School
from schools.queries.years_in_status import status_year


@dataclass(frozen=True)
class Lock:
    """Why a step is closed, since when, and who can open it, in words."""

    why: str
    since: dt.date
    who: str

    @property
    def sentence(self) -> str:
        """Why and who in one line, for a refusal."""
        return f"{self.why} {self.who}"


def school_year_of(day: dt.date) -> int:
    """Return the first year of the school year that a document of a day is for.

    As with statuses, the year begins in June: what begins in the summer is for the
    school year that follows.
    """
    return status_year(day)


def lock_of(programme: Programme, step: str, today: dt.date) -> Lock | None:
    """Return why a step of a programme is closed today; None while it is open.

    The deadline that counts is that of the school's municipality for the kind, the
    step and the school year in which the programme begins.
    """
    deadline = deadline_of(programme, step)
    if deadline is None or not deadline.closes:
        return None
    more = DeadlineExtension.objects.filter(
        deadline=deadline, school_id=programme.school_id
    ).first()
    last = last_day(deadline, more)
    if today <= last:
        return None
    return Lock(
        why=_why(deadline, more),
        since=last + dt.timedelta(days=1),
        who=_who_opens(programme.school, today),
    )


def deadline_of(programme: Programme, step: str) -> ProgrammeDeadline | None:
    """Return the deadline of a step of a programme, if the municipality named one."""
    return ProgrammeDeadline.objects.filter(
        territory_id=programme.school.municipality_id,
        kind_id=programme.kind_id,
        step=step,
        year=school_year_of(programme.starts_on),
    ).first()


def last_day(deadline: ProgrammeDeadline, more: DeadlineExtension | None) -> dt.date:
    """Return the last day for a school: the common one, or its own later one."""
    return max(deadline.due_on, more.due_on) if more else deadline.due_on


def _why(deadline: ProgrammeDeadline, more: DeadlineExtension | None) -> str:
    step = f"Срок «{deadline.get_step_display()}»"
    if more and more.due_on > deadline.due_on:
        return (
            f"{step}, продлённый для школы, закончился {more.due_on:%d.%m.%Y} "
            f"(общий – {deadline.due_on:%d.%m.%Y})."
        )
    return f"{step} закончился {deadline.due_on:%d.%m.%Y}."


def _who_opens(school: School, today: dt.date) -> str:
    """Name who can grant more time: the coordinators of the municipality today."""
    rows = in_office(today=today).filter(
        role=Role.COORDINATOR, territory_id=school.municipality_id
    )
    names = sorted({str(row.user) for row in rows})
    who = f": {', '.join(names)}" if names else ""
    return f"Продлить его для школы может муниципальный координатор{who}."
