"""A town whose figures are calculated, for the pages that show them."""

from monitoring.actions.rollups import roll_up
from monitoring.counting.cells import NO, YES, Cell, State
from monitoring.models import Window
from schools.enums import Role
from tests.factories import (
    MunicipalityFactory,
    RegionFactory,
    SchoolFactory,
    person,
)
from tests.factories.monitoring import VersionFactory, opened_window, share_version
from tests.monitoring.filling import NOW, fill


class Town:
    """A municipality of three schools with one window of two indicators, filled."""

    def __init__(self) -> None:
        self.region = RegionFactory()
        self.town = MunicipalityFactory(parent=self.region)
        self.schools = [
            SchoolFactory(municipality=self.town, name=f"Школа № {n}")
            for n in range(1, 4)
        ]
        self.yes, self.share = VersionFactory(), share_version()
        self.window = self.opened()
        fill(self.window, 0, [YES, YES, NO])
        fill(self.window, 1, [Cell(State.VALUE, 1, 2), Cell(State.VALUE, 9, 10), None])
        roll_up(window=self.window, now=NOW)
        self.coordinator = person(Role.COORDINATOR, self.town, username="keeper")

    def opened(self, **fields) -> Window:
        return opened_window(
            territory=self.town,
            schools=self.schools,
            versions=[self.yes, self.share],
            calendar=self.yes.calendar,
            **fields,
        )

    def team(self, number: int = 0):
        return person(Role.SCHOOL_TEAM, self.schools[number], username=f"team{number}")


def text(response) -> str:
    return " ".join(response.content.decode().split()).replace("\xa0", " ")
