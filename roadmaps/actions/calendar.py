"""The secret address of a person's calendar, and the switches of letters."""

import datetime as dt
import secrets

from django.db import transaction

from roadmaps.models import Following
from roadmaps.queries.feed import digest_of
from schools.actions.audit import record
from schools.models import User


# 256 bits: nobody guesses it, so it may stand in an address without a login.
SECRET_BYTES = 32


@transaction.atomic
def renew_address(*, user: User, now: dt.datetime) -> str:
    """Return a new secret; the one before stops working. It is stored nowhere."""
    secret = secrets.token_urlsafe(SECRET_BYTES)
    following = _following(user)
    following.calendar_digest = digest_of(secret)
    following.calendar_made_at = now
    following.save()
    record(actor=user, action="calendar.address_made", obj=user, now=now)
    return secret


@transaction.atomic
def close_address(*, user: User, now: dt.datetime) -> None:
    """Make the person's address stop working."""
    following = _following(user)
    if not following.calendar_digest:
        return
    following.calendar_digest, following.calendar_made_at = "", None
    following.save()
    record(actor=user, action="calendar.address_closed", obj=user, now=now)


@transaction.atomic
def set_letters(
    *, user: User, wants_reminders: bool, wants_digest: bool, now: dt.datetime
) -> Following:
    """Switch the person's own letters on or off."""
    following = _following(user)
    before = _switches(following)
    following.wants_reminders = wants_reminders
    following.wants_digest = wants_digest
    following.save()
    if before != _switches(following):
        record(
            actor=user,
            action="letters.switched",
            obj=user,
            now=now,
            before=before,
            after=_switches(following),
        )
    return following


def _following(user: User) -> Following:
    following, _ = Following.objects.get_or_create(user=user)
    return following


def _switches(following: Following) -> dict[str, object]:
    return {
        "wants_reminders": following.wants_reminders,
        "wants_digest": following.wants_digest,
    }
