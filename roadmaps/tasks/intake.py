"""The worker's part of road-map documents: load by number, call one action."""

from typing import Any

from celery import Task, shared_task
from django.utils import timezone

from roadmaps.actions.intake_reading import read_intake
from roadmaps.models import Intake
from schools.tasks.jobs import resumes


@shared_task(bind=True, name="roadmaps.tasks.read_intake")
def read_road_map(self: "Task[Any, Any]", intake_id: int) -> str:
    """Read a document; a message that comes again does no work twice."""
    intake = read_intake(
        intake_id=intake_id,
        clock=timezone.now,
        is_redelivery=bool((self.request.delivery_info or {}).get("redelivered")),
    )
    return intake.state if intake is not None else "not mine"


@resumes(Intake)
def enqueue_intake(pk: int) -> None:
    """Enqueue a document that waits to be read."""
    read_road_map.delay(pk)
