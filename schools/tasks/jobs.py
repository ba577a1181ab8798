"""Jobs whose worker died, or whose message was lost, are handed out again."""

from collections.abc import Callable

from celery import shared_task
from django.db import transaction
from django.utils import timezone

from schools.actions import jobs
from schools.models import TrackedJob


Enqueue = Callable[[int], object]
_ENQUEUE: dict[type[TrackedJob], Enqueue] = {}


def resumes(model: type[TrackedJob]) -> Callable[[Enqueue], Enqueue]:
    """Register how a lost job of a model is enqueued again.

    Used beside the model's tasks, in this app or in one above it:

        @resumes(Run)
        def enqueue_run(pk: int) -> None:
            execute_run.delay(pk)
    """

    def register(enqueue: Enqueue) -> Enqueue:
        _ENQUEUE[model] = enqueue
        return enqueue

    return register


def resumed_models() -> frozenset[type[TrackedJob]]:
    """Return the models whose jobs survive the death of a worker."""
    return frozenset(_ENQUEUE)


@shared_task(name="schools.tasks.requeue_lost_jobs")
def requeue_lost_jobs() -> dict[str, list[int]]:
    """Enqueue every lost job of every model; return their keys for the log."""
    found: dict[str, list[int]] = {}
    for model, enqueue in _ENQUEUE.items():
        with transaction.atomic():
            keys = jobs.requeue_lost_jobs(model=model, now=timezone.now())
        for pk in keys:
            enqueue(pk)
        if keys:
            found[model._meta.label_lower] = keys  # noqa: SLF001 the model's own name
    return found
