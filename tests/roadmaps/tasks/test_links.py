"""The worker opens addresses on the schedule and when a person asks."""

import pytest
from django.conf import settings as configured

from roadmaps.enums import LinkState
from roadmaps.tasks.links import check_publication, check_publications
from tests.roadmaps.deadline_town import DeadlineTown


pytestmark = pytest.mark.django_db


def test_the_task_keeps_what_it_found():
    row = DeadlineTown().published(address="http://127.0.0.1:9/order")
    assert check_publication(row.pk) == LinkState.REFUSED
    row.refresh_from_db()
    assert row.link_checked_at is not None


def test_the_made_up_addresses_of_the_demo_rest(settings, monkeypatch):
    DeadlineTown().published(address="https://school.example.org/order")
    monkeypatch.setattr(check_publication, "delay", lambda _pk: None)
    settings.DEMO = True
    assert check_publications() == 0
    settings.DEMO = False
    assert check_publications() == 1


def test_a_record_that_is_gone():
    assert check_publication(0) == ""


def test_it_stands_on_the_schedule():
    from config.celery import app

    task = configured.CELERY_BEAT_SCHEDULE["check-publications"]["task"]
    app.loader.import_default_modules()
    assert task in app.tasks
