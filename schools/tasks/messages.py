"""The worker's part of the outbox."""

from celery import shared_task
from django.utils import timezone

from schools.actions.messages import deliver_messages


@shared_task(name="schools.tasks.send_outgoing_messages")
def send_outgoing_messages() -> int:
    """Send what is due; on the schedule, and at once after a letter is written."""
    return deliver_messages(now=timezone.now())
