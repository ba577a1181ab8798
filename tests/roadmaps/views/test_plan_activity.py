"""The page of one row: what is due, its papers, its history over versions."""

import pytest
from django.urls import reverse

from roadmaps.actions.plan_activities import change_activity
from roadmaps.actions.roll_over import roll_over
from roadmaps.enums import Audience
from roadmaps.models import Evidence, Occurrence, SchoolAnswer
from roadmaps.presenters.activity_form import SEEN
from schools.queries.versions import fingerprint
from tests.factories import SchoolFactory
from tests.factories.plans import NOW
from tests.roadmaps.plan_desk import PlanDesk


pytestmark = pytest.mark.django_db


@pytest.fixture
def desk() -> PlanDesk:
    return PlanDesk()


@pytest.fixture
def row(desk):
    return desk.in_force(1).versions.get().activities.get()


def paper(row, **values) -> Evidence:
    return Evidence.objects.create(
        occurrence=row.line.occurrences.get(),
        document_type="order",
        added_at=NOW,
        **{"title": "Приказ", "link": "https://example.org/order", **values},
    )


class TestDue:
    def test_occurrences_lead_to_their_pages(self, desk, row):
        (found,) = desk.get("activity", row.pk).context["occurrences"]
        occurrence = row.line.occurrences.get()
        assert found["url"] == reverse("terms:occurrence", args=[occurrence.pk])
        assert "просрочено" in found["badge"]

    def test_a_team_sees_what_concerns_its_school(self, desk, row):
        assert desk.get("activity", row.pk, who="team").context["occurrences"] == []
        SchoolAnswer.objects.create(
            occurrence=row.line.occurrences.get(), school=desk.school
        )
        found = desk.get("activity", row.pk, who="team").context["occurrences"]
        assert len(found) == 1

    def test_a_draft_says_when_they_come(self, desk):
        draft = desk.draft()
        row = draft.activities.first()
        Occurrence.objects.all().delete()
        page = desk.get("activity", row.pk).content.decode()
        assert "Сроки появятся, когда проект утвердят." in page


class TestPapers:
    def test_the_departments_see_all(self, desk, row):
        paper(row)
        paper(row, title="Отчёт школы", school=desk.school)
        found = desk.get("activity", row.pk, who="methodist").context["papers"]
        assert {p["title"] for p in found} == {"Приказ", "Отчёт школы"}

    def test_a_team_sees_its_own(self, desk, row):
        paper(row)
        paper(row, title="Чужой отчёт", school=SchoolFactory(municipality=desk.town))
        paper(row, title="Наш отчёт", school=desk.school)
        found = desk.get("activity", row.pk, who="team").context["papers"]
        assert [p["title"] for p in found] == ["Наш отчёт"]


class TestSchools:
    def test_a_team_reads_no_names_of_other_schools(self, desk):
        draft = desk.draft(1)
        row = draft.activities.get()
        other = SchoolFactory(municipality=desk.town, name="Школа за рекой")
        row.audience = Audience.CHOSEN
        row.save()
        row.schools.set([desk.school, other])
        from tests.factories.plans import approve

        approve(draft)
        page = desk.get("activity", row.pk, who="team").content.decode()
        assert desk.school.name in page
        assert "Школа за рекой" not in page
        officials = desk.get("activity", row.pk, who="methodist").content.decode()
        assert "Школа за рекой" in officials


class TestHistory:
    def test_a_changed_wording_is_marked_word_by_word(self, desk, row):
        draft = desk.correction(row.version.road_map)
        copy = draft.activities.get()
        change_activity(
            activity=copy,
            values={"title": f"{row.title} дважды"},
            seen=fingerprint(copy, SEEN),
            user=desk.coordinator,
            now=NOW,
        )
        newest, first = desk.get("activity", row.pk).context["history"]
        (change,) = newest["changes"]
        assert (change["field"], [p.text for p in change["new"] if p.is_changed]) == (
            "мероприятие",
            [" дважды"],
        )
        assert (first["is_first"], first["version"].number) == (True, 1)

    def test_an_older_wording_leads_to_the_newer(self, desk, row):
        copy = desk.correction(row.version.road_map).activities.get()
        assert desk.get("activity", row.pk).context["newest"] == copy

    def test_a_team_hears_of_no_draft(self, desk, row):
        desk.correction(row.version.road_map)
        context = desk.get("activity", row.pk, who="team").context
        assert [line["version"].number for line in context["history"]] == [1]
        assert context["newest"] == row

    def test_the_row_of_the_last_period_is_named(self, desk, row):
        road_map = row.version.road_map
        version = roll_over(
            road_map=road_map,
            starts_on=road_map.starts_on.replace(year=2026),
            ends_on=road_map.ends_on.replace(year=2027),
            user=desk.coordinator,
            now=NOW,
        )
        context = desk.get("activity", version.activities.get().pk).context
        assert context["former"] == row


def test_another_town_has_no_such_row(desk, row):
    assert desk.get("activity", row.pk, who="neighbour").status_code == 404


def test_a_team_has_no_row_of_a_draft(desk):
    row = desk.draft().activities.first()
    assert desk.get("activity", row.pk, who="team").status_code == 404
