"""Events of the trail that a person may read, narrowed."""

import datetime as dt
from dataclasses import dataclass

from django.db.models import Q, QuerySet
from django.utils.timezone import make_aware

from schools.models import AuditEvent, User


@dataclass(frozen=True)
class EventCriteria:
    """What the list of events is narrowed to; an empty value narrows nothing."""

    person: str = ""
    action: str = ""
    object_type: str = ""
    object_id: str = ""
    object_label: str = ""
    request_id: str = ""
    since: dt.date | None = None
    until: dt.date | None = None
    is_refusal: bool = False


def listed_events(*, user: User, criteria: EventCriteria) -> QuerySet[AuditEvent]:
    """Return the events of the person's places, the newest first."""
    events = AuditEvent.objects.visible_to(user)
    exact = {
        name: value
        for name in ("action", "object_type", "object_id", "request_id")
        if (value := getattr(criteria, name))
    }
    events = events.filter(**exact)
    for word in criteria.person.split():
        events = events.filter(actor_name__icontains=word)
    for word in criteria.object_label.split():
        events = events.filter(object_label__icontains=word)
    if criteria.is_refusal:
        events = events.filter(is_refusal=True)
    return events.filter(_within(criteria.since, criteria.until)).order_by(
        "-happened_at", "-pk"
    )


def _within(since: dt.date | None, until: dt.date | None) -> Q:
    """Both days count whole, by the clock on the wall of the department."""
    found = Q()
    if since:
        found &= Q(happened_at__gte=make_aware(dt.datetime.combine(since, dt.time())))
    if until:
        after = dt.datetime.combine(until + dt.timedelta(days=1), dt.time())
        found &= Q(happened_at__lt=make_aware(after))
    return found
