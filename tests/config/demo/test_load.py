"""The demo region as a newcomer finds it."""

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.core.management import call_command
from django.db import transaction
from django.utils import timezone

from config.demo import load
from config.demo.registry import PEOPLE
from identification.enums import Group
from identification.models import Decision, Result, Run, RunSchool
from schools.enums import JobState, StatusKind
from schools.models import School, SchoolStatus, Territory, User, scope_of
from schools.policies import has_permission
from schools.roles import Permission


pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def region(django_db_setup: None, django_db_blocker) -> Iterator[Territory]:
    """Load the region once; the tests' own transactions nest inside this one."""
    with django_db_blocker.unblock(), transaction.atomic():
        loaded = load.load_data(schools=60, now=timezone.now())
        load.load_history(loaded, clock=timezone.now, say=lambda line: None)
        yield loaded
        transaction.set_rollback(True)


@pytest.fixture(autouse=True)
def _loaded(region: Territory, db: None) -> None:
    """Have the region there in every test."""


def test_both_years_are_calculated_and_every_group_is_there() -> None:
    runs = list(Run.objects.order_by("year"))
    assert [(run.year, run.state) for run in runs] == [
        (2025, JobState.DONE),
        (2026, JobState.DONE),
    ]
    groups = set(RunSchool.objects.filter(run=runs[1]).values_list("group", flat=True))
    assert groups == set(Group)


def test_last_year_was_decided_and_this_year_waits() -> None:
    decision = Decision.objects.get()
    assert (decision.run.year, decision.order_number) == (2025, "214-о")
    held = SchoolStatus.objects.on(dt.date(2026, 1, 1)).values_list("kind", flat=True)
    assert set(held) == {StatusKind.LOW_RESULTS, StatusKind.ADVERSE}


def test_the_school_team_belongs_to_a_school_with_a_status() -> None:
    user = User.objects.get(username="school")
    (school,) = School.objects.visible_to(user)
    assert school.statuses.filter(kind=StatusKind.LOW_RESULTS).exists()


def test_each_person_has_the_known_password_and_one_role() -> None:
    for login, (role, *_rest) in PEOPLE.items():
        user = User.objects.get(username=login)
        assert user.check_password("demo")
        assert scope_of(user).roles == {role}
    head = User.objects.get(username="head")
    assert has_permission(head, Permission.MAKE_REPORTS)


def test_it_is_loaded_once(tmp_path: Path, settings) -> None:
    settings.VAR_DIR = tmp_path
    before = Result.objects.count()
    call_command("seed_demo")
    assert Result.objects.count() == before
    assert list(tmp_path.iterdir()) == []


def test_example_files_are_written_for_the_first_municipality(
    region: Territory, tmp_path: Path
) -> None:
    from python_calamine import CalamineWorkbook

    from config.demo.files import write_example_files

    write_example_files(region, tmp_path)
    book = CalamineWorkbook.from_path(tmp_path / "results-vpr-6.xlsx")
    rows = book.get_sheet_by_index(0).to_python()
    assert rows[2][:4] == ["Школа", "Год", "Процедура", "Предмет"]
    assert 15 <= len(rows) - 3 <= 20
    assert [row[0] for row in rows if row[0] == "Школа 15"] == ["Школа 15"]
