"""Road maps with sections, activities and occurrences."""

import datetime as dt

import factory

from roadmaps.enums import Origin, PartyKind, VersionState
from roadmaps.models import (
    Activity,
    ActivityParty,
    Occurrence,
    Party,
    PlanLine,
    RoadMap,
    RoadMapVersion,
    Section,
)
from schools.models import Territory
from tests.factories.registry import MunicipalityFactory


NOW = dt.datetime(2025, 9, 1, 9, 0, tzinfo=dt.UTC)
STARTS, ENDS = dt.date(2025, 9, 1), dt.date(2026, 8, 31)


class RoadMapFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = RoadMap

    territory = factory.SubFactory(MunicipalityFactory)
    title = factory.Sequence(lambda n: f"Дорожная карта № {n}")
    starts_on = STARTS
    ends_on = ENDS
    created_at = NOW


class VersionFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = RoadMapVersion

    road_map = factory.SubFactory(RoadMapFactory)
    number = 1
    origin = Origin.EMPTY
    created_at = NOW


class SectionFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Section

    version = factory.SubFactory(VersionFactory)
    position = factory.Sequence(int)
    number = "1"
    title = factory.Sequence(lambda n: f"Раздел {n}")


class LineFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = PlanLine

    road_map = factory.SubFactory(RoadMapFactory)


class ActivityFactory(factory.django.DjangoModelFactory):
    """An activity of `section`; its line is made in the same road map."""

    class Meta:
        model = Activity

    section = factory.SubFactory(SectionFactory)
    version = factory.LazyAttribute(lambda a: a.section.version)
    line = factory.LazyAttribute(
        lambda a: PlanLine.objects.create(road_map=a.section.version.road_map)
    )
    position = factory.Sequence(int)
    number = factory.Sequence(lambda n: f"1.{n}")
    title = factory.Sequence(lambda n: f"Мероприятие {n}")
    term_text = "Октябрь 2025"


class PartyFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Party

    territory = factory.SubFactory(MunicipalityFactory)
    name = factory.Sequence(lambda n: f"Отдел {n}")
    kind = PartyKind.ORGANISATION


class OccurrenceFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Occurrence

    line = factory.SubFactory(LineFactory)
    label = "октябрь 2025"
    starts_on = dt.date(2025, 10, 1)
    due_on = dt.date(2025, 10, 31)


def approve(version: RoadMapVersion, *, now: dt.datetime = NOW) -> RoadMapVersion:
    """Put a version in force straight away, without the action's checks."""
    version.state = VersionState.IN_FORCE
    version.order_number, version.order_date = "15-ОД", now.date()
    version.approved_at = now
    version.save()
    return version


def fill_road_map(
    territory: Territory, *, activities: int = 2, is_approved: bool = True
) -> RoadMap:
    """Make a road map with one section; each activity has a party and an occurrence."""
    road_map = RoadMapFactory(territory=territory)
    version = VersionFactory(road_map=road_map)
    section = SectionFactory(version=version)
    party, _ = Party.objects.get_or_create(
        territory=territory, name="Методический центр"
    )
    for _ in range(activities):
        activity = ActivityFactory(section=section)
        ActivityParty.objects.create(activity=activity, party=party, position=0)
        OccurrenceFactory(line=activity.line)
    if is_approved:
        approve(version)
    return road_map
