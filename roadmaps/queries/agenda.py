"""What is due for whom: the list of terms, and the few that matter today."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Exists, F, OuterRef, Prefetch, Q, QuerySet, Subquery

from roadmaps.enums import OccurrenceState, VersionState
from roadmaps.models import (
    Activity,
    ActivityParty,
    Occurrence,
    SchoolAnswer,
    Section,
)
from roadmaps.queries.due import due_states, with_due_state
from schools.enums import Role
from schools.models import User, scope_of
from schools.policies import has_permission
from schools.roles import Permission


OPEN, ANY = "open", "any"
OVERDUE, WEEK, NEXT_WEEK = "overdue", "week", "next_week"


@dataclass(frozen=True)
class DueCriteria:
    """What a list of terms is narrowed to; an empty value narrows nothing.

    `state` is OPEN, ANY or a DueState; `when` is OVERDUE, WEEK, NEXT_WEEK or a month
    as «2025-11».
    """

    today: dt.date
    search: str = ""
    when: str = ""
    state: str = OPEN
    is_mine: bool = False
    road_map: int | None = None
    section: int | None = None
    party: int | None = None
    school: int | None = None


@dataclass(frozen=True)
class Agenda:
    """The terms of a person on a day: the first of each part, and how many in all."""

    overdue: list[Occurrence]
    this_week: list[Occurrence]
    next_week: list[Occurrence]
    counts: dict[str, int]

    @property
    def is_empty(self) -> bool:
        """Tell whether nothing is due till the end of the next week."""
        return not any(self.counts.values())


def listed_occurrences(*, user: User, criteria: DueCriteria) -> QuerySet[Occurrence]:
    """Return the person's terms that fit, soonest first, with what a list sorts by."""
    rows = Occurrence.objects.visible_to(user)
    rows = rows.filter(_in_state(user, criteria), when_of(criteria))
    if criteria.is_mine:
        rows = rows.filter(concerning(user))
    if criteria.road_map:
        rows = rows.filter(line__road_map_id=criteria.road_map)
    if criteria.school:
        rows = rows.filter(answers__school_id=criteria.school)
    for part in _parts(criteria):
        rows = rows.filter(part)
    return with_activity(with_due_state(rows, today=criteria.today)).order_by(
        F("due_on").asc(nulls_last=True), "plan_position", "pk"
    )


def with_activity(rows: QuerySet[Occurrence]) -> QuerySet[Occurrence]:
    """Add `activity_id` and `plan_position` from the latest approved version."""
    latest = (
        Activity.objects.filter(line=OuterRef("line_id"))
        .exclude(version__state=VersionState.DRAFT)
        .order_by("-version__number")
    )
    return rows.select_related("line__road_map").annotate(
        activity_id=Subquery(latest.values("pk")[:1]),
        plan_position=Subquery(latest.values("position")[:1]),
    )


def attach_activities(rows: Iterable[Occurrence]) -> list[Occurrence]:
    """Give loaded occurrences their `activity`, its section and parties: two queries."""
    loaded = list(rows)
    links = ActivityParty.objects.select_related("party").order_by("position", "pk")
    found = (
        Activity.objects.filter(pk__in={row.activity_id for row in loaded})
        .select_related("section")
        .prefetch_related(Prefetch("party_links", queryset=links))
        .in_bulk()
    )
    for row in loaded:
        row.activity = found.get(row.activity_id)
    return loaded


def attach_answers(rows: Iterable[Occurrence], *, user: User) -> list[Occurrence]:
    """Give loaded occurrences the answers that the person may see: one query."""
    loaded = list(rows)
    answers: dict[int, list[SchoolAnswer]] = defaultdict(list)
    seen = SchoolAnswer.objects.visible_to(user).filter(
        occurrence__in=[row.pk for row in loaded]
    )
    for answer in seen.select_related("school").order_by("school__name", "pk"):
        answers[answer.occurrence_id].append(answer)
    for row in loaded:
        row.seen_answers = answers[row.pk]
    return loaded


def concerning(user: User) -> Q:
    """Return what the person has to act on: named in the plan, or through a school.

    A role answers in the municipality where the person holds it.
    """
    links = ActivityParty.objects.filter(
        activity__line=OuterRef("line_id"),
        activity__version__state=VersionState.IN_FORCE,
    ).filter(_is_party(user))
    own = SchoolAnswer.objects.filter(
        occurrence=OuterRef("pk"), school_id__in=scope_of(user).school_ids
    )
    return Q(Exists(links)) | Q(Exists(own))


def speaks_only_for_schools(user: User) -> bool:
    """Tell whether the person sees the plan from a school and nothing more."""
    return not has_permission(user, Permission.VIEW_PLANS)


def agenda_of(*, user: User, today: dt.date, limit: int, is_mine: bool) -> Agenda:
    """Return what is overdue, due this week and due in the next one."""
    parts: dict[str, list[Occurrence]] = {}
    counts: dict[str, int] = {}
    for when in (OVERDUE, WEEK, NEXT_WEEK):
        criteria = DueCriteria(today=today, is_mine=is_mine, when=when)
        rows = listed_occurrences(user=user, criteria=criteria)
        counts[when] = rows.count()
        parts[when] = list(rows[:limit]) if counts[when] else []
    attach_activities(row for rows in parts.values() for row in rows)
    return Agenda(parts[OVERDUE], parts[WEEK], parts[NEXT_WEEK], counts)


def when_of(criteria: DueCriteria) -> Q:
    """Return what the chosen stretch of days asks for."""
    monday = criteria.today - dt.timedelta(days=criteria.today.weekday())
    if criteria.when == OVERDUE:
        return Q(state=OccurrenceState.PLANNED, due_on__lt=criteria.today)
    if criteria.when == WEEK:
        # What was due on Monday is overdue on Tuesday, and stands there.
        return Q(due_on__gte=criteria.today, due_on__lt=monday + dt.timedelta(days=7))
    if criteria.when == NEXT_WEEK:
        first = monday + dt.timedelta(days=7)
        return Q(due_on__gte=first, due_on__lt=first + dt.timedelta(days=7))
    month = month_of(criteria.when)
    return Q(due_on__year=month.year, due_on__month=month.month) if month else Q()


def month_of(text: str) -> dt.date | None:
    """Return the first day of «2025-11»; None for what is no month."""
    try:
        return dt.datetime.strptime(text, "%Y-%m").replace(tzinfo=dt.UTC).date()
    except ValueError:
        return None


def sections_inside(section_id: int) -> list[int]:
    """Return a section and the deeper ones that follow it."""
    chosen = Section.objects.filter(pk=section_id).first()
    if chosen is None:
        return []
    keys = [chosen.pk]
    following = Section.objects.filter(
        version_id=chosen.version_id, position__gt=chosen.position
    )
    for section in following.in_order():
        if section.level <= chosen.level:
            break
        keys.append(section.pk)
    return keys


def _in_state(user: User, criteria: DueCriteria) -> Q:
    if criteria.state == ANY:
        return Q()
    states = due_states(today=criteria.today)
    if criteria.state in states:
        return states[criteria.state]
    asked = Q(state=OccurrenceState.PLANNED)
    if speaks_only_for_schools(user):
        # What the school has answered waits for others.
        silent = SchoolAnswer.objects.filter(
            occurrence=OuterRef("pk"),
            school_id__in=scope_of(user).school_ids,
            done_on__isnull=True,
        )
        asked &= Q(Exists(silent))
    return asked


def _parts(criteria: DueCriteria) -> list[Q]:
    """Return conditions on the activity in force."""
    activities = Activity.objects.filter(
        line=OuterRef("line_id"), version__state=VersionState.IN_FORCE
    )
    found = []
    if criteria.section:
        inside = sections_inside(criteria.section)
        found.append(Q(Exists(activities.filter(section__in=inside))))
    if criteria.party:
        links = ActivityParty.objects.filter(
            activity=OuterRef("pk"), party_id=criteria.party
        )
        found.append(Q(Exists(activities.filter(Exists(links)))))
    for word in criteria.search.split():
        has_word = Q(title__icontains=word) | Q(number__istartswith=word)
        found.append(Q(Exists(activities.filter(has_word))) | Q(label__icontains=word))
    return found


def _is_party(user: User) -> Q:
    named = Q(party__user_id=user.pk)
    for role, territory_id, _school in scope_of(user).by_role:
        if territory_id is not None and role != Role.SCHOOL_TEAM:
            named |= Q(party__role=role, party__territory_id=territory_id)
    return named
