"""What makes the pages of figures longer."""

import datetime as dt

from monitoring.actions.rollups import roll_up
from monitoring.counting.cells import YES
from monitoring.enums import SchoolGroup
from monitoring.models import WindowSchool
from tests.factories import SchoolFactory
from tests.factories.monitoring import VersionFactory, opened_window
from tests.meta.world import NOW, World
from tests.monitoring.filling import fill, write


def an_indicator_with_figures(world: World, number: int) -> None:
    """Add an indicator with windows of two years, filled by the world's school."""
    version = VersionFactory()
    for year in (2024, 2025):
        window = opened_window(
            territory=world.municipality,
            schools=[world.school],
            versions=[version],
            year=year,
            opens_on=dt.date(year + 1, 2, number),
        )
        fill(window, 0, [YES])
        roll_up(window=window, now=NOW)


def a_school_with_figures(world: World, number: int) -> None:
    """Add a school with a value to the window of the world's indicator."""
    window = world["window"]
    form = WindowSchool.objects.create(
        window=window,
        school=SchoolFactory(municipality=world.municipality),
        group=SchoolGroup.LOW,
        state="accepted",
        submitted_at=NOW,
    )
    write(window, world["window_indicator"], form, YES)
    roll_up(window=window, now=NOW)
