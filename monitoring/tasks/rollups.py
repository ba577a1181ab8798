"""The worker's part of figures: load by number, call one action."""

import datetime as dt

from celery import shared_task
from django.utils import timezone

from monitoring.actions.rollups import roll_up_if_stale
from monitoring.queries.rollup_sums import stale_windows


# Sixty acceptances in a minute are not sixty calculations: one a second is enough.
PAUSE = dt.timedelta(seconds=1)


@shared_task(name="monitoring.tasks.roll_up_window")
def roll_up_window(window_id: int) -> str:
    """Calculate a window that has changed; a message that comes again does nothing."""
    now = timezone.now()
    row = stale_windows().filter(pk=window_id).values("rolled_up_at").first()
    if row is None:
        return "fresh"
    last = row["rolled_up_at"]
    if last is not None and now - last < PAUSE:
        roll_up_window.apply_async((window_id,), countdown=PAUSE.total_seconds())
        return "later"
    return "done" if roll_up_if_stale(window_id=window_id, now=now) else "fresh"


@shared_task(name="monitoring.tasks.roll_up_stale_windows")
def roll_up_stale_windows() -> int:
    """Hand out windows whose message was lost; on the schedule, every minute."""
    keys = list(stale_windows().order_by("pk").values_list("pk", flat=True))
    for pk in keys:
        roll_up_window.delay(pk)
    return len(keys)
