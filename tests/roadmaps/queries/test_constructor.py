"""What a school has written so far."""

import pytest

from roadmaps.models import ProgrammeField, RiskFactor
from roadmaps.queries.constructor import (
    content_of,
    fields_of,
    last_saved,
    risk_factors,
)
from tests.roadmaps.constructor_desk import NOW, ConstructorDesk


pytestmark = pytest.mark.django_db


@pytest.fixture
def desk() -> ConstructorDesk:
    return ConstructorDesk()


def test_fields_are_read_as_their_kind(desk):
    desk.save("aim", "Цель")
    ProgrammeField.objects.create(
        programme=desk.programme, key="causes", value="порча", saved_at=NOW
    )
    assert content_of(fields_of(desk.programme)) == {"aim": "Цель", "causes": []}


def test_a_field_of_another_time_is_left_out(desk):
    ProgrammeField.objects.create(
        programme=desk.programme, key="gone", value="x", saved_at=NOW
    )
    assert fields_of(desk.programme) == {}


def test_the_last_saving_is_the_latest(desk):
    assert last_saved({}) is None
    desk.save("aim", "Цель")
    assert last_saved(fields_of(desk.programme)) == NOW


def test_a_factor_out_of_use_stays_where_it_was_chosen(desk):
    RiskFactor.objects.filter(code="parents").update(is_active=False)
    codes = {factor.code for factor in risk_factors([])}
    assert ("parents" in codes, len(codes)) == (False, RiskFactor.objects.count() - 1)
    assert "parents" in {factor.code for factor in risk_factors(["parents"])}
