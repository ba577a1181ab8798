"""A municipality with two schools in status before its deadlines."""

import datetime as dt
from typing import Any

from allauth.mfa.models import Authenticator

from roadmaps.actions.deadline_extensions import extend_for_school
from roadmaps.actions.deadlines import set_deadline
from roadmaps.enums import DeadlineStep, ProgrammeState
from roadmaps.models import (
    DeadlineExtension,
    Programme,
    ProgrammeDeadline,
    ProgrammeKind,
    Publication,
)
from schools.enums import Role, StatusKind
from schools.models import School
from tests.factories import (
    MunicipalityFactory,
    RegionFactory,
    SchoolFactory,
    SchoolStatusFactory,
    person,
)
from tests.factories.programmes import ProgrammeFactory


YEAR = 2025
DUE = dt.date(2025, 10, 15)
TODAY = dt.date(2025, 9, 10)
NOW = dt.datetime(2025, 9, 10, 9, 0, tzinfo=dt.UTC)
REASON = "Сменилась команда."
APPROVED = frozenset(
    {
        *(ProgrammeState.APPROVED, ProgrammeState.PUBLISHED, ProgrammeState.RUNNING),
        *(ProgrammeState.EXTENDED, ProgrammeState.FINISHED),
    }
)


class DeadlineTown:
    """Two schools in status, one without, one elsewhere; their people; a kind."""

    def __init__(self) -> None:
        region = RegionFactory(name="Приенисейский край")
        self.place = MunicipalityFactory(parent=region, name="Сосновоборск")
        self.elsewhere = MunicipalityFactory(parent=region, name="Дальний район")
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
        self.methodist = person(Role.METHODIST, self.place)
        self.head = person(Role.HEAD, self.place)
        self.analyst = person(Role.ANALYST, region)
        self.admin = person(Role.ADMINISTRATOR)
        for user in (self.analyst, self.admin):
            # Without a second factor these two reach no page at all.
            Authenticator.objects.create(
                user=user, type=Authenticator.Type.TOTP, data={"secret": "X"}
            )
        self.team = person(Role.SCHOOL_TEAM, self.low, email="one@example.org")
        self.other_team = person(Role.SCHOOL_TEAM, self.adverse, email="2@example.org")
        self.kind = ProgrammeKind.objects.get(code="school_programme", territory=None)

    def deadline(self, **values: Any) -> ProgrammeDeadline:
        """Name a deadline as the coordinator does."""
        given = {
            "territory": self.place,
            "kind": self.kind,
            "step": DeadlineStep.SUBMIT,
            "year": YEAR,
            "due_on": DUE,
            "closes": True,
            "note": "",
            "user": self.coordinator,
            "now": NOW,
        }
        return set_deadline(**(given | values))

    def extend(self, deadline: ProgrammeDeadline, **values: Any) -> DeadlineExtension:
        """Give the first school two weeks more."""
        given = {
            "deadline": deadline,
            "school": self.low,
            "due_on": DUE + dt.timedelta(days=14),
            "reason": REASON,
            "user": self.coordinator,
            "now": NOW,
            "today": TODAY,
        }
        return extend_for_school(**(given | values))

    def programme(
        self, state: str = "draft", school: School | None = None, **values: Any
    ) -> Programme:
        """Put a programme of the year into a state, past all moves."""
        given: dict[str, Any] = {
            "school": school or self.low,
            "kind": self.kind,
            "state": state,
            "first_submitted_at": None if state == ProgrammeState.DRAFT else NOW,
        }
        if state in APPROVED:
            given |= {"order_number": "45-ОД", "order_date": TODAY}
        return ProgrammeFactory(**(given | values))

    def published(self, item: str = "order", **values: Any) -> Publication:
        """Record an item of a published programme."""
        given = {
            "programme": values.pop("programme", None) or self.programme("published"),
            "item": item,
            "address": f"https://school.example.org/{item}",
            "published_on": TODAY,
            "recorded_by": self.team,
            "recorded_at": NOW,
        }
        return Publication.objects.create(**(given | values))
