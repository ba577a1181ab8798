"""A town with schools in status and calendars with collected indicators."""

import datetime as dt

from monitoring.enums import Filler, Level, Source
from monitoring.models import IndicatorTarget, IndicatorVersion, Window, WindowCalendar
from schools.enums import Role, StatusKind
from tests.factories import (
    MunicipalityFactory,
    SchoolFactory,
    SchoolStatusFactory,
    person,
)
from tests.factories.monitoring import (
    YEAR,
    CalendarFactory,
    SiteItemFactory,
    VersionFactory,
    share_version,
)


class Town:
    """Two schools in status, their people, and calendars that ask them."""

    def __init__(self) -> None:
        self.place = MunicipalityFactory(name="Сосновоборск")
        self.coordinator = person(Role.COORDINATOR, self.place)
        self.first = self.school("Школа № 1")
        self.second = self.school("Школа № 2", StatusKind.ADVERSE)
        self.team = person(Role.SCHOOL_TEAM, self.first, username="first")
        self.other_team = person(Role.SCHOOL_TEAM, self.second, username="second")

    def school(
        self,
        name: str,
        kind: str = StatusKind.LOW_RESULTS,
        *,
        starts_on: dt.date = dt.date(2025, 8, 25),
        ends_on: dt.date | None = None,
    ):
        school = SchoolFactory(municipality=self.place, name=name)
        SchoolStatusFactory(
            school=school, kind=kind, starts_on=starts_on, ends_on=ends_on
        )
        return school

    def calendar(
        self, name: str, *months: int, filler: str = Filler.SCHOOL
    ) -> WindowCalendar:
        return CalendarFactory(name=name, filler=filler, slots=months)

    def collects(self, version: IndicatorVersion, year: int = YEAR) -> IndicatorVersion:
        IndicatorTarget.objects.create(
            indicator=version.indicator, territory=self.place, year=year, value=100
        )
        return version

    def teachers(self, *months: int) -> WindowCalendar:
        """A calendar of forms: «да» and a share, three fields a school."""
        calendar = self.calendar("Педагоги", *(months or (2, 6)))
        self.collects(VersionFactory(calendar=calendar))
        self.collects(share_version(calendar=calendar))
        return calendar

    def sites(self, *months: int) -> WindowCalendar:
        calendar = self.calendar("Сайты", *months, filler=Filler.REVIEWER)
        self.collects(
            VersionFactory(
                calendar=calendar, source=Source.SITE, site_item=SiteItemFactory()
            )
        )
        return calendar

    def results(self) -> WindowCalendar:
        calendar = self.calendar("Результаты", 9, filler=Filler.PORTAL)
        self.collects(
            VersionFactory(
                calendar=calendar, source=Source.OFFICE, level=Level.MUNICIPALITY
            )
        )
        return calendar

    def window(self, **fields) -> Window:
        return Window.objects.get(territory=self.place, **fields)
