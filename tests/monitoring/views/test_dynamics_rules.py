"""The page of definitions, and choosing one."""

import pytest
from django.urls import reverse
from django.utils import timezone

from monitoring.models import DynamicsRule
from roadmaps.queries.deadlines import school_year_of
from schools.enums import Role
from tests.factories import MunicipalityFactory, person


pytestmark = pytest.mark.django_db
LIST, NEW = "/sites/dynamics/", "/sites/dynamics/new/"


@pytest.fixture
def place():
    return MunicipalityFactory()


def as_person(client, user):
    client.force_login(user, "django.contrib.auth.backends.ModelBackend")
    return client


def page(response) -> str:
    return " ".join(response.content.decode().split()).replace("\xa0", " ")


def typed(place, **values) -> dict[str, object]:
    return {
        "territory": place.pk,
        "valid_from": school_year_of(timezone.localdate()),
        "definition": "significant",
        "least_participants": "10",
        "threshold": "0,5",
        "note": "Приказ № 4",
        **values,
    }


def test_nothing_chosen_yet(client, place):
    content = page(as_person(client, person(Role.HEAD, place)).get(LIST))
    assert "Пока ничего. Портал считает так." in content
    assert "положение относительно региона улучшилось" in content
    assert "Выбрать определение" not in content


def test_chosen_and_shown_with_its_words(client, place):
    client = as_person(client, person(Role.COORDINATOR, place))
    response = client.post(NEW, typed(place), follow=True)
    rule = DynamicsRule.objects.get()
    assert response.redirect_chain == [(reverse("sites:rules"), 302)]
    assert (str(rule.threshold), rule.definition) == ("0.500", "significant")
    (row,) = response.context["rows"]
    assert "больше чем на 0,5\xa0процентного пункта" in row["words"]
    assert "Приказ № 4" in page(response)


def test_what_is_wrong_stands_at_its_field(client, place):
    client = as_person(client, person(Role.COORDINATOR, place))
    response = client.post(
        NEW, typed(place, least_participants="3", threshold="-1", definition="")
    )
    assert (response.status_code, DynamicsRule.objects.count()) == (422, 0)
    assert response.context["form"].errors == {
        "definition": ["Выберите определение."],
        "least_participants": ["Меньше 5 участников сравнивать нельзя."],
        "threshold": ["Порог не может быть меньше нуля."],
    }


def test_twice_for_a_year(client, place):
    client = as_person(client, person(Role.COORDINATOR, place))
    client.post(NEW, typed(place))
    response = client.post(NEW, typed(place))
    assert response.context["form"].errors == {
        "valid_from": ["На этот учебный год определение уже выбрано."]
    }


def test_not_for_a_neighbour(client, place):
    client = as_person(client, person(Role.COORDINATOR, MunicipalityFactory()))
    assert client.post(NEW, typed(place)).status_code == 422
    assert DynamicsRule.objects.count() == 0
