"""Every form of every page returns what was typed into it before the session died."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import urljoin, urlsplit

import pytest
from django.db import transaction
from django.test import Client
from django.urls import resolve, reverse
from lxml import html

from schools.views.kept import KEY
from tests.meta.matrix import MATRIX
from tests.meta.world import ANONYMOUS, PEOPLE, World, build_world


HOST = "http://testserver"
TEXT = "Слова, набранные в поле {} <до> конца «сеанса»"
TYPED = "normalize-space(@type)='' or @type='text' or @type='url' or @type='email'"
# Where words of some length are written; each must be among the forms that were tried.
LONG_FORMS = {
    "analytics:section",
    "constructor:section",
    "deadlines:new",
    "forms:office",
    "plans:activity_edit",
    "programmes:new",
    "reviews:finish",
    "reviews:remark_new",
    "reviews:score",
    "reviews:second",
    "sites:check",
    "terms:answer",
}
# Pages of the login itself keep nothing: what is typed there is secret.
OWN_LOGIN = ("account_", "mfa_")


@pytest.fixture(scope="module")
def world(django_db_setup: None, django_db_blocker) -> Iterator[World]:
    with django_db_blocker.unblock(), transaction.atomic():
        yield build_world()
        transaction.set_rollback(True)


def text_fields(form: html.HtmlElement) -> list[html.HtmlElement]:
    fields = form.xpath(f".//textarea | .//input[{TYPED}]")
    return [field for field in fields if field.get("name") and not blocked(field)]


def blocked(field: html.HtmlElement) -> bool:
    return field.get("readonly") is not None or field.get("disabled") is not None


def pages(world: World) -> Iterator[tuple[str, str]]:
    """Yield each page with one of the people who may open it."""
    for name, row in sorted(MATRIX.items()):
        readers = [person for person in PEOPLE if row.expected(person, "GET") == 200]
        if readers and not name.startswith(OWN_LOGIN):
            yield reverse(name, kwargs=dict(row.kwargs(world))), readers[0]


def forms(page: str, address: str) -> Iterator[tuple[str, html.HtmlElement]]:
    """Yield where each form with a text goes, and the form."""
    for form in html.document_fromstring(page).iter("form"):
        target = urlsplit(urljoin(address, form.get("action", ""))).path
        if form.get("method", "").lower() == "post" and text_fields(form):
            yield target, form


def filled(form: html.HtmlElement) -> tuple[dict[str, list[str]], set[str]]:
    """Return what would be sent with a text in each field, and the texts."""
    data: dict[str, list[str]] = {}
    typed = [field.get("name") for field in text_fields(form)]
    for name, value in form.form_values():
        if name not in typed:
            data.setdefault(name, []).append(value)
    texts = [TEXT.format(number) for number in range(len(typed))]
    for name, text in zip(typed, texts, strict=True):
        data.setdefault(name, []).append(text)
    return data, set(texts)


def shown_texts(page: str) -> set[str]:
    tree = html.document_fromstring(page)
    fields = tree.xpath(f"//textarea | //input[{TYPED}]")
    return {(f.value or "").strip() for f in fields if not blocked(f)}


@pytest.mark.django_db
def test_every_form_returns_its_texts_after_the_login(world: World, settings) -> None:
    settings.REQUEST_RATES = settings.REQUEST_RATES | {"kept_form": ("POST", "9999/m")}
    clients = {name: Client() for name in PEOPLE if name != ANONYMOUS}
    for name, client in clients.items():
        client.force_login(
            world.people[name], "django.contrib.auth.backends.ModelBackend"
        )
    tried, lost = set(), []
    for address, person in pages(world):
        answer = clients[person].get(address)
        if answer.streaming:
            list(answer.streaming_content)
        is_page = "text/html" in answer.headers["Content-Type"]
        if answer.streaming or not is_page or not answer.content.strip():
            continue
        for target, form in forms(answer.content.decode(), address):
            route = resolve(target).view_name
            if route in tried:
                continue
            tried.add(route)
            data, texts = filled(form)
            if missing := texts - returned(clients[person], address, target, data):
                lost.append((route, address, person, sorted(missing)))
    assert lost == [], lost
    assert tried >= LONG_FORMS


def returned(
    client: Client, address: str, target: str, data: dict[str, list[str]]
) -> set[str]:
    """Send a form without a session, sign in, and read the fields of its page."""
    nobody = Client()
    answer = nobody.post(target, data, headers={"Referer": f"{HOST}{address}"})
    assert answer.url.startswith("/accounts/login/"), target
    session = client.session
    session[KEY] = nobody.session[KEY]
    session.save()
    return shown_texts(client.get(address).content.decode())
