"""The worker's part of publications: opening what schools have recorded."""

from celery import shared_task
from django.conf import settings
from django.utils import timezone

from roadmaps.actions import link_checks


# A check has a limit of its own, much shorter; this one ends what no limit foresaw.
SECONDS = 120


@shared_task(name="roadmaps.tasks.check_publication", time_limit=SECONDS)
def check_publication(pk: int) -> str:
    """Open one address: at once after it is recorded, or because a person asks."""
    state = link_checks.check_publication(publication_id=pk, clock=timezone.now)
    return state or ""


@shared_task(name="roadmaps.tasks.check_publications")
def check_publications() -> int:
    """Hand out the links that are due; on the schedule, every quarter of an hour.

    The addresses of the demo are made up: nobody has to hear that they are dead.
    """
    if settings.DEMO:
        return 0
    keys = [row.pk for row in link_checks.due_publications(now=timezone.now())]
    for pk in keys:
        check_publication.delay(pk)
    return len(keys)
