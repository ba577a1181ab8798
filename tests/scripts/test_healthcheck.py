"""The health command looks at the real thing."""

from datetime import timedelta

import healthcheck
import pytest
from django.utils import timezone
from django_celery_beat.models import IntervalSchedule, PeriodicTask

from tests.conftest import address_of_database


@pytest.fixture
def task(transactional_db: None, monkeypatch: pytest.MonkeyPatch) -> PeriodicTask:
    """A job of the schedule; the command is pointed at the tests' database."""
    monkeypatch.setenv("DATABASE_URL", address_of_database())
    minute = IntervalSchedule.objects.create(every=1, period=IntervalSchedule.MINUTES)
    return PeriodicTask.objects.create(name="probe", task="probe", interval=minute)


@pytest.mark.parametrize(("minutes", "code"), [(9, 0), (11, 1)])
def test_a_schedule_that_started_nothing_lately_is_ill(
    task: PeriodicTask, minutes: int, code: int
) -> None:
    task.last_run_at = timezone.now() - timedelta(minutes=minutes)
    task.save()

    assert healthcheck.main("beat") == code


def test_a_schedule_that_never_started_anything_is_ill(task: PeriodicTask) -> None:
    assert healthcheck.main("beat") == 1


def test_a_web_server_that_nobody_started_is_ill(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("BIND", "127.0.0.1:1")

    assert healthcheck.main("web") == 1
