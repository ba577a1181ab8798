"""Which schools a list shows, narrowed and within the person's scope."""

import datetime as dt

import pytest

from schools.enums import Role, StatusKind
from schools.models import School
from schools.queries.schools import (
    ANY_STATUS,
    NO_STATUS,
    SchoolCriteria,
    in_force,
    listed_schools,
    visible_municipalities,
    visible_regions,
)
from tests.factories import (
    MunicipalityFactory,
    RegionFactory,
    SchoolFactory,
    SchoolStatusFactory,
    person,
)


pytestmark = pytest.mark.django_db
TODAY = dt.date(2026, 3, 1)


def day(text: str) -> dt.date:
    return dt.date.fromisoformat(text)


def listed(user, **criteria) -> set[School]:
    asked = SchoolCriteria(**{"on": TODAY, **criteria})
    return set(listed_schools(user=user, criteria=asked))


@pytest.fixture
def place():
    return MunicipalityFactory()


@pytest.fixture
def coordinator(place):
    return person(Role.COORDINATOR, place)


def test_foreign_schools_are_never_listed(coordinator, place):
    own = SchoolFactory(municipality=place)
    foreign = SchoolFactory()
    SchoolStatusFactory(school=foreign)
    assert listed(coordinator) == {own}
    assert listed(coordinator, status=ANY_STATUS) == set()
    assert listed(coordinator, search=foreign.name) == set()
    assert listed(coordinator, municipality=foreign.municipality_id) == set()


def test_places_and_kinds_narrow(place):
    analyst = person(Role.ANALYST, place.parent)
    here = SchoolFactory(municipality=place, kind="lyceum", locality_kind="rural")
    there = SchoolFactory(municipality=MunicipalityFactory(parent=place.parent))
    assert listed(analyst) == {here, there}
    assert listed(analyst, municipality=place.pk) == {here}
    assert listed(analyst, region=place.parent_id) == {here, there}
    assert listed(analyst, kinds=("lyceum", "gymnasium")) == {here}
    assert listed(analyst, locality_kind="urban") == {there}


def test_a_school_is_closed_from_its_last_day_on(coordinator, place):
    closed = SchoolFactory(municipality=place, closed_on=day("2026-03-01"))
    works = SchoolFactory(municipality=place, closed_on=day("2026-03-02"))
    assert listed(coordinator) == {works}
    assert listed(coordinator, is_open=False) == {closed}
    assert listed(coordinator, is_open=None) == {closed, works}
    assert listed(coordinator, on=day("2026-02-28")) == {closed, works}


class TestStatusOnADate:
    """A status that changed on 1 February and on 1 April."""

    @pytest.fixture
    def school(self, place):
        school = SchoolFactory(municipality=place)
        for kind, start, end in [
            (StatusKind.RISK_ZONE, "2021-09-01", "2022-01-31"),
            (StatusKind.LOW_RESULTS, "2022-02-01", "2022-03-31"),
            (StatusKind.ADVERSE, "2022-04-01", None),
        ]:
            SchoolStatusFactory(
                school=school,
                kind=kind,
                starts_on=day(start),
                ends_on=day(end) if end else None,
            )
        SchoolFactory(municipality=place)
        return school

    @pytest.mark.parametrize(
        ("on", "kind"),
        [
            ("2022-01-31", StatusKind.RISK_ZONE),
            ("2022-02-01", StatusKind.LOW_RESULTS),
            ("2022-03-01", StatusKind.LOW_RESULTS),
            ("2022-03-31", StatusKind.LOW_RESULTS),
            ("2022-04-01", StatusKind.ADVERSE),
        ],
    )
    def test_the_value_in_force_is_found(self, coordinator, school, on, kind):
        found = [
            asked
            for asked in StatusKind.values
            if listed(coordinator, on=day(on), status=asked) == {school}
        ]
        assert found == [kind]
        assert [s.kind for s in in_force(list(school.statuses.all()), day(on))] == [
            kind
        ]

    def test_with_any_and_without(self, coordinator, school):
        with_any = listed(coordinator, status=ANY_STATUS)
        without = listed(coordinator, status=NO_STATUS)
        assert with_any == {school}
        assert without == set(School.objects.exclude(pk=school.pk))

    def test_before_the_first_there_was_none(self, coordinator, school):
        assert listed(coordinator, on=day("2021-08-31"), status=ANY_STATUS) == set()


def test_a_synonym_in_the_search_is_the_status_on_that_day(coordinator, place):
    school = SchoolFactory(municipality=place, name="Заречная")
    SchoolStatusFactory(school=school, starts_on=day("2025-09-01"))
    SchoolFactory(municipality=place, name="Заречная вторая")
    assert listed(coordinator, search="ШНРО") == {school}
    assert listed(coordinator, search="шнор заречная") == {school}
    assert listed(coordinator, search="ШНСУ") == set()
    assert listed(coordinator, search="ШНРО", on=day("2025-08-01")) == set()


class TestYearsInStatus:
    @pytest.fixture
    def by_years(self, place):
        """Schools with 1, 2 and 4 years; the second has a gap, one holds none now."""
        spans = {
            1: [("2025-09-01", None)],
            2: [("2023-09-01", "2024-08-31"), ("2025-09-01", None)],
            4: [("2022-09-01", None)],
        }
        found = {}
        for count, periods in spans.items():
            found[count] = SchoolFactory(municipality=place)
            for start, end in periods:
                SchoolStatusFactory(
                    school=found[count],
                    starts_on=day(start),
                    ends_on=day(end) if end else None,
                )
        SchoolStatusFactory(
            school=SchoolFactory(municipality=place),
            starts_on=day("2022-09-01"),
            ends_on=day("2024-08-31"),
        )
        return found

    @pytest.mark.parametrize(("asked", "found"), [(1, 1), (2, 2), (3, 4)])
    def test_counts_as_the_page_of_the_school_does(
        self, coordinator, by_years, asked, found
    ):
        assert listed(coordinator, years=asked) == {by_years[found]}

    def test_counts_years_of_the_asked_status_only(self, coordinator, by_years):
        SchoolStatusFactory(
            school=by_years[4], kind=StatusKind.ADVERSE, starts_on=day("2025-09-01")
        )
        adverse = {"status": StatusKind.ADVERSE}
        assert listed(coordinator, years=1, **adverse) == {by_years[4]}
        assert listed(coordinator, years=3, **adverse) == set()


def test_choices_of_places_are_scoped(place):
    other = MunicipalityFactory(parent=place.parent)
    RegionFactory()
    coordinator, analyst = (
        person(Role.COORDINATOR, place),
        person(Role.ANALYST, place.parent),
    )
    team = person(Role.SCHOOL_TEAM, SchoolFactory(municipality=place))
    assert set(visible_municipalities(user=coordinator)) == {place}
    assert set(visible_municipalities(user=analyst)) == {place, other}
    assert set(visible_municipalities(user=team)) == {place}
    assert set(visible_regions(user=coordinator)) == {place.parent}
    assert set(visible_regions(user=analyst)) == {place.parent}


def test_a_school_of_two_tracks_stands_in_both_and_once_in_all(coordinator, place):
    school = SchoolFactory(municipality=place)
    for kind in (StatusKind.LOW_RESULTS, StatusKind.ADVERSE):
        SchoolStatusFactory(school=school, kind=kind)
    asked = [
        listed_schools(
            user=coordinator, criteria=SchoolCriteria(on=TODAY, status=status)
        ).count()
        for status in (StatusKind.LOW_RESULTS, StatusKind.ADVERSE, ANY_STATUS, "")
    ]
    assert asked == [1, 1, 1, 1]


def test_names_stand_in_the_order_of_their_numbers(coordinator, place):
    for name in (
        "Школа № 10",
        "Школа № 2",
        "Ёлочная",
        "Еловая",
        "Жуковская",
        "школа № 1",
    ):
        SchoolFactory(municipality=place, name=name)
    found = listed_schools(
        user=coordinator, criteria=SchoolCriteria(on=TODAY)
    ).order_by("name")
    assert [school.name for school in found] == [
        "Еловая",
        "Ёлочная",
        "Жуковская",
        "школа № 1",
        "Школа № 2",
        "Школа № 10",
    ]
