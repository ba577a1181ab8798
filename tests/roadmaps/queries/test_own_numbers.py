"""The school's numbers, and of the others nothing but averages."""

import pytest

from roadmaps.queries.own_numbers import own_conditions, own_results
from tests.factories import MunicipalityFactory, SchoolFactory
from tests.factories.identification import (
    ContextFactorFactory,
    ContextValueFactory,
    ResultFactory,
)


pytestmark = pytest.mark.django_db


@pytest.fixture
def schools():
    town = MunicipalityFactory()
    return [SchoolFactory(municipality=town) for _ in range(3)]


def a_result(school, year=2025, **more):
    values = {"participants": 10, "mean_score": 3.0, "below_min": 1, **more}
    return ResultFactory(school=school, year=year, **values)


def test_the_place_is_weighed_by_participants(schools):
    a_result(schools[0], participants=30, mean_score=3.0, below_min=3)
    a_result(schools[1], participants=10, mean_score=4.0, below_min=0)
    a_result(schools[2], participants=10, mean_score=5.0, below_min=2)
    years, (line,) = own_results(school=schools[0])
    found = line.by_year[2025]
    assert (years, found.participants, found.mean_score, found.below_share) == (
        *([2025], 30, 3.0, 0.1),
    )
    assert (found.place_mean, found.place_below_share) == (3.6, 0.1)


def test_two_schools_give_no_average(schools):
    for school in schools[:2]:
        a_result(school)
    _, (line,) = own_results(school=schools[0])
    found = line.by_year[2025]
    assert (found.place_mean, found.place_below_share) == (None, None)


def test_another_town_does_not_count(schools):
    for school in (*schools[:2], SchoolFactory()):
        a_result(school)
    _, (line,) = own_results(school=schools[0])
    assert line.by_year[2025].place_mean is None


def test_what_is_not_known_of_some_does_not_count_for_them(schools):
    for school in schools:
        a_result(school, below_min=1 if school is schools[0] else None)
    _, (line,) = own_results(school=schools[0])
    found = line.by_year[2025]
    assert (found.place_mean, found.place_below_share) == (3.0, None)


def test_the_last_two_years_are_read(schools):
    for year in (2022, 2024, 2025):
        a_result(schools[0], year=year)
    years, (line,) = own_results(school=schools[0])
    assert (years, sorted(line.by_year)) == ([2024, 2025], [2024, 2025])


def test_a_school_without_results_has_none(schools):
    a_result(schools[1])
    assert own_results(school=schools[0]) == ([], [])


def test_conditions_stand_beside_the_average(schools):
    factor = ContextFactorFactory()
    for school, value in zip(schools, (10, 20, 60), strict=True):
        ContextValueFactory(school=school, factor=factor, year=2025, value=value)
    ContextValueFactory(school=schools[0], factor=factor, year=2024, value=5)
    years, (line,) = own_conditions(school=schools[0])
    assert (years, line.by_year) == ([2024, 2025], {2024: (5, None), 2025: (10, 30)})


def test_a_factor_out_of_use_is_left_out(schools):
    factor = ContextFactorFactory(is_active=False)
    ContextValueFactory(school=schools[0], factor=factor, year=2025, value=1)
    assert own_conditions(school=schools[0]) == ([], [])
