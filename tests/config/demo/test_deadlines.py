"""The demo's deadlines as a newcomer finds them: somebody late, somebody with more time."""

import datetime as dt
from collections.abc import Iterator

import pytest
from django.db import transaction

from config.demo import registry
from config.demo.deadlines import load_deadlines
from config.demo.generator import generate
from config.demo.programmes import load_programmes
from roadmaps.models import DeadlineExtension, ProgrammeDeadline, Publication
from roadmaps.queries.owed import first_late, owed_by
from schools.models import School
from tests.factories import SchoolStatusFactory


pytestmark = pytest.mark.django_db

NOW = dt.datetime(2026, 11, 22, 5, 0, tzinfo=dt.UTC)
TODAY = NOW.date()


@pytest.fixture(scope="module")
def deadlines(
    django_db_setup: None, django_db_blocker
) -> Iterator[list[ProgrammeDeadline]]:
    """Load them once; the tests' own transactions nest inside this one."""
    with django_db_blocker.unblock(), transaction.atomic():
        region, (town, *_rest) = registry.create_territories(1)
        schools = registry.create_schools(generate(schools=20).schools, [town])
        registry.create_people(region, town, schools[2])
        for school in School.objects.in_territory(town).order_by("-pk")[:2]:
            SchoolStatusFactory(school=school)
        programmes = load_programmes(town, clock=lambda: NOW)
        yield load_deadlines(town, programmes, clock=lambda: NOW)
        transaction.set_rollback(True)


def test_three_steps_of_the_year(deadlines):
    assert [(row.step, row.due_on, row.year, row.closes) for row in deadlines] == [
        ("submit", dt.date(2026, 11, 12), 2026, True),
        ("approve", dt.date(2026, 12, 2), 2026, False),
        ("publish", dt.date(2026, 12, 22), 2026, False),
    ]


def test_one_school_is_late_and_one_got_more_time(deadlines):
    late = first_late(owed_by(deadlines, today=TODAY), today=TODAY)
    more = DeadlineExtension.objects.get()
    assert len(late) == 1
    assert (more.due_on, more.school_id) == (dt.date(2026, 11, 27), more.school.pk)
    assert more.school != late[0].school


def test_schools_with_a_programme_on_the_site_have_papers_there(deadlines):
    rows = Publication.objects.order_by("programme", "item")
    found = {(row.programme_id, row.item) for row in rows}
    assert len({programme for programme, _ in found}) == 2
    assert {item for _, item in found} == {"programme", "order", "activities"}
