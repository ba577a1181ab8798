"""Choosing a definition: by whom, from when, and never for a calculated year."""

from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from monitoring.actions.dynamics_rules import choose_rule
from monitoring.enums import Source
from monitoring.models import DynamicsRule, Value
from schools.enums import Role
from schools.models import AuditEvent
from tests.factories import MunicipalityFactory, person
from tests.factories.monitoring import VersionFactory, opened_window
from tests.monitoring.site_town import NOW


pytestmark = pytest.mark.django_db


@pytest.fixture
def place():
    return MunicipalityFactory()


def choose(place, user=None, **values) -> DynamicsRule:
    given = {
        "valid_from": 2025,
        "definition": "relative",
        "least_participants": 10,
        "threshold": Decimal("0.2"),
        "note": " Решение группы. ",
        "user": user or person(Role.COORDINATOR, place),
        "now": NOW,
    }
    return choose_rule(territory=place, **(given | values))


def test_chosen_with_a_trace(place):
    rule = choose(place)
    assert (rule.definition, rule.threshold, rule.note) == (
        "relative",
        Decimal("0.2"),
        "Решение группы.",
    )
    event = AuditEvent.objects.get(action="dynamics_rule.chosen")
    assert event.after == {
        "valid_from": 2025,
        "definition": "relative",
        "least_participants": 10,
        "threshold": "0.2",
    }
    assert event.municipality_id == place.pk


def test_once_a_year(place):
    choose(place)
    with pytest.raises(ValidationError) as refusal:
        choose(place, definition="mean")
    assert refusal.value.error_dict["valid_from"][0].code == "chosen"


def test_a_calculated_year_keeps_its_own(place):
    window = opened_window(
        territory=place, versions=[VersionFactory(source=Source.RESULTS)], year=2025
    )
    Value.objects.create(
        window=window,
        window_school=window.window_schools.get(),
        window_indicator=window.window_indicators.get(),
        detail={"trend": "up"},
        updated_at=NOW,
    )
    with pytest.raises(ValidationError) as refusal:
        choose(place)
    assert refusal.value.messages == [
        (
            "Динамика 2025/26 учебного года уже рассчитана. Новое определение можно "
            "выбрать с 2026/27."
        )
    ]
    assert choose(place, valid_from=2026).valid_from == 2026


@pytest.mark.parametrize("role", [Role.METHODIST, Role.HEAD])
def test_only_who_manages_here(place, role):
    with pytest.raises(PermissionDenied):
        choose(place, user=person(role, place))
    with pytest.raises(PermissionDenied):
        choose(place, user=person(Role.COORDINATOR, MunicipalityFactory()))
