"""A municipality with a plan in force, schools in status and everyone who works by it."""

import datetime as dt
from typing import Any

from django.utils import timezone

from roadmaps.actions.occurrences import Changes, rebuild_occurrences
from roadmaps.enums import Audience, VersionState
from roadmaps.models import (
    Activity,
    ActivityParty,
    Occurrence,
    PlanLine,
    RoadMapVersion,
    SchoolAnswer,
)
from roadmaps.terms import Kind, Period, Span, Term
from roadmaps.terms.encode import term_to_json
from schools.enums import Role, StatusKind
from schools.models import School, User
from tests.factories import (
    MunicipalityFactory,
    RegionFactory,
    SchoolFactory,
    SchoolStatusFactory,
    person,
)
from tests.factories.plans import (
    ENDS,
    STARTS,
    ActivityFactory,
    OccurrenceFactory,
    PartyFactory,
    RoadMapFactory,
    SectionFactory,
    VersionFactory,
    approve,
)


TODAY = dt.date(2025, 11, 10)
NOW = dt.datetime(2025, 11, 10, 9, 0, tzinfo=dt.UTC)
PERIOD = Period(STARTS, ENDS)


def term(*spans: tuple[str | None, str | None], text: str = "", **fields: Any) -> dict:
    """Return a term of plain stretches as the database keeps it."""
    days = [
        Span(*(dt.date.fromisoformat(day) if day else None for day in span))
        for span in spans
    ]
    kind = Kind.MULTI if len(days) > 1 else Kind.RANGE
    return term_to_json(
        Term(text or "как в плане", fields.pop("kind", kind), tuple(days), **fields)
    )


def own_words(text: str) -> dict:
    """Return a term that only a person can date."""
    return term_to_json(Term(text, Kind.EVENT, needs_human=True))


class Town:
    """Two schools in status, one without, a plan of one section, and the people."""

    def __init__(self) -> None:
        self.region = RegionFactory()
        self.place = MunicipalityFactory(parent=self.region)
        self.elsewhere = MunicipalityFactory(parent=self.region)
        self.low = SchoolFactory(municipality=self.place, name="Школа № 1")
        self.adverse = SchoolFactory(municipality=self.place, name="Школа № 2")
        self.ordinary = SchoolFactory(municipality=self.place, name="Школа № 3")
        self.foreign = SchoolFactory(municipality=self.elsewhere, name="Школа № 4")
        for school, kind in (
            (self.low, StatusKind.LOW_RESULTS),
            (self.adverse, StatusKind.ADVERSE),
            (self.ordinary, StatusKind.RISK_ZONE),
            (self.foreign, StatusKind.LOW_RESULTS),
        ):
            SchoolStatusFactory(school=school, kind=kind)
        self.coordinator = person(Role.COORDINATOR, self.place, full_name="Анна Ким")
        self.neighbour = person(Role.COORDINATOR, self.elsewhere)
        self.methodist = person(Role.METHODIST, self.place, full_name="Вера Орлова")
        self.head = person(Role.HEAD, self.place)
        self.analyst = person(Role.ANALYST, self.region)
        self.admin = person(Role.ADMINISTRATOR)
        self.team = person(Role.SCHOOL_TEAM, self.low)
        self.other_team = person(Role.SCHOOL_TEAM, self.adverse)
        self.road_map = RoadMapFactory(territory=self.place)
        self.version = VersionFactory(road_map=self.road_map)
        self.section = SectionFactory(version=self.version, title="Организация")

    def activity(self, **fields: Any) -> Activity:
        """Add an activity to the draft."""
        return ActivityFactory(section=fields.pop("section", self.section), **fields)

    def answers(self, activity: Activity, user: User | None = None, role: str = ""):
        """Make a person, or all of a role, answer for an activity of the draft."""
        party = PartyFactory(territory=self.place, user=user, role=role)
        ActivityParty.objects.create(
            activity=activity,
            party=party,
            position=activity.party_links.count(),
            wording=party.name,
        )
        return party

    def in_force(self, today: dt.date = TODAY) -> Changes:
        """Approve the draft and write its occurrences."""
        if self.version.state == VersionState.DRAFT:
            approve(self.version)
        return rebuild_occurrences(version=self.version, now=NOW, today=today)

    def next_version(self) -> RoadMapVersion:
        """Replace the version by a draft of the next one, as yet empty."""
        RoadMapVersion.objects.filter(pk=self.version.pk).update(
            state=VersionState.REPLACED, replaced_at=timezone.now()
        )
        self.version = VersionFactory(
            road_map=self.road_map, number=self.version.number + 1
        )
        self.section = SectionFactory(version=self.version, title="Организация")
        return self.version

    def occurrence(
        self,
        *,
        concerns: tuple[School, ...] = (),
        user: User | None = None,
        role: str = "",
        activity: dict[str, Any] | None = None,
        **fields: Any,
    ) -> Occurrence:
        """Add an activity with one occurrence; who answers, and for which schools."""
        made = self.activity(**(activity or {}))
        if user or role:
            self.answers(made, user, role)
        audience = Audience.CHOSEN if concerns else Audience.NONE
        row = OccurrenceFactory(line=made.line, audience=audience, **fields)
        for school in concerns:
            SchoolAnswer.objects.create(occurrence=row, school=school)
        return row

    def line(self) -> PlanLine:
        """Return a line without an activity."""
        return PlanLine.objects.create(road_map=self.road_map)


def days(occurrence: Occurrence) -> tuple[str, str]:
    """Return both days as people write them; an empty one is no day."""
    return tuple(
        f"{day:%d.%m.%Y}" if day else ""
        for day in (occurrence.starts_on, occurrence.due_on)
    )


def standing(town: Town) -> list[tuple[tuple[str, str], str]]:
    """Return days and states of all occurrences of the town's plan."""
    rows = Occurrence.objects.filter(line__road_map=town.road_map)
    return [(days(row), row.state) for row in rows.order_by("due_on", "pk")]
