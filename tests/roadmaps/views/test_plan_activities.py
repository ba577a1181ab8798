"""Rows of a draft on their pages: the form, its conflicts, how a wording reads."""

import datetime as dt

import pytest
from django.contrib.messages import get_messages

from roadmaps.actions.plan_activities import change_activity
from roadmaps.enums import Audience
from roadmaps.presenters.activity_form import SEEN
from roadmaps.terms.encode import term_from_json
from schools.queries.versions import fingerprint
from tests.factories import SchoolFactory
from tests.factories.plans import NOW, PartyFactory
from tests.roadmaps.plan_desk import PlanDesk, address


pytestmark = pytest.mark.django_db


@pytest.fixture
def desk() -> PlanDesk:
    return PlanDesk()


@pytest.fixture
def version(desk):
    return desk.draft()


def row_data(version, **changes) -> dict[str, object]:
    return {
        "section": version.sections.get().pk,
        "title": "Новое дело",
        "term_text": "Май",
        "audience": Audience.NONE,
        **changes,
    }


def said(response) -> list[str]:
    return [str(message) for message in get_messages(response.wsgi_request)]


def browse(desk, version):
    """Send the form of the first row as it stands, with changes."""
    activity = version.activities.in_order()[0]
    seen = desk.get("activity_edit", activity.pk).context["form"].initial["seen"]

    def send(**changes):
        data = row_data(version, title=activity.title, seen=seen, **changes)
        return desk.post("activity_edit", activity.pk, **data)

    return activity, send


class TestNew:
    def test_everything_that_an_import_makes(self, desk, version):
        school = SchoolFactory(municipality=desk.town)
        version.layout = [
            {"meaning": "milestone", "header": "2025", "milestone": "2025"}
        ]
        version.save()
        response = desk.post(
            "activity_new",
            version.pk,
            **row_data(
                version,
                agreed_spans="01.10.2025 – 20.10.2025\nдо 20.05.2026",
                parties=["Отдел", "", "Школы"],
                audience=Audience.CHOSEN,
                schools=[school.pk],
                document_types=["order", "report"],
                counters="5 встреч\n20 % участников",
                cell_0="Начато",
            ),
        )
        activity = version.activities.get(title="Новое дело")
        assert response.url == address(version, f"activity-{activity.pk}")
        assert activity.agreed_spans == [
            ["2025-10-01", "2025-10-20"],
            [None, "2026-05-20"],
        ]
        assert activity.counters == [
            {"at_least": 5, "unit": "встреч", "is_percent": False},
            {"at_least": 20, "unit": "участников", "is_percent": True},
        ]
        assert [str(link) for link in activity.party_links.all()] == ["Отдел", "Школы"]
        assert activity.document_types == ["order", "report"]
        assert list(activity.schools.all()) == [school]
        assert activity.milestones.get().text == "Начато"

    def test_the_section_of_the_button_is_chosen(self, desk, version):
        section = version.sections.get()
        form = desk.get("activity_new", version.pk, section=section.pk).context["form"]
        assert str(form["section"].value()) == str(section.pk)

    def test_an_error_loses_nothing(self, desk, version):
        response = desk.post(
            "activity_new",
            version.pk,
            **row_data(version, agreed_spans="в октябре", parties=["Новый отдел"]),
        )
        page = response.content.decode()
        assert response.status_code == 422
        assert list(response.context["form"].errors) == ["agreed_spans"]
        assert 'value="Новый отдел"' in page
        assert "в октябре" in page

    @pytest.mark.parametrize(
        ("field", "value"),
        [
            ("agreed_spans", "31.02.2026"),
            ("agreed_spans", "20.10.2025 – 01.10.2025"),
            ("counters", "несколько"),
            ("counters", "5"),
            ("title", ""),
        ],
    )
    def test_what_is_not_understood_is_said_at_its_field(
        self, desk, version, field, value
    ):
        data = row_data(version, **{field: value})
        response = desk.post("activity_new", version.pk, **data)
        assert list(response.context["form"].errors) == [field]

    def test_chosen_schools_are_to_be_chosen(self, desk, version):
        data = row_data(version, audience=Audience.CHOSEN)
        response = desk.post("activity_new", version.pk, **data)
        assert list(response.context["form"].errors) == ["schools"]

    def test_a_neighbours_school_is_not_offered(self, desk, version):
        data = row_data(version, audience=Audience.CHOSEN, schools=[SchoolFactory().pk])
        response = desk.post("activity_new", version.pk, **data)
        assert list(response.context["form"].errors) == ["schools"]

    def test_without_sections_there_is_no_place(self, desk, version):
        version.sections.all().delete()
        response = desk.get("activity_new", version.pk)
        assert response.url == address(version)

    def test_a_doubt_about_the_term_is_told_at_once(self, desk, version):
        data = row_data(version, term_text="август")
        response = desk.post("activity_new", version.pk, **data)
        assert len(said(response)) == 2

    def test_known_parties_are_offered(self, desk, version):
        PartyFactory(territory=desk.town, name="Отдел качества")
        page = desk.get("activity_new", version.pk).content.decode()
        assert '<option value="Отдел качества"></option>' in page


class TestEdit:
    def test_the_term_is_read_again(self, desk, version):
        activity, send = browse(desk, version)
        send(term_text="до 20 мая")
        activity.refresh_from_db()
        (span,) = term_from_json(activity.term).spans
        assert span.end == dt.date(2026, 5, 20)

    def test_the_form_says_what_is_there(self, desk, version):
        activity = version.activities.in_order()[0]
        activity.agreed_spans = [["2025-10-01", "2025-10-20"], [None, "2026-05-20"]]
        activity.counters = [{"at_least": 20, "unit": "участников", "is_percent": True}]
        activity.save()
        initial = desk.get("activity_edit", activity.pk).context["form"].initial
        assert initial["agreed_spans"] == ["01.10.2025 – 20.10.2025", "до 20.05.2026"]
        assert initial["counters"] == ["20\u00a0% участников"]
        assert initial["parties"] == ["Методический центр"]

    def test_what_stands_there_can_be_sent_again(self, desk, version):
        """The words that the form shows are words that it understands."""
        activity, send = browse(desk, version)
        send(agreed_spans="01.10.2025 – 20.10.2025", counters="20\u00a0% участников")
        form = desk.get("activity_edit", activity.pk).context["form"]
        lines = {
            name: "\n".join(form.initial[name]) for name in ("agreed_spans", "counters")
        }
        _, send = browse(desk, version)
        send(**lines, result="Итог")
        activity.refresh_from_db()
        assert (activity.result, activity.agreed_spans, activity.counters) == (
            "Итог",
            [["2025-10-01", "2025-10-20"]],
            [{"at_least": 20, "unit": "участников", "is_percent": True}],
        )

    def test_what_somebody_else_changed_is_shown_and_nothing_is_lost(
        self, desk, version
    ):
        activity, send = browse(desk, version)
        change_activity(
            activity=activity,
            values={"result": "Их итог"},
            seen=fingerprint(activity, SEEN),
            user=desk.coordinator,
            now=NOW,
        )
        response = send(result="Мой итог")
        assert response.status_code == 422
        (change,) = [
            line
            for line in response.context["changes"]
            if line["field"] == "ожидаемый результат"
        ]
        assert (change["old"], change["new"]) == ("Их итог", "Мой итог")
        # Sent once more, the person's own words stay.
        seen = response.context["form"].data["seen"]
        data = row_data(version, title=activity.title, result="Мой итог", seen=seen)
        desk.post("activity_edit", activity.pk, **data)
        activity.refresh_from_db()
        assert activity.result == "Мой итог"

    def test_an_approved_row_leads_to_the_plan(self, desk):
        version = desk.in_force().versions.get()
        activity = version.activities.first()
        response = desk.get("activity_edit", activity.pk)
        assert response.url == address(version, f"activity-{activity.pk}")

    def test_another_town_has_no_such_row(self, desk, version):
        activity = version.activities.first()
        response = desk.get("activity_edit", activity.pk, who="neighbour")
        assert response.status_code == 404


class TestMoveAndRemove:
    def test_down_and_the_edge(self, desk, version):
        first, second = version.activities.in_order()
        desk.post("activity_move", first.pk, to="down")
        assert list(version.activities.in_order()) == [second, first]
        response = desk.post("activity_move", first.pk, to="down")
        assert "край раздела" in said(response)[0]

    def test_removed_with_a_reason(self, desk, version):
        first, second = version.activities.in_order()
        assert desk.post("activity_remove", first.pk, reason="").status_code == 422
        desk.post("activity_remove", first.pk, reason="Лишнее")
        assert list(version.activities.all()) == [second]


class TestReading:
    def read(self, desk, version, text):
        page = desk.get("reading", version.pk, term_text=text).content.decode()
        return " ".join(page.split())

    def test_says_how_a_wording_is_understood(self, desk, version):
        assert "май 2026" in self.read(desk, version, "Май")

    def test_says_what_is_doubtful(self, desk, version):
        assert "Сомнение" in self.read(desk, version, "август")

    def test_says_that_there_is_none(self, desk, version):
        assert "Срок не указан" in self.read(desk, version, " ")
