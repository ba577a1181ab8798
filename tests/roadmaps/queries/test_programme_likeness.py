"""Copied text is shown to the department with its places, and to no school."""

import pytest
from django.test import Client
from django.urls import reverse

from roadmaps.actions.programme_reading import read_version
from roadmaps.models import ProgrammeVersion
from roadmaps.queries.programme_likeness import alike
from schools.enums import Role
from tests.factories import SchoolFactory, person
from tests.roadmaps.programme_desk import NOW, Desk, make_desk


pytestmark = pytest.mark.django_db

COPIED = (
    "Педагоги школы встречаются каждую вторую среду месяца, разбирают записи уроков "
    "друг друга и договариваются, какой один приём каждый попробует до следующей встречи, "
    "а завуч записывает договорённости в общий журнал наблюдений."
)
OWN = (
    "Наша школа стоит у переправы, и зимой автобус приходит не каждый день, поэтому "
    "консультации для отстающих ребят мы перенесли на большую перемену и на субботу, "
    "когда учителя математики и русского языка свободны от обычных уроков."
)


@pytest.fixture
def desk() -> Desk:
    return make_desk()


def sent_by(desk: Desk, school, *words: str) -> ProgrammeVersion:
    team = person(Role.SCHOOL_TEAM, school)
    programme = desk.start(school=school, user=team)
    version = desk.upload(programme, *words, user=team)
    desk.move(programme, "submit", team)
    read_version(version_id=version.pk, now=NOW)
    return ProgrammeVersion.objects.get(pk=version.pk)


def test_a_copied_passage_is_found_with_both_places(desk):
    other = SchoolFactory(municipality=desk.municipality, name="Школа № 2")
    third = SchoolFactory(municipality=desk.municipality, name="Школа № 3")
    source = sent_by(desk, other, "Введение", COPIED)
    sent_by(desk, third, OWN)
    copy = sent_by(desk, desk.school, "Анализ", "Задачи", COPIED)
    found = alike(version=copy, user=desk.coordinator)
    assert found.compared == 2
    assert [one.version for one in found.likenesses] == [source]
    client = Client()
    client.force_login(desk.coordinator)
    address = reverse("programmes:similar", args=[copy.programme_id, 1])
    page = client.get(address).content.decode()
    assert "Школа № 2, абзац 2" in page
    assert "Эта программа, абзац 3" in page
    assert "Школа № 3" not in page


def test_a_school_never_hears_of_it(desk):
    other = SchoolFactory(municipality=desk.municipality, name="Школа № 2")
    sent_by(desk, other, COPIED)
    copy = sent_by(desk, desk.school, COPIED)
    client = Client()
    client.force_login(desk.team)
    address = reverse("programmes:similar", args=[copy.programme_id, 1])
    assert client.get(address).status_code == 403
    page = client.get(reverse("programmes:detail", args=[copy.programme_id]))
    assert "Сходство" not in page.content.decode()


def test_an_unsent_draft_of_another_school_is_not_compared_with(desk):
    other = SchoolFactory(municipality=desk.municipality)
    team = person(Role.SCHOOL_TEAM, other)
    draft = desk.upload(desk.start(school=other, user=team), COPIED, user=team)
    read_version(version_id=draft.pk, now=NOW)
    copy = sent_by(desk, desk.school, COPIED)
    found = alike(version=copy, user=desk.coordinator)
    assert (found.compared, found.likenesses) == (0, [])
