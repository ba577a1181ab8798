"""A worker killed with SIGKILL in the middle of a write: done once, nothing by halves."""

import os
import signal
import time
from collections.abc import Callable

import pytest
from django.db import connection
from django.utils import timezone

from config.celery import app
from identification.actions.standard_reference import ensure_standard_reference
from identification.models import Result
from schools.actions import imports
from schools.enums import ImportPhase, JobState, Role
from schools.models import AuditEvent, ImportBatch
from schools.tasks import enqueue_import
from tests.factories import MunicipalityFactory, SchoolFactory, person
from tests.factories.imports import RESULT_HEADERS, csv_bytes, result_line


pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]

ROWS = 300
# Ten milliseconds a row: the INSERT takes three seconds, and the kill falls into it.
SLOW = """
CREATE FUNCTION slow_row() RETURNS trigger AS $$
BEGIN PERFORM pg_sleep(0.01); RETURN NEW; END $$ LANGUAGE plpgsql;
CREATE TRIGGER slow_row BEFORE INSERT ON identification_result
FOR EACH ROW EXECUTE FUNCTION slow_row();
"""
QUICK = "DROP FUNCTION slow_row() CASCADE"


@pytest.fixture
def slow_table():
    with connection.cursor() as cursor:
        cursor.execute(SLOW)
    yield
    with connection.cursor() as cursor:
        cursor.execute(QUICK)


@pytest.fixture
def batch() -> ImportBatch:
    """An upload whose preview was confirmed; nothing is enqueued yet."""
    from django.core.files.base import ContentFile

    ensure_standard_reference()
    town = MunicipalityFactory()
    coordinator = person(Role.COORDINATOR, town)
    schools = SchoolFactory.create_batch(ROWS, municipality=town)
    rows = [RESULT_HEADERS, *(result_line(school) for school in schools)]
    batch = imports.start_import(
        kind="results",
        territory=town,
        upload=ContentFile(csv_bytes(rows)),
        file_name="Итоги.csv",
        content_type="text/csv",
        user=coordinator,
        now=timezone.now(),
    )
    imports.read_import(pk=batch.pk, clock=timezone.now)
    return imports.confirm_import(
        batch=batch, skip_errors=False, user=coordinator, now=timezone.now()
    )


def wait_for(what: Callable[[], object], seconds: float = 60) -> object:
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        found = what()
        if found:
            return found
        time.sleep(0.05)
    pytest.fail(f"Не дождались за {seconds} с")


def process_inserting() -> int | None:
    """Return the worker's process while the database inserts its rows."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM pg_stat_activity WHERE state = 'active'"
            " AND query LIKE 'INSERT INTO \"identification_result\"%%'"
            " AND pid <> pg_backend_pid()"
        )
        if not cursor.fetchone()[0]:
            return None
    for jobs in (app.control.inspect(timeout=1).active() or {}).values():
        for job in jobs:
            if job["name"] == "schools.tasks.write_import":
                return job["worker_pid"]
    return None


def test_a_killed_worker_is_replaced_and_the_rows_are_written_once(
    live_worker, slow_table, batch
):
    enqueue_import(batch.pk)
    victim = wait_for(process_inserting)
    assert Result.objects.count() == 0
    os.kill(victim, signal.SIGKILL)

    def is_done() -> bool:
        batch.refresh_from_db()
        return batch.state not in {JobState.QUEUED, JobState.RUNNING}

    wait_for(is_done)
    assert (batch.error_detail, batch.phase, batch.attempts) == (
        "",
        ImportPhase.WRITTEN,
        2,
    )
    assert Result.objects.filter(batch=batch).count() == Result.objects.count() == ROWS
    assert AuditEvent.objects.filter(action="import.written").count() == 1
