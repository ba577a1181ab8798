"""One attempt at a time: claims, second deliveries, dead and slow workers."""

import datetime as dt

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from schools.actions import imports
from schools.actions.imports.attempts import (
    CannotGoOn,
    Superseded,
    carry_out,
    take_import,
)
from schools.enums import ImportPhase, JobState
from schools.models import ImportBatch
from tests.factories.imports import RESULT_HEADERS, result_line, upload


pytestmark = pytest.mark.django_db


@pytest.fixture
def batch(town, coordinator):
    return ImportBatch.objects.create(
        kind="results",
        phase=ImportPhase.WRITING,
        state=JobState.QUEUED,
        territory=town,
        file_name="a.csv",
        file_sha256="0" * 64,
        requested_by=coordinator,
        requested_at=timezone.now(),
    )


def take(batch, *, is_redelivered=False, phase=ImportPhase.WRITING):
    return take_import(
        pk=batch.pk, phase=phase, is_redelivered=is_redelivered, clock=timezone.now
    )


def test_a_queued_import_is_taken_once(batch):
    assert take(batch).batch.attempts == 1
    assert take(batch) is None


def test_a_message_for_another_step_is_ignored(batch):
    assert take(batch, phase=ImportPhase.READING) is None


def test_a_redelivered_message_replaces_the_dead_worker(batch):
    dead = take(batch)
    alive = take(batch, is_redelivered=True)
    assert alive.batch.attempts == 2
    with pytest.raises(Superseded):
        dead.advance("всё ещё здесь")
    with pytest.raises(Superseded):
        dead.lock()
    assert alive.lock().pk == batch.pk


def test_a_replaced_worker_leaves_no_trace(batch):
    dead = take(batch)
    alive = take(batch, is_redelivered=True)

    def work(attempt):
        raise CannotGoOn("late", "Поздно.")

    carry_out(dead, work)
    batch.refresh_from_db()
    assert (batch.state, batch.error_detail) == (JobState.RUNNING, "")
    carry_out(alive, work)
    batch.refresh_from_db()
    assert (batch.state, batch.error_detail) == (JobState.FAILED, "Поздно.")


def test_a_job_that_kills_its_workers_is_given_up(batch):
    take(batch)
    assert [take(batch, is_redelivered=True) is None for _ in range(3)] == [
        False,
        False,
        True,
    ]
    batch.refresh_from_db()
    assert (batch.state, batch.error_code) == (JobState.FAILED, "worker_lost")


def test_an_unexpected_fault_is_said_calmly_and_logged_without_rows(batch, caplog):
    cell = "Иванов Иван"

    def work(attempt):
        raise ValueError(cell)

    carry_out(take(batch), work)
    batch.refresh_from_db()
    assert batch.error_detail.startswith("Портал не смог закончить эту работу.")
    (record,) = caplog.records
    assert record.message.startswith(f"Import {batch.pk} failed: ValueError")
    assert "in work" in record.message
    assert cell not in caplog.text


@pytest.mark.parametrize(
    ("state", "silent_for", "may"),
    [
        (JobState.FAILED, 0, True),
        (JobState.RUNNING, 0, False),
        (JobState.RUNNING, 3, True),
        (JobState.QUEUED, 0, False),
        (JobState.QUEUED, 3, True),
        (JobState.DONE, 3, False),
    ],
)
def test_what_may_be_started_again(batch, coordinator, state, silent_for, may):
    now = timezone.now()
    batch.state = state
    batch.heartbeat_at = now - dt.timedelta(minutes=silent_for)
    batch.save()
    assert imports.can_restart(batch, now=now) is may
    if may:
        again = imports.restart_import(batch=batch, user=coordinator, now=now)
        assert (again.state, again.attempts) == (JobState.QUEUED, 0)
    else:
        with pytest.raises(ValidationError, match="ещё идёт"):
            imports.restart_import(batch=batch, user=coordinator, now=now)


def test_a_file_that_is_gone_cannot_be_read_again(batch):
    batch.phase, batch.state = ImportPhase.READING, JobState.FAILED
    assert imports.can_restart(batch, now=timezone.now()) is False


def test_a_preview_cannot_be_started_again(town, coordinator, school):
    batch = upload(
        [RESULT_HEADERS, result_line(school)],
        kind="results",
        territory=town,
        user=coordinator,
    )
    assert imports.can_restart(batch, now=timezone.now()) is False
