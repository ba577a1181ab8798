"""Schools by status and school year, counted in one query."""

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from monitoring.queries.statuses import status_counts, statuses_by_year
from schools.enums import StatusKind
from tests.factories.identification import SchoolStatusFactory


pytestmark = pytest.mark.django_db
LOW, ADVERSE = StatusKind.LOW_RESULTS, StatusKind.ADVERSE
TODAY = dt.date(2026, 10, 1)


def table(user, years):
    rows = statuses_by_year(user=user, years=years, today=TODAY)
    return {(row["year"], row["kind"]): row["schools"] for row in rows}


def test_a_year_counts_what_was_in_force_on_its_last_day(place):
    first, second, third = place.town_schools[:3]
    SchoolStatusFactory(
        school=first, starts_on=dt.date(2024, 9, 1), ends_on=dt.date(2025, 10, 1)
    )
    SchoolStatusFactory(school=second, starts_on=dt.date(2026, 2, 1))
    SchoolStatusFactory(school=third, kind=ADVERSE, starts_on=dt.date(2026, 9, 1))
    assert table(place.head, (2024, 2025, 2026)) == {
        (2024, LOW): 1,
        (2025, LOW): 1,
        (2026, LOW): 1,
        (2024, ADVERSE): 0,
        (2025, ADVERSE): 0,
        (2026, ADVERSE): 1,
    }


def test_another_towns_schools_do_not_count(place):
    SchoolStatusFactory(school=place.district_schools[0])
    assert table(place.head, (2025,)) == {}
    assert table(place.analyst, (2025,)) == {(2025, LOW): 1}


def test_today_counts_every_kind(place):
    SchoolStatusFactory(school=place.town_schools[0])
    SchoolStatusFactory(
        school=place.town_schools[1],
        starts_on=dt.date(2024, 9, 1),
        ends_on=dt.date(2025, 9, 1),
    )
    assert status_counts(user=place.head, day=TODAY) == {
        "low_results": 1,
        "adverse": 0,
        "risk_zone": 0,
        "project_500": 0,
    }


def test_more_years_cost_no_more_queries(place):
    SchoolStatusFactory(school=place.town_schools[0])
    table(place.head, (2025,))
    with CaptureQueriesContext(connection) as one:
        table(place.head, (2025,))
    with CaptureQueriesContext(connection) as five:
        table(place.head, range(2022, 2027))
    assert len(five) == len(one) == 1
