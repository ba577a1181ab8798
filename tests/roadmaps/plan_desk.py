"""A municipality with its people and plans, for tests of the pages of plans."""

import datetime as dt

from django.test import Client
from django.urls import reverse

from roadmaps.actions.versions import open_correction
from roadmaps.models import RoadMap, RoadMapVersion
from schools.enums import Role
from tests.factories import MunicipalityFactory, SchoolFactory, person
from tests.factories.plans import NOW, fill_road_map
from tests.signing import signed_in


TODAY = dt.date(2025, 9, 1)


class PlanDesk:
    """A coordinator, a head, a methodist, a school's team, and the neighbour."""

    def __init__(self) -> None:
        self.town = MunicipalityFactory(name="Сосновоборск")
        self.school = SchoolFactory(municipality=self.town)
        self.coordinator = person(Role.COORDINATOR, self.town)
        self.head = person(Role.HEAD, self.town, full_name="Ильина О.В.")
        self.methodist = person(Role.METHODIST, self.town)
        self.team = person(Role.SCHOOL_TEAM, self.school)
        self.neighbour = person(Role.COORDINATOR, MunicipalityFactory())

    def draft(self, activities: int = 2) -> RoadMapVersion:
        """Make a plan that was never approved, and return its draft."""
        road_map = fill_road_map(self.town, activities=activities, is_approved=False)
        return road_map.versions.get()

    def in_force(self, activities: int = 2) -> RoadMap:
        """Make a plan whose first version is in force."""
        return fill_road_map(self.town, activities=activities)

    def correction(self, road_map: RoadMap) -> RoadMapVersion:
        """Open the next version."""
        return open_correction(road_map=road_map, user=self.coordinator, now=NOW)

    def browser(self, who: str = "coordinator") -> Client:
        """Return the browser of one of the people."""
        return signed_in(getattr(self, who))

    def get(self, page: str, /, *args: object, who: str = "coordinator", **query):
        """Open a page as somebody."""
        return self.browser(who).get(reverse(f"plans:{page}", args=args), query)

    def post(self, page: str, /, *args: object, who: str = "coordinator", **data):
        """Send a form as somebody."""
        return self.browser(who).post(reverse(f"plans:{page}", args=args), data)


def address(version: RoadMapVersion, anchor: str = "") -> str:
    """Return where one lands after a change of a version."""
    url = reverse("plans:detail", args=[version.road_map_id])
    return f"{url}?version={version.number}{'#' + anchor if anchor else ''}"
