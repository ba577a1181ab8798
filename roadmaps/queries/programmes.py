"""Programmes with their versions and steps, as pages and forms ask for them."""

from collections.abc import Sequence

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from roadmaps.models import (
    Checklist,
    Criterion,
    Programme,
    ProgrammeKind,
    ProgrammeStep,
    ProgrammeVersion,
    Remark,
)
from roadmaps.workflow import State
from schools.models import School, User, scope_of
from schools.roles import ROLES, Permission


NOT_SUCCESSORS = (State.DRAFT, State.FINISHED, State.REPLACED)


def writable_schools(*, user: User) -> QuerySet[School]:
    """Return the schools whose programmes a person may write, by name."""
    rows = School.objects.select_related("municipality").order_by("name", "pk")
    scope = scope_of(user)
    if scope.everything:
        return rows
    keys = {
        school_id
        for role, _, school_id in scope.by_role
        if school_id and Permission.WRITE_PROGRAMME in ROLES[role].permissions
    }
    return rows.filter(pk__in=keys)


def kinds_for(*, user: User) -> QuerySet[ProgrammeKind]:
    """Return kinds in use that a person may choose from, in their order."""
    rows = ProgrammeKind.objects.visible_to(user).filter(is_active=True)
    return rows.select_related("territory").order_by("position", "name", "pk")


def possible_successors(*, programme: Programme) -> QuerySet[Programme]:
    """Return the school's other programmes that may replace this one."""
    rows = Programme.objects.filter(school_id=programme.school_id)
    return (
        rows.exclude(pk=programme.pk)
        .exclude(state__in=NOT_SUCCESSORS)
        .select_related("kind")
        .order_by("-starts_on", "title", "pk")
    )


def own_programmes(*, user: User) -> QuerySet[Programme]:
    """Return the programmes of a person's schools with what a list shows."""
    unsent = ProgrammeVersion.objects.filter(
        programme=OuterRef("pk"), sent_at__isnull=True
    )
    return (
        Programme.objects.visible_to(user)
        .select_related("school", "kind")
        .annotate(
            versions_count=Count("versions", distinct=True),
            has_unsent=Exists(unsent),
        )
        .order_by("school__name", "-starts_on", "kind__position", "pk")
    )


def versions_of(*, programme: Programme, user: User) -> list[ProgrammeVersion]:
    """Return the versions that a person may see, the newest first, without texts."""
    rows = ProgrammeVersion.objects.visible_to(user).filter(programme=programme)
    return list(
        rows.select_related("file", "author")
        .defer("fingerprint", "search", "content", "paragraphs")
        .annotate(is_blank=Q(paragraphs=[]))
        .order_by("-number")
    )


def steps_of(*, programme: Programme) -> list[ProgrammeStep]:
    """Return the steps of a programme, the last one first, with their people."""
    rows = ProgrammeStep.objects.filter(programme=programme)
    return list(
        rows.select_related("actor", "version")
        .defer(
            *("version__fingerprint", "version__search"),
            *("version__content", "version__paragraphs"),
        )
        .order_by("-happened_at", "-pk")
    )


def what_is_looked_at(*, programme: Programme) -> Sequence[Criterion]:
    """Return the lines of the checklist by which the programme will be looked at.

    The municipality's own list comes before the common one, a list of the kind before
    one for all kinds; of each the newest version counts.
    """
    lists = Checklist.objects.filter(
        Q(territory_id=programme.school.municipality_id) | Q(territory__isnull=True),
        Q(kind_id=programme.kind_id) | Q(kind__isnull=True),
    )
    chosen = max(
        lists,
        key=lambda one: (
            one.kind_id is not None,
            one.territory_id is not None,
            one.number,
        ),
        default=None,
    )
    return list(chosen.criteria.order_by("number")) if chosen else []


def open_remarks(*, remarks: QuerySet[Remark]) -> int:
    """Count the remarks that are not settled."""
    return remarks.filter(resolved_at__isnull=True).count()
