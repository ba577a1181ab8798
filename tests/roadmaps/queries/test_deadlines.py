"""Why a step is closed: the day, the extension, who can open it."""

import datetime as dt

import pytest

from roadmaps.enums import DeadlineStep
from roadmaps.queries.deadlines import Lock, lock_of, school_year_of
from schools.enums import Role
from schools.models import Membership
from tests.factories import person
from tests.roadmaps.deadline_town import DUE, YEAR, DeadlineTown


pytestmark = pytest.mark.django_db
STEP = DeadlineStep.SUBMIT
AFTER = DUE + dt.timedelta(days=1)


@pytest.fixture
def town() -> DeadlineTown:
    return DeadlineTown()


def test_the_three_words_of_a_lock(town):
    town.deadline()
    lock = lock_of(town.programme(), STEP, AFTER)
    assert lock == Lock(
        why="Срок «отправить на согласование» закончился 15.10.2025.",
        since=AFTER,
        who="Продлить его для школы может муниципальный координатор: Анна Ким.",
    )
    assert lock.sentence == f"{lock.why} {lock.who}"


def test_the_last_day_is_still_open(town):
    town.deadline()
    assert lock_of(town.programme(), STEP, DUE) is None


def test_an_extension_opens_one_school_and_ends_by_itself(town):
    more = town.extend(town.deadline())
    own, other = town.programme(), town.programme(school=town.adverse)
    assert lock_of(own, STEP, more.due_on) is None
    assert lock_of(other, STEP, AFTER).since == AFTER
    after = lock_of(own, STEP, more.due_on + dt.timedelta(days=1))
    assert after.why == (
        "Срок «отправить на согласование», продлённый для школы, закончился "
        "29.10.2025 (общий – 15.10.2025)."
    )
    assert after.since == dt.date(2025, 10, 30)


def test_without_a_coordinator_the_role_is_named(town):
    town.deadline()
    Membership.objects.filter(user=town.coordinator).update(ends_on=DUE)
    assert lock_of(town.programme(), STEP, AFTER).who == (
        "Продлить его для школы может муниципальный координатор."
    )


def test_several_coordinators_are_named_in_order(town):
    town.deadline()
    person(Role.COORDINATOR, town.place, full_name="Борис Лем")
    who = lock_of(town.programme(), STEP, AFTER).who
    assert who.endswith(": Анна Ким, Борис Лем.")


@pytest.mark.parametrize(
    "values",
    [
        {"closes": False},
        {"step": DeadlineStep.APPROVE},
        {"year": YEAR - 1},
    ],
)
def test_other_deadlines_close_nothing(town, values):
    town.deadline(**values)
    assert lock_of(town.programme(), STEP, AFTER) is None


def test_another_municipality_closes_nothing(town):
    town.deadline()
    elsewhere = town.programme(school=town.foreign)
    assert lock_of(elsewhere, STEP, AFTER) is None


@pytest.mark.parametrize(
    ("day", "year"),
    [
        (dt.date(2025, 5, 31), 2024),
        (dt.date(2025, 6, 1), 2025),
        (dt.date(2025, 9, 1), 2025),
        (dt.date(2026, 1, 1), 2025),
    ],
)
def test_a_summer_belongs_to_the_year_that_follows(day, year):
    assert school_year_of(day) == year
