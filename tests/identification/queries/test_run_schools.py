"""Schools of a run: what each person sees, and what a packed row says."""

import datetime as dt
import math

import numpy as np
import pytest

from identification.enums import Group
from identification.models import ContextValue, Result, RunSchool
from identification.queries.run_schools import (
    held_kinds,
    map_points,
    municipality_averages,
    residual_points,
    run_schools,
    school_cells,
    school_factors,
    school_rule_cells,
    similar_schools,
)
from schools.enums import StatusKind
from schools.models import scope_of
from tests.factories.identification import (
    YEAR,
    DoneRunFactory,
    RecordedDecisionFactory,
    RunSchoolFactory,
    SchoolStatusFactory,
)


pytestmark = pytest.mark.django_db


def test_everybody_gets_the_schools_of_their_place(place) -> None:
    run = place.run()

    def seen(user) -> set[int]:
        return set(run_schools(run=run, user=user).values_list("school_id", flat=True))

    town = {school.pk for school in place.town_schools}
    district = {school.pk for school in place.district_schools}
    assert seen(place.analyst) == seen(place.admin) == town | district
    assert seen(place.coordinator) == seen(place.head) == town
    assert seen(place.neighbour) == district
    assert seen(place.team) == set()
    RecordedDecisionFactory(run=run, territory=place.town)
    assert seen(place.team) == {place.town_schools[0].pk}


def test_the_table_reads_in_the_order_of_who_needs_help(place) -> None:
    run = DoneRunFactory(territory=place.region)
    groups = ["ordinary", "low", "unclassified", "adverse", "both", "resilient"]
    for school, group in zip(place.town_schools, groups, strict=False):
        RunSchoolFactory(run=run, school=school, group=group)

    rows = run_schools(run=run, user=place.analyst)

    assert [row.group for row in rows] == [
        "both",
        "low",
        "adverse",
        "resilient",
        "ordinary",
        "unclassified",
    ]


@pytest.mark.parametrize("number", [1, 3])
def test_the_table_takes_one_query_however_long(
    place, number, django_assert_num_queries
) -> None:
    run = DoneRunFactory(territory=place.region)
    for school in place.town_schools[:number]:
        RunSchoolFactory(run=run, school=school)

    scope_of(place.coordinator)

    with django_assert_num_queries(1):
        names = [
            (row.school.name, row.school.municipality.name)
            for row in run_schools(run=run, user=place.coordinator)
        ]
    assert len(names) == number


def test_held_statuses_of_a_page_take_one_query(
    place, django_assert_num_queries
) -> None:
    first, second = place.town_schools[:2]
    SchoolStatusFactory(school=first, kind=StatusKind.LOW_RESULTS)
    SchoolStatusFactory(school=first, kind=StatusKind.ADVERSE)
    SchoolStatusFactory(school=second, ends_on=dt.date(2026, 1, 1))

    with django_assert_num_queries(1):
        held = held_kinds(school_ids=[first.pk, second.pk], day=dt.date(2026, 9, 1))

    assert held == {first.pk: ["adverse", "low_results"]}


def test_charts_get_the_persons_classified_schools_alone(place) -> None:
    run = DoneRunFactory(territory=place.region)
    shown = RunSchoolFactory(
        run=run,
        school=place.town_schools[0],
        group=Group.LOW,
        outcome_points=40.0,
        expected_points=50.0,
        residual_points=-10.0,
        studentised=-2.5,
        context_points=-3.0,
        participants=33,
        leverage=0.1,
        cook=0.2,
    )
    RunSchoolFactory(run=run, school=place.town_schools[1], group=Group.UNCLASSIFIED)
    RunSchoolFactory(run=run, school=place.district_schools[0])

    place_of = {
        "id": shown.pk,
        "school_id": shown.school_id,
        "school": shown.school.name,
        "municipality": place.town.name,
        "group": "low",
    }
    assert map_points(run=run, user=place.coordinator) == [
        {
            **place_of,
            "expected": 50.0,
            "actual": 40.0,
            "residual": -10.0,
            "low": 40.0,
            "high": 60.0,
            "context": -3.0,
            "confidence": "sure",
            "participants": 33,
        }
    ]
    assert residual_points(run=run, user=place.coordinator) == [
        {
            **place_of,
            "expected": 50.0,
            "residual": -10.0,
            "studentised": -2.5,
            "leverage": 0.1,
            "cook": 0.2,
        }
    ]
    assert map_points(run=run, user=place.team) == []


def test_averages_of_a_municipality_never_tell_of_one_school(place) -> None:
    run = DoneRunFactory(territory=place.region)
    for school, points in zip(place.town_schools, (40.0, 50.0), strict=False):
        RunSchoolFactory(run=run, school=school, outcome_points=points)
    RunSchoolFactory(run=run, school=place.town_schools[5], group=Group.UNCLASSIFIED)

    few = municipality_averages(run=run, territory=place.town)
    RunSchoolFactory(run=run, school=place.town_schools[2], outcome_points=60.0)
    enough = municipality_averages(run=run, territory=place.town)

    assert (few["schools"], few["classified"], few["outcome"]) == (3, 2, None)
    assert (enough["schools"], enough["classified"], enough["outcome"]) == (4, 3, 50.0)


def test_the_nearest_schools_are_those_found_by_hand(place) -> None:
    run = place.run()
    row = run.schools.select_related("run").get(school=place.town_schools[2])

    found = similar_schools(row=row, user=place.analyst, count=5)

    used = [factor["code"] for factor in run.model["factors"] if factor["used"]]
    vectors = {
        school.pk: [
            ContextValue.objects.get(school=school, factor__code=code).value
            for code in used
        ]
        for school in [*place.town_schools, *place.district_schools]
    }
    spread = np.std(np.array(list(vectors.values())), axis=0)
    own = vectors[row.school_id]
    by_hand = sorted(
        (
            math.dist(np.array(vector) / spread, np.array(own) / spread),
            pk,
        )
        for pk, vector in vectors.items()
        if pk != row.school_id
    )[:5]
    assert [item["row"].school_id for item in found] == [pk for _, pk in by_hand]
    assert [item["distance"] for item in found] == pytest.approx(
        [distance for distance, _ in by_hand], rel=1e-9
    )


def test_neighbours_beyond_the_persons_reach_are_not_named(place) -> None:
    run = place.run()
    row = run.schools.select_related("run").get(school=place.town_schools[0])
    RecordedDecisionFactory(run=run, territory=place.town)

    found = similar_schools(row=row, user=place.coordinator, count=50)

    town = {school.pk for school in place.town_schools}
    assert {item["row"].school_id for item in found} == town - {row.school_id}
    assert similar_schools(row=row, user=place.team) == []


def test_a_school_without_context_has_no_neighbours(place) -> None:
    ContextValue.objects.filter(school=place.town_schools[2]).delete()
    run = place.run()
    row = run.schools.select_related("run").get(school=place.town_schools[2])

    assert similar_schools(row=row, user=place.analyst) == []


def row_of(place, school, **changes) -> RunSchool:
    run = place.run(**changes)
    return run.schools.select_related("run").get(school=school)


def test_a_packed_row_gives_back_what_was_read(place) -> None:
    school = place.town_schools[3]
    Result.objects.filter(school=school, subject__code="math").update(
        mean_score=None, below_min=None, is_flagged=True
    )
    result = Result.objects.get(school=school, subject__code="rus")

    math_cell, russian = school_cells(row=row_of(place, school))

    assert (russian["participants"], russian["score"], russian["below_min"]) == (
        result.participants,
        result.mean_score,
        result.below_min,
    )
    assert russian["label"] == f"ВПР, русский язык, 5\xa0класс, {YEAR}"
    assert (russian["counted"], russian["reason"]) == (True, "")
    assert (math_cell["score"], math_cell["below_min"], math_cell["flagged"]) == (
        None,
        None,
        True,
    )
    assert (math_cell["z"], math_cell["counted"]) == (None, False)
    assert math_cell["reason"] == "нет среднего результата"


def test_the_cells_z_make_the_schools_index(place) -> None:
    row = row_of(place, place.town_schools[3])

    cells = [cell for cell in school_cells(row=row) if cell["counted"]]
    weights = [cell["participants"] for cell in cells]
    index = np.average([cell["z"] for cell in cells], weights=weights)

    assert 50 + 10 * index == pytest.approx(row.outcome_points, rel=1e-12)


def test_the_rules_cells_carry_both_numbers_and_the_interval(place) -> None:
    row = row_of(place, place.town_schools[0])

    cells = school_rule_cells(row=row)

    assert [
        (cell["subject"], cell["below_min"], cell["participants"], cell["fired"])
        for cell in cells
    ] == [("math", 9, 20, True), ("rus", 9, 20, True)]
    assert cells[0]["share"] == 0.45
    # Wilson's interval of 9 of 20 at 95 %.
    assert cells[0]["low"] == pytest.approx(0.2582, abs=5e-5)
    assert cells[0]["high"] == pytest.approx(0.6579, abs=5e-5)
    assert (cells[0]["counted"], cells[0]["why"]) == (True, "")


def test_a_cell_with_few_participants_says_so(place) -> None:
    school = place.town_schools[0]
    Result.objects.filter(school=school, subject__code="rus").update(
        participants=4, below_min=3
    )

    cells = school_rule_cells(row=row_of(place, school))

    assert [(cell["fired"], cell["why"]) for cell in cells] == [
        (True, ""),
        (False, "мало участников"),
    ]


def test_an_unclassified_school_has_values_but_no_contributions(place) -> None:
    school = place.town_schools[3]
    ContextValue.objects.filter(school=school, factor__code="poverty").delete()

    factors = school_factors(row=row_of(place, school))

    by_code = {factor["code"]: factor for factor in factors}
    assert by_code["poverty"]["value"] is None
    assert by_code["language"]["value"] is not None
    assert {factor["contribution"] for factor in factors} == {None}


def test_a_factor_left_out_of_the_model_has_no_contribution(place) -> None:
    base = place.run()
    row = row_of(
        place,
        place.town_schools[3],
        purpose="what_if",
        base_run=base,
        overrides={"selection": "significant"},
    )

    by_code = {factor["code"]: factor for factor in school_factors(row=row)}

    assert by_code["noise"]["used"] is False
    assert by_code["noise"]["contribution"] is None
    assert by_code["poverty"]["contribution"] is not None
