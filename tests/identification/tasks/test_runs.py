"""The tasks load a run by its number and call one action."""

import time

import pytest

from identification.actions.runs import start_run
from identification.models import Run
from identification.tasks import enqueue_run, execute_run, verify_run
from schools.enums import JobState
from schools.tasks import resumed_models
from tests.factories.identification import NOW, YEAR


def queued(place) -> Run:
    return start_run(user=place.analyst, territory=place.region, year=YEAR, now=NOW)


@pytest.mark.django_db
def test_the_task_executes_a_run_once(place) -> None:
    run = queued(place)

    assert execute_run(run.pk) == JobState.DONE
    assert execute_run(run.pk) == "not mine"


@pytest.mark.django_db
def test_the_task_checks_a_run(place) -> None:
    run = place.run()

    assert verify_run(run.pk, place.analyst.pk) is True
    run.refresh_from_db()
    assert run.verification["checked_by"] == str(place.analyst)


def test_a_lost_run_is_handed_out_again() -> None:
    assert Run in resumed_models()


@pytest.mark.journey
@pytest.mark.django_db(transaction=True)
def test_a_real_worker_executes_a_run(place, live_worker) -> None:
    run = queued(place)

    enqueue_run(run.pk)

    deadline = time.monotonic() + 60
    while run.state != JobState.DONE:
        assert time.monotonic() < deadline, run.error_detail or run.stage
        time.sleep(0.05)
        run.refresh_from_db()
    assert run.schools.count() == 24
