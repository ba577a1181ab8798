"""A municipality with a road map of every kind of content, for tests of its papers."""

from __future__ import annotations

import datetime as dt

from roadmaps.actions.papers import make_plan_report, request_plan_report
from roadmaps.enums import DocumentType, OccurrenceState, PartyKind, PlanReportKind
from roadmaps.models import (
    Activity,
    ActivityParty,
    Evidence,
    Milestone,
    Occurrence,
    PlanIndicator,
    PlanReport,
    RoadMapVersion,
    SchoolAnswer,
    Section,
)
from schools.enums import JobState, Role
from tests.factories import (
    MunicipalityFactory,
    RegionFactory,
    SchoolFactory,
    person,
)
from tests.factories.plans import (
    ActivityFactory,
    OccurrenceFactory,
    PartyFactory,
    RoadMapFactory,
    SectionFactory,
    VersionFactory,
    approve,
)


NOW = dt.datetime(2026, 2, 2, 9, 0, tzinfo=dt.UTC)
TODAY = NOW.date()
YEAR_LAYOUT = [
    {"meaning": "number", "header": "№ п/п", "milestone": ""},
    {"meaning": "title", "header": "Что делаем", "milestone": ""},
    {"meaning": "milestone", "header": "2025", "milestone": "2025"},
    {"meaning": "milestone", "header": "2026", "milestone": "2026"},
    {"meaning": "responsible", "header": "Кто отвечает", "milestone": ""},
    {"meaning": "document", "header": "Чем подтверждается", "milestone": ""},
]


class PaperPlace:
    """A town with its people and one road map in force."""

    def __init__(self) -> None:
        self.region = RegionFactory()
        self.town = MunicipalityFactory(
            parent=self.region,
            name="Озёрск",
            department="Управление образования города Озёрска",
        )
        self.district = MunicipalityFactory(parent=self.region)
        self.schools = [
            SchoolFactory(municipality=self.town, name=f"Школа № {n}")
            for n in range(1, 4)
        ]
        self.far_school = SchoolFactory(municipality=self.district)
        self.coordinator = person(
            Role.COORDINATOR, self.town, full_name="Лесная Анна Павловна"
        )
        self.head = person(Role.HEAD, self.town, full_name="Полевой Пётр Ильич")
        self.neighbour = person(Role.COORDINATOR, self.district)
        self.team = person(Role.SCHOOL_TEAM, self.schools[0])
        self.far_team = person(Role.SCHOOL_TEAM, self.far_school)
        self.road_map = RoadMapFactory(
            territory=self.town,
            title="План мероприятий («дорожная карта») по поддержке школ города Озёрска",
        )
        self.version = VersionFactory(
            road_map=self.road_map,
            abbreviations={"МЦ": "МБУ «Методический центр»"},
            preamble="Карта составлена по итогам отбора школ.",
            created_by=self.coordinator,
        )
        self.fill()

    def fill(self) -> None:
        """Write two sections, five activities and two indicators."""
        first = SectionFactory(
            version=self.version,
            number="1",
            title="Работа с кадрами",
            goals=["Укрепить команды школ."],
            tasks=["Найти трудности учителей.", "Помочь каждой школе."],
            expected_results=["У школ есть наставники."],
        )
        second = SectionFactory(version=self.version, number="2", title="Результаты")
        rows = (
            (first, "1.1", "Назначить наставников", "Октябрь 2025"),
            (first, "1.2", "Провести семинары", "Октябрь 2025, февраль 2026"),
            (first, "1.3", "Собрать отзывы", "по итогам четверти"),
            (second, "2.1", "Сравнить итоги работ", "Май 2026"),
            (second, "2.2", "Отменённое дело", "Март 2026"),
        )
        self.activities = [
            ActivityFactory(
                section=section,
                number=number,
                title=title,
                term_text=term,
                term={},
                result=f"Итог {number}",
                responsible_text="Лесная А.П., МЦ",
            )
            for section, number, title, term in rows
        ]
        self.party = PartyFactory(
            territory=self.town, name="Лесная А.П.", kind=PartyKind.PERSON
        )
        ActivityParty.objects.create(
            activity=self.activities[0], party=self.party, position=0
        )
        PlanIndicator.objects.create(
            version=self.version, position=0, title="Доля школ с планом", target="100 %"
        )
        PlanIndicator.objects.create(
            version=self.version, position=1, title="Сайт обновлён", target="Да"
        )

    def approve(self) -> RoadMapVersion:
        """Put the version in force and write what came of it."""
        approve(self.version, now=NOW)
        self.occurrences = [
            self._done(0, "2025-10-01", "2025-10-31", "2025-10-20"),
            self._done(1, "2025-10-01", "2025-10-31", "2026-01-15"),
            self._planned(1, "2026-02-01", "2026-02-10"),
            self._planned(2, None, None),
            self._planned(3, "2026-05-01", "2026-05-31"),
            self._planned(0, "2025-11-01", "2025-11-30"),
            OccurrenceFactory(
                line=self.activities[4].line,
                due_on=dt.date(2026, 3, 31),
                starts_on=None,
                state=OccurrenceState.CANCELLED,
                cancel_reason="Перенесено на год.",
            ),
        ]
        done, without = self.occurrences[:2]
        Evidence.objects.create(
            occurrence=done,
            document_type=DocumentType.ORDER,
            title="Приказ № 31-о",
            link="https://example.org/order",
            added_at=NOW,
        )
        Occurrence.objects.filter(pk=without.pk).update(without_document=True)
        without.refresh_from_db()
        for number, school in enumerate(self.schools):
            SchoolAnswer.objects.create(
                occurrence=self.occurrences[2],
                school=school,
                done_on=dt.date(2026, 1, 20) if number < 2 else None,
            )
        return self.version

    def add_years(self) -> None:
        """Give the draft a layout with columns of years, and their texts."""
        self.version.layout = YEAR_LAYOUT
        self.version.save()
        for year, text in ((2025, "Наставники названы"), (2026, "Пары работают")):
            Milestone.objects.create(
                version=self.version,
                activity=self.activities[0],
                position=year,
                year=year,
                text=text,
            )

    def _done(self, row: int, start: str, end: str, on: str) -> Occurrence:
        occurrence = self._planned(row, start, end)
        occurrence.state, occurrence.done_on = (
            OccurrenceState.DONE,
            dt.date.fromisoformat(on),
        )
        occurrence.save()
        return occurrence

    def _planned(self, row: int, start: str | None, end: str | None) -> Occurrence:
        return OccurrenceFactory(
            line=self.activities[row].line,
            label="по итогам четверти" if end is None else "",
            starts_on=start and dt.date.fromisoformat(start),
            due_on=end and dt.date.fromisoformat(end),
        )


def made(
    place: PaperPlace,
    kind: str = PlanReportKind.PLAN_PDF,
    *,
    as_of: dt.date = TODAY,
    now: dt.datetime = NOW,
    version: RoadMapVersion | None = None,
) -> PlanReport:
    """Ask for a paper and make it."""
    report = request_plan_report(
        version=version or place.version,
        kind=kind,
        as_of=as_of,
        user=place.coordinator,
        now=now,
    )
    make_plan_report(report_id=report.pk, clock=lambda: now)
    report.refresh_from_db()
    assert (report.state, report.error_detail) == (JobState.DONE, "")
    return report


def content_of(report: PlanReport) -> bytes:
    """Return the bytes of a ready paper."""
    with report.file.content.open("rb") as opened:
        return opened.read()


__all__ = ["NOW", "TODAY", "Activity", "PaperPlace", "Section", "content_of", "made"]
