"""A form with a dead session or an old token: nothing is done, its text comes back."""

import pytest
from django.test import Client
from django.urls import reverse
from lxml import html

from roadmaps.models import ProgrammeStep
from tests.roadmaps.programme_desk import Desk, make_desk


pytestmark = pytest.mark.django_db
OWN = "http://testserver"
WORDS = "Нашли опечатку в программе."


@pytest.fixture
def desk() -> Desk:
    return make_desk()


def signed_in_after(client: Client, user) -> None:
    """Sign in as the login does it: what the browser's session holds stays."""
    kept = client.session["kept_forms"]
    client.force_login(user)
    session = client.session
    session["kept_forms"] = kept
    session.save()


def shown(answer, name: str) -> list[str]:
    tree = html.document_fromstring(answer.content.decode())
    return [e.value.strip() for e in tree.xpath(f"//*[@name='{name}']")]


def test_after_a_dead_session_the_text_waits_on_its_page_once(desk):
    programme, _, _ = desk.sent()
    address = reverse("programmes:move", args=[programme.pk, "withdraw"])
    client = Client()
    answer = client.post(
        address, {"reason": WORDS}, headers={"Referer": f"{OWN}{address}"}
    )
    assert answer.url == f"/accounts/login/?next={address}"
    signed_in_after(client, desk.team)
    page = client.get(address)
    assert shown(page, "reason") == [WORDS]
    assert "вход был выполнен заново" in page.content.decode()
    assert shown(client.get(address), "reason") == [""]


def test_signed_in_again_in_another_tab_the_form_is_not_done(desk):
    programme, _, _ = desk.sent()
    address = reverse("programmes:move", args=[programme.pk, "withdraw"])
    client = Client(enforce_csrf_checks=True)
    client.force_login(desk.team)
    old = {"reason": WORDS, "csrfmiddlewaretoken": "x" * 64}
    headers = {"Origin": OWN, "Referer": f"{OWN}{address}"}
    answer = client.post(address, old, headers=headers)
    assert (answer.status_code, answer.url) == (302, address)
    assert shown(client.get(address), "reason") == [WORDS]
    # Only the school's own sending stands in the history.
    assert [step.code for step in ProgrammeStep.objects.all()] == ["submit"]


def test_a_part_of_a_page_leads_the_whole_page_to_the_login(desk):
    programme, _, _ = desk.sent()
    page = reverse("programmes:detail", args=[programme.pk])
    address = reverse("programmes:move", args=[programme.pk, "withdraw"])
    headers = {"HX-Request": "true", "Referer": f"{OWN}{page}"}
    client = Client()
    answer = client.post(address, {"reason": WORDS}, headers=headers)
    assert answer.status_code == 200
    assert answer.headers["HX-Redirect"] == f"/accounts/login/?next={page}"
    # No form of that page asks for a reason: the words are shown to be copied.
    signed_in_after(client, desk.team)
    assert f"{WORDS}</textarea>" in client.get(page).content.decode()


def test_a_part_of_a_page_with_an_old_token_loads_the_page_anew(desk):
    programme, _, _ = desk.sent()
    page = reverse("programmes:detail", args=[programme.pk])
    address = reverse("programmes:move", args=[programme.pk, "withdraw"])
    client = Client(enforce_csrf_checks=True)
    client.force_login(desk.team)
    headers = {"HX-Request": "true", "Origin": OWN, "Referer": f"{OWN}{page}"}
    answer = client.post(address, {"reason": WORDS}, headers=headers)
    assert (answer.status_code, answer.headers["HX-Redirect"]) == (200, page)


def test_where_the_form_stood_in_an_answer_its_text_is_shown(desk):
    # This address takes forms and shows none: there is no page to return to.
    address = reverse("reviews:remark_new", args=[1])
    client = Client()
    client.post(address, {"text": WORDS}, headers={"Referer": f"{OWN}{address}"})
    signed_in_after(client, desk.team)
    page = client.get(address)
    assert (page.status_code, page.context["texts"]) == (200, [WORDS])


def test_an_answer_that_is_no_page_is_left_as_it_is(desk):
    address = reverse("health_live")
    client = Client()
    client.post(
        reverse("today"), {"text": WORDS}, headers={"Referer": f"{OWN}{address}"}
    )
    signed_in_after(client, desk.team)
    assert client.get(address).json() == {"status": "live"}
    assert address in client.session["kept_forms"]


def test_a_form_from_another_site_leaves_nothing(desk):
    programme, _, _ = desk.sent()
    address = reverse("programmes:move", args=[programme.pk, "withdraw"])
    client = Client(enforce_csrf_checks=True)
    client.force_login(desk.team)
    headers = {"Origin": "https://elsewhere.example.org", "Referer": f"{OWN}{address}"}
    answer = client.post(address, {"reason": WORDS}, headers=headers)
    assert (answer.status_code, answer.context["texts"]) == (403, [])
    assert shown(client.get(address), "reason") == [""]


def test_without_a_page_to_return_to_the_text_is_shown_at_once(desk):
    programme, _, _ = desk.sent()
    address = reverse("programmes:move", args=[programme.pk, "withdraw"])
    client = Client(enforce_csrf_checks=True)
    client.force_login(desk.team)
    answer = client.post(address, {"reason": WORDS}, headers={"Origin": OWN})
    assert (answer.status_code, answer.context["texts"]) == (403, [WORDS])


def test_one_address_does_not_fill_the_sessions(settings):
    settings.REQUEST_RATES = {**settings.REQUEST_RATES, "kept_form": ("POST", "1/h")}
    client = Client(REMOTE_ADDR="198.51.100.8")
    answers = [client.post("/", {"words": "x"}).status_code for _ in range(2)]
    assert answers == [302, 429]
