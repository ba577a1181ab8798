"""The outbox: nothing is lost, nothing is sent twice."""

import datetime as dt
from smtplib import SMTPServerDisconnected

import pytest
from django.core import mail
from django.core.mail.backends.locmem import EmailBackend

from schools.actions.messages import (
    MAX_ATTEMPTS,
    deliver_message,
    deliver_messages,
    due_messages,
    write_message,
)
from schools.models import OutgoingMessage


pytestmark = pytest.mark.django_db


class BrokenServer(EmailBackend):
    """A mail server that hangs up."""

    def send_messages(self, messages):
        raise SMTPServerDisconnected("связь прервана")


def written(now, **fields) -> OutgoingMessage:
    letter = {"to": "olga@example.org", "subject": "Тема", "body": "Текст", **fields}
    return write_message(now=now, **letter)


def minutes(count: int) -> dt.timedelta:
    return dt.timedelta(minutes=count)


def test_a_letter_leaves_once(now):
    written(now)
    assert [deliver_messages(now=now) for _ in range(2)] == [1, 0]
    (sent,) = mail.outbox
    assert (sent.to, sent.subject, sent.body) == (["olga@example.org"], "Тема", "Текст")
    assert OutgoingMessage.objects.get().sent_at == now


def test_a_subject_of_two_lines_becomes_one(now):
    assert written(now, subject="Тема\nBcc: all@example.org").subject == (
        "Тема Bcc: all@example.org"
    )


def test_of_two_workers_one_sends(now):
    message = written(now)
    OutgoingMessage.objects.filter(pk=message.pk).update(attempts=1)
    stale = OutgoingMessage.objects.get(pk=message.pk)
    assert deliver_message(pk=stale.pk, now=now) is True
    assert deliver_message(pk=stale.pk, now=now) is False
    assert len(mail.outbox) == 1


def test_a_broken_server_is_tried_again_after_growing_pauses(now, settings):
    settings.EMAIL_BACKEND = f"{__name__}.BrokenServer"
    written(now)
    moments = [now + minutes(count) for count in (0, 0, 1, 2, 3, 6, 7)]
    attempts = []
    for moment in moments:
        deliver_messages(now=moment)
        attempts.append(OutgoingMessage.objects.get().attempts)
    assert attempts == [1, 1, 2, 2, 3, 3, 4]
    assert OutgoingMessage.objects.get().last_error == "связь прервана"


def test_one_bad_letter_does_not_stop_the_others(now, settings):
    written(now, to="a@example.org")
    written(now, to="b@example.org")
    OutgoingMessage.objects.filter(to="a@example.org").update(to="not an address")
    deliver_messages(now=now)
    assert [letter.to for letter in mail.outbox][-1] == ["b@example.org"]


def test_after_the_last_attempt_it_is_left_for_a_person(now, settings):
    written(now)
    OutgoingMessage.objects.update(attempts=MAX_ATTEMPTS)
    assert not due_messages(now=now + dt.timedelta(days=30)).exists()


def test_a_night_without_a_server_loses_nothing(now):
    written(now)
    OutgoingMessage.objects.update(attempts=MAX_ATTEMPTS - 1)
    assert deliver_messages(now=now + dt.timedelta(hours=12)) == 1
