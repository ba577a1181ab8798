"""What the papers of a road map are made from, and which of them a person gets."""

from dataclasses import dataclass

from django.db.models import F, Prefetch, Q, QuerySet

from roadmaps.enums import PartyKind, PlanReportKind
from roadmaps.models import (
    Activity,
    ActivityParty,
    Evidence,
    Milestone,
    Occurrence,
    Party,
    PlanIndicator,
    PlanReport,
    RoadMap,
    RoadMapVersion,
    SchoolAnswer,
    Section,
)
from schools.enums import JobState, Role
from schools.models import Membership, Territory, User, scope_of


SHORTEST_SURNAME = 4


@dataclass(frozen=True)
class PlanContent:
    """One version as it is printed: sections in order, each with its activities."""

    version: RoadMapVersion
    sections: tuple[tuple[Section, tuple[Activity, ...]], ...]
    indicators: tuple[PlanIndicator, ...]

    @property
    def activities(self) -> tuple[Activity, ...]:
        """All activities in the order of the document."""
        return tuple(a for _, activities in self.sections for a in activities)


def plan_content(*, version: RoadMapVersion) -> PlanContent:
    """Return a version's content; parties and milestones come with the activities."""
    parties = ActivityParty.objects.select_related("party").order_by("position", "pk")
    activities = (
        Activity.objects.filter(version=version)
        .order_by("position", "pk")
        .prefetch_related(
            Prefetch("party_links", parties, to_attr="ordered_parties"),
            Prefetch(
                "milestones", Milestone.objects.in_order(), to_attr="ordered_milestones"
            ),
        )
    )
    by_section: dict[int, list[Activity]] = {}
    for activity in activities:
        by_section.setdefault(activity.section_id, []).append(activity)
    sections = Section.objects.filter(version=version).order_by("position", "pk")
    return PlanContent(
        version=version,
        sections=tuple((s, tuple(by_section.get(s.pk, ()))) for s in sections),
        indicators=tuple(PlanIndicator.objects.filter(version=version).in_order()),
    )


def signature_of(*, territory: Territory, role: str) -> dict[str, str]:
    """Return who holds a role in office, or the role with an empty name."""
    holders = Membership.objects.in_office().filter(role=role, territory=territory)
    holder = holders.select_related("user").order_by("pk").first()
    if holder is None:
        return {"post": Role(role).label, "name": ""}
    post = holder.position or holder.get_role_display()
    return {"post": post, "name": holder.user.full_name}


def people_named(*, territory: Territory) -> list[str]:
    """Return the people whom a text of the municipality may name, as it knows them."""
    parties = Party.objects.filter(territory=territory)
    people = parties.filter(kind=PartyKind.PERSON).values_list("name", flat=True)
    wordings = ActivityParty.objects.filter(
        party__territory=territory, party__kind=PartyKind.PERSON
    ).values_list("wording", flat=True)
    users = User.objects.filter(
        Q(memberships__territory=territory)
        | Q(memberships__school__municipality=territory)
        | Q(pk__in=parties.filter(user__isnull=False).values("user"))
    ).values_list("full_name", flat=True)
    names = {name.strip() for name in (*people, *wordings, *users)}
    # A person is named by the surname alone too.
    surnames = {name.split()[0] for name in people if name.strip()}
    return sorted(names | {word for word in surnames if len(word) >= SHORTEST_SURNAME})


def open_version(*, pk: int) -> RoadMapVersion | None:
    """Return the version in force of a road map that everybody may read."""
    rows = RoadMapVersion.objects.in_force().filter(
        road_map_id=pk, road_map__is_public=True
    )
    return rows.select_related("road_map__territory").first()


def versions_for_papers(*, road_map: RoadMap, user: User) -> list[RoadMapVersion]:
    """Return the versions that the person sees, the newest first."""
    rows = RoadMapVersion.objects.visible_to(user).filter(road_map=road_map)
    return list(rows.select_related("road_map__territory").order_by("-number"))


def papers_of(*, road_map: RoadMap, user: User) -> QuerySet[PlanReport]:
    """Return the papers of a road map that the person may open, the newest first."""
    rows = papers_within_reach(user=user).filter(version__road_map=road_map)
    return rows.select_related("version__road_map", "file", "requested_by")


def papers_within_reach(*, user: User) -> QuerySet[PlanReport]:
    """Return the papers of the person's territories; to a school the plan as approved.

    A paper that was begun before the approval says «проект» and is not for schools.
    """
    scope = scope_of(user)
    own = PlanReport.objects.visible_to(user)
    if scope.everything or not scope.school_ids:
        return own
    for_schools = Q(
        kind=PlanReportKind.PLAN_PDF,
        state=JobState.DONE,
        version__road_map__territory__schools__in=scope.school_ids,
        version__approved_at__isnull=False,
        started_at__gte=F("version__approved_at"),
    )
    shared = PlanReport.objects.filter(for_schools).values("pk")
    return PlanReport.objects.filter(Q(pk__in=own.values("pk")) | Q(pk__in=shared))


def occurrences_for_papers(*, version: RoadMapVersion) -> list[Occurrence]:
    """Return the occurrences of a version's activities in the order of time.

    Each has its papers in `papers` and the answers of schools in `school_answers`.
    """
    rows = Occurrence.objects.filter(line__activities__version=version)
    evidence = Evidence.objects.order_by("added_at", "pk")
    return list(
        rows.order_by("due_on", "starts_on", "pk").prefetch_related(
            Prefetch("evidence", evidence, to_attr="papers"),
            Prefetch("answers", SchoolAnswer.objects.all(), to_attr="school_answers"),
        )
    )
