"""A new road map: from nothing, from the standard cycle, with ways to the others."""

import datetime as dt

import pytest
from django.urls import reverse

from roadmaps.enums import Origin
from roadmaps.models import RoadMap
from tests.roadmaps.plan_desk import PlanDesk, address


pytestmark = pytest.mark.django_db
PERIOD = {"starts_on": "2025-09-01", "ends_on": "2026-08-31"}


@pytest.fixture
def desk() -> PlanDesk:
    return PlanDesk()


class TestEmpty:
    def test_makes_an_empty_draft_and_leads_to_it(self, desk):
        response = desk.post("new", territory=desk.town.pk, title="План", **PERIOD)
        version = RoadMap.objects.get().versions.get()
        assert response.url == address(version)
        assert (version.origin, version.road_map.starts_on) == (
            Origin.EMPTY,
            dt.date(2025, 9, 1),
        )

    def test_the_only_place_is_not_asked(self, desk):
        form = desk.get("new").context["form"]
        assert form["territory"].is_hidden
        assert form["territory"].value() == desk.town.pk

    def test_nothing_typed_is_lost_on_an_error(self, desk):
        values = {"title": "Мой план", **PERIOD, "ends_on": "2024-01-01"}
        response = desk.post("new", territory=desk.town.pk, **values)
        assert response.status_code == 422
        assert response.context["form"].errors == {
            "ends_on": ["Период заканчивается раньше, чем начинается."]
        }
        assert "Мой план" in response.content.decode()
        assert not RoadMap.objects.exists()

    def test_a_neighbours_place_is_not_offered(self, desk):
        foreign = desk.neighbour.memberships.get().territory
        response = desk.post("new", territory=foreign.pk, title="План", **PERIOD)
        assert list(response.context["form"].errors) == ["territory"]

    def test_the_document_the_cycle_and_the_last_plan_are_offered(self, desk):
        road_map, draft = desk.in_force(), desk.draft()
        page = desk.get("new").content.decode()
        ways = (
            reverse("intake:new"),
            reverse("plans:new_standard"),
            reverse("plans:roll_over", args=[road_map.pk]),
        )
        assert all(way in page for way in ways)
        # What was never approved does not go over.
        assert reverse("plans:roll_over", args=[draft.road_map_id]) not in page

    def test_the_head_begins_none(self, desk):
        assert desk.get("new", who="head").status_code == 403


class TestStandard:
    def test_fills_the_draft(self, desk):
        response = desk.post(
            "new_standard", territory=desk.town.pk, title="План", **PERIOD
        )
        version = RoadMap.objects.get().versions.get()
        assert response.url == address(version)
        assert (version.origin, version.activities.count()) == (Origin.STANDARD, 26)

    def test_a_title_and_a_year_are_offered(self, desk):
        form = desk.get("new_standard").context["form"]
        assert "учебный год" in form["title"].value()
        assert form["starts_on"].value().month == 8
