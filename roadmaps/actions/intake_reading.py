"""The worker's reading of an uploaded road map: taken once, ended in words.

A message may come twice, a worker may die, and a worker taken for dead may still be
alive. Each attempt is known by the moment when it took the row; whoever finds another
moment there at the end writes nothing.
"""

import contextlib
import datetime as dt
import logging
import shutil
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

from django.db import transaction

from roadmaps.documents import read_document, to_json
from roadmaps.enums import IntakePhase
from roadmaps.models import Intake
from roadmaps.queries.intake import reading_of
from schools.actions.audit import record
from schools.actions.jobs import MAX_ATTEMPTS, advance_job, fail_job
from schools.enums import JobState
from schools.ingest.errors import RefusedFile
from schools.models import StoredFile


Clock = Callable[[], dt.datetime]

log = logging.getLogger(__name__)

STAGES = 3
CRASHED = (
    "Портал не смог прочитать этот документ. Попробуйте ещё раз или вставьте таблицу"
    " текстом; если не поможет, сообщите администратору номер документа."
)
LOST = (
    "Чтение трижды прервалось, и портал остановил его. Загрузите документ в другом"
    " формате или вставьте таблицу текстом."
)
GONE = "Файла этого документа больше нет на сервере. Загрузите его ещё раз."


class ReplacedError(Exception):
    """Another attempt has taken the document, or a person has given it up."""


def read_intake(
    *, intake_id: int, clock: Clock, is_redelivery: bool = False
) -> Intake | None:
    """Read a queued document; None when it is another worker's or nobody's.

    A redelivered message means that the worker which held it is gone, so its claim
    is taken back.
    """
    rows = Intake.objects.filter(phase=IntakePhase.READING)
    if is_redelivery and not _taken_back(intake_id, clock()):
        return None
    if not rows.claim(intake_id, now=clock()):
        return None
    intake = Intake.objects.select_related("territory", "file", "requested_by").get(
        pk=intake_id
    )
    try:
        _read(intake, clock)
    except RefusedFile as refused:
        _fail(intake, refused.code, refused.message, clock)
    except ReplacedError:
        return None
    except FileNotFoundError:
        _fail(intake, "file_gone", GONE, clock)
    except Exception:
        log.exception("intake %s", intake_id)
        _fail(intake, "crashed", CRASHED, clock)
    return intake


def _taken_back(intake_id: int, now: dt.datetime) -> bool:
    """Return a dead worker's document to the queue, unless it keeps killing workers."""
    mine = Intake.objects.filter(
        pk=intake_id, phase=IntakePhase.READING, state=JobState.RUNNING
    )
    intake = mine.first()
    if intake is not None and intake.attempts >= MAX_ATTEMPTS:
        fail_job(job=intake, code="worker_lost", detail=LOST, now=now)
        return False
    mine.update(state=JobState.QUEUED)
    return True


def _read(intake: Intake, clock: Clock) -> None:
    advance_job(job=intake, stage="Открываем файл", done=0, total=STAGES, now=clock())
    with _local_path(intake.file) as path:
        advance_job(
            job=intake, stage="Читаем страницы", done=1, total=STAGES, now=clock()
        )
        intake.raw = to_json(read_document(path, name=intake.file_name))
    advance_job(
        job=intake, stage="Узнаём мероприятия", done=2, total=STAGES, now=clock()
    )
    now = clock()
    intake.finished_at = now
    # The first look at the review finds it in the cache; a plan that cannot be
    # understood fails here, where it is said, and not on the page.
    document = reading_of(intake).document
    _keep(intake, len(document.activities), now)


@transaction.atomic
def _keep(intake: Intake, activities: int, now: dt.datetime) -> None:
    """Write what was read, if the document is still this attempt's."""
    _demand_mine(intake)
    intake.phase, intake.state, intake.stage = IntakePhase.REVIEW, JobState.DONE, ""
    intake.steps_done = intake.steps_total = STAGES
    intake.save(
        update_fields=[
            *("phase", "state", "stage", "steps_done", "steps_total"),
            *("raw", "finished_at"),
        ]
    )
    record(
        actor=intake.requested_by,
        action="intake.read",
        obj=intake,
        now=now,
        after={"activities": activities},
    )


@transaction.atomic
def _fail(intake: Intake, code: str, detail: str, clock: Clock) -> None:
    with contextlib.suppress(ReplacedError):
        _demand_mine(intake)
        now = clock()
        fail_job(job=intake, code=code, detail=detail, now=now)
        record(
            actor=intake.requested_by,
            action="intake.failed",
            obj=intake,
            now=now,
            after={"error": code, "detail": detail},
        )


def _demand_mine(intake: Intake) -> None:
    mine = Intake.objects.select_for_update().filter(
        pk=intake.pk,
        phase=IntakePhase.READING,
        state=JobState.RUNNING,
        started_at=intake.started_at,
    )
    if mine.first() is None:
        raise ReplacedError


@contextlib.contextmanager
def _local_path(stored: StoredFile | None) -> Iterator[Path]:
    """Give a path of the content under a name of its own, whatever the storage."""
    if stored is None:
        raise FileNotFoundError
    with tempfile.TemporaryDirectory(prefix="intake-") as folder:
        copy = Path(folder) / "document"
        with stored.content.open("rb") as source, copy.open("wb") as target:
            shutil.copyfileobj(source, target)
        yield copy
