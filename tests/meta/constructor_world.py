"""A programme that the school writes in the constructor and has shown to nobody."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from roadmaps.models import ProgrammeField
from tests.factories.programmes import NOW, ProgrammeFactory
from tests.roadmaps.constructor.contents import whole


if TYPE_CHECKING:
    from tests.meta.world import World

# No other part of the world begins a programme in this year.
STARTS_ON = dt.date(2023, 9, 1)
WRITTEN = ("aim", "causes", "activities")


def add_written(world: World) -> None:
    """Make it with a part of its fields."""
    programme = ProgrammeFactory(
        school=world.school,
        title="Пишется в конструкторе",
        starts_on=STARTS_ON,
        ends_on=dt.date(2026, 8, 31),
    )
    for key in WRITTEN:
        ProgrammeField.objects.create(
            programme=programme,
            key=key,
            value=whole()[key],
            saved_by=world.people["school_team"],
            saved_at=NOW,
        )
    world.objects["written_programme"] = programme


def a_written_field(world: World, number: int) -> None:
    """Write one more field by another person."""
    key = ("basis", "risks", "resources")[number - 1]
    people = list(world.people.values())
    ProgrammeField.objects.create(
        programme=world["written_programme"],
        key=key,
        value=whole()[key],
        saved_by=people[number],
        saved_at=NOW,
    )
