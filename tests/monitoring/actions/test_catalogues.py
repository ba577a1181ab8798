"""A catalogue loads with one action, twice with the same outcome."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from monitoring.actions.catalogues import Loaded, load_catalogue
from monitoring.catalogue.integrity import Fault
from monitoring.models import (
    CalendarSlot,
    Indicator,
    IndicatorTarget,
    IndicatorVersion,
    SiteItem,
    WindowCalendar,
)
from monitoring.queries.indicator_pages import wanting_rows
from schools.enums import Role
from schools.models import AuditEvent
from tests.factories import MunicipalityFactory, RegionFactory, person
from tests.meta.world import NOW


@pytest.fixture
def town(db: None):
    return MunicipalityFactory()


def load(territory, *, name="norilsk", years=(2025,), user=None) -> Loaded:
    return load_catalogue(
        name=name, territory=territory, years=years, user=user, now=NOW
    )


def test_everything_is_new_once(town) -> None:
    assert load(town) == Loaded(calendars=5, items=10, indicators=29, targets=29)
    assert load(town) == Loaded()
    assert Indicator.objects.count() == IndicatorVersion.objects.count() == 29
    assert WindowCalendar.objects.get(code="sites").slots.count() == 3
    assert AuditEvent.objects.filter(action="indicators.loaded").count() == 1


def test_loading_reports_the_four_targets_without_a_time_of_collection(town) -> None:
    load(town)
    rows = wanting_rows(territory=town, year=2025)
    found = {
        fault: [row.version.indicator.code for row in rows if fault in row.faults]
        for fault in Fault
    }
    assert {fault: codes for fault, codes in found.items() if codes} == {
        Fault.NO_CALENDAR: ["S1", "S2", "S3", "S4"],
        Fault.CONTRADICTION: ["M3", "M4", "M5"],
    }


def test_the_two_catalogues_share_calendars(town) -> None:
    load(town)
    assert load(town, name="tracks") == Loaded(calendars=1, indicators=12, targets=12)


def test_another_municipality_takes_the_same_indicators(town) -> None:
    load(town)
    assert load(MunicipalityFactory(), years=(2025, 2026)) == Loaded(targets=58)


def test_without_a_municipality_nobody_collects(db: None) -> None:
    assert load(None, years=()) == Loaded(calendars=5, items=10, indicators=29)
    assert not IndicatorTarget.objects.exists()


def test_what_people_changed_stays(town) -> None:
    load(town)
    IndicatorVersion.objects.filter(indicator__code="P1").update(title="Иначе")
    IndicatorTarget.objects.filter(indicator__code="P1").update(value=70)
    CalendarSlot.objects.filter(calendar__code="sites", month=6).delete()
    SiteItem.objects.filter(code="order").update(title="Приказ")
    assert load(town) == Loaded()
    assert IndicatorVersion.objects.get(indicator__code="P1").title == "Иначе"
    assert IndicatorTarget.objects.get(indicator__code="P1").value == 70


def test_an_own_indicator_is_not_doubled(town) -> None:
    Indicator.objects.create(territory=town, code="P1")
    assert load(town).targets == 28


def test_what_answers_is_named(town) -> None:
    load(town)
    versions = IndicatorVersion.objects.select_related(
        "procedure", "subject", "site_item"
    )
    results = versions.get(indicator__code="R7")
    found = (results.procedure.code, results.subject.code, results.grade)
    assert found == ("kdr", "science", 8)
    assert versions.get(indicator__code="P2").site_item.code == "order"
    assert versions.get(indicator__code="P5").fact == "constructor"


@pytest.mark.parametrize(
    ("name", "years", "code"),
    [("nothing", (2025,), "unknown"), ("norilsk", (2020,), "too_early")],
)
def test_what_cannot_be_loaded(town, name: str, years, code: str) -> None:
    with pytest.raises(ValidationError) as refused:
        load(town, name=name, years=years)
    assert [e.code for errors in refused.value.error_dict.values() for e in errors] == [
        code
    ]
    assert not Indicator.objects.exists()


def test_a_region_does_not_collect(db: None) -> None:
    with pytest.raises(ValidationError):
        load(RegionFactory())


def test_who_may_load(town) -> None:
    own = person(Role.COORDINATOR, town)
    assert load(town, user=own).indicators == 29
    for user, place in (
        (person(Role.HEAD, town), town),
        (own, MunicipalityFactory()),
        (own, None),
    ):
        with pytest.raises(PermissionDenied):
            load(place, user=user)
