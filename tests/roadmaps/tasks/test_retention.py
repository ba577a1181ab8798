"""The nightly round: a letter first, the removal two weeks later, nothing twice."""

import datetime as dt

import pytest
from django.conf import settings
from django.utils import timezone

from roadmaps import tasks
from roadmaps.models import Programme
from roadmaps.tasks.retention import remove_old_drafts
from schools.models import OutgoingMessage
from tests.roadmaps.programme_desk import in_state, make_desk


pytestmark = pytest.mark.django_db


def test_told_then_removed_then_nothing():
    desk, now = make_desk(), timezone.now()
    long_ago = now - dt.timedelta(days=400)
    in_state(desk.school, "submitted", created_at=long_ago, state_since=long_ago)
    draft = in_state(
        desk.school,
        "draft",
        starts_on=dt.date(2020, 9, 1),
        created_at=long_ago,
        state_since=long_ago,
    )
    draft.versions.get().delete()
    assert remove_old_drafts() == {"told": 1, "removed": 0}
    assert remove_old_drafts() == {"told": 0, "removed": 0}
    early = Programme.objects.filter(pk=draft.pk)
    early.update(removal_told_at=now - dt.timedelta(days=14))
    assert remove_old_drafts() == {"told": 0, "removed": 1}
    assert remove_old_drafts() == {"told": 0, "removed": 0}
    assert (early.exists(), OutgoingMessage.objects.count()) == (False, 2)


def test_it_stands_on_the_schedule():
    entry = settings.CELERY_BEAT_SCHEDULE["remove-old-drafts"]
    assert entry["task"] == tasks.remove_old_drafts.name
