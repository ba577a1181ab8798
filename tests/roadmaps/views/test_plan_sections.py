"""Sections of a draft on their pages."""

import pytest
from django.contrib.messages import get_messages

from tests.factories.plans import SectionFactory
from tests.roadmaps.plan_desk import PlanDesk, address


pytestmark = pytest.mark.django_db
WORDS = {"kind": "", "number": "2", "level": 1, "goals": "", "tasks": ""}


@pytest.fixture
def desk() -> PlanDesk:
    return PlanDesk()


@pytest.fixture
def version(desk):
    found = desk.draft()
    found.sections.update(position=0)
    return found


def said(response) -> list[str]:
    return [str(message) for message in get_messages(response.wsgi_request)]


class TestForm:
    def test_a_new_section_with_its_lists(self, desk, version):
        response = desk.post(
            "section_new",
            version.pk,
            **{**WORDS, "title": "Новый", "goals": "Первая\n\n Вторая "},
        )
        section = version.sections.get(title="Новый")
        assert response.url == address(version, f"section-{section.pk}")
        assert section.goals == ["Первая", "Вторая"]

    def test_a_wrong_depth_keeps_the_words(self, desk, version):
        response = desk.post(
            "section_new", version.pk, **{**WORDS, "title": "Глубоко", "level": 3}
        )
        assert response.status_code == 422
        assert list(response.context["form"].errors) == ["level"]
        assert "Глубоко" in response.content.decode()

    def test_a_section_is_changed(self, desk, version):
        section = version.sections.get()
        desk.post("section_edit", section.pk, **{**WORDS, "title": "Иначе"})
        section.refresh_from_db()
        assert (section.title, section.number) == ("Иначе", "2")

    def test_lists_stand_in_the_form_as_lines(self, desk, version):
        version.sections.update(tasks=["Первая", "Вторая"])
        page = desk.get("section_edit", version.sections.get().pk).content.decode()
        assert "Первая\nВторая</textarea>" in page

    def test_a_section_of_an_approved_plan_has_no_form(self, desk):
        version = desk.in_force().versions.get()
        section = version.sections.get()
        response = desk.get("section_edit", section.pk)
        assert response.url == address(version, f"section-{section.pk}")

    def test_a_section_of_another_town_is_not_there(self, desk, version):
        section = version.sections.get()
        response = desk.get("section_edit", section.pk, who="neighbour")
        assert response.status_code == 404


class TestMoveAndRemove:
    def test_down_and_the_edge(self, desk, version):
        first = version.sections.get()
        SectionFactory(version=version, position=1, title="Второй")
        desk.post("section_move", first.pk, to="down")
        assert [s.title for s in version.sections.in_order()] == [
            "Второй",
            first.title,
        ]
        response = desk.post("section_move", first.pk, to="down")
        assert said(response) == ["Дальше переставить некуда: соседних разделов нет."]

    def test_removing_says_what_goes_with_it(self, desk, version):
        section = version.sections.get()
        page = desk.get("section_remove", section.pk).content.decode()
        assert "уйдёт 2\u00a0мероприятия" in page

    def test_removed_with_a_reason(self, desk, version):
        section = version.sections.get()
        assert desk.post("section_remove", section.pk, reason="").status_code == 422
        response = desk.post("section_remove", section.pk, reason="Лишний")
        assert response.url == address(version)
        assert not version.activities.exists()
