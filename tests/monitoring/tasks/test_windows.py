"""The worker's part: what is due opens once, the portal's own part follows."""

import pytest
from django.core.management import CommandError, call_command

from monitoring.models import Window
from monitoring.tasks import windows as tasks
from tests.factories.monitoring import YEAR, WindowFactory
from tests.monitoring.windows import Town


pytestmark = pytest.mark.django_db


@pytest.fixture
def window() -> Window:
    town = Town()
    return WindowFactory(
        territory=town.place, calendar=town.teachers(2), year=YEAR, opened_at=None
    )


def test_the_command_opens_what_is_due_on_a_day(window, capsys):
    call_command("open_windows", "--date", "2026-01-31")
    call_command("open_windows", "--date", "2026-02-03")
    call_command("open_windows", "--date", "2026-02-03")
    assert capsys.readouterr().out.splitlines() == [
        "Открыто окон: 0",
        "Сосновоборск: Педагоги, февраль 2026",
        "Открыто окон: 1",
        "Открыто окон: 0",
    ]
    window.refresh_from_db()
    assert window.window_schools.count() == 2


def test_a_day_that_is_none_is_refused():
    with pytest.raises(CommandError, match="не день"):
        call_command("open_windows", "--date", "32 февраля")


def test_a_window_whose_last_day_is_over_is_left_to_a_person(window):
    assert tasks.open_due_windows() == 0


def test_without_open_windows_there_are_no_letters(window):
    assert tasks.write_notices() == 0
