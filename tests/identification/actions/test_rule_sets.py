"""Versions of the rules: made with the right, numbered, never changed."""

import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from identification.actions.rule_sets import create_rule_set, ensure_default_rules
from identification.models import RuleSet
from identification.stats.rules import IdentificationRules
from schools.models import AuditEvent
from schools.models.unchanging import UnchangingRowError
from tests.factories.identification import NOW


pytestmark = pytest.mark.django_db


def create(place, **changes) -> RuleSet:
    values = {
        "territory": place.region,
        "title": "Правила региона",
        "valid_from": dt.date(2026, 1, 1),
        "parameters": {"low_cut": -1.5},
        "note": "Граница строже",
        "user": place.analyst,
        "now": NOW,
        **changes,
    }
    return create_rule_set(**values)


def refused(place, **changes) -> ValidationError:
    with pytest.raises(ValidationError) as caught:
        create(place, **changes)
    return caught.value


def test_versions_of_a_territory_are_numbered_from_one(place) -> None:
    first = create(place)
    second = create(place, parameters={"low_cut": -2.0})
    common = create(
        place, territory=None, user=place.admin, valid_from=dt.date(2026, 2, 1)
    )

    assert (first.version, second.version) == (1, 2)
    assert common.version == place.rules.version + 1


def test_a_version_keeps_every_parameter_and_its_fingerprint(place) -> None:
    made = create(place)

    rules = IdentificationRules(low_cut=-1.5)
    assert made.parameters == rules.to_dict()
    assert made.digest == rules.digest()
    event = AuditEvent.objects.get(action="rule_set.created")
    assert (event.after["digest"], event.reason) == (made.digest, "Граница строже")


def test_rules_are_made_with_the_right_alone(place) -> None:
    with pytest.raises(PermissionDenied):
        create(place, user=place.coordinator, territory=place.town)
    with pytest.raises(PermissionDenied):
        create(place, user=place.coordinator)


def test_common_rules_are_the_administrators(place) -> None:
    assert refused(place, territory=None).code == "common_rules"


def test_an_impossible_parameter_is_named(place) -> None:
    refusal = refused(place, parameters={"low_cut": 5})

    assert (refusal.code, RuleSet.objects.count()) == ("bad_rule", 1)
    assert "граница низких результатов" in refusal.messages[0]


def test_the_same_rules_from_the_same_day_are_refused(place) -> None:
    create(place)

    assert refused(place).code == "same_rules"


def test_a_version_has_a_name(place) -> None:
    assert refused(place, title=" ").code == "no_title"


def test_a_version_does_not_change(place) -> None:
    made = create(place)

    made.title = "Другое"
    with pytest.raises(UnchangingRowError):
        made.save()
    with pytest.raises(UnchangingRowError):
        RuleSet.objects.filter(pk=made.pk).update(parameters={})


def test_a_new_portal_gets_the_default_rules_once(db: None) -> None:
    first = ensure_default_rules(now=NOW)
    second = ensure_default_rules(now=NOW)

    assert first.pk == second.pk
    assert (first.version, first.territory, first.valid_from) == (
        1,
        None,
        dt.date(2015, 1, 1),
    )
    assert first.parameters == IdentificationRules(selection="significant").to_dict()
