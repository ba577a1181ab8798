"""Schools × kinds of documents: who stands where, and who is late."""

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from roadmaps.enums import DueState, ProgrammeState
from roadmaps.models import Programme, ProgrammeDeadline, ProgrammeKind
from roadmaps.queries.deadlines import school_year_of
from roadmaps.queries.in_status import in_status
from roadmaps.queries.owed import owed_by
from schools.models import School, User


NONE = "none"
ANSWERED_LATE = (ProgrammeState.SUBMITTED, ProgrammeState.RETURNED)


@dataclass(frozen=True)
class MatrixCriteria:
    """What the list was narrowed to."""

    search: str = ""
    municipality: int | None = None
    kind: int | None = None
    state: str = ""
    all_schools: bool = False
    only_late: bool = False


@dataclass(frozen=True)
class Cell:
    """One school's documents of one kind, the newest first."""

    programmes: tuple[Programme, ...] = ()
    # The step by which the school is late, in words of the deadline; else empty.
    late: str = ""


@dataclass
class MatrixRow:
    """One school with a cell for each kind."""

    school: School
    cells: list[Cell] = field(default_factory=list)


def matrix_kinds(*, user: User, kind: int | None = None) -> list[ProgrammeKind]:
    """Return the columns: kinds in use and kinds that a school has shown something of.

    Without this an office would look at nine columns of which seven are empty.
    """
    shown = Programme.objects.visible_to(user).filter(kind=OuterRef("pk"))
    asked = ProgrammeDeadline.objects.visible_to(user).filter(kind=OuterRef("pk"))
    rows = ProgrammeKind.objects.visible_to(user).order_by("position", "name", "pk")
    if kind is not None:
        return list(rows.filter(pk=kind))
    return list(
        rows.filter(
            Exists(shown) | (Exists(asked) & Q(is_active=True)) | Q(position__lte=10)
        )
    )


def matrix_schools(
    *, user: User, criteria: MatrixCriteria, today: dt.date
) -> QuerySet[School]:
    """Return the schools of the rows: in status, or with something shown."""
    rows = School.objects.visible_to(user).select_related("municipality")
    shown = Programme.objects.visible_to(user).filter(school=OuterRef("pk"))
    if criteria.kind is not None:
        shown = shown.filter(kind=criteria.kind)
    if not criteria.all_schools:
        held = in_status(School.objects.all(), on=today).filter(pk=OuterRef("pk"))
        rows = rows.filter(Exists(held) | Exists(shown))
    if criteria.municipality is not None:
        rows = rows.filter(municipality=criteria.municipality)
    if criteria.search:
        rows = rows.filter(
            Q(name__icontains=criteria.search) | Q(code__icontains=criteria.search)
        )
    if criteria.state == NONE:
        rows = rows.filter(~Exists(shown))
    elif criteria.state:
        rows = rows.filter(Exists(shown.filter(state=criteria.state)))
    if criteria.only_late:
        rows = rows.filter(pk__in=_late_schools(user, criteria, today))
    return rows.order_by("municipality__name", "name", "pk")


def matrix_rows(
    schools: Sequence[School],
    kinds: Sequence[ProgrammeKind],
    *,
    user: User,
    today: dt.date,
) -> list[MatrixRow]:
    """Return the rows of a page with their cells, in a fixed number of queries."""
    keys = [school.pk for school in schools]
    found: dict[tuple[int, int], list[Programme]] = defaultdict(list)
    programmes = Programme.objects.visible_to(user).filter(
        school__in=keys, kind__in=[kind.pk for kind in kinds]
    )
    programmes = programmes.exclude(state=ProgrammeState.REPLACED)
    for programme in programmes.order_by("-starts_on", "-pk"):
        found[programme.school_id, programme.kind_id].append(programme)
    late = _late(user, today, keys)
    return [
        MatrixRow(
            school,
            [
                Cell(
                    tuple(found[school.pk, kind.pk]),
                    late.get((school.pk, kind.pk), ""),
                )
                for kind in kinds
            ],
        )
        for school in schools
    ]


def state_counts(*, user: User) -> dict[str, int]:
    """Count the shown programmes by state."""
    rows = Programme.objects.visible_to(user).order_by().values("state")
    return dict(rows.annotate(count=Count("pk")).values_list("state", "count"))


def _late(
    user: User, today: dt.date, schools: Collection[int] | None
) -> dict[tuple[int, int], str]:
    """Return by school and kind the first step that is late."""
    deadlines = list(
        ProgrammeDeadline.objects.visible_to(user)
        .filter(year=school_year_of(today), due_on__lt=today)
        .order_by("due_on", "pk")
    )
    late: dict[tuple[int, int], str] = {}
    for owed in owed_by(deadlines, today=today, schools=schools):
        if owed.is_known and owed.state_on(today) == DueState.OVERDUE:
            key = owed.school.pk, owed.deadline.kind_id
            late.setdefault(key, owed.deadline.get_step_display())
    return late


def _late_schools(user: User, criteria: MatrixCriteria, today: dt.date) -> set[int]:
    """Return schools that are late, or whose round nobody has answered in time."""
    late = {
        school
        for school, kind in _late(user, today, None)
        if criteria.kind in {None, kind}
    }
    rounds = Programme.objects.visible_to(user).filter(
        state__in=ANSWERED_LATE, due_on__lt=today
    )
    if criteria.kind is not None:
        rounds = rounds.filter(kind=criteria.kind)
    return late | set(rounds.values_list("school_id", flat=True))
