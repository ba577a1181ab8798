"""How things stand on a day: not due, due soon, overdue, done, and how many of each."""

import datetime as dt
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field

from django.db.models import (
    Case,
    CharField,
    Count,
    Exists,
    OuterRef,
    Q,
    QuerySet,
    Value,
    When,
)

from roadmaps.enums import DueState, OccurrenceState, VersionState
from roadmaps.models import Activity, Occurrence, RoadMap, RoadMapVersion, Section


# The first letter goes out so many days before.
SOON = dt.timedelta(days=14)


def due_states(*, today: dt.date) -> dict[DueState, Q]:
    """Return what each state asks of an occurrence; together they leave none out.

    A stretch of days is overdue after its last day, never before.
    """
    is_open = Q(state=OccurrenceState.PLANNED)
    soon = today + SOON
    return {
        DueState.DONE: Q(state=OccurrenceState.DONE),
        DueState.CANCELLED: Q(state=OccurrenceState.CANCELLED),
        DueState.UNDATED: is_open & Q(due_on__isnull=True),
        DueState.OVERDUE: is_open & Q(due_on__lt=today),
        DueState.DUE_SOON: is_open & Q(due_on__gte=today, due_on__lte=soon),
        DueState.NOT_DUE: is_open & Q(due_on__gt=soon),
    }


def with_due_state(
    occurrences: QuerySet[Occurrence], *, today: dt.date
) -> QuerySet[Occurrence]:
    """Add `due_state`, a value of DueState, as of a day."""
    whens = [
        When(condition, then=Value(state.value))
        for state, condition in due_states(today=today).items()
    ]
    return occurrences.annotate(due_state=Case(*whens, output_field=CharField()))


def due_state_of(occurrence: Occurrence, *, today: dt.date) -> DueState:
    """Return the state of one loaded occurrence, the same as in lists."""
    if occurrence.state == OccurrenceState.DONE:
        return DueState.DONE
    if occurrence.state == OccurrenceState.CANCELLED:
        return DueState.CANCELLED
    return state_by_day(occurrence.due_on, today=today)


def state_by_day(due_on: dt.date | None, *, today: dt.date) -> DueState:
    """Return the state of what is not done yet and has a last day, or none."""
    if due_on is None:
        return DueState.UNDATED
    if due_on < today:
        return DueState.OVERDUE
    return DueState.DUE_SOON if due_on <= today + SOON else DueState.NOT_DUE


@dataclass(frozen=True)
class Counts:
    """How many occurrences are in each state."""

    done: int = 0
    overdue: int = 0
    due_soon: int = 0
    not_due: int = 0
    cancelled: int = 0
    undated: int = 0
    # Of those done, how many have no paper.
    without_document: int = 0

    @property
    def total(self) -> int:
        """Return how many are to be done; what is cancelled is not."""
        return self.done + self.overdue + self.due_soon + self.not_due + self.undated

    def __add__(self, other: "Counts") -> "Counts":
        mine, theirs = vars(self), vars(other)
        return Counts(**{name: mine[name] + theirs[name] for name in mine})


@dataclass(frozen=True)
class SectionProgress:
    """A section with its own counts, and with those of the sections inside it."""

    section: Section
    own: Counts
    total: Counts


@dataclass(frozen=True)
class Progress:
    """A version's counts by section, in the order of the document, and in all."""

    sections: list[SectionProgress] = field(default_factory=list)
    total: Counts = field(default_factory=Counts)


def progress_of(version: RoadMapVersion, *, today: dt.date) -> Progress:
    """Count the occurrences of a version's activities by section, as of a day."""
    sections = list(Section.objects.filter(version=version).in_order())
    own = _counts_by_section(version, today)
    rows = [
        SectionProgress(
            section, own.get(section.pk, Counts()), _with_inner(sections, at, own)
        )
        for at, section in enumerate(sections)
    ]
    return Progress(rows, sum(own.values(), Counts()))


def counts_of(occurrences: QuerySet[Occurrence], *, today: dt.date) -> Counts:
    """Count any occurrences by state, as of a day, with one query."""
    asked = {
        state.value: Count("pk", filter=condition, distinct=True)
        for state, condition in due_states(today=today).items()
    }
    asked["without_document"] = Count(
        "pk",
        filter=Q(state=OccurrenceState.DONE, without_document=True),
        distinct=True,
    )
    return Counts(**occurrences.order_by().aggregate(**asked))


def counts_by_plan(plans: Collection[RoadMap], *, today: dt.date) -> dict[int, Counts]:
    """Count what the versions in force ask for, plan by plan, with one query."""
    in_force = Activity.objects.filter(
        line=OuterRef("line_id"), version__state=VersionState.IN_FORCE
    )
    rows = Occurrence.objects.filter(
        Exists(in_force), line__road_map__in=[plan.pk for plan in plans]
    )
    asked = {
        state.value: Count("pk", filter=condition)
        for state, condition in due_states(today=today).items()
    }
    found = rows.order_by().values("line__road_map_id").annotate(**asked)
    return {row.pop("line__road_map_id"): Counts(**row) for row in found}


def _counts_by_section(version: RoadMapVersion, today: dt.date) -> dict[int, Counts]:
    rows = (
        with_due_state(
            Occurrence.objects.filter(line__activities__version=version), today=today
        )
        .order_by()
        .values_list("line__activities__section_id", "due_state", "without_document")
        .annotate(rows=Count("pk"))
    )
    found: dict[int, Counter[str]] = {}
    for section, state, without, count in rows:
        counter = found.setdefault(section, Counter())
        counter[state] += count
        if state == DueState.DONE and without:
            counter["without_document"] += count
    return {section: Counts(**counter) for section, counter in found.items()}


def _with_inner(
    sections: Sequence[Section], at: int, own: Mapping[int, Counts]
) -> Counts:
    """Add up a section and the deeper ones that follow it."""
    total = own.get(sections[at].pk, Counts())
    for inner in sections[at + 1 :]:
        if inner.level <= sections[at].level:
            break
        total += own.get(inner.pk, Counts())
    return total
