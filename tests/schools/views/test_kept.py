"""A form without a session waits for the login: once, not too long, not too much."""

import datetime as dt

import pytest
from django.contrib.auth.models import AnonymousUser
from django.contrib.sessions.backends.db import SessionStore
from django.http import HttpResponse
from django.test import RequestFactory
from django.utils import timezone

from schools.views import kept
from schools.views.kept import KEY, MOST_FORMS, keeps_typed, take_kept
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
