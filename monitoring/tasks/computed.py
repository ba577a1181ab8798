"""The worker's part of computed values: load by number, call one action."""

from celery import shared_task
from django.utils import timezone

from monitoring.actions import computed
from monitoring.models import Window
from monitoring.queries.computed import windows_to_compute
from monitoring.tasks.rollups import roll_up_window


@shared_task(name="monitoring.tasks.compute_window")
def compute_window(window_id: int) -> int:
    """Calculate the computed indicators of a window, then its figures if they moved."""
    window = Window.objects.filter(pk=window_id, opened_at__isnull=False).first()
    if window is None:
        return 0
    changed = computed.compute_window(window=window, now=timezone.now())
    if changed:
        roll_up_window.delay(window_id)
    return changed


@shared_task(name="monitoring.tasks.compute_open_windows")
def compute_open_windows() -> int:
    """Hand out windows that are open today; on the schedule, every night."""
    keys = windows_to_compute(today=timezone.localdate())
    for pk in keys:
        compute_window.delay(pk)
    return len(keys)
