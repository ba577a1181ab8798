"""A form with a dead session or an old token: nothing is done, its text comes back."""

import pytest
from django.test import Client
from django.urls import reverse

from roadmaps.models import ProgrammeStep
from schools.views.kept import GIVEN_BACK
from tests.roadmaps.programme_desk import Desk, make_desk


pytestmark = pytest.mark.django_db
OWN = {"Origin": "http://testserver"}


@pytest.fixture
def desk() -> Desk:
    return make_desk()


def told(page) -> list[str]:
    return [str(message) for message in page.context["messages"]]


def test_signed_in_again_in_another_tab_the_text_is_in_the_form_once(desk):
    programme, _, _ = desk.sent()
    address = reverse("programmes:move", args=[programme.pk, "withdraw"])
    client = Client(enforce_csrf_checks=True)
    client.force_login(desk.team)
    old = {"reason": "Нашли опечатку.", "csrfmiddlewaretoken": "x" * 64}
    answer = client.post(address, old, headers=OWN)
    assert (answer.status_code, answer.url) == (302, address)
    page = client.get(address)
    assert (page.status_code, page.context["form"]["reason"].value()) == (
        200,
        "Нашли опечатку.",
    )
    assert told(page) == [GIVEN_BACK]
    assert client.get(address).context["form"]["reason"].value() is None
    # Only the school's own sending stands in the history.
    assert [step.code for step in ProgrammeStep.objects.all()] == ["submit"]


def test_a_form_from_another_site_leaves_nothing(desk):
    programme, _, _ = desk.sent()
    address = reverse("programmes:move", args=[programme.pk, "withdraw"])
    client = Client(enforce_csrf_checks=True)
    client.force_login(desk.team)
    answer = client.post(
        address,
        {"reason": "Нашли опечатку в программе."},
        headers={"Origin": "https://elsewhere.example.org"},
    )
    assert (answer.status_code, answer.context["texts"]) == (403, [])
    assert client.get(address).context["form"]["reason"].value() is None


def test_after_a_dead_session_the_text_waits_for_the_login(desk):
    programme = desk.start()
    address = reverse("programmes:upload", args=[programme.pk])
    client = Client()
    answer = client.post(address, {"comment": "Исправлены показатели."})
    assert answer.url == f"/accounts/login/?next={address}"
    session = client.session
    kept = session["kept_forms"]
    client.force_login(desk.team)
    session = client.session
    session["kept_forms"] = kept
    session.save()
    page = client.get(address)
    assert page.context["form"]["comment"].value() == "Исправлены показатели."
