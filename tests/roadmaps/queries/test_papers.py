"""Which papers reach whom, and whom a text may name."""

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from roadmaps.models import PlanReport
from roadmaps.queries.papers import (
    occurrences_for_papers,
    open_version,
    papers_within_reach,
    people_named,
    plan_content,
    signature_of,
    versions_for_papers,
)
from schools.enums import JobState, Role
from tests.factories.plans import ActivityFactory, OccurrenceFactory, VersionFactory
from tests.roadmaps.paper_place import NOW, TODAY, PaperPlace


pytestmark = pytest.mark.django_db


@pytest.fixture
def place() -> PaperPlace:
    return PaperPlace()


def a_paper(place: PaperPlace, **changes: object) -> PlanReport:
    values = {
        "version": place.version,
        "kind": "plan_pdf",
        "as_of": TODAY,
        "state": JobState.DONE,
        "requested_at": NOW,
        "started_at": NOW + dt.timedelta(minutes=1),
        **changes,
    }
    return PlanReport.objects.create(**values)


def test_a_school_gets_the_plan_as_approved_and_nothing_else(
    place: PaperPlace,
) -> None:
    drafted = a_paper(place, started_at=NOW - dt.timedelta(days=1))
    assert list(papers_within_reach(user=place.team)) == []
    place.approve()
    plan = a_paper(place)
    a_paper(place, kind="progress_pdf")
    a_paper(place, kind="plan_docx")
    a_paper(place, state=JobState.RUNNING)

    assert list(papers_within_reach(user=place.team)) == [plan]
    assert list(papers_within_reach(user=place.far_team)) == []
    assert drafted in papers_within_reach(user=place.head)
    assert papers_within_reach(user=place.head).count() == 5
    assert list(papers_within_reach(user=place.neighbour)) == []


def test_a_school_sees_no_draft_among_the_versions(place: PaperPlace) -> None:
    place.approve()
    draft = VersionFactory(road_map=place.road_map, number=2)

    def seen(who):
        return versions_for_papers(road_map=place.road_map, user=who)

    assert seen(place.coordinator) == [draft, place.version]
    assert seen(place.team) == [place.version]


def test_only_a_version_in_force_of_an_open_plan_is_open(place: PaperPlace) -> None:
    assert open_version(pk=place.road_map.pk) is None
    place.road_map.is_public = True
    place.road_map.save()
    assert open_version(pk=place.road_map.pk) is None
    place.approve()
    assert open_version(pk=place.road_map.pk) == place.version


def test_people_are_known_by_the_directory_and_by_their_accounts(
    place: PaperPlace,
) -> None:
    assert people_named(territory=place.town) == sorted(
        {
            "Лесная А.П.",
            "Лесная",
            "Лесная Анна Павловна",
            "Полевой Пётр Ильич",
            place.team.full_name,
        }
    )


def test_an_empty_office_leaves_the_name_empty(place: PaperPlace) -> None:
    assert signature_of(territory=place.town, role=Role.COORDINATOR) == {
        "post": "муниципальный координатор",
        "name": "Лесная Анна Павловна",
    }
    assert signature_of(territory=place.town, role=Role.METHODIST) == {
        "post": "методист",
        "name": "",
    }


def test_rows_do_not_cost_queries(place: PaperPlace) -> None:
    def queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            plan_content(version=place.version)
            occurrences_for_papers(version=place.version)
        return len(captured)

    before = queries()
    for _ in range(3):
        activity = ActivityFactory(section=place.activities[0].section)
        OccurrenceFactory(line=activity.line)
    assert queries() == before + 2  # papers and answers of what is there now
    OccurrenceFactory(line=activity.line)
    assert queries() == before + 2
