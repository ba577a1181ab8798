"""The worker's part of windows: opening those that are due, writing letters."""

from celery import shared_task
from django.conf import settings
from django.utils import timezone

from monitoring.actions.window_notices import write_notices as write_all
from monitoring.actions.windows import open_due_windows as open_all
from monitoring.queries.window_planning import asks_portal
from monitoring.tasks.computed import compute_window
from monitoring.tasks.rollups import roll_up_window


# People read letters in the morning; what is written at night wakes a telephone.
FIRST_HOUR = 7


@shared_task(name="monitoring.tasks.open_due_windows")
def open_due_windows() -> int:
    """Open windows whose day has come; on the schedule, every hour."""
    now = timezone.now()
    opened = open_all(today=timezone.localdate(now), now=now)
    for window in opened:
        fill_opened_window.delay(window.pk)
    return len(opened)


@shared_task(name="monitoring.tasks.fill_opened_window")
def fill_opened_window(window_id: int) -> None:
    """Let the portal write what it knows into a window that has just opened."""
    if asks_portal(window_id=window_id):
        compute_window.delay(window_id)
    roll_up_window.delay(window_id)


@shared_task(name="monitoring.tasks.write_notices")
def write_notices() -> int:
    """Write the letters of the day; on the schedule, every hour from the morning on."""
    now = timezone.localtime()
    if now.hour < FIRST_HOUR:
        return 0
    return write_all(today=now.date(), now=now, site=settings.SITE_URL)
