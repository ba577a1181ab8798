"""Only who must act is written to: parties' people, holders of roles, silent schools."""

import datetime as dt

import pytest

from roadmaps.models import SchoolAnswer
from roadmaps.queries.recipients import who_must_act
from schools.enums import Role
from tests.factories import MembershipFactory, UserFactory, person
from tests.factories.plans import approve
from tests.roadmaps.following import NOW, TODAY, Town


pytestmark = pytest.mark.django_db


@pytest.fixture
def town() -> Town:
    return Town()


def people(town, row, today=TODAY) -> list[str]:
    if town.version.is_draft:
        approve(town.version)
    found = who_must_act([row], today=today)
    return sorted(user.username for user in found.get(row.pk, []))


def names(*users) -> list[str]:
    return sorted(user.username for user in users)


def test_the_person_of_a_party(town):
    row = town.occurrence(user=town.methodist)
    assert people(town, row) == names(town.methodist)


def test_all_who_hold_the_role_in_the_municipality(town):
    second = person(Role.METHODIST, town.place)
    person(Role.METHODIST, town.elsewhere)
    row = town.occurrence(role=Role.METHODIST)
    assert people(town, row) == names(town.methodist, second)


def test_a_party_with_a_person_does_not_write_to_the_whole_role(town):
    person(Role.METHODIST, town.place)
    row = town.occurrence(user=town.methodist, role=Role.METHODIST)
    assert people(town, row) == names(town.methodist)


def test_a_party_with_neither_gets_none(town):
    activity = town.activity()
    town.answers(activity)
    assert people(town, town.occurrence()) == []


def test_teams_of_concerned_schools_that_have_not_answered(town):
    row = town.occurrence(concerns=(town.low, town.adverse))
    assert people(town, row) == names(town.team, town.other_team)
    SchoolAnswer.objects.filter(school=town.low).update(done_on=TODAY, answered_at=NOW)
    assert people(town, row) == names(town.other_team)


def test_school_teams_as_a_party_are_only_those_concerned(town):
    person(Role.SCHOOL_TEAM, town.ordinary)
    row = town.occurrence(role=Role.SCHOOL_TEAM, concerns=(town.low,))
    assert people(town, row) == names(town.team)


def test_each_person_once(town):
    activity = town.activity()
    town.answers(activity, user=town.methodist)
    town.answers(activity, role=Role.METHODIST)
    row = town.occurrence()
    row.line = activity.line
    row.save()
    assert people(town, row) == names(town.methodist)


@pytest.mark.parametrize(
    "membership",
    [
        {"ends_on": TODAY - dt.timedelta(days=1)},
        {"starts_on": TODAY + dt.timedelta(days=1)},
    ],
)
def test_who_is_not_in_office_on_the_day_is_not_written_to(town, membership):
    MembershipFactory(
        user=UserFactory(), role=Role.HEAD, territory=town.place, **membership
    )
    row = town.occurrence(role=Role.HEAD)
    assert people(town, row) == names(town.head)


def test_no_address_or_a_closed_account_means_no_letter(town):
    MembershipFactory(user=UserFactory(email=""), role=Role.HEAD, territory=town.place)
    MembershipFactory(
        user=UserFactory(is_active=False), role=Role.HEAD, territory=town.place
    )
    row = town.occurrence(role=Role.HEAD)
    assert people(town, row) == names(town.head)


def test_the_version_in_force_says_who(town):
    row = town.occurrence(user=town.methodist)
    approve(town.version)
    town.next_version()
    assert people(town, row) == []


@pytest.mark.parametrize("rows", [1, 4])
def test_the_same_queries_for_any_number(town, rows, django_assert_num_queries):
    made = [
        town.occurrence(role=Role.HEAD, user=None, concerns=(town.low,))
        for _ in range(rows)
    ]
    approve(town.version)
    with django_assert_num_queries(4):
        who_must_act(made, today=TODAY)
