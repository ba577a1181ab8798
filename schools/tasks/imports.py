"""The worker's part of uploads."""

from celery import Task, shared_task
from django.utils import timezone

from schools.actions import imports
from schools.enums import ImportPhase
from schools.models import ImportBatch
from schools.tasks.jobs import resumes


@shared_task(name="schools.tasks.read_import", bind=True)
def read_import(self: Task, pk: int) -> None:
    """Read an uploaded file."""
    imports.read_import(pk=pk, clock=timezone.now, is_redelivered=is_redelivered(self))


@shared_task(name="schools.tasks.write_import", bind=True)
def write_import(self: Task, pk: int) -> None:
    """Write a confirmed import."""
    imports.write_import(pk=pk, clock=timezone.now, is_redelivered=is_redelivered(self))


@shared_task(name="schools.tasks.undo_import", bind=True)
def undo_import(self: Task, pk: int) -> None:
    """Take a written import back."""
    imports.undo_import(pk=pk, clock=timezone.now, is_redelivered=is_redelivered(self))


TASKS = {
    ImportPhase.READING: read_import,
    ImportPhase.WRITING: write_import,
    ImportPhase.UNDOING: undo_import,
}


@resumes(ImportBatch)
def enqueue_import(pk: int) -> None:
    """Enqueue the task that belongs to the import's step."""
    phase = ImportBatch.objects.values_list("phase", flat=True).filter(pk=pk).first()
    task = TASKS.get(phase)
    if task is not None:
        task.delay(pk)


def is_redelivered(task: Task) -> bool:
    """Tell whether the broker handed the message out before, to a worker that died."""
    return bool((task.request.delivery_info or {}).get("redelivered"))
