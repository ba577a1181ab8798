"""The worker's part of site checks: opening the addresses that checkers recorded."""

from celery import shared_task
from django.conf import settings
from django.utils import timezone

from monitoring.actions import site_links


# A check has a limit of its own, much shorter; this one ends what no limit foresaw.
SECONDS = 120


@shared_task(name="monitoring.tasks.check_site_address", time_limit=SECONDS)
def check_site_address(pk: int) -> str:
    """Open one address: at once after it is recorded, or because a person asks."""
    return site_links.check_address(check_id=pk, clock=timezone.now) or ""


@shared_task(name="monitoring.tasks.check_site_addresses")
def check_site_addresses() -> int:
    """Hand out the addresses that are due; on the schedule.

    The addresses of the demo are made up: nobody has to hear that they are dead.
    """
    if settings.DEMO:
        return 0
    keys = [row.pk for row in site_links.due_checks(now=timezone.now())]
    for pk in keys:
        check_site_address.delay(pk)
    return len(keys)
