"""Calendars of windows as those who keep them see them."""

from django.db.models import F, QuerySet

from monitoring.models import CalendarSlot, WindowCalendar
from schools.models import User


def listed_calendars(*, user: User) -> QuerySet[WindowCalendar]:
    """Return calendars in use first: common ones, then those of each municipality."""
    rows = WindowCalendar.objects.visible_to(user).select_related("territory__parent")
    return rows.prefetch_related("slots").order_by(
        "-is_active", F("territory__name").asc(nulls_first=True), "name", "pk"
    )


def visible_slots(*, user: User) -> QuerySet[CalendarSlot]:
    """Return the slots of calendars that the person may see."""
    seen = WindowCalendar.objects.visible_to(user).values("pk")
    return CalendarSlot.objects.filter(calendar__in=seen).select_related(
        "calendar__territory__parent"
    )
