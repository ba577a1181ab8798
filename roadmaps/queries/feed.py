"""What stands in a person's calendar."""

import hashlib

from django.db.models import Q, QuerySet

from roadmaps.enums import OccurrenceState
from roadmaps.models import Following, Occurrence
from roadmaps.queries.agenda import attach_activities, concerning, with_activity
from schools.models import User, scope_of
from schools.roles import ROLES, Permission


def digest_of(secret: str) -> str:
    """Return what is stored of the secret in a calendar's address."""
    return hashlib.sha256(secret.encode()).hexdigest()


def person_of(secret: str) -> User | None:
    """Return whose calendar the secret opens; an account that is closed has none."""
    found = (
        Following.objects.filter(
            calendar_digest=digest_of(secret), user__is_active=True
        )
        .select_related("user")
        .first()
    )
    return found.user if found else None


def terms_in_calendar(user: User) -> list[Occurrence]:
    """Return dated terms that concern the person, in order of time.

    Who keeps the plans of a municipality has all of them; everybody else what they
    answer for themselves.
    """
    rows: QuerySet[Occurrence] = Occurrence.objects.visible_to(user).filter(
        concerning(user) | Q(line__road_map__territory__in=_kept_places(user)),
        due_on__isnull=False,
    )
    rows = rows.exclude(state=OccurrenceState.CANCELLED)
    return attach_activities(with_activity(rows).order_by("due_on", "pk"))


def _kept_places(user: User) -> list[int]:
    return [
        territory_id
        for role, territory_id, _school in scope_of(user).by_role
        if territory_id and Permission.EDIT_PLANS in ROLES[role].permissions
    ]
