"""Traces of people that have served their purpose are deleted."""

import datetime as dt

from axes.models import AccessAttempt, AccessFailureLog, AccessLog
from django.contrib.sessions.models import Session
from django.db import transaction

from schools.models import OutgoingMessage


# Long enough to look into a guessed password, short enough not to be a register.
LOGINS_ARE_KEPT = dt.timedelta(days=90)
# A letter may hold a link or a name; that it was sent stays in the trail.
LETTERS_ARE_KEPT = dt.timedelta(days=30)


@transaction.atomic
def forget_old_traces(*, now: dt.datetime) -> dict[str, int]:
    """Delete ended sessions, old tries at the login and letters sent long ago."""
    tries_before = now - LOGINS_ARE_KEPT
    old = {
        "sessions": Session.objects.filter(expire_date__lt=now),
        "logins": AccessLog.objects.filter(attempt_time__lt=tries_before),
        "failures": AccessFailureLog.objects.filter(attempt_time__lt=tries_before),
        "attempts": AccessAttempt.objects.filter(attempt_time__lt=tries_before),
        "letters": OutgoingMessage.objects.filter(sent_at__lt=now - LETTERS_ARE_KEPT),
    }
    return {name: rows.delete()[0] for name, rows in old.items()}
