"""The page of a model and the check by repetition."""

import pytest
from django.urls import reverse

from identification.models import Run
from schools.templatetags.portal_format import number, signed
from tests.signing import signed_in


pytestmark = pytest.mark.django_db


def model_page(user, run):
    url = reverse("identification:run_model", args=[run.pk])
    return signed_in(user).get(url)


def test_coefficients_are_those_of_the_run(settled):
    response = model_page(settled.analyst, settled.official)
    stored = settled.official.model["coefficients"]
    shown = response.context["coefficients"]
    assert [row["value"] for row in shown] == [signed(r["value"], 4) for r in stored]
    assert [row["se_hc3"] for row in shown] == [number(r["se_hc3"], 4) for r in stored]
    assert shown[0]["title"] == "Свободный член"


def test_every_factor_is_either_used_or_said_to_be_left_out(settled):
    response = model_page(settled.analyst, settled.official)
    used = {row["title"] for row in response.context["coefficients"][1:]}
    left = {factor["label"] for factor in response.context["unused"]}
    named = {factor["label"] for factor in settled.official.model["factors"]}
    assert used | left == named
    assert used & left == set()


def test_a_frozen_model_has_values_and_no_errors(settled):
    response = model_page(settled.coordinator, settled.town_run)
    assert response.context["is_frozen"]
    assert {row["se_hc3"] for row in response.context["coefficients"]} == {"—"}
    assert "Применены готовые коэффициенты" in response.content.decode()
    assert len(response.context["residuals"].rows) == len(settled.town_schools)
    assert response.context["influence"] is None


def test_residuals_show_only_visible_schools(settled):
    response = model_page(settled.coordinator, settled.official)
    drawn = {row[0] for row in response.context["residuals"].rows}
    assert drawn == {school.name for school in settled.town_schools}


def test_digests_and_versions_are_shown(settled):
    origin = model_page(settled.analyst, settled.official).context["origin"]
    values = {fact["term"]: fact["value"] for fact in origin}
    assert values["Отпечаток данных"] == settled.official.inputs_digest
    assert values["Отпечаток итогов"] == settled.official.results_digest
    assert "numpy" in values["Библиотеки"]


def test_asking_for_a_check_queues_it(settled):
    url = reverse("identification:run_verify", args=[settled.official.pk])
    response = signed_in(settled.analyst).post(url)
    assert response.url.endswith("/model/#verification")
    assert Run.objects.get(pk=settled.official.pk).verification["state"] == "queued"


def test_a_coordinator_does_not_check_the_regions_run(settled):
    url = reverse("identification:run_verify", args=[settled.official.pk])
    assert signed_in(settled.coordinator).post(url).status_code == 403


def checked(run, *schools):
    Run.objects.filter(pk=run.pk).update(
        verification={
            "state": "done",
            "matches": False,
            "message": "Не совпало.",
            "checked_at": "2026-09-15T09:00:00+00:00",
            "checked_by": "Аналитик",
            "versions": [],
            "more": 0,
            "differences": [
                {
                    "school_id": s.pk,
                    "school": s.name,
                    "what": "участников",
                    "before": 3,
                    "after": 4,
                }
                for s in schools
            ],
        }
    )


def test_differences_name_only_the_persons_schools(settled):
    own, foreign = settled.town_schools[0], settled.district_schools[0]
    checked(settled.official, own, foreign)
    url = reverse("identification:run_verification", args=[settled.official.pk])
    panel = signed_in(settled.coordinator).get(url).context["verification"]
    assert [row["school"] for row in panel["differences"]] == [own.name]
    assert (panel["more"], panel["badge"]) == (1, "differs")
    panel = signed_in(settled.analyst).get(url).context["verification"]
    assert [row["school"] for row in panel["differences"]] == [own.name, foreign.name]


def test_a_bad_number_and_a_wrong_method(settled):
    client = signed_in(settled.analyst)
    assert client.get("/identification/runs/999999/model/").status_code == 404
    url = reverse("identification:run_model", args=[settled.official.pk])
    assert client.post(url).status_code == 405
