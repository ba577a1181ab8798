"""The worker's part of uploads: which task belongs to which step."""

import datetime as dt

import pytest
from django.utils import timezone

from schools.enums import ImportPhase, JobState
from schools.models import ImportBatch
from schools.tasks import imports as tasks
from schools.tasks.jobs import requeue_lost_jobs, resumed_models
from tests.factories import MunicipalityFactory
from tests.factories.imports import RESULT_HEADERS, upload


pytestmark = pytest.mark.django_db


@pytest.fixture
def sent(monkeypatch):
    """Note what would go to the queue."""
    found: list[tuple[str, int]] = []
    for task in tasks.TASKS.values():
        monkeypatch.setattr(
            task, "delay", lambda pk, name=task.name: found.append((name, pk))
        )
    return found


def batch_at(phase, **fields) -> ImportBatch:
    moments = {
        ImportPhase.WRITTEN: {"written_at": timezone.now(), "state": JobState.DONE}
    }
    return ImportBatch.objects.create(
        **{
            "kind": "results",
            "phase": phase,
            "territory": MunicipalityFactory(),
            "file_name": "a.csv",
            "file_sha256": "0" * 64,
            "requested_at": timezone.now(),
            **moments.get(phase, {}),
            **fields,
        }
    )


@pytest.mark.parametrize(
    ("phase", "task"),
    [
        (ImportPhase.READING, "schools.tasks.read_import"),
        (ImportPhase.WRITING, "schools.tasks.write_import"),
        (ImportPhase.UNDOING, "schools.tasks.undo_import"),
        (ImportPhase.PREVIEW, None),
        (ImportPhase.WRITTEN, None),
    ],
)
def test_each_step_has_its_task(sent, phase, task):
    batch = batch_at(phase)
    tasks.enqueue_import(batch.pk)
    assert sent == ([] if task is None else [(task, batch.pk)])


def test_an_import_that_is_gone_is_nothing_to_do(sent):
    tasks.enqueue_import(12345)
    assert sent == []


def test_a_lost_import_is_handed_out_again(sent):
    assert ImportBatch in resumed_models()
    long_ago = timezone.now() - dt.timedelta(minutes=10)
    batch = batch_at(
        ImportPhase.WRITING, state=JobState.RUNNING, heartbeat_at=long_ago, attempts=1
    )
    requeue_lost_jobs()
    batch.refresh_from_db()
    assert (batch.state, sent) == (
        JobState.QUEUED,
        [("schools.tasks.write_import", batch.pk)],
    )


def test_a_task_reads_the_file():
    batch = upload([RESULT_HEADERS], kind="results", territory=MunicipalityFactory())
    batch.phase, batch.state = ImportPhase.READING, JobState.QUEUED
    batch.save()
    tasks.read_import.apply(args=[batch.pk])
    batch.refresh_from_db()
    assert batch.state != JobState.QUEUED
