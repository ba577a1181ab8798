"""One attempt of a worker at an import: taken once, watched, and given up in words.

A message may come twice, a worker may die, and a worker that was taken for dead may
still be alive. So each attempt is known by the moment when it took the row: whoever
finds another moment there has been replaced and stops without a trace. The last step
of every job checks it under a lock, in the transaction that writes.
"""

import datetime as dt
import logging
import traceback
from collections.abc import Callable
from dataclasses import dataclass

from django.db import transaction
from django.db.models import F, Q

from schools.actions.jobs import MAX_ATTEMPTS, fail_job
from schools.enums import ImportPhase, JobState
from schools.ingest.errors import RefusedFile
from schools.models import ImportBatch


logger = logging.getLogger(__name__)

Clock = Callable[[], dt.datetime]

LOST = (
    "Работа прерывалась несколько раз, и портал остановил её. Данные не изменены."
    " Перезапустите её или обратитесь к администратору."
)
UNEXPECTED = (
    "Портал не смог закончить эту работу. Данные не изменены. Перезапустите её;"
    " если не поможет, сообщите администратору номер загрузки."
)


class Superseded(Exception):  # noqa: N818 - not a fault: another worker goes on
    """Another attempt has taken the row."""


class CannotGoOn(Exception):  # noqa: N818 - the outcome that a person reads
    """The job ends here; `detail` is a sentence for the person who waits."""

    def __init__(
        self, code: str, detail: str, *, phase: ImportPhase | None = None
    ) -> None:
        super().__init__(detail)
        self.code = code
        self.detail = detail
        self.phase = phase


@dataclass(frozen=True)
class Attempt:
    """A row held by this worker, and the clock that it reads."""

    batch: ImportBatch
    clock: Clock

    def advance(self, stage: str, done: int = 0, total: int = 0) -> None:
        """Show how far the work is; stop when the row was given to another."""
        alive = self._mine().update(
            stage=stage, steps_done=done, steps_total=total, heartbeat_at=self.clock()
        )
        if not alive:
            raise Superseded

    def lock(self) -> ImportBatch:
        """Hold the row till the end of the transaction, if it is still ours."""
        locked = self._mine().select_for_update(of=("self",)).first()
        if locked is None:
            raise Superseded
        return locked

    def _mine(self):
        return ImportBatch.objects.filter(
            pk=self.batch.pk,
            state=JobState.RUNNING,
            phase=self.batch.phase,
            started_at=self.batch.started_at,
        )


def take_import(
    *, pk: int, phase: ImportPhase, is_redelivered: bool, clock: Clock
) -> Attempt | None:
    """Take a queued import, or one whose worker died with the message in its hands.

    The broker hands a message out again only when its worker is gone; then the row
    still says «running», and this attempt replaces the dead one.
    """
    states = Q(state=JobState.QUEUED)
    if is_redelivered:
        states |= Q(state=JobState.RUNNING)
    rows = ImportBatch.objects.filter(states, pk=pk, phase=phase)
    now = clock()
    if is_redelivered and _gave_up(rows, now):
        return None
    taken = rows.update(
        state=JobState.RUNNING,
        started_at=now,
        heartbeat_at=now,
        finished_at=None,
        attempts=F("attempts") + 1,
        error_code="",
        error_detail="",
    )
    if not taken:
        return None
    return Attempt(ImportBatch.objects.get(pk=pk), clock)


def carry_out(attempt: Attempt, work: Callable[[Attempt], None]) -> None:
    """Do the work; whatever goes wrong becomes words on the row."""
    try:
        work(attempt)
    except Superseded:
        logger.info("Import %s goes on in another worker", attempt.batch.pk)
    except RefusedFile as refused:
        _fail(attempt, refused.code, refused.message)
    except CannotGoOn as stopped:
        _fail(attempt, stopped.code, stopped.detail, stopped.phase)
    except Exception as error:
        _log(attempt.batch.pk, error)
        _fail(attempt, "unexpected", UNEXPECTED)


def _log(pk: int, error: Exception) -> None:
    """Log where it happened; the message of a database error would quote rows."""
    places = "".join(traceback.format_tb(error.__traceback__))
    logger.error("Import %s failed: %s\n%s", pk, type(error).__name__, places)


def _gave_up(rows, now: dt.datetime) -> bool:
    """Stop a job that kills its worker each time."""
    return bool(
        rows.filter(state=JobState.RUNNING, attempts__gte=MAX_ATTEMPTS).update(
            state=JobState.FAILED,
            finished_at=now,
            error_code="worker_lost",
            error_detail=LOST,
        )
    )


@transaction.atomic
def _fail(
    attempt: Attempt, code: str, detail: str, phase: ImportPhase | None = None
) -> None:
    try:
        batch = attempt.lock()
    except Superseded:
        return
    fail_job(job=batch, code=code, detail=detail, now=attempt.clock())
    if phase is not None:
        ImportBatch.objects.filter(pk=batch.pk).update(phase=phase)
