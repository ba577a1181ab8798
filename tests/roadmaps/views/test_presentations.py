"""Pages of presentations: recorded, corrected, shown in the history; refused to others."""

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from roadmaps.models import Presentation
from schools.enums import Role
from schools.models import User
from tests.factories import MunicipalityFactory, person
from tests.factories.programmes import ProgrammeFactory
from tests.roadmaps.programme_desk import Desk, in_state, make_desk


pytestmark = pytest.mark.django_db


@pytest.fixture
def desk() -> Desk:
    return make_desk()


@pytest.fixture
def programme(desk):
    return in_state(desk.school, "submitted")


def client_of(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def values_of(programme, **changes) -> dict[str, object]:
    return {
        "version": programme.versions.get().pk,
        "occasion": "august",
        "held_on": timezone.localdate().isoformat(),
        "place": "Дом учителя",
        "outcome": "Одобрена.",
        "next_step": "Показать опыт.",
    } | changes


def new_url(programme) -> str:
    return reverse("programmes:presentation_new", args=[programme.pk])


def edit_url(row) -> str:
    return reverse("programmes:presentation_edit", args=[row.pk])


def recorded(desk, programme, user=None) -> Presentation:
    client_of(user or desk.team).post(new_url(programme), values_of(programme))
    return Presentation.objects.get()


def event_of(user, programme) -> dict[str, object]:
    page = client_of(user).get(reverse("programmes:detail", args=[programme.pk]))
    (event,) = [item for item in page.context["steps"] if item.get("is_event")]
    return event


def test_recorded_it_stands_in_the_history_with_version_and_outcome(desk, programme):
    row = recorded(desk, programme)
    event = event_of(desk.team, programme)
    assert (event["version"], event["outcome"], event["next_step"]) == (
        1,
        "Одобрена.",
        "Показать опыт.",
    )
    assert event["edit_url"] == edit_url(row)
    assert event_of(desk.head, programme)["edit_url"] == ""


def test_a_refused_form_keeps_its_text(desk, programme):
    page = client_of(desk.team).post(
        new_url(programme), values_of(programme, held_on="2999-01-01")
    )
    assert (page.status_code, page.context["form"]["outcome"].value()) == (
        422,
        "Одобрена.",
    )
    assert not Presentation.objects.exists()


def test_corrected_by_the_coordinator(desk, programme):
    row = recorded(desk, programme)
    client = client_of(desk.coordinator)
    seen = client.get(edit_url(row)).context["form"]["seen"].value()
    answer = client.post(
        edit_url(row), values_of(programme, outcome="Доработать.", seen=seen)
    )
    row.refresh_from_db()
    assert (answer.status_code, row.outcome) == (302, "Доработать.")


def test_the_second_writer_sees_what_stands_now_and_may_go_on(desk, programme):
    row = recorded(desk, programme)
    client = client_of(desk.team)
    old = client.get(edit_url(row)).context["form"]["seen"].value()
    Presentation.objects.update(outcome="Принято к сведению.")
    values = values_of(programme, outcome="Моё", seen=old)
    page = client.post(edit_url(row), values)
    assert (page.status_code, page.context["current"].outcome) == (
        422,
        "Принято к сведению.",
    )
    again = page.context["form"]["seen"].value()
    client.post(edit_url(row), values | {"seen": again})
    row.refresh_from_db()
    assert row.outcome == "Моё"


def test_who_may_not_and_for_whom_there_is_nothing(desk, programme):
    row = recorded(desk, programme)
    stranger = person(Role.COORDINATOR, MunicipalityFactory())
    colleague = person(Role.SCHOOL_TEAM, desk.school)
    found = {
        (name, page): client_of(user).get(address).status_code
        for name, user in (
            ("methodist", desk.methodist),
            ("colleague", colleague),
            ("stranger", stranger),
        )
        for page, address in (("new", new_url(programme)), ("edit", edit_url(row)))
    }
    assert found == {
        ("methodist", "new"): 403,
        ("methodist", "edit"): 403,
        ("colleague", "new"): 200,
        ("colleague", "edit"): 403,
        ("stranger", "new"): 404,
        ("stranger", "edit"): 404,
    }
    assert Client().get(edit_url(row)).url.startswith("/accounts/login/")
    assert client_of(desk.team).delete(edit_url(row)).status_code == 405
    missing = reverse("programmes:presentation_edit", args=[10**9])
    assert client_of(desk.team).get(missing).status_code == 404


def test_without_a_version_there_is_nothing_to_show(desk):
    programme = ProgrammeFactory(school=desk.school)
    answer = client_of(desk.team).get(new_url(programme))
    assert answer.url == reverse("programmes:detail", args=[programme.pk])
