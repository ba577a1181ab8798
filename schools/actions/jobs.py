"""Moves of a tracked job: queued, claimed, advanced, finished, failed, lost."""

import datetime as dt
from typing import TypeVar

from django.db.models import Q

from schools.enums import JobState
from schools.models import TrackedJob, User


Job = TypeVar("Job", bound=TrackedJob)

# A worker writes a heartbeat at least this often; twice as long is silence.
SILENCE = dt.timedelta(minutes=2)
MAX_ATTEMPTS = 3
# A queued job that waits longer is handed out once more.
PATIENCE = dt.timedelta(minutes=5)


def queue_job(*, job: Job, user: User | None, now: dt.datetime) -> Job:
    """Put a job into the queue; the view enqueues the task on commit."""
    job.state = JobState.QUEUED
    job.requested_by = user
    job.requested_at = now
    job.started_at = job.heartbeat_at = job.finished_at = None
    job.attempts = job.steps_done = job.steps_total = 0
    job.stage = job.error_code = job.error_detail = ""
    job.save()
    return job


def advance_job(
    *, job: TrackedJob, stage: str, done: int, total: int, now: dt.datetime
) -> None:
    """Show progress at once, outside the transaction of the work itself."""
    job.stage, job.steps_done, job.steps_total = stage, done, total
    job.heartbeat_at = now
    type(job).objects.filter(pk=job.pk, state=JobState.RUNNING).update(
        stage=stage, steps_done=done, steps_total=total, heartbeat_at=now
    )


def finish_job(*, job: TrackedJob, now: dt.datetime) -> None:
    """Mark the work as done."""
    job.state, job.finished_at = JobState.DONE, now
    job.save(update_fields=["state", "finished_at"])


def fail_job(*, job: TrackedJob, code: str, detail: str, now: dt.datetime) -> None:
    """Keep what went wrong, in words for the person who waits."""
    job.state, job.finished_at = JobState.FAILED, now
    job.error_code, job.error_detail = code, detail
    type(job).objects.filter(pk=job.pk).update(
        state=job.state, finished_at=now, error_code=code, error_detail=detail
    )


def requeue_lost_jobs(*, model: type[TrackedJob], now: dt.datetime) -> list[int]:
    """Queue again what a dead worker left; give up after three attempts.

    Returns the keys to enqueue. A job that kills its worker each time would
    otherwise be handed out for ever. A queued job that nobody took for long is
    handed out too: its message went with the broker. A second message does no
    harm, since only one worker can claim the row.
    """
    lost = model.objects.lost(before=now - SILENCE)
    lost.filter(attempts__gte=MAX_ATTEMPTS).update(
        state=JobState.FAILED,
        finished_at=now,
        error_code="worker_lost",
        error_detail=(
            "Работа трижды прервалась. Данные не изменены. "
            "Запустите её ещё раз или обратитесь к администратору."
        ),
    )
    keys = list(lost.values_list("pk", flat=True))
    model.objects.filter(pk__in=keys, state=JobState.RUNNING).update(
        state=JobState.QUEUED, stage="прервано, запускается снова", heartbeat_at=now
    )
    forgotten = model.objects.filter(state=JobState.QUEUED).filter(
        Q(heartbeat_at__lt=now - PATIENCE)
        | Q(heartbeat_at__isnull=True, requested_at__lt=now - PATIENCE)
    )
    waiting = list(forgotten.values_list("pk", flat=True))
    # For a queued job the heartbeat is the moment when it was last handed out.
    model.objects.filter(pk__in=waiting, state=JobState.QUEUED).update(heartbeat_at=now)
    return [*keys, *waiting]
