"""The coordinator's side: reading, accepting, returning, asking, the history."""

import io

import openpyxl
import pytest
from django.urls import reverse

from monitoring.actions.form_moves import reopen_form
from monitoring.counting import Cell, State
from monitoring.counting.cells import NO
from monitoring.enums import FormState
from monitoring.models import WindowSchool
from schools.enums import Role
from tests.factories import SchoolFactory, person
from tests.monitoring.forms_desk import NOW, FormsDesk


pytestmark = pytest.mark.django_db


@pytest.fixture
def desk() -> FormsDesk:
    desk = FormsDesk()
    desk.fill()
    desk.send()
    return desk


def state(desk: FormsDesk) -> str:
    return WindowSchool.objects.get(pk=desk.form.pk).state


class TestReview:
    def page(self, desk, who="coordinator"):
        return desk.browser(who).get(desk.address("review"))

    def doubts(self, desk) -> list[str]:
        groups = self.page(desk).context["reading"]
        rows = [row for group in groups for row in group.rows]
        return [doubt.words for row in rows for doubt in row.doubts]

    def test_shows_values_targets_and_the_next_school(self, desk):
        response = self.page(desk)
        text = response.content.decode()
        assert ("12 из\u00a020 (60,0\u00a0%)" in text, "100\u00a0%" in text) == (
            True,
            True,
        )
        assert response.context["after"].school == desk.sibling
        assert self.doubts(desk) == []

    def test_a_typo_of_ten_times_is_flagged(self, desk):
        for number in range(8):
            school = SchoolFactory(municipality=desk.town)
            desk.window.window_schools.create(school=school, group="low")
            form = desk.form_of(school)
            desk.people["team"] = person(
                Role.SCHOOL_TEAM, school, username=f"team-{number}"
            )
            desk.save("share", Cell(State.VALUE, 2, 18 + number), form=form)
        share = desk.value("share")
        share.numerator, share.denominator = 12, 200
        share.save()
        assert self.doubts(desk) == [
            "Сильно отличается от других школ: проверьте порядок числа."
        ]

    def test_missing_evidence_bars_acceptance(self, desk):
        desk.versions["yes"].needs_evidence = True
        desk.versions["yes"].save()
        assert self.doubts(desk) == ["Нет подтверждения: принять нельзя."]
        desk.browser("coordinator").post(desk.address("accept"))
        assert state(desk) == FormState.SUBMITTED

    def test_the_head_reads_and_decides_nothing(self, desk):
        response = self.page(desk, "head")
        assert (response.status_code, response.context["can_decide"]) == (200, False)
        assert desk.browser("head").post(desk.address("accept")).status_code == 403


class TestMoves:
    def test_acceptance_asks_for_new_figures(
        self, desk, django_capture_on_commit_callbacks
    ):
        with django_capture_on_commit_callbacks() as enqueued:
            desk.browser("coordinator").post(desk.address("accept"))
        assert (state(desk), len(enqueued)) == (FormState.ACCEPTED, 1)

    def test_a_return_says_what_to_mend(self, desk):
        browser = desk.browser("coordinator")
        empty = browser.post(desk.address("return"), {"comment": ""})
        assert (empty.status_code, state(desk)) == (422, FormState.SUBMITTED)
        browser.post(desk.address("return"), {"comment": "Проверьте знаменатель"})
        page = desk.browser().get(desk.address("form")).content.decode()
        assert ("Проверьте знаменатель" in page, state(desk)) == (
            *(True, FormState.RETURNED),
        )

    def test_an_accepted_form_is_opened_again_and_counts_its_changes(
        self, desk, django_capture_on_commit_callbacks
    ):
        desk.accept()
        with django_capture_on_commit_callbacks() as enqueued:
            desk.browser("coordinator").post(
                desk.address("reopen"), {"reason": "Ошибка в числах"}
            )
        assert (state(desk), len(enqueued)) == (FormState.RETURNED, 1)
        desk.form.refresh_from_db()
        desk.save("yes", NO, revision=1)
        desk.save("count", Cell(State.VALUE, 4), revision=1)
        page = desk.browser("coordinator").get(desk.address("review"))
        assert "изменено после принятия: 2\u00a0значения" in page.content.decode()

    def test_a_move_out_of_turn_leads_back(self, desk):
        response = desk.browser("coordinator").get(desk.address("reopen"))
        assert response.url == desk.address("review")

    def test_a_question_stands_at_the_value(self, desk):
        browser = desk.browser("coordinator")
        address = desk.address("question", desk.key("yes"))
        browser.post(address, {"question": "Точно есть?"})
        assert desk.value("yes").query_text == "Точно есть?"
        assert (
            "Точно есть?" in desk.browser().get(reverse("forms:own")).content.decode()
        )
        browser.post(address, {"question": ""})
        assert desk.value("yes").query_text == ""


class TestHistory:
    def test_three_edits_are_three_lines_on_the_page_and_in_the_file(self, desk):
        desk.accept()
        reopen_form(
            window_school=desk.form,
            reason="Ошибка",
            user=desk.people["coordinator"],
            now=NOW,
        )
        desk.save("count", Cell(State.NO_DATA), revision=1)
        desk.save("count", Cell(State.VALUE, 0), revision=2)
        browser = desk.browser("head")
        page = browser.get(reverse("forms:history", args=[desk.value("count").pk]))
        assert [(line.before, line.after) for line in page.context["changes"]] == [
            ("нет данных", "0"),
            ("3", "нет данных"),
            ("не заполнено", "3"),
        ]
        content = browser.get(desk.address("history_export")).content
        sheet = openpyxl.load_workbook(io.BytesIO(content)).active
        rows = [row for row in sheet.values if row[0] == "p7"]
        assert [(row[4], row[5], row[8]) for row in rows] == [
            ("не заполнено", "3", None),
            ("3", "нет данных", "да"),
            ("нет данных", "0", "да"),
        ]

    def test_another_school_has_none(self, desk):
        address = reverse("forms:history", args=[desk.value("count").pk])
        assert desk.browser("stranger").get(address).status_code == 404
