"""One school in a run: the explanation adds up, and stays with those it is for."""

import numpy as np
import pytest
from django.urls import reverse

from identification.models import RunSchool
from identification.models.packed import FACTOR
from tests.factories import SchoolFactory
from tests.factories.identification import RunSchoolFactory
from tests.signing import signed_in


pytestmark = pytest.mark.django_db


def sheet(user, run, school):
    url = reverse("identification:run_school", args=[run.pk, school.pk])
    return signed_in(user).get(url)


def row_of(run, school):
    return RunSchool.objects.get(run=run, school=school)


def test_contributions_add_up_to_the_expectation(settled):
    for school in settled.town_schools:
        response = sheet(settled.coordinator, settled.official, school)
        factors = response.context["factors"]
        parts = sum(f["contribution"] for f in factors if f["contribution"] is not None)
        expected = row_of(settled.official, school).expected_points
        average = settled.official.model["average"]
        assert average + parts == pytest.approx(expected, rel=1e-9)


def test_the_planted_school_reads_as_low(settled):
    response = sheet(settled.coordinator, settled.official, settled.town_schools[0])
    row = row_of(settled.official, settled.town_schools[0])
    paragraphs = {p["title"]: p["text"] for p in response.context["paragraphs"]}
    assert row.group in {"low", "both"}
    assert "ниже ожидаемого" in paragraphs["Отклонение"]
    assert "за границей ШНОР" in paragraphs["Отклонение"]


def test_a_school_on_the_border_is_said_to_be_there(settled):
    rows = RunSchool.objects.filter(run=settled.official, confidence="border")
    row = rows.select_related("school").first()
    assert row is not None
    response = sheet(settled.analyst, settled.official, row.school)
    words = {p["title"]: p["text"] for p in response.context["paragraphs"]}
    assert words["Уверенность"].startswith("Школа на границе")


def test_the_rule_is_shown_cell_by_cell(settled):
    school = settled.town_schools[0]
    response = sheet(settled.coordinator, settled.official, school)
    cells = response.context["rule_cells"]
    assert [(c["below_min"], c["participants"], c["fired"]) for c in cells] == [
        (9, 20, True),
        (9, 20, True),
    ]
    assert response.context["rule_clauses"] == "две разные процедуры за год"
    assert len(response.context["rule_chart"].rows) == 2


def test_similar_schools_are_the_persons_own(settled):
    response = sheet(settled.coordinator, settled.official, settled.town_schools[0])
    found = {line["row"].school_id for line in response.context["similar"]}
    assert len(found) == 5
    assert found <= {school.pk for school in settled.town_schools}


def test_the_team_sees_its_school_after_the_decision_only(settled):
    school = settled.town_schools[0]
    decided = sheet(settled.team, settled.decided_run, school)
    assert decided.status_code == 200
    assert sheet(settled.team, settled.official, school).status_code == 404


def test_the_team_sees_no_other_school_even_by_name(settled):
    response = sheet(settled.team, settled.decided_run, settled.town_schools[0])
    page = response.content.decode()
    others = [*settled.town_schools[1:], *settled.district_schools]
    assert [s.name for s in others if f">{s.name}<" in page] == []
    assert response.context["similar"] == []
    assert [line["title"] for line in response.context["averages"]] == [
        "Результат, баллов",
        "Ожидание, баллов",
        "Отклонение, баллов",
        "Участников",
    ]


def test_the_team_does_not_reach_a_neighbour(settled):
    for school in (settled.town_schools[1], settled.district_schools[0]):
        assert sheet(settled.team, settled.decided_run, school).status_code == 404


def test_another_towns_coordinator_does_not_reach_the_school(settled):
    response = sheet(settled.neighbour, settled.official, settled.town_schools[0])
    assert response.status_code == 404


def test_a_school_that_is_not_in_the_run(settled):
    url = reverse("identification:run_school", args=[settled.official.pk, 999_999])
    assert signed_in(settled.analyst).get(url).status_code == 404
    assert signed_in(settled.analyst).post(url).status_code == 405


def test_an_unclassified_school_is_told_why(settled):
    school = SchoolFactory(municipality=settled.town)
    RunSchoolFactory(
        run=settled.official,
        school=school,
        group="unclassified",
        confidence="",
        reason="не классифицирована: 7 участников < 10",
        packed_factors=np.full(3, np.nan, FACTOR).tobytes(),
    )
    response = sheet(settled.coordinator, settled.official, school)
    assert response.context["position"] is None
    assert [p["title"] for p in response.context["paragraphs"]] == [
        "Почему школа не классифицирована"
    ]
    assert "7 участников &lt; 10" in response.content.decode()
