"""The worker's part: papers made once, recommendations after a window has closed."""

import datetime as dt

import pytest

from monitoring.models import Recommendation
from monitoring.queries.analytics import seasons_just_closed
from monitoring.tasks.analytics import draft_after_windows, make_report_files
from tests.monitoring.paper_town import YEAR, PaperTown


pytestmark = pytest.mark.django_db


@pytest.fixture
def town() -> PaperTown:
    return PaperTown()


def test_a_message_for_no_paper_does_nothing() -> None:
    assert make_report_files(0) == "not mine"


@pytest.mark.parametrize(("days", "count"), [(0, 0), (1, 1), (7, 1), (8, 0)])
def test_a_window_is_looked_at_for_a_week(
    town: PaperTown, days: int, count: int
) -> None:
    today = town.window.closes_on + dt.timedelta(days=days)
    assert seasons_just_closed(today=today) == [(town.town, YEAR)] * count


def test_recommendations_are_drafted_without_anybody(
    town: PaperTown, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(
        "django.utils.timezone.localdate", lambda *args: dt.date(2026, 3, 2)
    )
    assert draft_after_windows() == 1
    assert Recommendation.objects.get().school == town.schools[3]
    assert draft_after_windows() == 0
