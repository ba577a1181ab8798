"""Deadlines of the world, a programme on the school's site, kinds of its own."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from roadmaps.enums import PackageItem, ProgrammeState
from roadmaps.models import DeadlineExtension, Publication
from tests.factories.programmes import (
    ProgrammeDeadlineFactory,
    ProgrammeFactory,
    ProgrammeKindFactory,
)


if TYPE_CHECKING:
    from tests.meta.world import World

NOW = dt.datetime(2026, 3, 2, 9, 0, tzinfo=dt.UTC)


def add_deadlines(world: World) -> None:
    """Make them in the municipality; the school got more time than the others."""
    kind = ProgrammeKindFactory(
        territory=world.municipality, code="own_1", name="План наставничества"
    )
    deadline = ProgrammeDeadlineFactory(territory=world.municipality, kind=kind)
    programme = ProgrammeFactory(
        school=world.school,
        kind=kind,
        state=ProgrammeState.PUBLISHED,
        first_submitted_at=NOW,
        order_number="45-ОД",
        order_date=NOW.date(),
    )
    world.objects |= {
        "deadline": deadline,
        "extension": DeadlineExtension.objects.create(
            deadline=deadline,
            school=world.school,
            due_on=dt.date(2026, 4, 1),
            reason="Сменилась команда.",
            granted_by=world.people["coordinator"],
            granted_at=NOW,
        ),
        "published_programme": programme,
        "publication": Publication.objects.create(
            programme=programme,
            item=PackageItem.ORDER,
            address="https://school.example.org/order",
            published_on=NOW.date(),
            recorded_by=world.people["school_team"],
            recorded_at=NOW,
        ),
        "own_kind": kind,
        "retired_kind": ProgrammeKindFactory(
            territory=world.municipality,
            code="own_2",
            name="Паспорт школы",
            is_active=False,
        ),
    }
