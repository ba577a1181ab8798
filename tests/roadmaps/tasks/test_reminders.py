"""The worker writes in the morning, and asks schools that came into status."""

import datetime as dt

import pytest
from django.conf import settings
from django.utils import timezone

from roadmaps.enums import Audience
from roadmaps.models import Occurrence, SchoolAnswer
from roadmaps.tasks.reminders import ask_schools, write_reminders
from schools.enums import StatusKind
from schools.models import OutgoingMessage
from tests.factories import SchoolStatusFactory
from tests.factories.plans import approve
from tests.roadmaps.following import Town


pytestmark = pytest.mark.django_db


@pytest.fixture
def town() -> Town:
    return Town()


def at_hour(monkeypatch, hour: int) -> None:
    now = timezone.localtime().replace(hour=hour)
    monkeypatch.setattr("django.utils.timezone.localtime", lambda: now)


def test_letters_are_written_once_and_in_the_morning(town, monkeypatch):
    day = timezone.localdate()
    town.occurrence(user=town.methodist, starts_on=day, due_on=day)
    approve(town.version)
    at_hour(monkeypatch, 6)
    assert write_reminders() == 0
    at_hour(monkeypatch, 7)
    assert write_reminders() == 1
    at_hour(monkeypatch, 8)
    assert write_reminders() == 0
    assert settings.SITE_URL in OutgoingMessage.objects.get().body


def test_schools_that_came_into_status_are_asked(town):
    town.occurrence()
    Occurrence.objects.update(audience=Audience.IN_STATUS)
    approve(town.version)
    assert ask_schools() == 2
    SchoolStatusFactory(
        school=town.ordinary,
        kind=StatusKind.ADVERSE,
        starts_on=timezone.localdate() - dt.timedelta(days=1),
    )
    assert ask_schools() == 1
    assert SchoolAnswer.objects.count() == 3


@pytest.mark.parametrize("name", ["write-reminders", "ask-schools"])
def test_both_stand_on_the_schedule(name):
    from config.celery import app

    task = settings.CELERY_BEAT_SCHEDULE[name]["task"]
    app.loader.import_default_modules()
    assert task in app.tasks
