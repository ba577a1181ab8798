"""What makes the lists of windows, their matrix and their calendars longer."""

import datetime as dt

from django.utils import timezone

from monitoring.models import IndicatorTarget, Window, WindowSchool
from monitoring.seasons import collection_year
from tests.factories import SchoolFactory
from tests.factories.monitoring import CalendarFactory, VersionFactory, opened_window
from tests.meta.world import World


def an_open_window(world: World, number: int) -> None:
    """Open a window of this year in which each form stands differently."""
    today = timezone.localdate()
    schools = [SchoolFactory(municipality=world.municipality) for _ in range(3)]
    window = opened_window(
        territory=world.municipality,
        schools=[world.school, *schools],
        versions=[VersionFactory()],
        year=collection_year(today),
        title=f"Окно {number}",
        opens_on=today - dt.timedelta(days=10 + number),
        due_on=today - dt.timedelta(days=1),
        closes_on=today + dt.timedelta(days=5),
    )
    _stand_differently(window, world)


def _stand_differently(window: Window, world: World) -> None:
    own, sent, *_ = window.window_schools.order_by("pk")
    own.extended_to, own.extension_reason = window.closes_on, "Карантин"
    own.extended_by, own.comment = world.people["coordinator"], "Проверьте"
    own.state = "returned"
    own.save()
    sent.state, sent.submitted_at = "submitted", timezone.now()
    sent.first_submitted_on = window.due_on
    sent.save()


def a_school_of_the_window(world: World, number: int) -> None:
    WindowSchool.objects.create(
        window=world["window"],
        school=SchoolFactory(municipality=world.municipality),
        group="low",
        extended_to=dt.date(2026, 3, 1),
        extension_reason="Карантин",
        extended_by=world.people["coordinator"],
    )


def a_collected_calendar(world: World, number: int) -> None:
    """Collect an indicator of one more calendar with two windows a year."""
    version = VersionFactory(calendar=CalendarFactory(territory=world.municipality))
    IndicatorTarget.objects.create(
        indicator=version.indicator,
        territory=world.municipality,
        year=collection_year(timezone.localdate()),
    )
