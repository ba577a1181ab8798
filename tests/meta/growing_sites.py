"""What makes the lists of site checks and of computed indicators longer."""

import datetime as dt

from monitoring.actions.value_writing import write_value
from monitoring.counting.cells import YES
from monitoring.enums import SiteVerdict, Source
from monitoring.models import DynamicsRule, SiteCheck, WindowSchool
from tests.factories import SchoolFactory, UserFactory
from tests.factories.monitoring import SiteItemFactory, VersionFactory, opened_window
from tests.meta.world import NOW, World


def a_site_window(world: World, number: int) -> None:
    """Add a window that looks at the world's school, with a checked item."""
    item = SiteItemFactory()
    window = opened_window(
        territory=world.municipality,
        schools=[world.school],
        versions=[VersionFactory(source=Source.SITE, site_item=item)],
    )
    _checked(window.window_schools.get(), item)


def a_school_that_was_checked(world: World, number: int) -> None:
    school = SchoolFactory(municipality=world.municipality)
    sheet = WindowSchool.objects.create(
        window=world["site_window"], school=school, group="low"
    )
    _checked(sheet, world["site_item"])


def an_item_of_the_sheet(world: World, number: int) -> None:
    """Add an item that the window looks for, checked and answered."""
    window, item = world["site_window"], SiteItemFactory()
    version = VersionFactory(source=Source.SITE, site_item=item)
    window.window_indicators.create(version=version, position=100 + number)
    _checked(world["site_form"], item)


def a_computed_window(world: World, number: int) -> None:
    opened_window(
        territory=world.municipality,
        schools=[world.school],
        versions=[VersionFactory(source=Source.PROGRAMMES, fact="order")],
    )


def a_computed_indicator(world: World, number: int) -> None:
    window = world["computed_window"]
    version = VersionFactory(source=Source.PROGRAMMES, fact="order")
    indicator = window.window_indicators.create(version=version, position=100 + number)
    write_value(
        window_indicator=indicator,
        window_school=window.window_schools.first(),
        cell=YES,
        user=None,
        now=NOW,
    )


def a_computed_school(world: World, number: int) -> None:
    sheet = WindowSchool.objects.create(
        window=world["computed_window"],
        school=SchoolFactory(municipality=world.municipality),
        group="low",
    )
    write_value(
        window_indicator=world["computed_indicator"],
        window_school=sheet,
        cell=YES,
        user=None,
        now=NOW,
        detail={"fact": "order", "since": "2025-09-01"},
    )


def a_rule(world: World, number: int) -> None:
    DynamicsRule.objects.create(
        territory=world.municipality,
        valid_from=2030 + number,
        definition="mean",
        created_by=UserFactory(),
        created_at=NOW,
    )


def _checked(sheet: WindowSchool, item) -> None:
    SiteCheck.objects.create(
        window_school=sheet,
        item=item,
        verdict=SiteVerdict.YES,
        address="https://school.example.org/order",
        checked_on=dt.date(2026, 2, 3),
        checked_by=UserFactory(),
        answer="Исправили.",
        answered_at=NOW,
        answered_by=UserFactory(),
    )
