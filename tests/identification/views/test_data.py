"""The page of data: what there is, for whose schools, and where it is missing."""

import pytest
from django.test import Client
from django.urls import reverse

from identification.models import ContextFactor, ContextValue
from schools.enums import Role
from tests.factories import MunicipalityFactory, SchoolFactory, person
from tests.factories.imports import RESULT_HEADERS, result_line, upload, write


pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def demo(settings):
    """Let an analyst in without a second factor."""
    settings.DEMO = True


@pytest.fixture
def town():
    return MunicipalityFactory(name="Ближний район")


@pytest.fixture
def neighbour(town):
    return MunicipalityFactory(name="Дальний район", parent=town.parent)


def page_for(user, query=""):
    client = Client()
    client.force_login(user, "django.contrib.auth.backends.ModelBackend")
    return client.get(reverse("identification:data") + query)


def results(place, *schools, **changes):
    user = person(Role.COORDINATOR, place)
    lines = [result_line(school, **changes) for school in schools]
    batch = upload([RESULT_HEADERS, *lines], kind="results", territory=place, user=user)
    return write(batch, user)


def test_an_empty_portal_says_what_to_do_first(town):
    response = page_for(person(Role.COORDINATOR, town))
    assert "Данных пока нет" in response.content.decode()


def test_results_by_year_and_procedure_with_their_upload(town):
    one, two = SchoolFactory.create_batch(2, municipality=town)
    results(town, one, two)
    batch = results(town, one, Год=2024)
    response = page_for(person(Role.COORDINATOR, town))
    lines = response.context["results"]
    assert [(line["year"], line["coverage"], line["rows"]) for line in lines] == [
        (2025, "2 из\xa02 (100,0\xa0%)", "2"),
        (2024, "1 из\xa02 (50,0\xa0%)", "1"),
    ]
    assert lines[0]["participants"] == "80"
    assert lines[1]["batch_url"] == reverse("imports:detail", args=[batch.pk])


def test_conditions_count_values_of_factors_in_use(town):
    school, _ = SchoolFactory.create_batch(2, municipality=town)
    used = ContextFactor.objects.create(code="poor", name="Бедность")
    ContextFactor.objects.create(code="rest", name="Ещё")
    old = ContextFactor.objects.create(code="old", name="Давнее", is_active=False)
    for factor in (used, old):
        ContextValue.objects.create(school=school, year=2025, factor=factor, value=1)
    (line,) = page_for(person(Role.COORDINATOR, town)).context["context_lines"]
    assert line == {
        "year": 2025,
        "coverage": "1 из\xa02 (50,0\xa0%)",
        "factors": "1 из 2",
        "values": "1 из\xa02 (50,0\xa0%)",
        "batch_url": "",
    }


def test_a_region_sees_its_municipalities_side_by_side(town, neighbour):
    schools = SchoolFactory.create_batch(2, municipality=town)
    SchoolFactory(municipality=neighbour)
    results(town, schools[0])
    analyst = person(Role.ANALYST, town.parent)
    table = page_for(analyst).context["places"]
    assert table["procedures"] == ["ОГЭ"]
    assert [(line["place"], line["cells"]) for line in table["lines"]] == [
        ("Ближний район", ["1 из\xa02 (50,0\xa0%)"]),
        ("Дальний район", ["0 из\xa01 (0,0\xa0%)"]),
    ]
    chosen = page_for(analyst, f"?municipality={neighbour.pk}")
    assert (chosen.context["results"], chosen.context["places"]["lines"]) == ([], [])


def test_a_coordinator_counts_own_schools_only(town, neighbour):
    own = SchoolFactory(municipality=town)
    foreign = SchoolFactory(municipality=neighbour)
    results(town, own)
    results(neighbour, foreign)
    coordinator = person(Role.COORDINATOR, town)
    response = page_for(coordinator)
    assert [line["rows"] for line in response.context["results"]] == ["1"]
    assert "Дальний район" not in response.content.decode()
    narrowed = page_for(coordinator, f"?municipality={neighbour.pk}")
    assert [line["rows"] for line in narrowed.context["results"]] == ["1"]


def test_an_upload_of_the_region_is_not_a_link_for_a_town(town):
    school = SchoolFactory(municipality=town)
    results(town.parent, school)
    (line,) = page_for(person(Role.COORDINATOR, town)).context["results"]
    assert line["batch_url"] == ""


def test_a_year_narrows_the_tables(town):
    school = SchoolFactory(municipality=town)
    results(town, school)
    results(town, school, Год=2024)
    shown = page_for(person(Role.COORDINATOR, town), "?year=2024")
    assert [line["year"] for line in shown.context["results"]] == [2024]
    odd = page_for(person(Role.COORDINATOR, town), "?year=вчера")
    assert [line["year"] for line in odd.context["results"]] == [2025, 2024]


@pytest.mark.parametrize("count", [1, 3])
def test_the_page_asks_the_same_number_of_questions(
    town, neighbour, count, django_assert_num_queries
):
    results(town, *SchoolFactory.create_batch(count, municipality=town))
    analyst = person(Role.ANALYST, town.parent)
    client = Client()
    client.force_login(analyst, "django.contrib.auth.backends.ModelBackend")
    with django_assert_num_queries(18):
        client.get(reverse("identification:data"))


def test_a_school_team_is_refused(town):
    team = person(Role.SCHOOL_TEAM, SchoolFactory(municipality=town))
    assert page_for(team).status_code == 403
