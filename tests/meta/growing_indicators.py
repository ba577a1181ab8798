"""Longer lists of indicators, for the budgets of queries."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils import timezone

from monitoring.models import IndicatorTarget
from roadmaps.models import PlanIndicator, RoadMapVersion
from roadmaps.queries.deadlines import school_year_of
from tests.factories.monitoring import SiteItemFactory, VersionFactory
from tests.factories.plans import fill_road_map


if TYPE_CHECKING:
    from tests.meta.world import World


def an_indicator(world: World, number: int) -> None:
    """Add one that is collected and lacks a target, and one that is offered."""
    version = VersionFactory(source="site", site_item=SiteItemFactory())
    collect(world, version)
    VersionFactory(indicator__territory=world.municipality)


def a_wording(world: World, number: int) -> None:
    """Add a version and a target to the indicator of the world."""
    version = VersionFactory(
        indicator=world["indicator"],
        number=10 + number,
        valid_from=2030 + number,
        site_item=SiteItemFactory(),
        created_by=world.people["coordinator"],
    )
    IndicatorTarget.objects.create(
        indicator=version.indicator,
        territory=world.municipality,
        year=2030 + number,
        value=number,
    )


def a_plan_with_indicators(world: World, number: int) -> None:
    """Add an approved plan that names an indicator."""
    draft = fill_road_map(world.municipality, is_approved=False).versions.get()
    PlanIndicator.objects.create(version=draft, position=1, title="Доля школ")
    RoadMapVersion.objects.filter(pk=draft.pk).update(
        state="in_force",
        approved_at=timezone.now(),
        order_number="12",
        order_date=timezone.localdate(),
    )


def collect(world: World, version) -> None:
    IndicatorTarget.objects.create(
        indicator=version.indicator,
        territory=world.municipality,
        year=school_year_of(timezone.localdate()),
    )
