"""The demo's programmes as a newcomer finds them: each stands elsewhere on its way."""

import datetime as dt
from collections.abc import Iterator

import pytest
from django.db import transaction

from config.demo import registry
from config.demo.generator import generate
from config.demo.programmes import load_programmes
from roadmaps.models import Programme, ProgrammeStep, Remark
from roadmaps.queries.programme_likeness import alike
from schools.models import School, User


pytestmark = pytest.mark.django_db

NOW = dt.datetime(2026, 11, 22, 5, 0, tzinfo=dt.UTC)


@pytest.fixture(scope="module")
def programmes(django_db_setup: None, django_db_blocker) -> Iterator[list[Programme]]:
    """Load them once; the tests' own transactions nest inside this one."""
    with django_db_blocker.unblock(), transaction.atomic():
        region, (town, *_rest) = registry.create_territories(1)
        schools = registry.create_schools(generate(schools=20).schools, [town])
        registry.create_people(region, town, schools[2])
        made = load_programmes(town, clock=lambda: NOW)
        yield [Programme.objects.get(pk=programme.pk) for programme in made]
        transaction.set_rollback(True)


def test_each_state_that_somebody_waits_in_is_there(programmes):
    assert [programme.state for programme in programmes] == [
        "returned",
        *("submitted", "submitted", "agreed", "published", "running"),
    ]


def test_the_schools_own_has_remarks_and_a_receipt_with_its_paper(programmes):
    own = programmes[0]
    assert own.school == School.objects.get(memberships__user__username="school")
    assert Remark.objects.filter(programme=own, resolved_at=None).count() == 2
    step = ProgrammeStep.objects.get(programme=own, code="submit")
    assert step.receipt_file is not None


def test_two_schools_share_a_passage(programmes):
    coordinator = User.objects.get(username="coordinator")
    first, second = (programme.versions.get() for programme in programmes[1:3])
    found = alike(version=first, user=coordinator).likenesses
    assert [likeness.version for likeness in found] == [second]
