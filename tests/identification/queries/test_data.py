"""What data the person's schools have, year by year."""

import pytest

from identification.queries.data import data_years
from tests.factories.identification import YEAR, ContextValueFactory, ResultFactory


pytestmark = pytest.mark.django_db


def test_years_are_counted_over_own_schools_in_two_queries(
    place, django_assert_num_queries
) -> None:
    ResultFactory(school=place.town_schools[0], year=YEAR - 1, participants=7)
    ContextValueFactory(school=place.town_schools[0], year=YEAR - 2)
    data_years(user=place.coordinator)

    with django_assert_num_queries(2):
        found = data_years(user=place.coordinator)

    participants = 2 * sum(20 + 3 * number for number in range(14))
    assert found == [
        {
            "year": YEAR,
            "results": 28,
            "schools": 14,
            "participants": participants,
            "context_schools": 14,
        },
        {
            "year": YEAR - 1,
            "results": 1,
            "schools": 1,
            "participants": 7,
            "context_schools": 0,
        },
        {
            "year": YEAR - 2,
            "results": 0,
            "schools": 0,
            "participants": 0,
            "context_schools": 1,
        },
    ]


def test_a_school_team_gets_its_own_school_alone(place) -> None:
    (found,) = data_years(user=place.other_team)

    assert (found["schools"], found["results"]) == (1, 2)
