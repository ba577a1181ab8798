"""Which wording holds when, and what a municipality collects."""

import pytest

from monitoring.models import Indicator, IndicatorTarget
from monitoring.queries.indicator_pages import offered, wanting_rows
from monitoring.queries.indicators import collected, targets_of, version_for
from tests.factories import MunicipalityFactory
from tests.factories.monitoring import IndicatorFactory, VersionFactory


@pytest.fixture
def town(db: None):
    return MunicipalityFactory()


def collect(town, *versions, year=2025, value=100) -> None:
    IndicatorTarget.objects.bulk_create(
        IndicatorTarget(
            indicator=version.indicator, territory=town, year=year, value=value
        )
        for version in versions
    )


@pytest.mark.django_db
def test_the_newest_wording_not_later_than_the_year() -> None:
    indicator = IndicatorFactory()
    for number, year in enumerate((2021, 2023, 2026), 1):
        VersionFactory(indicator=indicator, number=number, valid_from=year)
    found = {
        year: getattr(version_for(indicator=indicator, year=year), "valid_from", None)
        for year in (2020, 2021, 2022, 2023, 2025, 2026, 2040)
    }
    assert found == {
        2020: None,
        2021: 2021,
        2022: 2021,
        2023: 2023,
        2025: 2023,
        2026: 2026,
        2040: 2026,
    }


def test_what_is_collected_in_order(town, django_assert_num_queries) -> None:
    last = VersionFactory(indicator__position=900)
    first = VersionFactory(indicator__position=100)
    retired, later = VersionFactory(), VersionFactory(valid_from=2026)
    Indicator.objects.filter(pk=retired.indicator_id).update(is_active=False)
    collect(town, last, first, retired, later)
    collect(MunicipalityFactory(), VersionFactory())
    collect(town, VersionFactory(), year=2024)
    with django_assert_num_queries(1):
        found = collected(territory=town, year=2025)
        assert [(v, v.indicator.code, v.calendar.code) for v in found] == [
            (v, v.indicator.code, v.calendar.code) for v in (first, last)
        ]
    assert collected(territory=town, year=2025, calendar=last.calendar) == [last]


def test_targets_with_and_without_a_number(town) -> None:
    aimed, free = VersionFactory(), VersionFactory()
    collect(town, aimed, value=50)
    collect(town, free, value=None)
    assert targets_of(territory=town, year=2025) == {
        aimed.indicator_id: 50,
        free.indicator_id: None,
    }
    assert targets_of(territory=town, year=2024) == {}


def test_what_is_offered(town) -> None:
    taken, common = VersionFactory(), VersionFactory()
    own = VersionFactory(indicator__territory=town)
    collect(town, taken)
    VersionFactory(indicator__territory=MunicipalityFactory())
    VersionFactory(indicator__code=own.indicator.code)
    assert set(offered(territory=town, year=2025)) == {common, own}


def test_one_year_is_checked_with_few_queries(town, django_assert_max_num_queries):
    collect(town, *(VersionFactory() for _ in range(3)))
    with django_assert_max_num_queries(5):
        assert wanting_rows(territory=town, year=2025) == []
