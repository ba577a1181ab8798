"""Windows with schools and indicators, as they stand after their opening."""

import datetime as dt

import factory
from factory.django import DjangoModelFactory

from monitoring.enums import Filler, Level, SchoolGroup, Source, ValueKind
from monitoring.models import (
    CalendarSlot,
    Indicator,
    IndicatorTarget,
    IndicatorVersion,
    SiteItem,
    Window,
    WindowCalendar,
    WindowIndicator,
    WindowSchool,
)
from tests.factories import MunicipalityFactory, SchoolFactory


YEAR = 2025
OPENED = dt.datetime(2026, 2, 1, 3, 0, tzinfo=dt.UTC)


class CalendarFactory(DjangoModelFactory):
    """A calendar of February and June that schools fill."""

    class Meta:
        model = WindowCalendar
        skip_postgeneration_save = True

    code = factory.Sequence(lambda n: f"calendar-{n}")
    name = factory.Sequence(lambda n: f"Календарь {n}")
    filler = Filler.SCHOOL

    @factory.post_generation
    def slots(self, create, months, **kwargs):
        for month in months or (2, 6):
            CalendarSlot.objects.create(calendar=self, month=month)


class IndicatorFactory(DjangoModelFactory):
    """An indicator without a version."""

    class Meta:
        model = Indicator

    code = factory.Sequence(lambda n: f"indicator-{n}")
    group = "Повышение квалификации"
    position = factory.Sequence(int)


class VersionFactory(DjangoModelFactory):
    """«Да» or «нет» of a school, from its form."""

    class Meta:
        model = IndicatorVersion

    indicator = factory.SubFactory(IndicatorFactory)
    number = 1
    valid_from = 2020
    title = factory.Sequence(lambda n: f"Доля школ с механизмом {n}")
    short_title = factory.Sequence(lambda n: f"Механизм {n}")
    numerator_text = "школы, где механизм есть"
    denominator_text = "школы в статусе"
    level = Level.SCHOOL
    kind = ValueKind.YES_NO
    source = Source.FORM
    calendar = factory.SubFactory(CalendarFactory)
    created_at = OPENED


def share_version(**fields) -> IndicatorVersion:
    """Return an indicator of teachers: a numerator and a denominator a school."""
    return VersionFactory(
        **{
            "title": "Доля педагогов, прошедших диагностику",
            "short_title": "Диагностика",
            "numerator_text": "педагоги, прошедшие диагностику",
            "denominator_text": "все педагоги школы",
            "level": Level.TEACHERS,
            "kind": ValueKind.SHARE,
            **fields,
        }
    )


class SiteItemFactory(DjangoModelFactory):
    """A paper that is looked for on a site."""

    class Meta:
        model = SiteItem

    code = factory.Sequence(lambda n: f"item-{n}")
    title = factory.Sequence(lambda n: f"Документ {n}")
    position = factory.Sequence(int)


class WindowFactory(DjangoModelFactory):
    """A window of February 2026, opened, without schools and indicators."""

    class Meta:
        model = Window

    territory = factory.SubFactory(MunicipalityFactory)
    calendar = factory.SubFactory(CalendarFactory)
    year = YEAR
    title = "Педагоги, февраль 2026"
    opens_on = dt.date(2026, 2, 1)
    due_on = dt.date(2026, 2, 20)
    closes_on = dt.date(2026, 2, 27)
    opened_at = OPENED


def opened_window(*, territory=None, schools=(), versions=(), **fields) -> Window:
    """Return a window with the schools and versions in it, each with a target row."""
    territory = territory or MunicipalityFactory()
    versions = list(versions) or [VersionFactory(), share_version()]
    calendar = fields.pop("calendar", None) or versions[0].calendar
    window = WindowFactory(territory=territory, calendar=calendar, **fields)
    for position, version in enumerate(versions, 1):
        WindowIndicator.objects.create(
            window=window, version=version, position=position
        )
        IndicatorTarget.objects.get_or_create(
            indicator=version.indicator,
            territory=territory,
            year=window.year,
            defaults={"value": 100},
        )
    for school in schools or [SchoolFactory(municipality=territory)]:
        WindowSchool.objects.create(window=window, school=school, group=SchoolGroup.LOW)
    return window
