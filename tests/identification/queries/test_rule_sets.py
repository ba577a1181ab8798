"""Which version of the rules is in force, and which run used which."""

import datetime as dt

import pytest

from identification.queries.rule_sets import (
    rule_set_for,
    rule_sets_for_run,
    runs_of,
    visible_rule_sets,
)
from tests.factories import MunicipalityFactory
from tests.factories.identification import RuleSetFactory


pytestmark = pytest.mark.django_db


def version(year: int, month: int, territory=None):
    return RuleSetFactory(valid_from=dt.date(year, month, 1), territory=territory)


def test_an_old_year_uses_the_rules_of_its_time() -> None:
    town = MunicipalityFactory()
    old, newer = version(2022, 9), version(2024, 9)

    assert rule_set_for(territory=town, year=2021) is None
    assert rule_set_for(territory=town, year=2022) == old
    assert rule_set_for(territory=town, year=2023) == old
    assert rule_set_for(territory=town, year=2024) == newer
    assert rule_set_for(territory=town, year=2030) == newer


def test_nearer_rules_come_before_common_ones() -> None:
    town = MunicipalityFactory()
    common = version(2026, 1)
    region = version(2024, 1, town.parent)
    own = version(2023, 1, town)

    assert rule_set_for(territory=town, year=2026) == own
    assert rule_set_for(territory=town.parent, year=2026) == region
    assert rule_set_for(territory=MunicipalityFactory(), year=2026) == common


def test_of_two_versions_from_one_day_the_later_one_counts() -> None:
    town = MunicipalityFactory()
    version(2024, 1)
    later = version(2024, 1)

    assert rule_set_for(territory=town, year=2024) == later


def test_a_person_sees_common_own_and_regional_rules_only(place) -> None:
    foreign = RuleSetFactory(territory=MunicipalityFactory())
    own = RuleSetFactory(territory=place.town)
    regional = RuleSetFactory(territory=place.region)
    neighbour = RuleSetFactory(territory=place.district)

    seen = set(visible_rule_sets(user=place.coordinator))

    assert seen == {place.rules, own, regional}
    assert foreign not in visible_rule_sets(user=place.analyst)
    assert neighbour in visible_rule_sets(user=place.analyst)
    assert set(rule_sets_for_run(user=place.admin, territory=place.town)) == {
        place.rules,
        own,
        regional,
    }


def test_a_version_tells_how_many_of_the_persons_runs_used_it(
    place, django_assert_num_queries
) -> None:
    regional = place.run()
    own = place.run(user=place.coordinator, territory=place.town)
    place.run(user=place.neighbour, territory=place.district)

    seen = visible_rule_sets(user=place.coordinator)

    with django_assert_num_queries(1):
        assert [row.runs_count for row in seen] == [2]
    assert set(runs_of(rule_set=place.rules, user=place.coordinator)) == {regional, own}
    assert visible_rule_sets(user=place.analyst)[0].runs_count == 3
