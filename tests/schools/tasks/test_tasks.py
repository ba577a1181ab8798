"""The worker's part: letters leave, lost jobs come back."""

import datetime as dt

import pytest
from django.apps import apps
from django.core import mail
from django.utils import timezone

from config.celery import app
from schools.actions.jobs import SILENCE
from schools.actions.messages import write_message
from schools.enums import JobState
from schools.models import ImportBatch, TrackedJob
from schools.tasks import jobs, requeue_lost_jobs, send_outgoing_messages
from tests.factories import MunicipalityFactory


@pytest.fixture
def lost(db) -> ImportBatch:
    silent = timezone.now() - 2 * SILENCE
    return ImportBatch.objects.create(
        kind="schools",
        territory=MunicipalityFactory(),
        file_name="a.xlsx",
        file_sha256="0" * 64,
        requested_at=silent,
        state=JobState.RUNNING,
        heartbeat_at=silent,
        attempts=1,
    )


@pytest.mark.django_db
def test_letters_leave():
    write_message(to="a@example.org", subject="Т", body="т", now=timezone.now())
    assert (send_outgoing_messages(), len(mail.outbox)) == (1, 1)


def test_a_lost_job_is_handed_to_its_own_task(lost, monkeypatch):
    handed: list[int] = []
    monkeypatch.setitem(jobs._ENQUEUE, ImportBatch, handed.append)
    assert requeue_lost_jobs()["schools.importbatch"] == [lost.pk]
    assert handed == [lost.pk]


def test_a_living_job_is_not(lost, monkeypatch):
    handed: list[int] = []
    monkeypatch.setitem(jobs._ENQUEUE, ImportBatch, handed.append)
    ImportBatch.objects.update(heartbeat_at=timezone.now() - dt.timedelta(seconds=1))
    assert requeue_lost_jobs() == {}
    assert handed == []


def test_every_kind_of_job_survives_its_worker():
    app.autodiscover_tasks(force=True)
    kinds = {model for model in apps.get_models() if issubclass(model, TrackedJob)}
    assert jobs.resumed_models() == kinds


def test_the_schedule_names_tasks_that_exist(settings):
    app.autodiscover_tasks(force=True)
    named = {entry["task"] for entry in settings.CELERY_BEAT_SCHEDULE.values()}
    assert named - set(app.tasks) == set()
