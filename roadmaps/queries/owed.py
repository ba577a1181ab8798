"""Which schools owe a step by a deadline, and how far each has come."""

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from django.db.models import Q

from roadmaps.enums import DeadlineStep, DueState, ProgrammeState
from roadmaps.models import DeadlineExtension, Programme, ProgrammeDeadline
from roadmaps.queries.deadlines import last_day, school_year_of
from roadmaps.queries.due import state_by_day
from roadmaps.queries.in_status import in_status
from schools.models import School
from schools.queries.years_in_status import last_day as last_day_of_year


# How far a programme has come; a replaced one speaks through its successor.
ORDER = (
    *(ProgrammeState.DRAFT, ProgrammeState.RETURNED, ProgrammeState.SUBMITTED),
    *(ProgrammeState.AGREED, ProgrammeState.APPROVED, ProgrammeState.PUBLISHED),
    *(ProgrammeState.RUNNING, ProgrammeState.EXTENDED, ProgrammeState.FINISHED),
)
# The state with which a step is made; a returned programme was sent in time.
MADE_FROM: dict[str, ProgrammeState] = {
    DeadlineStep.SUBMIT: ProgrammeState.RETURNED,
    DeadlineStep.APPROVE: ProgrammeState.APPROVED,
    DeadlineStep.PUBLISH: ProgrammeState.PUBLISHED,
}


@dataclass(frozen=True)
class Owed:
    """One school before one deadline; `programme` is empty while it has none."""

    deadline: ProgrammeDeadline
    school: School
    programme: Programme | None
    extension: DeadlineExtension | None
    is_in_status: bool

    @property
    def due_on(self) -> dt.date:
        """The last day for this very school."""
        return last_day(self.deadline, self.extension)

    @property
    def is_made(self) -> bool:
        """Whether the step is made."""
        if self.programme is None:
            return False
        made = ORDER.index(MADE_FROM[self.deadline.step])
        return ORDER.index(ProgrammeState(self.programme.state)) >= made

    @property
    def is_known(self) -> bool:
        """Whether the department may hear of it: a draft is the school's alone."""
        sent = self.programme is not None and self.programme.first_submitted_at
        return self.is_in_status or bool(sent)

    @property
    def shown_programme(self) -> Programme | None:
        """The programme as the department sees it."""
        sent = self.programme is not None and self.programme.first_submitted_at
        return self.programme if sent else None

    @property
    def waits_for_office(self) -> bool:
        """Whether the school has sent it and cannot go on without an answer."""
        return (
            self.programme is not None
            and self.programme.state == ProgrammeState.SUBMITTED
            and not self.is_made
        )

    def is_late(self, today: dt.date) -> bool:
        """Whether the school itself has let the day pass."""
        return self.state_on(today) == DueState.OVERDUE and not self.waits_for_office

    def state_on(self, today: dt.date) -> DueState:
        """Return how it looks on a day."""
        if self.is_made:
            return DueState.DONE
        return state_by_day(self.due_on, today=today)


def owed_by(
    deadlines: Sequence[ProgrammeDeadline],
    *,
    today: dt.date,
    schools: Collection[int] | None = None,
) -> list[Owed]:
    """Return every concerned school of every deadline, in four queries.

    Concerned are the schools in status and those that have begun a document of the
    kind for the year. In a year that is over the statuses are those of its last day.
    `schools` narrows to some of them.
    """
    if not deadlines:
        return []
    found = _Found(deadlines, today, schools)
    return [
        owed
        for deadline in deadlines
        for school in found.schools[deadline.territory_id]
        if (owed := found.owed(deadline, school)) is not None
    ]


def first_late(rows: Iterable[Owed], *, today: dt.date) -> list[Owed]:
    """Return the first late step of each school and kind, the longest late first.

    Whoever has sent nothing could not have approved it either: one line says it.
    """
    late = sorted(
        (row for row in rows if row.is_late(today)),
        key=lambda row: (row.due_on, row.school.name, row.school.pk),
    )
    first: dict[tuple[int, int], Owed] = {}
    for row in late:
        first.setdefault((row.school.pk, row.deadline.kind_id), row)
    return list(first.values())


class _Found:
    """What was read of the schools before some deadlines."""

    def __init__(
        self,
        deadlines: Sequence[ProgrammeDeadline],
        today: dt.date,
        only: Collection[int] | None,
    ) -> None:
        self._today = today
        places = {deadline.territory_id for deadline in deadlines}
        schools = School.objects.filter(municipality__in=places)
        if only is not None:
            schools = schools.filter(pk__in=only)
        self._programmes = _programmes(deadlines, only)
        self._in_status = {
            day: set(in_status(schools, on=day).values_list("pk", flat=True))
            for day in {self._day(deadline) for deadline in deadlines}
        }
        self._more = {
            (more.deadline_id, more.school_id): more
            for more in DeadlineExtension.objects.filter(
                deadline__in=[deadline.pk for deadline in deadlines]
            )
        }
        keys = set().union(*self._in_status.values())
        keys |= {school for school, _ in self._programmes}
        self.schools: dict[int, list[School]] = defaultdict(list)
        for school in (
            schools.filter(pk__in=keys)
            .open_on(today)
            .select_related("municipality")
            .order_by("name", "pk")
        ):
            self.schools[school.municipality_id].append(school)

    def owed(self, deadline: ProgrammeDeadline, school: School) -> Owed | None:
        """Return how a school stands before a deadline; None if it is not its own."""
        rows = self._programmes.get((school.pk, deadline.kind_id), ())
        programme = furthest(rows, year=deadline.year)
        is_in_status = school.pk in self._in_status[self._day(deadline)]
        if programme is None and not is_in_status:
            return None
        more = self._more.get((deadline.pk, school.pk))
        return Owed(deadline, school, programme, more, is_in_status)

    def _day(self, deadline: ProgrammeDeadline) -> dt.date:
        return min(self._today, last_day_of_year(deadline.year))


def furthest(rows: Iterable[Programme], *, year: int) -> Programme | None:
    """Return the programme for a school year that has come furthest."""
    own = [row for row in rows if is_for(row, year=year)]
    return max(
        own,
        key=lambda row: (ORDER.index(ProgrammeState(row.state)), row.starts_on, row.pk),
        default=None,
    )


def is_for(programme: Programme, *, year: int) -> bool:
    """Tell whether a programme is for a school year: begins in it or runs through it.

    One of several years is asked for once; on the first of January all that run
    through the year are running, whether they count calendar or school years.
    """
    if school_year_of(programme.starts_on) == year:
        return True
    ends_on = programme.extended_until or programme.ends_on
    return programme.starts_on <= dt.date(year + 1, 1, 1) <= ends_on


def _programmes(
    deadlines: Sequence[ProgrammeDeadline], only: Collection[int] | None
) -> dict[tuple[int, int], list[Programme]]:
    asked = Q()
    for place, kind in {(row.territory_id, row.kind_id) for row in deadlines}:
        asked |= Q(school__municipality=place, kind=kind)
    rows = Programme.objects.filter(asked).exclude(state=ProgrammeState.REPLACED)
    if only is not None:
        rows = rows.filter(school__in=only)
    found: dict[tuple[int, int], list[Programme]] = defaultdict(list)
    for row in rows.order_by("pk"):
        found[row.school_id, row.kind_id].append(row)
    return found
