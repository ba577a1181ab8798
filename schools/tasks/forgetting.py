"""The worker's part of forgetting."""

from celery import shared_task
from django.utils import timezone

from schools.actions import forgetting


@shared_task(name="schools.tasks.forget_old_traces")
def forget_old_traces() -> dict[str, int]:
    """Delete what has served its purpose; once a day."""
    return forgetting.forget_old_traces(now=timezone.now())
