"""Old traces go, young ones stay."""

import datetime as dt

import pytest
from axes.models import AccessAttempt, AccessFailureLog, AccessLog
from django.contrib.sessions.models import Session

from schools.actions.forgetting import (
    LETTERS_ARE_KEPT,
    LOGINS_ARE_KEPT,
    forget_old_traces,
)
from schools.models import OutgoingMessage


pytestmark = pytest.mark.django_db
MINUTE = dt.timedelta(minutes=1)


def letter(sent_at: dt.datetime | None, now: dt.datetime) -> None:
    OutgoingMessage.objects.create(
        to="a@example.org", subject="Т", body="ссылка", created_at=now, sent_at=sent_at
    )


def test_what_is_old_goes_and_the_rest_stays(now):
    for moment in (now - MINUTE, now + MINUTE):
        Session.objects.create(session_key=f"{moment:%M}", expire_date=moment)
    for model in (AccessAttempt, AccessFailureLog, AccessLog):
        for age in (LOGINS_ARE_KEPT + MINUTE, LOGINS_ARE_KEPT - MINUTE):
            count = {"failures_since_start": 1} if model is AccessAttempt else {}
            row = model.objects.create(
                username=str(age), ip_address="192.0.2.1", **count
            )
            model.objects.filter(pk=row.pk).update(attempt_time=now - age)
    for sent_at in (now - LETTERS_ARE_KEPT - MINUTE, now - MINUTE, None):
        letter(sent_at, now)
    assert forget_old_traces(now=now) == {
        "sessions": 1,
        "logins": 1,
        "failures": 1,
        "attempts": 1,
        "letters": 1,
    }
    left = [
        model.objects.count()
        for model in (Session, AccessLog, AccessFailureLog, AccessAttempt)
    ]
    assert (left, OutgoingMessage.objects.count()) == ([1, 1, 1, 1], 2)


def test_a_letter_that_never_left_is_not_forgotten(now):
    letter(None, now - 10 * LETTERS_ARE_KEPT)
    assert forget_old_traces(now=now)["letters"] == 0
