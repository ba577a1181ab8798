"""The next version, what two versions differ in, the plan of the next period."""

import datetime as dt

import pytest
from django.urls import reverse

from roadmaps.actions.plan_activities import (
    add_activity,
    change_activity,
    remove_activity,
)
from roadmaps.models import RoadMap
from roadmaps.presenters.activity_form import SEEN
from schools.queries.versions import fingerprint
from tests.factories.plans import NOW
from tests.roadmaps.plan_desk import PlanDesk, address


pytestmark = pytest.mark.django_db


@pytest.fixture
def desk() -> PlanDesk:
    return PlanDesk()


@pytest.fixture
def road_map(desk):
    return desk.in_force(3)


class TestCorrect:
    def test_opens_the_next_version(self, desk, road_map):
        response = desk.post("correct", road_map.pk)
        draft = road_map.versions.get(number=2)
        assert (response.url, draft.activities.count()) == (address(draft), 3)

    def test_only_a_press_of_the_button_does(self, desk, road_map):
        assert desk.get("correct", road_map.pk).status_code == 405
        assert road_map.versions.count() == 1


class TestDifference:
    @pytest.fixture
    def changed(self, desk, road_map):
        """Version 2: one row changed, one removed, one added."""
        draft = desk.correction(road_map)
        first, second, _third = draft.activities.in_order()
        by = {"user": desk.coordinator, "now": NOW}
        change_activity(
            activity=first,
            values={"term_text": "Ноябрь 2025"},
            seen=fingerprint(first, SEEN),
            **by,
        )
        remove_activity(activity=second, reason="Лишнее", **by)
        add_activity(
            section=draft.sections.get(),
            values={"title": "Новое дело", "term_text": "Май"},
            **by,
        )
        return draft

    def groups(self, response) -> dict[str, list[dict]]:
        return {group["code"]: group["rows"] for group in response.context["groups"]}

    def test_rows_are_sorted_by_what_became_of_them(self, desk, road_map, changed):
        groups = self.groups(desk.get("difference", road_map.pk))
        assert {code: len(rows) for code, rows in groups.items()} == {
            "changed": 1,
            "added": 1,
            "removed": 1,
            "moved": 0,
        }

    def test_the_changed_words_are_marked(self, desk, road_map, changed):
        (row,) = self.groups(desk.get("difference", road_map.pk))["changed"]
        (change,) = row["changes"]
        assert change["field"] == "срок"
        assert [p.text for p in change["old"] if p.is_changed] == ["Октябрь"]
        page = desk.get("difference", road_map.pk).content.decode()
        assert "<del>Октябрь</del>" in page
        assert "<ins>Ноябрь</ins>" in page

    def test_versions_are_chosen_in_the_address(self, desk, road_map, changed):
        query = {"from": "1", "to": "2"}
        response = desk.get("difference", road_map.pk, **query)
        assert (response.context["old"].number, response.context["new"].number) == (
            1,
            2,
        )

    def test_a_version_that_is_not_there(self, desk, road_map, changed):
        assert desk.get("difference", road_map.pk, to="9").status_code == 404

    def test_one_version_is_nothing_to_compare(self, desk, road_map):
        response = desk.get("difference", road_map.pk)
        assert response.context["difference"] is None
        assert "Сравнивать пока не с чем" in response.content.decode()

    def test_a_school_hears_of_no_draft(self, desk, road_map, changed):
        response = desk.get("difference", road_map.pk, who="team")
        assert response.context["difference"] is None
        hidden = desk.get("difference", road_map.pk, who="team", to="2")
        assert hidden.status_code == 404

    def test_another_town_has_no_such_plan(self, desk, road_map):
        response = desk.get("difference", road_map.pk, who="neighbour")
        assert response.status_code == 404


class TestRollOver:
    DATA = {
        "title": "План следующего года",
        "starts_on": "2026-09-01",
        "ends_on": "2027-08-31",
    }

    def test_the_next_period_and_its_readings_are_shown_at_once(self, desk, road_map):
        response = desk.get("roll_over", road_map.pk)
        period = response.context["period"]
        assert (period.start, period.end) == (
            dt.date(2026, 9, 1),
            dt.date(2027, 8, 31),
        )
        rows = response.context["rows"]
        assert [(row["old"], row["new"]) for row in rows] == [
            ("Октябрь 2025", "Октябрь 2026")
        ] * 3

    def test_rows_for_a_person_are_marked(self, desk):
        version = desk.draft(1)
        version.activities.update(term_text="до 15.10.2020")
        from tests.factories.plans import approve

        approve(version)
        response = desk.get("roll_over", version.road_map_id)
        assert response.context["marked"] == 1

    def test_a_preview_makes_nothing(self, desk, road_map):
        later = {"starts_on": "2027-09-01", "ends_on": "2028-08-31"}
        response = desk.post(
            "roll_over", road_map.pk, **{**self.DATA, **later}, preview="1"
        )
        assert response.status_code == 200
        assert response.context["rows"][0]["new"] == "Октябрь 2027"
        assert RoadMap.objects.count() == 1

    def test_makes_the_plan_and_leads_to_it(self, desk, road_map):
        response = desk.post("roll_over", road_map.pk, **self.DATA)
        new = RoadMap.objects.get(continues=road_map)
        assert response.url == address(new.versions.get())
        assert new.title == "План следующего года"

    def test_an_earlier_period_is_refused_at_its_field(self, desk, road_map):
        data = {**self.DATA, "starts_on": "2025-09-01"}
        response = desk.post("roll_over", road_map.pk, **data)
        assert response.status_code == 422
        assert list(response.context["form"].errors) == ["starts_on"]

    def test_a_plan_never_approved_is_told_so(self, desk):
        draft = desk.draft()
        response = desk.get("roll_over", draft.road_map_id)
        assert response.url == reverse("plans:detail", args=[draft.road_map_id])
