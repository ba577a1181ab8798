"""The heading of a draft, its indicators, and throwing it away."""

import pytest
from django.urls import reverse

from roadmaps.models import RoadMap
from tests.roadmaps.plan_desk import PlanDesk, address


pytestmark = pytest.mark.django_db


@pytest.fixture
def desk() -> PlanDesk:
    return PlanDesk()


def heading(version, **changes) -> dict[str, object]:
    road_map = version.road_map
    return {
        "title": road_map.title,
        "starts_on": road_map.starts_on,
        "ends_on": road_map.ends_on,
        "approver_position": "",
        "approver_name": "",
        "preamble": "",
        "milestones": "",
        **changes,
    }


class TestHeading:
    def test_is_saved(self, desk):
        version = desk.draft()
        changes = {"title": "Другое", "preamble": "Вводные слова"}
        response = desk.post("edit", version.pk, **heading(version, **changes))
        version.refresh_from_db()
        assert response.url == address(version)
        assert (version.road_map.title, version.preamble) == ("Другое", "Вводные слова")

    def test_columns_of_years_join_the_columns_of_a_plan(self, desk):
        version = desk.draft()
        desk.post("edit", version.pk, **heading(version, milestones="2025\n2026"))
        version.refresh_from_db()
        meanings = [column["meaning"] for column in version.layout]
        assert meanings == [
            *("number", "title", "term", "responsible", "result", "document"),
            *("milestone", "milestone"),
        ]

    def test_columns_keep_their_headers_and_their_place(self, desk):
        version = desk.draft()
        version.layout = [
            {"meaning": "title", "header": "Что", "milestone": ""},
            {"meaning": "milestone", "header": "2025 год", "milestone": "2025"},
            {"meaning": "responsible", "header": "Кто", "milestone": ""},
        ]
        version.save()
        desk.post("edit", version.pk, **heading(version, milestones="2025\n2026"))
        version.refresh_from_db()
        assert [column["header"] for column in version.layout] == [
            *("Что", "2025 год", "2026", "Кто"),
        ]

    def test_an_error_loses_no_word(self, desk):
        version = desk.draft()
        response = desk.post(
            "edit", version.pk, **heading(version, title="", preamble="Слова")
        )
        assert response.status_code == 422
        assert "Слова" in response.content.decode()

    def test_of_an_approved_plan_title_and_period_are_locked(self, desk):
        draft = desk.correction(desk.in_force())
        form = desk.get("edit", draft.pk).context["form"]
        assert form.fields["title"].disabled
        desk.post("edit", draft.pk, **heading(draft, title="Тайком", change_note="Да"))
        draft.refresh_from_db()
        assert (draft.road_map.title == "Тайком", draft.change_note) == (False, "Да")

    def test_an_approved_version_has_no_form(self, desk):
        version = desk.in_force().versions.get()
        assert desk.get("edit", version.pk).url == address(version)


class TestIndicators:
    def post(self, desk, version, *pairs):
        data = {"form-TOTAL_FORMS": len(pairs), "form-INITIAL_FORMS": 0}
        for place, (title, target) in enumerate(pairs):
            data |= {f"form-{place}-title": title, f"form-{place}-target": target}
        return desk.post("indicators", version.pk, **data)

    def test_are_saved_and_empty_ones_left_out(self, desk):
        version = desk.draft()
        response = self.post(desk, version, ("Доля", "50 %"), ("", ""))
        assert response.url == address(version, "indicators")
        assert list(version.indicators.values_list("title", "target")) == [
            ("Доля", "50 %")
        ]

    def test_those_that_are_there_stand_in_the_form(self, desk):
        version = desk.draft()
        self.post(desk, version, ("Доля", "50 %"))
        forms = desk.get("indicators", version.pk).context["forms"]
        assert forms[0].initial == {"title": "Доля", "target": "50 %"}

    def test_a_target_of_nothing_is_asked_about(self, desk):
        version = desk.draft()
        response = self.post(desk, version, ("", "50 %"))
        assert response.status_code == 422
        assert "50 %" in response.content.decode()
        assert not version.indicators.exists()


class TestDiscard:
    def test_the_only_draft_takes_the_plan(self, desk):
        version = desk.draft()
        response = desk.post("discard", version.pk, reason="Ошибка")
        assert response.url == reverse("plans:list")
        assert not RoadMap.objects.exists()

    def test_a_correction_leads_back_to_what_is_in_force(self, desk):
        road_map = desk.in_force()
        draft = desk.correction(road_map)
        response = desk.post("discard", draft.pk, reason="Передумали")
        assert response.url == reverse("plans:detail", args=[road_map.pk])

    def test_a_reason_is_asked(self, desk):
        version = desk.draft()
        response = desk.post("discard", version.pk, reason="")
        assert response.status_code == 422
        assert RoadMap.objects.exists()
