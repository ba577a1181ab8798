"""Letters are written into the outbox; the worker takes them from there."""

import datetime as dt
from smtplib import SMTPException

from django.core.mail import EmailMessage
from django.db.models import Q

from schools.models import OutgoingMessage


MAX_ATTEMPTS = 10
BATCH = 100


def write_message(
    *, to: str, subject: str, body: str, now: dt.datetime
) -> OutgoingMessage:
    """Put a letter into the outbox, in the transaction of what it tells about."""
    return OutgoingMessage.objects.create(
        to=to, subject=" ".join(subject.split())[:300], body=body, created_at=now
    )


def deliver_messages(*, now: dt.datetime) -> int:
    """Send the letters that are due, and return how many have left."""
    keys = list(due_messages(now=now).values_list("pk", flat=True)[:BATCH])
    return sum(deliver_message(pk=pk, now=now) for pk in keys)


def due_messages(*, now: dt.datetime):
    """Return unsent letters whose pause after the last attempt is over.

    The pauses double: 1, 3, 7 … minutes after writing, the tenth attempt about
    nine hours later. A mail server that is down for a night loses nothing.
    """
    turns = Q()
    for attempts in range(MAX_ATTEMPTS):
        pause = dt.timedelta(minutes=2**attempts - 1)
        turns |= Q(attempts=attempts, created_at__lte=now - pause)
    return OutgoingMessage.objects.filter(turns, sent_at__isnull=True).order_by(
        "created_at", "pk"
    )


def deliver_message(*, pk: int, now: dt.datetime) -> bool:
    """Send one letter; of several workers only one tries at a time."""
    message = OutgoingMessage.objects.get(pk=pk)
    waiting = OutgoingMessage.objects.filter(
        pk=pk, sent_at__isnull=True, attempts=message.attempts
    )
    if waiting.update(attempts=message.attempts + 1) != 1:
        return False
    letter = EmailMessage(subject=message.subject, body=message.body, to=[message.to])
    rows = OutgoingMessage.objects.filter(pk=pk)
    try:
        letter.send()
    except (SMTPException, OSError) as error:
        rows.update(last_error=str(error)[:300])
        return False
    rows.update(sent_at=now, last_error="")
    return True
