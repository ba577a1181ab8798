"""What an administrator looks after: people, locks, refusals, failures."""

import datetime as dt

from allauth.mfa.models import Authenticator
from axes.models import AccessAttempt
from django.conf import settings
from django.db.models import Exists, OuterRef, Q, QuerySet

from schools.models import AuditEvent, Membership, User
from schools.roles import ROLES


# Refusals of a week show a mistyped address and a search alike.
WEEK = dt.timedelta(days=7)
FACTOR_ROLES = [code for code, role in ROLES.items() if role.needs_second_factor]


def people_without_second_factor(*, day: dt.date) -> QuerySet[User]:
    """Return active people whose role asks for a second factor that is not there."""
    roles = _in_force(day).filter(user=OuterRef("pk"), role__in=FACTOR_ROLES)
    factors = Authenticator.objects.filter(user=OuterRef("pk"))
    return User.objects.filter(
        Exists(roles), ~Exists(factors), is_active=True
    ).order_by("full_name", "username")


def people_without_role(*, day: dt.date) -> QuerySet[User]:
    """Return active people who can sign in and see nothing."""
    roles = _in_force(day).filter(user=OuterRef("pk"))
    return User.objects.filter(~Exists(roles), is_active=True).order_by("username")


def locked_logins(*, now: dt.datetime) -> QuerySet[AccessAttempt]:
    """Return logins that are locked for now after repeated failures."""
    since = now - dt.timedelta(hours=settings.AXES_COOLOFF_TIME)
    return AccessAttempt.objects.filter(
        failures_since_start__gte=settings.AXES_FAILURE_LIMIT, attempt_time__gte=since
    ).order_by("-attempt_time")


def recent_refusals(*, user: User, now: dt.datetime) -> QuerySet[AuditEvent]:
    """Return refused actions of the last week, the newest first."""
    events = AuditEvent.objects.visible_to(user)
    return events.filter(is_refusal=True, happened_at__gte=now - WEEK)


def _in_force(day: dt.date) -> QuerySet[Membership]:
    return Membership.objects.filter(
        Q(ends_on__isnull=True) | Q(ends_on__gte=day), starts_on__lte=day
    )
