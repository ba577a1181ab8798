"""A town after February: accepted forms, a late school, a site that lacks papers."""

from __future__ import annotations

import datetime as dt

from django.utils import timezone

from monitoring.actions.rollups import roll_up
from monitoring.actions.value_writing import write_value
from monitoring.counting import Cell, State
from monitoring.counting.cells import NO, YES
from monitoring.enums import (
    Addressee,
    Filler,
    FormState,
    RecommendationState,
    SiteVerdict,
    Source,
)
from monitoring.models import Recommendation, SiteCheck, Window
from schools.enums import Role
from tests.factories import (
    MunicipalityFactory,
    RegionFactory,
    SchoolFactory,
    person,
)
from tests.factories.monitoring import (
    CalendarFactory,
    IndicatorFactory,
    SiteItemFactory,
    VersionFactory,
    opened_window,
    share_version,
)


NOW = dt.datetime(2026, 3, 2, 9, 0, tzinfo=dt.UTC)
TODAY = timezone.localdate(NOW)
YEAR = 2025
PARTS = ((10, 20), (15, 30), (4, 10))


class PaperTown:
    """Four schools: three reported and were accepted, the fourth is silent."""

    def __init__(self, *, schools: int = 4) -> None:
        self.region = RegionFactory()
        self.town = MunicipalityFactory(
            parent=self.region,
            name="Озёрск",
            code="047",
            department="Управление образования города Озёрска",
        )
        self.schools = [
            SchoolFactory(municipality=self.town, name=f"Школа № {n}")
            for n in range(1, schools + 1)
        ]
        self.coordinator = person(
            Role.COORDINATOR,
            self.town,
            full_name="Лесная Анна Павловна",
            email="office@example.org",
        )
        self.head = person(Role.HEAD, self.town, full_name="Полевой Пётр Ильич")
        self.neighbour = person(Role.COORDINATOR, MunicipalityFactory())
        self.team = person(
            Role.SCHOOL_TEAM, self.schools[0], email="school@example.org"
        )
        self.late_team = person(Role.SCHOOL_TEAM, self.schools[-1])
        self.calendar = CalendarFactory()
        self.share = share_version(
            indicator=IndicatorFactory(code="T3"),
            title="Доля педагогов, прошедших диагностику",
            calendar=self.calendar,
        )
        self.yes_no = VersionFactory(
            indicator=IndicatorFactory(code="T1"),
            title="Доля школ, где есть механизм выявления дефицитов",
            short_title="Механизм выявления",
            calendar=self.calendar,
        )
        self.window = self.opened("Педагоги, февраль 2026", dt.date(2026, 2, 1))
        self.fill(self.window, PARTS, (YES, YES, NO))

    def opened(self, title: str, opens_on: dt.date) -> Window:
        return opened_window(
            territory=self.town,
            schools=self.schools,
            versions=(self.share, self.yes_no),
            title=title,
            opens_on=opens_on,
            due_on=opens_on + dt.timedelta(days=19),
            closes_on=opens_on + dt.timedelta(days=26),
            year=opens_on.year - 1,
        )

    def fill(self, window: Window, parts, answers) -> None:
        """Accept the forms of the first schools and add them up."""
        forms = window.window_schools.order_by("pk")
        for form, (numerator, denominator), answer in zip(
            forms, parts, answers, strict=False
        ):
            form.state = FormState.ACCEPTED
            form.submitted_at = form.decided_at = NOW
            form.first_submitted_on = window.due_on
            form.save()
            cells = {
                self.share: Cell(State.VALUE, numerator, denominator),
                self.yes_no: answer,
            }
            for version, cell in cells.items():
                write_value(
                    window_indicator=window.window_indicators.get(version=version),
                    window_school=form,
                    cell=cell,
                    user=self.coordinator,
                    now=NOW,
                )
        roll_up(window=window, now=NOW)

    def look_at_sites(self) -> Window:
        """Check the site of the first school: one paper is there, one is not."""
        items = [SiteItemFactory(title="Программа"), SiteItemFactory(title="Приказ")]
        versions = [
            VersionFactory(
                indicator=IndicatorFactory(code=f"P{number}"),
                source=Source.SITE,
                site_item=item,
                short_title=f"{item.title} на сайте",
            )
            for number, item in enumerate(items, 1)
        ]
        window = opened_window(
            territory=self.town,
            schools=self.schools,
            versions=versions,
            title="Сайты, февраль 2026",
            calendar=CalendarFactory(filler=Filler.REVIEWER),
        )
        sheet = window.window_schools.get(school=self.schools[0])
        for item, verdict in zip(items, (SiteVerdict.YES, SiteVerdict.NO), strict=True):
            SiteCheck.objects.create(
                window_school=sheet, item=item, verdict=verdict, checked_on=TODAY
            )
        return window

    def advice(self, **fields: object) -> Recommendation:
        return Recommendation.objects.create(
            **{
                "territory": self.town,
                "school": self.schools[0],
                "year": YEAR,
                "data_text": "Диагностика: 50 % (10 из 20)",
                "finding": "Половина педагогов не прошла диагностику",
                "addressee": Addressee.SCHOOL,
                "action": "Провести диагностику всех педагогов",
                "due_on": dt.date(2026, 4, 1),
                "state": RecommendationState.DRAFT,
                "created_at": NOW,
                **fields,
            }
        )
