"""A form without a session waits for the login: once, not too long, not too much."""

import datetime as dt

import pytest
from django.contrib.auth.models import AnonymousUser
from django.contrib.sessions.backends.db import SessionStore
from django.http import HttpResponse
from django.test import RequestFactory
from django.urls import ResolverMatch
from django.utils import timezone

from schools.views import kept
from schools.views.kept import (
    KEY,
    MOST_FORMS,
    keeps_typed,
    led_back,
    page_before,
    take_kept,
    typed_texts,
)
from tests.factories import UserFactory


pytestmark = pytest.mark.django_db


@keeps_typed
def page(request):
    return HttpResponse("вошли")


def request_of(method="post", path="/form/", user=None, session=None, **data):
    request = getattr(RequestFactory(), method)(path, data)
    request.user = user or AnonymousUser()
    request.session = session if session is not None else SessionStore()
    return request


def test_who_is_signed_in_notices_nothing():
    request = request_of(user=UserFactory(), words="да")
    assert (page(request).content.decode(), KEY in request.session) == ("вошли", False)


def test_words_wait_without_the_token():
    request = request_of(words=["раз", "два"], csrfmiddlewaretoken="x")
    assert page(request).url == "/accounts/login/?next=/form/"
    assert request.session[KEY]["/form/"]["data"] == {"words": ["раз", "два"]}


def test_they_are_given_back_once_and_on_their_own_page():
    sent = request_of(words=["раз", "два"])
    page(sent)
    other = request_of("get", "/other/", session=sent.session)
    assert take_kept(other) is None
    back = request_of("get", session=sent.session)
    assert take_kept(back).getlist("words") == ["раз", "два"]
    assert take_kept(back) is None


def test_after_half_a_day_they_are_forgotten():
    sent = request_of(words="раз")
    page(sent)
    early = timezone.now() - kept.KEPT_FOR - dt.timedelta(minutes=1)
    sent.session[KEY]["/form/"]["at"] = early.isoformat()
    assert take_kept(request_of("get", session=sent.session)) is None


def test_a_reading_keeps_nothing():
    request = request_of("get", q="x")
    assert page(request).url == "/accounts/login/?next=/form/%3Fq%3Dx"
    assert KEY not in request.session


def test_too_much_is_not_kept():
    request = request_of(words="я" * kept.MOST_BYTES)
    assert page(request).status_code == 302
    assert KEY not in request.session


def test_only_the_last_forms_are_kept():
    session = SessionStore()
    for number in range(MOST_FORMS + 1):
        page(request_of(path=f"/{number}/", session=session, words="x"))
    assert list(session[KEY]) == [f"/{n}/" for n in range(1, MOST_FORMS + 1)]


def test_one_address_does_not_fill_the_sessions(settings):
    settings.REQUEST_RATES = {**settings.REQUEST_RATES, "kept_form": ("POST", "2/h")}
    answers = []
    for _ in range(3):
        request = request_of(words="x")
        request.META["REMOTE_ADDR"] = "198.51.100.7"
        answers.append(page(request).status_code)
    assert answers == [302, 302, 429]


def stale(user, path="/form/", view=page, origin="http://testserver", **data):
    """Return a form as the check of its token leaves it: refused, with its view known."""
    request = request_of(path=path, user=user, **data)
    if origin:
        request.META["HTTP_ORIGIN"] = origin
    request.resolver_match = ResolverMatch(view, (), {})
    return request


def test_a_form_with_an_old_token_is_led_back_without_secrets():
    request = stale(
        UserFactory(), words="раз", new_password="x", csrfmiddlewaretoken="y"
    )
    assert led_back(request).url == "/form/"
    assert request.session[KEY]["/form/"]["data"] == {"words": ["раз"]}


@pytest.mark.parametrize(
    "changes",
    [
        {"origin": "https://elsewhere.example.org"},
        {"origin": "null"},
        {"origin": ""},
        {"view": test_a_reading_keeps_nothing},
    ],
)
def test_nothing_is_kept_of_a_form_from_elsewhere_or_for_a_page_without_return(changes):
    request = stale(UserFactory(), words="раз", **changes)
    assert (led_back(request), KEY in request.session) == (None, False)


def test_nothing_is_kept_for_who_has_not_signed_in():
    request = stale(AnonymousUser(), words="раз")
    assert (led_back(request), KEY in request.session) == (None, False)


def test_longer_texts_are_shown_to_their_author_alone():
    words = "Довольно длинный текст"
    data = {"words": words, "choice": "да", "password": "длинный пароль здесь"}
    assert typed_texts(stale(UserFactory(), **data)) == [words]
    assert typed_texts(stale(UserFactory(), origin="https://e.org", **data)) == []
    assert typed_texts(stale(AnonymousUser(), **data)) == []


def test_the_page_before_is_a_page_of_the_portal():
    pages = {}
    for host in ("testserver", "elsewhere.example.org"):
        request = RequestFactory().post("/", HTTP_REFERER=f"http://{host}/page/?x=1")
        pages[host] = page_before(request)
    assert pages == {"testserver": "/page/", "elsewhere.example.org": ""}
