"""A region with two municipalities, filled, and the people who work with it."""

import pytest

from identification.actions.execution import execute_run
from identification.actions.runs import start_run
from identification.models import Run
from schools.enums import Role
from tests.factories import MunicipalityFactory, RegionFactory, person
from tests.factories.identification import (
    NOW,
    YEAR,
    RuleSetFactory,
    fill_territory,
)


class Place:
    """A filled region and its people."""

    def __init__(self) -> None:
        self.region = RegionFactory()
        self.town = MunicipalityFactory(parent=self.region)
        self.district = MunicipalityFactory(parent=self.region)
        self.town_schools = fill_territory(self.town, schools=14, seed=1)
        self.district_schools = fill_territory(self.district, schools=10, seed=2)
        self.rules = RuleSetFactory()
        self.analyst = person(Role.ANALYST, self.region)
        self.coordinator = person(Role.COORDINATOR, self.town)
        self.neighbour = person(Role.COORDINATOR, self.district)
        self.head = person(Role.HEAD, self.town)
        self.team = person(Role.SCHOOL_TEAM, self.town_schools[0])
        self.other_team = person(Role.SCHOOL_TEAM, self.town_schools[1])
        self.admin = person(Role.ADMINISTRATOR)

    def run(self, **changes: object) -> Run:
        """Start and execute a run over the region, as the analyst."""
        values = {
            "user": self.analyst,
            "territory": self.region,
            "year": YEAR,
            "now": NOW,
            **changes,
        }
        queued = start_run(**values)
        done = execute_run(run_id=queued.pk, clock=lambda: NOW)
        assert done is not None
        return Run.objects.get(pk=done.pk)


@pytest.fixture
def place(db: None) -> Place:
    return Place()
