"""The demo's road map as a newcomer finds it: in force, half done, being corrected."""

import datetime as dt
from collections import Counter

import pytest
from django.db import transaction

from config.demo import registry
from config.demo.plan_text import SECTIONS
from config.demo.road_map import load_road_map
from roadmaps.enums import OccurrenceState, VersionState
from roadmaps.models import Activity, Occurrence, Party, RoadMap, SchoolAnswer
from roadmaps.queries.due import progress_of
from schools.enums import StatusKind
from schools.models import School, Territory, User
from tests.factories import SchoolStatusFactory


pytestmark = pytest.mark.django_db

NOW = dt.datetime(2026, 11, 22, 5, 0, tzinfo=dt.UTC)
TODAY = NOW.date()


@pytest.fixture
def place() -> Territory:
    from config.demo.generator import generate

    region, (town, *_rest) = registry.create_territories(1)
    schools = registry.create_schools(generate(schools=20).schools, [town])
    registry.create_people(region, town, schools[2])
    for school in School.objects.filter(pk__in=[s.pk for s in schools[:4]]):
        SchoolStatusFactory(
            school=school,
            kind=StatusKind.LOW_RESULTS,
            starts_on=dt.date(2025, 9, 15),
        )
    return town


@pytest.fixture
def version(place: Territory):
    return load_road_map(place, clock=lambda: NOW)


def test_every_row_is_understood(version) -> None:
    rows = Activity.objects.filter(version=version).in_order()

    assert list(version.sections.in_order().values_list("title", flat=True)) == [
        title for title, _ in SECTIONS
    ]
    assert [(row.title, row.result, row.document) for row in rows] == [
        (title, result, document)
        for _, activities in SECTIONS
        for title, _, _, result, document in activities
    ]
    assert Counter(row.term["needs_human"] for row in rows)[False] >= 20
    assert version.indicators.count() == 3


def test_it_is_the_school_year_of_today(version) -> None:
    road_map = version.road_map

    assert (road_map.starts_on, road_map.ends_on) == (
        dt.date(2026, 9, 1),
        dt.date(2027, 8, 31),
    )
    assert version.order_date == dt.date(2026, 8, 28)


def test_one_version_is_in_force_and_one_is_being_corrected(version) -> None:
    states = RoadMap.objects.get().versions.order_by("number")

    assert list(states.values_list("state", flat=True)) == [
        VersionState.IN_FORCE,
        VersionState.DRAFT,
    ]
    draft = states.last()
    assert draft.activities.count() == version.activities.count() + 1


def test_every_state_is_there_to_be_seen(version) -> None:
    counts = progress_of(version, today=TODAY).total

    seen = {name for name, count in vars(counts).items() if count}
    assert seen == {
        *("done", "overdue", "due_soon", "not_due", "cancelled", "without_document"),
    }
    assert counts.done > counts.overdue
    done = Occurrence.objects.filter(state=OccurrenceState.DONE)
    assert done.filter(without_document=False, evidence__isnull=True).count() == 0


def test_parties_lead_to_the_people_of_the_demo(version) -> None:
    tied = {
        party.name: party.role or party.user.username
        for party in Party.objects.select_related("user")
        if party.role or party.user
    }

    assert tied == {
        "Муниципальный координатор": "coordinator",
        "Начальник управления": "head",
        "муниципальный методический центр": "methodist",
        "Школьные команды": "school_team",
    }


def test_schools_in_status_are_asked_and_one_has_answered(version) -> None:
    team = User.objects.get(username="school")
    answers = SchoolAnswer.objects.all()

    assert answers.values("school").distinct().count() == 4
    answered = answers.filter(done_on__isnull=False)
    assert [answer.answered_by for answer in answered] == [team]


def test_the_same_day_gives_the_same_plan(place: Territory) -> None:
    def shape() -> list[tuple[object, ...]]:
        with transaction.atomic():
            load_road_map(place, clock=lambda: NOW)
            rows = Occurrence.objects.order_by("pk")
            found = list(rows.values_list("label", "due_on", "state", "done_on"))
            transaction.set_rollback(True)
        return found

    assert shape() == shape()


@pytest.mark.parametrize(
    "day", ["2026-09-01", "2026-12-31", "2027-01-01", "2027-08-31"]
)
def test_it_loads_on_any_day(place: Territory, day: str) -> None:
    now = dt.datetime.fromisoformat(f"{day}T05:00:00+00:00")

    version = load_road_map(place, clock=lambda: now)

    assert version.road_map.starts_on == dt.date(2026, 9, 1)
