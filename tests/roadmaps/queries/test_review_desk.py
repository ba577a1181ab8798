"""The desk: whose move it is, the oldest first, of the person's own places."""

import datetime as dt

import pytest

from roadmaps.actions.reviews import ask_second_opinion
from roadmaps.models import Programme
from roadmaps.queries.review_desk import (
    ANY,
    FREE,
    MINE,
    SCHOOL,
    DeskCriteria,
    desk_counts,
    desk_rows,
)
from schools.enums import Role
from schools.models import User
from tests.factories import MembershipFactory, SchoolFactory
from tests.factories.programmes import ProgrammeFactory
from tests.roadmaps.reviewing import LATER, NOW, TODAY, Judges


pytestmark = pytest.mark.django_db
AFTER = LATER + dt.timedelta(days=1)


@pytest.fixture
def town() -> Judges:
    return Judges()


def another(town: Judges, title: str, days: int) -> Programme:
    """Let another school send a programme so many days after the first one."""
    town.programme = ProgrammeFactory(
        school=SchoolFactory(municipality=town.town), kind=town.kind, title=title
    )
    town.team = _team_of(town.programme.school)
    town.sent()
    Programme.objects.filter(pk=town.programme.pk).update(
        state_since=NOW + dt.timedelta(days=days)
    )
    return town.programme


def _team_of(school) -> User:
    return MembershipFactory(role=Role.SCHOOL_TEAM, territory=None, school=school).user


@pytest.fixture
def filled(town) -> Judges:
    """Three wait: the coordinator's, a free one, one with a question; one is returned."""
    town.sent()
    town.begun()
    another(town, "Свободная", 3)
    asked = another(town, "С вопросом", 2)
    review = town.begun(town.methodist)
    ask_second_opinion(
        review=review,
        reviewer=town.coordinator,
        question="",
        due_on=LATER,
        user=town.methodist,
        now=NOW,
        today=TODAY,
    )
    assert asked.pk == review.version.programme_id
    another(town, "Возвращённая", 1)
    town.finished(town.begun(town.methodist))
    return town


def titles(user: User, **criteria) -> list[str]:
    rows = desk_rows(user=user, criteria=DeskCriteria(today=TODAY, **criteria))
    return [row.title for row in rows]


@pytest.mark.parametrize(
    ("criteria", "expected"),
    [
        ({}, ["Программа № 1", "С вопросом", "Свободная"]),
        ({"waits": SCHOOL}, ["Возвращённая"]),
        ({"whose": MINE}, ["Программа № 1", "С вопросом"]),
        ({"whose": FREE}, ["Свободная"]),
        ({"search": "свобод"}, ["Свободная"]),
        ({"is_overdue": True}, []),
    ],
)
def test_what_is_shown_oldest_first(filled, criteria, expected):
    assert titles(filled.coordinator, **criteria) == expected


def test_a_round_is_late_after_its_last_day(filled):
    late = DeskCriteria(today=AFTER, waits=ANY, is_overdue=True)
    assert desk_rows(user=filled.coordinator, criteria=late).count() == 4


def test_who_looks_at_it(filled):
    rows = {
        row.title: row
        for row in desk_rows(
            user=filled.coordinator, criteria=DeskCriteria(today=TODAY)
        )
    }
    assert {
        title: (row.reviewer_name, bool(row.own_opinion), row.is_second_asked)
        for title, row in rows.items()
    } == {
        "Программа № 1": ("Анна Ким", False, False),
        "С вопросом": ("Вера Орлова", True, True),
        "Свободная": (None, False, False),
    }


def test_counts(filled):
    assert desk_counts(user=filled.coordinator, today=AFTER) == {
        "office": 3,
        "free": 1,
        "mine": 2,
        "office_late": 3,
        "school": 1,
        "school_late": 1,
    }


def test_nothing_of_other_places_or_ones_own_school(filled):
    assert titles(filled.neighbour, waits=ANY) == []
    MembershipFactory(
        user=filled.coordinator,
        role=Role.SCHOOL_TEAM,
        territory=None,
        school=filled.school,
    )
    again = User.objects.get(pk=filled.coordinator.pk)
    assert titles(again) == ["С вопросом", "Свободная"]


def test_nothing_of_a_place_where_one_only_reads(filled):
    both = filled.neighbour
    MembershipFactory(user=both, role=Role.HEAD, territory=filled.town)
    assert titles(User.objects.get(pk=both.pk), waits=ANY) == []


def test_a_draft_is_nobodys_business(town):
    town.a_version()
    assert titles(town.coordinator, waits=ANY) == []
