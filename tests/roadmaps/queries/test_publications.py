"""The package by school and the shares: what counts, of whom, how many queries."""

import datetime as dt

import pytest

from roadmaps.enums import LinkState, PackageItem
from roadmaps.queries.publications import (
    Share,
    dead_links,
    history_of,
    packages,
    shares,
    shares_by_place,
)
from schools.actions.audit import record
from schools.models import SchoolStatus
from tests.roadmaps.deadline_town import NOW, TODAY, DeadlineTown


pytestmark = pytest.mark.django_db


@pytest.fixture
def town() -> DeadlineTown:
    return DeadlineTown()


def counts(town: DeadlineTown, today: dt.date = TODAY) -> dict[str, tuple[int, int]]:
    found = packages(user=town.coordinator, today=today, territory=None)
    return {share.item: (share.numerator, share.denominator) for share in shares(found)}


def test_shares_of_schools_in_status(town):
    programme = town.programme("running")
    for item in ("programme", "order"):
        town.published(item, programme=programme)
    town.published("order", programme=town.programme("running", school=town.adverse))
    town.published("order", programme=town.programme("running", school=town.ordinary))
    assert counts(town) == {
        "programme": (1, 2),
        "order": (2, 2),
        "package": (0, 2),
        "activities": (0, 2),
        "contracts": (0, 2),
    }


@pytest.mark.parametrize(
    ("values", "counted"),
    [
        ({}, 1),
        ({"link_state": LinkState.ALIVE}, 1),
        ({"link_state": LinkState.DEAD}, 0),
        ({"link_state": LinkState.REFUSED}, 0),
        ({"link_state": LinkState.REFUSED, "checked_at": NOW}, 1),
        ({"link_state": LinkState.DEAD, "checked_at": NOW}, 0),
    ],
)
def test_what_counts_as_placed(town, values, counted):
    town.published(**values)
    assert counts(town)["order"] == (counted, 2)


@pytest.mark.parametrize("state", ["agreed", "finished"])
def test_only_programmes_of_now_count(town, state):
    town.published(programme=town.programme(state))
    assert counts(town)["order"] == (0, 2)


def test_the_denominator_is_of_the_day(town):
    SchoolStatus.objects.filter(school=town.adverse).update(ends_on=TODAY)
    assert counts(town)["order"][1] == 2
    assert counts(town, TODAY + dt.timedelta(days=1))["order"][1] == 1


def test_of_several_programmes_a_living_page_speaks(town):
    old = town.programme("running", starts_on=dt.date(2024, 9, 1))
    alive = town.published(programme=old)
    town.published(programme=town.programme("running"), link_state=LinkState.DEAD)
    found = packages(user=town.coordinator, today=TODAY, territory=None)[0]
    assert (found.found["order"], found.placed) == (alive, 1)


def test_sums_over_municipalities_not_means(town):
    town.published(programme=town.programme("running", school=town.foreign))
    found = packages(user=town.analyst, today=TODAY, territory=None)
    order = [
        (place, rows[1].numerator, rows[1].denominator)
        for place, rows in shares_by_place(found)
    ]
    assert order == [(town.elsewhere, 1, 1), (town.place, 0, 2)]
    assert shares(found)[1] == Share(PackageItem.ORDER, 1, 3)
    only = packages(user=town.analyst, today=TODAY, territory=town.place.pk)
    assert [row.school for row in only] == [town.low, town.adverse]


def test_nobody_to_count_is_no_share():
    assert Share(PackageItem.ORDER, 0, 0).share is None
    assert Share(PackageItem.ORDER, 1, 4).share == 0.25


def test_dead_links_are_those_of_the_persons_schools(town):
    programme = town.programme("running")
    later = town.published(
        "package", programme=programme, link_state=LinkState.DEAD, dead_since=NOW
    )
    first = town.published(
        "order",
        programme=programme,
        link_state=LinkState.DEAD,
        dead_since=NOW - dt.timedelta(days=1),
    )
    town.published("activities", programme=programme)
    assert dead_links(user=town.team) == [first, later]
    assert dead_links(user=town.methodist) == [first, later]
    assert dead_links(user=town.other_team) == []
    assert dead_links(user=town.neighbour) == []


def test_history_keeps_what_was_removed(town):
    row = town.published()
    other = town.published(programme=town.programme("running", school=town.adverse))
    record(actor=town.team, action="publication.recorded", obj=row, now=NOW)
    record(actor=town.team, action="publication.recorded", obj=other, now=NOW)
    record(
        actor=town.team,
        action="publication.removed",
        obj=row,
        now=NOW + dt.timedelta(hours=1),
        before={"programme": row.programme_id},
    )
    row.delete()
    assert [event.action for event in history_of([row.programme])] == [
        "publication.removed"
    ]
    assert [event.action for event in history_of([other.programme])] == [
        "publication.recorded"
    ]
