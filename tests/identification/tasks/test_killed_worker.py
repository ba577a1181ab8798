"""A worker dies in the middle of a run: started again, done once, nothing half."""

import datetime as dt
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from django.conf import settings

from identification.actions.runs import start_run
from identification.models import Run, RunSchool
from identification.stats.rules import IdentificationRules
from identification.tasks import execute_run
from schools.actions.jobs import SILENCE
from schools.enums import JobState, Role
from schools.models import AuditEvent
from schools.tasks import requeue_lost_jobs
from tests.conftest import address_of_database, worker_command
from tests.factories import MunicipalityFactory, person
from tests.factories.identification import (
    NOW,
    YEAR,
    RuleSetFactory,
    fill_territory,
)


pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]

SCHOOLS = 150
# Long enough to be caught in the middle, short enough to be waited for.
RESAMPLES = 10_000
WAIT_SECONDS = 90


@pytest.fixture
def run(db: None) -> Run:
    town = MunicipalityFactory()
    fill_territory(town, schools=SCHOOLS)
    rules = IdentificationRules(bootstrap_resamples=RESAMPLES)
    return start_run(
        user=person(Role.COORDINATOR, town),
        territory=town,
        year=YEAR,
        rule_set=RuleSetFactory(parameters=rules.to_dict()),
        now=NOW,
    )


@pytest.fixture
def worker(tmp_path: Path) -> Iterator[Callable[[], subprocess.Popen[bytes]]]:
    """Return a function that starts a worker on this test's own queue."""
    started: list[subprocess.Popen[bytes]] = []

    def start() -> subprocess.Popen[bytes]:
        with (tmp_path / f"worker-{len(started)}.log").open("wb") as log:
            process = subprocess.Popen(
                [*worker_command(), "-Q", queue_name()],
                cwd=settings.BASE_DIR,
                env=os.environ | {"DATABASE_URL": address_of_database()},
                stdout=log,
                stderr=log,
                start_new_session=True,
            )
        started.append(process)
        return process

    yield start
    for process in started:
        if process.poll() is None:
            process.terminate()
            process.wait(timeout=60)


def queue_name() -> str:
    """Another queue than the session's worker has, so that it cannot help."""
    return f"killed-{os.getpid()}"


def enqueue(run: Run) -> None:
    execute_run.apply_async((run.pk,), queue=queue_name())


def wait_until(is_so: Callable[[], bool]) -> None:
    deadline = time.monotonic() + WAIT_SECONDS
    while not is_so():
        assert time.monotonic() < deadline, "это не наступило"
        time.sleep(0.02)


def is_in_the_middle(run: Run) -> bool:
    run.refresh_from_db(fields=["state", "stage", "steps_done"])
    assert run.state in {JobState.QUEUED, JobState.RUNNING}, "расчёт слишком короткий"
    return run.stage == "Повторные выборки"


def is_done(run: Run) -> bool:
    run.refresh_from_db()
    assert run.state != JobState.FAILED, run.error_detail
    return run.state == JobState.DONE


def children_of(pid: int) -> list[int]:
    found = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    return [int(child) for child in found]


def demand_done_once(run: Run) -> None:
    assert (run.state, run.attempts) == (JobState.DONE, 2)
    assert RunSchool.objects.filter(run=run).count() == SCHOOLS
    assert run.counts["schools"] == SCHOOLS
    assert AuditEvent.objects.filter(action="run.done").count() == 1
    assert AuditEvent.objects.filter(action="run.failed").count() == 0


@pytest.mark.skipif(sys.platform != "linux", reason="reads the children from /proc")
def test_a_killed_child_of_the_worker_is_replaced_and_the_run_done_once(
    run: Run, worker
) -> None:
    process = worker()
    enqueue(run)
    wait_until(lambda: is_in_the_middle(run))

    for child in children_of(process.pid):
        os.kill(child, signal.SIGKILL)
    assert RunSchool.objects.filter(run=run).count() == 0

    wait_until(lambda: is_done(run))
    demand_done_once(run)


def test_a_run_of_a_worker_killed_whole_is_handed_out_again(run: Run, worker) -> None:
    process = worker()
    enqueue(run)
    wait_until(lambda: is_in_the_middle(run))

    os.killpg(process.pid, signal.SIGKILL)
    process.wait()
    run.refresh_from_db()
    assert (run.state, RunSchool.objects.count()) == (JobState.RUNNING, 0)

    # Two minutes of silence go by; then the schedule finds the run.
    before = dt.datetime.now(dt.UTC) - SILENCE - dt.timedelta(seconds=1)
    Run.objects.filter(pk=run.pk).update(heartbeat_at=before)
    assert requeue_lost_jobs() == {"identification.run": [run.pk]}
    worker()
    enqueue(run)

    wait_until(lambda: is_done(run))
    demand_done_once(run)
