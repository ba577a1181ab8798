"""A form without a session waits for the login: once, not too long, not too much."""

import datetime as dt

import pytest
from django.contrib.auth.models import AnonymousUser
from django.contrib.sessions.backends.db import SessionStore
from django.test import RequestFactory
from django.utils import timezone

from schools.views import kept
from schools.views.kept import (
    KEY,
    MOST_FORMS,
    is_own_form,
    is_too_often,
    keep,
    long_texts,
    page_before,
    page_of,
    take_kept,
)
from tests.factories import UserFactory


pytestmark = pytest.mark.django_db
OWN = "http://testserver"


def request_of(method="post", path="/form/", user=None, session=None, page="", **data):
    came_from = {"HTTP_REFERER": f"{OWN}{page}"} if page else {}
    request = getattr(RequestFactory(), method)(path, data, **came_from)
    request.user = user or AnonymousUser()
    request.session = session if session is not None else SessionStore()
    return request


def test_words_wait_without_secrets_for_the_page_they_stood_on():
    request = request_of(
        page="/page/?part=2",
        words=["раз", "два"],
        csrfmiddlewaretoken="x",
        new_password="y",
    )
    assert keep(request)
    assert list(request.session[KEY]) == ["/page/"]
    assert request.session[KEY]["/page/"]["sent_to"] == "/form/"
    assert request.session[KEY]["/page/"]["data"] == {"words": ["раз", "два"]}


def test_they_are_given_back_once_and_on_their_own_page():
    sent = request_of(words=["раз", "два"])
    keep(sent)
    other = request_of("get", "/other/", session=sent.session)
    assert take_kept(other) is None
    found = take_kept(request_of("get", session=sent.session))
    assert (found.sent_to, found.data.getlist("words")) == ("/form/", ["раз", "два"])
    assert take_kept(request_of("get", session=sent.session)) is None


def test_after_half_a_day_they_are_forgotten():
    sent = request_of(words="раз")
    keep(sent)
    early = timezone.now() - kept.KEPT_FOR - dt.timedelta(minutes=1)
    sent.session[KEY]["/form/"]["at"] = early.isoformat()
    assert take_kept(request_of("get", session=sent.session)) is None


@pytest.mark.parametrize(
    "data", [{}, {"csrfmiddlewaretoken": "x"}, {"words": "я" * kept.MOST_BYTES}]
)
def test_nothing_and_too_much_are_not_kept(data):
    request = request_of(**data)
    assert (keep(request), KEY in request.session) == (False, False)


def test_only_the_last_forms_are_kept():
    session = SessionStore()
    for number in range(MOST_FORMS + 1):
        keep(request_of(path=f"/{number}/", session=session, words="x"))
    assert list(session[KEY]) == [f"/{n}/" for n in range(1, MOST_FORMS + 1)]


def test_one_address_does_not_fill_the_sessions(settings):
    settings.REQUEST_RATES = {**settings.REQUEST_RATES, "kept_form": ("POST", "2/h")}
    answers = []
    for _ in range(3):
        request = request_of(words="x")
        request.META["REMOTE_ADDR"] = "198.51.100.7"
        answers.append(is_too_often(request))
    assert answers == [False, False, True]


@pytest.mark.parametrize(
    ("origin", "is_signed_in", "expected"),
    [
        (OWN, True, True),
        (OWN, False, False),
        ("https://elsewhere.example.org", True, False),
        ("null", True, False),
        ("", True, False),
    ],
)
def test_an_own_form_is_what_a_signed_in_person_sent_from_here(
    origin, is_signed_in, expected
):
    request = request_of(user=UserFactory() if is_signed_in else None, words="раз")
    if origin:
        request.META["HTTP_ORIGIN"] = origin
    assert is_own_form(request) is expected


def test_longer_texts_are_for_copying_and_secrets_are_not():
    words = "Довольно длинный текст"
    request = request_of(words=words, choice="да", password="длинный пароль здесь")
    assert long_texts(request.POST) == [words]


def test_the_page_before_is_a_page_of_the_portal():
    pages = {}
    for host in ("testserver", "elsewhere.example.org"):
        request = RequestFactory().post(
            "/form/", HTTP_REFERER=f"http://{host}/page/?x=1#row"
        )
        pages[host] = (page_before(request), page_of(request))
    assert pages == {
        "testserver": ("/page/?x=1", "/page/?x=1"),
        "elsewhere.example.org": ("", "/form/"),
    }
