"""A school's team that writes in the constructor, for tests of its actions and pages."""

import datetime as dt
from typing import Any

from django.test import Client
from django.urls import reverse

from roadmaps.actions.constructor import save_field
from roadmaps.models import Programme, ProgrammeField, ProgrammeVersion
from schools.enums import Role
from tests.factories import MunicipalityFactory, SchoolFactory, person
from tests.factories.programmes import ProgrammeFactory
from tests.roadmaps.constructor.contents import ENDS, STARTS, whole
from tests.signing import signed_in


NOW = dt.datetime(2025, 9, 1, 9, 0, tzinfo=dt.UTC)
TABLES = {"results_table", "context_table"}


class ConstructorDesk:
    """Two writers of one school, their coordinator, and the team of another school."""

    def __init__(self) -> None:
        self.town = MunicipalityFactory(name="Сосновоборск")
        self.school = SchoolFactory(municipality=self.town, name="Школа № 5")
        self.writer = person(Role.SCHOOL_TEAM, self.school, full_name="Орлова А.А.")
        self.second = person(Role.SCHOOL_TEAM, self.school, full_name="Петрова В.В.")
        self.coordinator = person(Role.COORDINATOR, self.town)
        self.stranger = person(Role.SCHOOL_TEAM, SchoolFactory(municipality=self.town))
        self.programme: Programme = ProgrammeFactory(
            school=self.school, title="Ступени", starts_on=STARTS, ends_on=ENDS
        )

    def save(
        self, key: str, value: object, *, revision: int = 0, who: str = "writer"
    ) -> ProgrammeField:
        """Save a field as somebody."""
        return save_field(
            programme=self.programme,
            key=key,
            value=value,
            revision=revision,
            user=getattr(self, who),
            now=NOW,
        )

    def fill(self, **changes: object) -> None:
        """Write a whole programme."""
        for key, value in whole(**changes).items():
            if key not in TABLES:
                self.save(key, value)

    def value(self, key: str) -> Any:
        """Return what stands in a field."""
        return self.programme.fields.get(key=key).value

    def version(self) -> ProgrammeVersion:
        """Return the only version."""
        return self.programme.versions.get()

    def browser(self, who: str = "writer") -> Client:
        """Return the browser of one of the people."""
        return signed_in(getattr(self, who))

    def address(self, page: str, *args: object) -> str:
        """Return the address of a page of the programme."""
        return reverse(f"constructor:{page}", args=[self.programme.pk, *args])
