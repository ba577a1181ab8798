"""Pages of a portal in which nothing has been calculated yet say what to do."""

import pytest
from django.urls import reverse

from schools.enums import Role
from tests.factories import MunicipalityFactory, SchoolFactory, person
from tests.signing import signed_in


pytestmark = pytest.mark.django_db
COORDINATOR, HEAD, TEAM = Role.COORDINATOR, Role.HEAD, Role.SCHOOL_TEAM


@pytest.mark.parametrize(
    ("role", "name", "words"),
    [
        (COORDINATOR, "runs", "Загрузите результаты и условия школ"),
        (HEAD, "runs", "Расчёт запускает муниципальный координатор"),
        (COORDINATOR, "decisions", "нажмите «Начать решение»"),
        (HEAD, "decisions", "Решение готовит муниципальный координатор"),
        (HEAD, "rule_sets", "Правила составляет аналитик региона"),
        (COORDINATOR, "run_new", "Результатов школ нет."),
    ],
)
def test_an_empty_page_says_what_comes_next(role, name, words):
    client = signed_in(person(role, MunicipalityFactory()))
    response = client.get(reverse(f"identification:{name}"))
    assert response.status_code == 200
    assert words in response.content.decode()


def test_a_school_team_is_told_what_it_waits_for():
    client = signed_in(person(TEAM, SchoolFactory()))
    response = client.get(reverse("identification:runs"))
    assert "Решений о вашей школе пока нет" in response.content.decode()


def test_an_analyst_is_offered_to_write_the_first_rules():
    client = signed_in(person(Role.ANALYST, MunicipalityFactory().parent))
    response = client.get(reverse("identification:rule_sets"))
    page = response.content.decode()
    assert f'href="{reverse("identification:rule_set_new")}"' in page
    assert "Составить правила" in page
