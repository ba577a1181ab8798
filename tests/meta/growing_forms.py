"""What makes the pages of forms longer."""

import datetime as dt

from monitoring.actions.value_writing import write_value
from monitoring.counting import Cell, State
from monitoring.counting.cells import NO, YES
from monitoring.enums import Level, Source
from monitoring.models import Value, WindowIndicator, WindowSchool
from tests.factories.monitoring import VersionFactory, opened_window, share_version
from tests.meta.world import NOW, World


def a_form(world: World, number: int) -> None:
    """Add a form of the school with a value that its coordinator asks about."""
    window = opened_window(
        territory=world.municipality,
        schools=[world.school],
        opens_on=dt.date(2020 + number, 2, 1),
        due_on=dt.date(2020 + number, 2, 20),
        closes_on=dt.date(2090, 2, 27),
    )
    form = window.window_schools.get()
    _written(world, window.window_indicators.first(), form, YES)
    Value.objects.filter(window_school=form).update(query_text="Точно?")


def a_row_of_the_form(world: World, number: int) -> None:
    """Add an indicator that was written this time and the time before."""
    version = share_version()
    cell = Cell(State.VALUE, number, 10)
    earlier = opened_window(
        territory=world.municipality,
        schools=[world.school],
        versions=[version],
        opens_on=dt.date(2010 + number, 2, 1),
        due_on=dt.date(2010 + number, 2, 20),
        closes_on=dt.date(2010 + number, 2, 27),
    )
    place = earlier.window_indicators.get()
    _written(world, place, earlier.window_schools.get(), cell)
    place = world["window"].window_indicators.create(
        version=version, position=100 + number
    )
    _written(world, place, world["form"], cell)
    Value.objects.filter(window_indicator=place).update(evidence_file=world["file"])


def a_municipal_row(world: World, number: int) -> None:
    version = VersionFactory(source=Source.OFFICE, level=Level.MUNICIPALITY)
    place = world["office_window"].window_indicators.create(
        version=version, position=100 + number
    )
    _written(world, place, None, YES)


def a_change_of_the_value(world: World, number: int) -> None:
    value = world["value"]
    cell = Cell((NO, YES)[number % 2].state, number % 2, 1, comment=f"Раз {number}")
    _written(world, value.window_indicator, value.window_school, cell)


def _written(
    world: World, place: WindowIndicator, form: WindowSchool | None, cell: Cell
) -> None:
    write_value(
        window_indicator=place,
        window_school=form,
        cell=cell,
        user=world.people["school_team"],
        now=NOW,
    )
