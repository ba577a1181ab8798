"""The worker's part of following a plan: letters, and which schools are asked."""

from celery import shared_task
from django.conf import settings
from django.utils import timezone

from roadmaps.actions.occurrences import write_answers
from roadmaps.actions.reminders import write_reminders as write_all
from roadmaps.models import RoadMapVersion


# People read letters in the morning; what is written at night wakes a telephone.
FIRST_HOUR = 7


@shared_task(name="roadmaps.tasks.write_reminders")
def write_reminders() -> int:
    """Write the letters of the day; on the schedule, every hour from the morning on."""
    now = timezone.localtime()
    if now.hour < FIRST_HOUR:
        return 0
    return write_all(today=now.date(), now=now, site=settings.SITE_URL)


@shared_task(name="roadmaps.tasks.ask_schools")
def ask_schools() -> int:
    """Ask schools that came into status since the plan was approved; once a day."""
    today = timezone.localdate()
    versions = RoadMapVersion.objects.in_force().select_related("road_map__territory")
    return sum(write_answers(version=row, today=today) for row in versions.iterator())
