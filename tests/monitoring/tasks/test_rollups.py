"""The worker's part: calculated once, at most once a second, nothing lost."""

import datetime as dt

import pytest
from django.utils import timezone

from monitoring.actions.value_writing import mark_stale
from monitoring.models import Window
from monitoring.tasks.rollups import roll_up_stale_windows, roll_up_window
from tests.factories.monitoring import opened_window


pytestmark = pytest.mark.django_db


def test_a_message_that_comes_twice_does_its_work_once():
    window = opened_window()
    assert [roll_up_window(window.pk) for _ in range(2)] == ["done", "fresh"]


def test_a_change_right_after_a_calculation_waits_a_second():
    window = opened_window()
    roll_up_window(window.pk)
    mark_stale(window_id=window.pk, now=timezone.now())
    assert roll_up_window(window.pk) == "later"
    Window.objects.update(rolled_up_at=timezone.now() - dt.timedelta(seconds=2))
    assert roll_up_window(window.pk) == "done"


def test_stale_windows_are_handed_out():
    window, _ = opened_window(), opened_window(opened_at=None)
    assert roll_up_stale_windows() == 1
    roll_up_window(window.pk)
    assert roll_up_stale_windows() == 0
