"""A municipality whose sites are checked: two schools, two items, their people."""

import datetime as dt
from typing import Any

from monitoring.actions.site_checks import check_item
from monitoring.enums import Source
from monitoring.models import SiteCheck, SiteItem, Value, Window, WindowSchool
from schools.enums import Role
from tests.factories import (
    MunicipalityFactory,
    RegionFactory,
    SchoolFactory,
    person,
)
from tests.factories.monitoring import SiteItemFactory, VersionFactory, opened_window


NOW = dt.datetime(2026, 2, 10, 9, 0, tzinfo=dt.UTC)
TODAY = dt.date(2026, 2, 10)
ADDRESS = "https://school.example.org/order"


class SiteTown:
    """A window of February with two items; the first answers two indicators."""

    def __init__(self) -> None:
        region = RegionFactory()
        self.place = MunicipalityFactory(parent=region, name="Сосновоборск")
        elsewhere = MunicipalityFactory(parent=region)
        self.school = SchoolFactory(municipality=self.place, name="Школа № 1")
        self.sibling = SchoolFactory(municipality=self.place, name="Школа № 2")
        self.order = SiteItemFactory(code="order", title="Приказ")
        self.report = SiteItemFactory(code="report", title="Отчёт")
        self.versions = [
            VersionFactory(source=Source.SITE, site_item=item)
            for item in (self.order, self.order, self.report)
        ]
        self.window = self.opened()
        self.sheet = self.window.window_schools.get(school=self.school)
        self.other_sheet = self.window.window_schools.get(school=self.sibling)
        self.coordinator = person(Role.COORDINATOR, self.place, full_name="Анна Ким")
        self.methodist = person(Role.METHODIST, self.place, full_name="Олег Сон")
        self.head = person(Role.HEAD, self.place)
        self.neighbour = person(Role.COORDINATOR, elsewhere)
        self.team = person(Role.SCHOOL_TEAM, self.school)
        self.other_team = person(Role.SCHOOL_TEAM, self.sibling)

    def opened(self, **values: Any) -> Window:
        """Open a window that looks for both items in both schools.

        It stays open for decades: pages read the clock themselves.
        """
        days = {"due_on": dt.date(2090, 2, 20), "closes_on": dt.date(2090, 2, 27)}
        return opened_window(
            territory=self.place,
            schools=[self.school, self.sibling],
            versions=self.versions,
            title=values.pop("title", "Проверка сайтов, февраль 2026"),
            **(days | values),
        )

    def check(self, **values: Any) -> tuple[SiteCheck, bool]:
        """Tick an item off as the methodist does."""
        sheet: WindowSchool = values.pop("sheet", self.sheet)
        item: SiteItem = values.pop("item", self.order)
        held = SiteCheck.objects.filter(window_school=sheet, item=item).first()
        given: dict[str, Any] = {
            "verdict": "yes",
            "address": ADDRESS,
            "note": "",
            "checked_on": TODAY,
            "revision": held.revision if held else 0,
            "user": self.methodist,
            "now": NOW,
            "today": TODAY,
        }
        return check_item(sheet=sheet, item=item, **(given | values))

    def values(self, sheet: WindowSchool | None = None) -> list[Value]:
        """Return the values of a sheet in the order of the indicators."""
        rows = Value.objects.filter(window_school=sheet or self.sheet)
        return list(rows.order_by("window_indicator__position"))
