"""What changes between two runs, over the schools that a person sees."""

import pytest

from identification.enums import Group
from identification.queries.differences import difference
from tests.factories.identification import YEAR, DoneRunFactory, RunSchoolFactory


pytestmark = pytest.mark.django_db


@pytest.fixture
def pair(place):
    before = DoneRunFactory(territory=place.region)
    after = DoneRunFactory(territory=place.region)

    def put(school, was, now, **values) -> None:
        if was is not None:
            RunSchoolFactory(run=before, school=school, group=was, studentised=-0.5)
        if now is not None:
            RunSchoolFactory(
                run=after, school=school, group=now, studentised=-1.5, **values
            )

    town = place.town_schools
    put(town[0], Group.ORDINARY, Group.LOW)
    put(town[1], Group.BOTH, Group.ADVERSE)
    put(town[2], Group.ADVERSE, Group.RESILIENT, is_rule_fired=True)
    put(town[3], Group.LOW, Group.LOW)
    put(town[4], None, Group.LOW)
    put(town[5], Group.BOTH, None)
    put(place.district_schools[0], Group.LOW, Group.ORDINARY)
    return after, before


def ids(moves) -> list[int]:
    return [move.school_id for move in moves]


def test_who_enters_and_who_leaves_each_list(place, pair) -> None:
    after, before = pair
    town = [school.pk for school in place.town_schools]

    found = difference(run=after, other=before, user=place.coordinator)

    assert {name: set(ids(moves)) for name, moves in found.entered.items()} == {
        "low": {town[0], town[4]},
        "adverse": set(),
        "resilient": {town[2]},
        "rule": {town[2]},
    }
    assert {name: set(ids(moves)) for name, moves in found.left.items()} == {
        "low": {town[1], town[5]},
        "adverse": {town[5]},
        "resilient": set(),
        "rule": set(),
    }
    assert set(ids(found.moves)) == {town[0], town[1], town[2]}
    assert (found.common, found.changed) == (4, 3)
    assert (found.only_in_run, found.only_in_other) == (1, 1)


def test_a_move_carries_both_sides(place, pair) -> None:
    after, before = pair

    found = difference(run=after, other=before, user=place.coordinator)

    move = next(m for m in found.moves if m.school_id == place.town_schools[0].pk)
    assert (move.school, move.municipality) == (
        place.town_schools[0].name,
        place.town.name,
    )
    assert (move.before, move.after) == ("ordinary", "low")
    assert (move.studentised_before, move.studentised_after) == (-0.5, -1.5)


def test_schools_out_of_reach_are_neither_named_nor_counted(place, pair) -> None:
    after, before = pair
    foreign = place.district_schools[0].pk

    whole = difference(run=after, other=before, user=place.analyst)
    own = difference(run=after, other=before, user=place.coordinator)
    nobody = difference(run=after, other=before, user=place.team)

    assert foreign in ids(whole.left["low"])
    assert foreign not in ids(own.left["low"])
    assert (whole.common, own.common, nobody.common) == (5, 4, 0)
    assert nobody.moves == []


def test_changed_parameters_are_named(place) -> None:
    base = place.run()
    trial = place.run(
        purpose="what_if",
        base_run=base,
        overrides={"low_cut": -1.5, "threshold": {"n_min": 8}},
    )

    found = difference(run=trial, other=base, user=place.analyst)

    assert found.parameters == [
        {"name": "граница низких результатов", "before": -1.0, "after": -1.5},
        {
            "name": "наименьшее число участников процедуры",
            "before": 5,
            "after": 8,
        },
    ]


def test_another_year_is_named(place) -> None:
    after = DoneRunFactory(territory=place.region, rule_set=place.rules)
    before = DoneRunFactory(territory=place.region, rule_set=place.rules, year=YEAR - 1)

    found = difference(run=after, other=before, user=place.analyst)

    assert found.parameters == [{"name": "год", "before": YEAR - 1, "after": YEAR}]


def test_a_difference_takes_two_queries_however_long(
    place, pair, django_assert_num_queries
) -> None:
    after, before = pair
    difference(run=after, other=before, user=place.coordinator)

    with django_assert_num_queries(2):
        difference(run=after, other=before, user=place.coordinator)
