"""More papers and recommendations, with all that their rows show."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from monitoring.actions.value_writing import write_value
from monitoring.counting.cells import YES
from monitoring.enums import Addressee, RecommendationState, ReportKind, SchoolGroup
from monitoring.models import Recommendation, Report, WindowSchool
from tests.factories import SchoolFactory


if TYPE_CHECKING:
    from tests.meta.world import World

NOW = dt.datetime(2026, 3, 2, 9, 0, tzinfo=dt.UTC)


def a_paper(world: World, number: int) -> None:
    Report.objects.create(
        territory=world.municipality,
        year=2025,
        kind=ReportKind.NOTE,
        title=f"Записка {number}",
        requested_at=NOW,
        requested_by=world.people["head"],
    )


def a_recommendation(world: World, number: int) -> None:
    Recommendation.objects.create(
        territory=world.municipality,
        school=SchoolFactory(municipality=world.municipality),
        year=2025,
        data_text="38 %",
        finding=f"Мало {number}",
        addressee=Addressee.SCHOOL,
        action="Провести",
        due_on=NOW.date(),
        state=RecommendationState.ISSUED,
        created_at=NOW,
    )


def something_of_the_note(world: World, number: int) -> None:
    """Add a late school with a value, a recommendation, and so lines of the tables."""
    a_recommendation(world, number)
    form = WindowSchool.objects.create(
        window=world["window"],
        school=SchoolFactory(municipality=world.municipality),
        group=SchoolGroup.LOW,
    )
    write_value(
        window_indicator=world["window_indicator"],
        window_school=form,
        cell=YES,
        user=None,
        now=NOW,
    )
