"""Who may do what, and where: rights come from the role that covers the place."""

import datetime as dt

import pytest
from django.contrib.auth.models import AnonymousUser
from django.utils import timezone

from schools.enums import Role
from schools.models import School, scope_of
from schools.policies import has_permission, needs_second_factor
from schools.roles import Permission
from tests.factories import (
    MembershipFactory,
    MunicipalityFactory,
    RegionFactory,
    SchoolFactory,
    UserFactory,
    person,
)


pytestmark = pytest.mark.django_db
DECIDE, SEE = Permission.MANAGE_DECISIONS, Permission.VIEW_SCHOOLS


@pytest.fixture
def town():
    return MunicipalityFactory()


@pytest.fixture
def next_town(town):
    return MunicipalityFactory(parent=town.parent)


def test_a_right_reaches_as_far_as_its_membership(town, next_town):
    coordinator = person(Role.COORDINATOR, town)
    school, foreign = (SchoolFactory(municipality=place) for place in (town, next_town))
    assert [
        has_permission(coordinator, DECIDE, place)
        for place in (None, town, school, next_town, foreign, town.parent)
    ] == [True, True, True, False, False, False]


def test_two_roles_do_not_lend_each_other_rights(town, next_town):
    user = person(Role.COORDINATOR, town)
    MembershipFactory(user=user, role=Role.METHODIST, territory=next_town)
    school = SchoolFactory(municipality=next_town)
    assert has_permission(user, SEE, school)
    assert not has_permission(user, DECIDE, school)
    assert not has_permission(user, DECIDE, next_town)


def test_the_scope_of_several_memberships_is_their_union(town, next_town):
    team_school = SchoolFactory()
    user = person(Role.COORDINATOR, town)
    MembershipFactory(user=user, role=Role.METHODIST, territory=next_town)
    MembershipFactory(
        user=user, role=Role.SCHOOL_TEAM, territory=None, school=team_school
    )
    schools = [SchoolFactory(municipality=place) for place in (town, next_town)]
    SchoolFactory()
    assert set(School.objects.visible_to(user)) == {*schools, team_school}
    assert has_permission(user, Permission.VIEW_OWN_SCHOOL, team_school)
    assert not has_permission(user, SEE, team_school)


def test_a_region_holds_its_municipalities(town):
    analyst = person(Role.ANALYST, town.parent)
    assert has_permission(analyst, SEE, SchoolFactory(municipality=town))
    assert has_permission(analyst, SEE, town.parent)
    assert not has_permission(analyst, SEE, SchoolFactory())
    assert not has_permission(analyst, SEE, RegionFactory())


def test_a_team_holds_its_school_and_not_the_town(town):
    school = SchoolFactory(municipality=town)
    team = person(Role.SCHOOL_TEAM, school)
    own = Permission.VIEW_OWN_SCHOOL
    assert [
        has_permission(team, own, place)
        for place in (school, town, SchoolFactory(municipality=town))
    ] == [True, False, False]


def test_an_administrator_reaches_what_has_no_place():
    administrator = person(Role.ADMINISTRATOR)
    assert has_permission(administrator, Permission.MANAGE_PEOPLE, UserFactory())
    coordinator = person(Role.COORDINATOR, MunicipalityFactory())
    assert not has_permission(coordinator, Permission.VIEW_PEOPLE, UserFactory())


@pytest.mark.parametrize(
    ("starts", "ends", "expected"),
    [(0, None, True), (0, 0, True), (-9, -1, False), (1, None, False), (-9, 9, True)],
)
def test_an_office_holds_from_its_first_day_to_its_last(town, starts, ends, expected):
    today = timezone.localdate()
    membership = MembershipFactory(
        territory=town,
        starts_on=today + dt.timedelta(days=starts),
        ends_on=None if ends is None else today + dt.timedelta(days=ends),
    )
    assert has_permission(membership.user, DECIDE, town) is expected


def test_a_stranger_has_nothing(town):
    nobody = AnonymousUser()
    assert not has_permission(nobody, SEE)
    assert not has_permission(UserFactory(), SEE, town)
    assert School.objects.visible_to(UserFactory()).count() == 0
    assert scope_of(nobody).roles == frozenset()


def test_the_scope_is_read_once_a_request(town, django_assert_num_queries):
    coordinator = person(Role.COORDINATOR, town)
    with django_assert_num_queries(1):
        for _ in range(3):
            has_permission(coordinator, DECIDE, town)


@pytest.mark.parametrize("role", Role.values)
def test_who_needs_a_second_factor(role, town):
    places = {
        Role.ADMINISTRATOR: None,
        Role.ANALYST: town.parent,
        Role.SCHOOL_TEAM: SchoolFactory(municipality=town),
    }
    user = person(role, places.get(role, town))
    assert needs_second_factor(user) is (role in {Role.ADMINISTRATOR, Role.ANALYST})
