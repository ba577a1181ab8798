"""The worker calculates a window and hands on its figures only if they moved."""

import datetime as dt

import pytest

from monitoring.models import Window
from monitoring.queries.computed import windows_to_compute
from monitoring.tasks import computed
from tests.monitoring.actions.test_computed import ResultTown


pytestmark = pytest.mark.django_db


@pytest.fixture
def town() -> ResultTown:
    return ResultTown()


def test_figures_follow_once(town, monkeypatch):
    asked: list[int] = []
    monkeypatch.setattr(computed.roll_up_window, "delay", asked.append)
    assert [computed.compute_window(town.window.pk) for _ in range(2)] == [1, 0]
    assert asked == [town.window.pk]


@pytest.mark.parametrize("pk", [0, None])
def test_a_window_that_is_gone_or_has_not_opened(town, pk):
    Window.objects.update(opened_at=None)
    assert computed.compute_window(town.window.pk if pk is None else pk) == 0


@pytest.mark.parametrize(
    ("day", "is_open"),
    [
        (dt.date(2025, 8, 31), False),
        (dt.date(2025, 9, 1), True),
        (dt.date(2025, 9, 27), True),
        (dt.date(2025, 9, 28), False),
    ],
)
def test_windows_that_are_open(town, day, is_open):
    assert windows_to_compute(today=day) == ([town.window.pk] if is_open else [])


def test_all_open_ones_are_handed_out(town, monkeypatch):
    asked: list[int] = []
    monkeypatch.setattr(computed.compute_window, "delay", asked.append)
    Window.objects.update(due_on=dt.date(2100, 1, 1), closes_on=dt.date(2100, 1, 1))
    assert (computed.compute_open_windows(), asked) == (1, [town.window.pk])
