"""The road maps of the world: one in force, one with a draft, and what hangs on them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from roadmaps.enums import Audience
from roadmaps.models import Activity, Occurrence, SchoolAnswer
from tests.factories.plans import fill_road_map


if TYPE_CHECKING:
    from tests.meta.world import World


def add_plans(world: World) -> None:
    """Make them in the municipality; the first occurrence concerns the school."""
    road_map = fill_road_map(world.municipality)
    drafted = fill_road_map(world.municipality, is_approved=False)
    activity = Activity.objects.filter(version__road_map=road_map).first()
    occurrence = Occurrence.objects.filter(line=activity.line).get()
    occurrence.audience = Audience.CHOSEN
    occurrence.save()
    world.objects |= {
        "road_map": road_map,
        "plan_version": road_map.versions.get(),
        "activity": activity,
        "occurrence": occurrence,
        "answer": SchoolAnswer.objects.create(
            occurrence=occurrence, school=world.school
        ),
        "drafted_map": drafted,
        "plan_draft": drafted.versions.get(),
        "draft_activity": Activity.objects.filter(version__road_map=drafted).first(),
    }
