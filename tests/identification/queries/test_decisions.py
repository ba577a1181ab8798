"""Decisions and their items, as pages show them."""

import pytest

from identification.enums import RunPurpose, Verdict
from identification.queries.decisions import (
    decidable_runs,
    items_of,
    sure_items,
    visible_decisions,
)
from schools.models import scope_of
from tests.factories.identification import (
    YEAR,
    DecisionFactory,
    DecisionItemFactory,
    DoneRunFactory,
    RunFactory,
    RunSchoolFactory,
)


pytestmark = pytest.mark.django_db


@pytest.fixture
def decision(place):
    run = DoneRunFactory(territory=place.region)
    made = DecisionFactory(run=run, territory=place.town)
    for school, verdict in zip(
        place.town_schools,
        (Verdict.PENDING, Verdict.ACCEPTED, Verdict.DECLINED),
        strict=False,
    ):
        RunSchoolFactory(run=run, school=school, studentised=-2.0)
        DecisionItemFactory(
            decision=made,
            school=school,
            verdict=verdict,
            reason="" if verdict == Verdict.PENDING else "Да",
            confidence="sure",
        )
    return made


def test_a_decision_tells_how_far_it_is(
    place, decision, django_assert_num_queries
) -> None:
    DecisionFactory(territory=place.district)
    scope_of(place.coordinator)

    with django_assert_num_queries(1):
        (found,) = visible_decisions(user=place.coordinator)
        place_and_run = (found.territory.name, found.run.year)

    assert place_and_run == (place.town.name, YEAR)
    assert (found.items_total, found.items_pending, found.items_accepted) == (3, 1, 1)
    assert visible_decisions(user=place.analyst).count() == 2
    assert visible_decisions(user=place.team).count() == 0


def test_items_come_with_what_the_run_says(decision, django_assert_num_queries) -> None:
    with django_assert_num_queries(2):
        items = items_of(decision=decision)
        found = [(item.school.name, item.run_row.studentised) for item in items]

    assert len(found) == 3
    assert {studentised for _, studentised in found} == {-2.0}


def test_a_school_outside_the_run_has_no_row(decision, place) -> None:
    DecisionItemFactory(decision=decision, school=place.town_schools[9])

    rows = {item.school_id: item.run_row for item in items_of(decision=decision)}

    assert rows[place.town_schools[9].pk] is None


def test_sure_items_are_those_that_wait_and_were_proposed(decision, place) -> None:
    DecisionItemFactory(
        decision=decision,
        school=place.town_schools[8],
        is_proposed=False,
        confidence="sure",
    )
    DecisionItemFactory(
        decision=decision, school=place.town_schools[9], confidence="border"
    )

    assert [item.school_id for item in sure_items(decision=decision)] == [
        place.town_schools[0].pk
    ]


def test_runs_to_decide_on_are_finished_official_and_of_the_place(
    place, decision
) -> None:
    own = DoneRunFactory(territory=place.town, year=YEAR - 1)
    DoneRunFactory(territory=place.district)
    RunFactory(territory=place.town)
    DoneRunFactory(
        territory=place.town, purpose=RunPurpose.WHAT_IF, base_run=decision.run
    )

    assert list(decidable_runs(territory=place.town)) == [decision.run, own]
