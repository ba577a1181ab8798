"""Each constraint of presentations and of rules of keeping refuses its row."""

import datetime as dt

import pytest
from django.db import IntegrityError, transaction

from roadmaps.models import Presentation, RetentionRule
from tests.factories import MunicipalityFactory
from tests.factories.programmes import (
    NOW,
    ProgrammeKindFactory,
    ProgrammeVersionFactory,
)


pytestmark = pytest.mark.django_db


def refused(model, constraint: str, **values: object) -> None:
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        model.objects.create(**values)


def test_an_event_of_a_day_is_recorded_once():
    version = ProgrammeVersionFactory()
    values = {
        "programme": version.programme,
        "version": version,
        "occasion": "august",
        "held_on": dt.date(2025, 8, 28),
        "place": "Дом учителя",
        "outcome": "Одобрена.",
        "recorded_at": NOW,
    }
    Presentation.objects.create(**values)
    refused(Presentation, "presentation_once", **values)


def test_a_kind_has_one_rule_here_and_one_everywhere():
    kind = ProgrammeKindFactory()
    for constraint, place in (
        ("retention_rule_once", MunicipalityFactory()),
        ("retention_rule_common_once", None),
    ):
        values = {"kind": kind, "territory": place, "changed_at": NOW}
        RetentionRule.objects.create(**values)
        refused(RetentionRule, constraint, **values)


@pytest.mark.parametrize("days", [89, 3651])
def test_days_are_sensible(days):
    refused(
        RetentionRule,
        "retention_rule_days_sensible",
        kind=ProgrammeKindFactory(),
        draft_days=days,
        changed_at=NOW,
    )
