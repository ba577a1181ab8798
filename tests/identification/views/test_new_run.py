"""The form of a new run: what data there are, which model, one run a form."""

from uuid import uuid4

import pytest
from django.urls import reverse

from identification.models import Run
from schools.enums import JobState, Role
from tests.factories import MunicipalityFactory, person
from tests.factories.identification import YEAR, RuleSetFactory
from tests.signing import signed_in


pytestmark = pytest.mark.django_db
URL = "/identification/runs/new/"


def sent(settled, **changes):
    return {
        "territory": settled.town.pk,
        "year": YEAR,
        "rule_set": settled.rules.pk,
        "model": "frozen",
        "frozen_from": settled.official.pk,
        "token": str(uuid4()),
        **changes,
    }


def test_the_address_is_where_the_pages_say():
    assert reverse("identification:run_new") == URL


def test_coverage_is_of_the_chosen_territory(settled):
    response = signed_in(settled.coordinator).get(URL)
    coverage = response.context["coverage"]
    town = len(settled.town_schools)
    assert (coverage.schools, coverage.ready) == (town, town)
    assert [(y.year, y.with_results, y.with_context) for y in coverage.years] == [
        (YEAR, town, town),
        (YEAR - 1, 0, 0),
        (YEAR - 2, 0, 0),
    ]


def test_a_small_town_is_advised_to_take_the_regions_coefficients(settled):
    response = signed_in(settled.coordinator).get(URL)
    advice = response.context["advice"]
    assert advice.title == "Для собственной модели школ мало."
    assert "14\xa0школ с полными данными на 3\xa0фактора" in advice.text
    form = response.context["form"]
    assert form.initial["model"] == "frozen"
    assert form.initial["frozen_from"] == settled.official.pk


def test_only_own_territories_can_be_chosen(settled):
    form = signed_in(settled.coordinator).get(URL).context["form"]
    assert list(form.fields["territory"].queryset) == [settled.town]
    form = signed_in(settled.analyst).get(URL).context["form"]
    assert set(form.fields["territory"].queryset) == {
        settled.region,
        settled.town,
        settled.district,
    }


def test_sending_starts_one_run(settled):
    client = signed_in(settled.coordinator)
    data = sent(settled)
    first, second = client.post(URL, data), client.post(URL, data)
    run = Run.objects.get(token=data["token"])
    assert first.url == second.url == reverse("identification:run", args=[run.pk])
    assert (run.state, run.frozen_from_id) == (JobState.QUEUED, settled.official.pk)


def test_an_own_model_forgets_the_chosen_coefficients(settled):
    client = signed_in(settled.coordinator)
    data = sent(settled, model="own")
    client.post(URL, data)
    assert Run.objects.get(token=data["token"]).frozen_from_id is None


def test_frozen_without_a_run_is_said_at_the_field(settled):
    client = signed_in(settled.coordinator)
    response = client.post(URL, sent(settled, frozen_from=""))
    assert response.status_code == 422
    assert response.context["form"].errors == {
        "frozen_from": ["Выберите расчёт, чьи коэффициенты применить."]
    }


def test_another_towns_territory_is_no_choice(settled):
    client = signed_in(settled.coordinator)
    data = sent(settled, territory=settled.district.pk)
    response = client.post(URL, data)
    assert list(response.context["form"].errors) == ["territory"]
    assert not Run.objects.filter(token=data["token"]).exists()


def test_a_refusal_of_the_action_stands_above_the_form(settled):
    rules = RuleSetFactory(
        parameters={"factors": ["poverty", "forgotten"]}, digest="1" * 64
    )
    client = signed_in(settled.coordinator)
    response = client.post(URL, sent(settled, model="own", rule_set=rules.pk))
    assert response.context["form"].non_field_errors() == [
        "Таких факторов нет: «forgotten»."
    ]


def test_a_territory_without_data_is_sent_to_the_uploads(db):
    RuleSetFactory()
    client = signed_in(person(Role.COORDINATOR, MunicipalityFactory()))
    response = client.get(URL)
    assert response.context["coverage"] is None
    assert reverse("imports:list") in response.content.decode()


def test_a_head_starts_nothing(settled):
    client = signed_in(settled.head)
    assert client.get(URL).status_code == 403
    assert client.post(URL, sent(settled)).status_code == 403


def test_other_methods_are_unknown(settled):
    assert signed_in(settled.coordinator).put(URL).status_code == 405
