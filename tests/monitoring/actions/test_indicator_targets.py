"""Targets of a school year: set, carried over, taken back."""

from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from monitoring.actions.indicator_targets import (
    carry_over,
    set_target,
    stop_collecting,
)
from monitoring.enums import Level, ValueKind
from monitoring.models import Indicator, IndicatorTarget
from monitoring.queries.indicators import targets_of
from schools.enums import Role
from schools.models import AuditEvent
from tests.factories import MunicipalityFactory, person
from tests.factories.monitoring import IndicatorFactory, VersionFactory, opened_window
from tests.meta.world import NOW


@pytest.fixture
def town(db: None):
    return MunicipalityFactory()


@pytest.fixture
def coordinator(town):
    return person(Role.COORDINATOR, town)


def put(version, town, value, user, year=2025) -> None:
    set_target(
        indicator=version.indicator,
        territory=town,
        year=year,
        value=None if value is None else Decimal(value),
        user=user,
        now=NOW,
    )


def test_a_target_begins_the_collection_and_changes(town, coordinator) -> None:
    version = VersionFactory()
    for value in (None, 80, 80, 90):
        put(version, town, value, coordinator)
    assert targets_of(territory=town, year=2025) == {version.indicator_id: 90}
    events = AuditEvent.objects.filter(action="indicator.target_set").order_by("pk")
    assert [(e.before.get("target"), e.after["target"]) for e in events] == [
        (None, None),
        (None, "80"),
        ("80", "90"),
    ]


@pytest.mark.parametrize(
    ("fields", "value", "is_taken"),
    [
        ({}, "100", True),
        ({}, "100.01", False),
        ({}, "-1", False),
        ({"kind": ValueKind.COUNT}, "250", True),
        ({"kind": ValueKind.TEXT}, "1", False),
        ({"level": Level.MUNICIPALITY}, "1", True),
        ({"level": Level.MUNICIPALITY}, "50", False),
    ],
)
def test_plausible_targets(town, coordinator, fields, value, is_taken) -> None:
    version = VersionFactory(**fields)
    if is_taken:
        put(version, town, value, coordinator)
    else:
        with pytest.raises(ValidationError):
            put(version, town, value, coordinator)
    assert IndicatorTarget.objects.exists() is is_taken


def test_what_is_not_collected_there(town, coordinator) -> None:
    foreign = VersionFactory(indicator__territory=MunicipalityFactory())
    later = VersionFactory(valid_from=2026)
    for version in (foreign, later):
        with pytest.raises(ValidationError):
            put(version, town, 10, coordinator)
    with pytest.raises(PermissionDenied):
        put(VersionFactory(), MunicipalityFactory(), 10, coordinator)


def test_opened_windows_keep_what_is_no_longer_collected(town, coordinator) -> None:
    version = VersionFactory()
    window = opened_window(territory=town, versions=(version,))
    asked = {"indicator": version.indicator, "territory": town, "year": 2025}
    with pytest.raises(ValidationError):
        stop_collecting(**asked, reason=" ", user=coordinator, now=NOW)
    stop_collecting(**asked, reason="Отменён", user=coordinator, now=NOW)
    assert targets_of(territory=town, year=2025) == {}
    assert window.window_indicators.get().version == version
    assert AuditEvent.objects.get(action="indicator.stopped").reason == "Отменён"
    with pytest.raises(ValidationError):
        stop_collecting(**asked, reason="Ещё раз", user=coordinator, now=NOW)


def test_last_year_is_carried_over_once(town, coordinator) -> None:
    kept, changed, retired = (VersionFactory() for _ in range(3))
    Indicator.objects.filter(pk=retired.indicator_id).update(is_active=False)
    wordless = IndicatorFactory()
    for indicator in (*(v.indicator for v in (kept, changed, retired)), wordless):
        IndicatorTarget.objects.create(
            indicator=indicator, territory=town, year=2024, value=50
        )
    put(changed, town, 60, coordinator)
    asked = {"territory": town, "year": 2025, "user": coordinator, "now": NOW}
    assert (carry_over(**asked), carry_over(**asked)) == (1, 0)
    assert targets_of(territory=town, year=2025) == {
        kept.indicator_id: 50,
        changed.indicator_id: 60,
    }
    with pytest.raises(ValidationError):
        carry_over(**{**asked, "year": 2030})
