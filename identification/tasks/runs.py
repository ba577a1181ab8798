"""The worker's part of runs: load by number, call one action."""

from typing import Any

from celery import Task, shared_task
from django.utils import timezone

from identification.actions import execution, verification
from identification.models import Run
from schools.tasks.jobs import resumes


@shared_task(bind=True, name="identification.tasks.execute_run")
def execute_run(self: "Task[Any, Any]", run_id: int) -> str:
    """Execute a run; a message that comes again does no work twice."""
    run = execution.execute_run(
        run_id=run_id,
        clock=timezone.now,
        is_redelivery=bool((self.request.delivery_info or {}).get("redelivered")),
    )
    return run.state if run is not None else "not mine"


@shared_task(name="identification.tasks.verify_run")
def verify_run(run_id: int, user_id: int | None = None) -> bool:
    """Repeat a finished run and write what the repetition says."""
    found = verification.verify_run_by_id(
        run_id=run_id, user_id=user_id, now=timezone.now()
    )
    return bool(found["matches"])


@resumes(Run)
def enqueue_run(pk: int) -> None:
    """Enqueue a run that a dead worker left."""
    execute_run.delay(pk)
