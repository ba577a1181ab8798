"""Who must not judge a programme: one rule, the same from the person's side and the desk's."""

import datetime as dt

import pytest

from roadmaps.models import Programme, ProgrammeField
from roadmaps.policies import has_conflict
from roadmaps.queries.review_desk import reviewable
from roadmaps.queries.reviews import possible_reviewers
from schools.enums import Role
from schools.models import User
from tests.factories import MembershipFactory
from tests.factories.programmes import ProgrammeVersionFactory
from tests.roadmaps.reviewing import NOW, Judges


pytestmark = pytest.mark.django_db
# The world's programme was begun on this day.
BEGUN = dt.date(2025, 9, 1)
BEFORE = BEGUN - dt.timedelta(days=1)


def in_the_team(town: Judges, user: User, ends_on: dt.date | None = None) -> None:
    MembershipFactory(
        user=user,
        role=Role.SCHOOL_TEAM,
        territory=None,
        school=town.school,
        starts_on=dt.date(2020, 9, 1),
        ends_on=ends_on,
    )


def left_meanwhile(town: Judges, user: User) -> None:
    in_the_team(town, user, BEGUN)


def left_before(town: Judges, user: User) -> None:
    in_the_team(town, user, BEFORE)


def began_it(town: Judges, user: User) -> None:
    Programme.objects.filter(pk=town.programme.pk).update(created_by=user)


def gave_another_version(town: Judges, user: User) -> None:
    ProgrammeVersionFactory(programme=town.programme, number=7, author=user)


def wrote_a_field(town: Judges, user: User) -> None:
    ProgrammeField.objects.create(
        programme=town.programme, key="aim", value="Цель", saved_by=user, saved_at=NOW
    )


def nothing(town: Judges, user: User) -> None:
    """Leave the person without any interest."""


@pytest.mark.parametrize(
    ("how", "is_interested"),
    [
        (nothing, False),
        (in_the_team, True),
        (left_meanwhile, True),
        (left_before, False),
        (began_it, True),
        (gave_another_version, True),
        (wrote_a_field, True),
    ],
)
def test_interest_keeps_from_judging_everywhere(how, is_interested):
    town = Judges()
    version = town.sent()
    how(town, town.methodist)
    town.programme.refresh_from_db()
    user = User.objects.get(pk=town.methodist.pk)
    version = town.programme.versions.get(pk=version.pk)
    found = (
        has_conflict(user=user, programme=town.programme),
        not reviewable(user).filter(pk=town.programme.pk).exists(),
        user not in possible_reviewers(version, round_number=1),
    )
    assert found == (is_interested,) * 3
