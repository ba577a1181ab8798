"""The menu shows what a person may open, and every entry opens."""

import pytest
from django.test import Client
from django.urls import reverse

from config.navigation import MENU, navigation_for, place_of
from schools.enums import Role
from tests.factories import (
    MembershipFactory,
    MunicipalityFactory,
    SchoolFactory,
    UserFactory,
    person,
)


pytestmark = pytest.mark.django_db
ALL = [entry.title for group in MENU for entry in group.entries]


@pytest.fixture
def place():
    return MunicipalityFactory(name="Сосновоборск")


def user_of(role: str, place):
    where = {
        Role.ADMINISTRATOR: None,
        Role.ANALYST: place.parent,
        Role.SCHOOL_TEAM: SchoolFactory(municipality=place, name="Школа № 1"),
    }
    return person(role, where.get(role, place))


def titles(user, path: str = "/") -> list[str]:
    return [
        item["title"] for group in navigation_for(user, path) for item in group["items"]
    ]


@pytest.mark.parametrize(
    ("role", "hidden"),
    [
        (Role.ADMINISTRATOR, set()),
        (Role.ANALYST, {"Администрирование", "Проверка", "Формы"}),
        (Role.COORDINATOR, {"Администрирование", "Формы"}),
        (
            Role.HEAD,
            {
                *("Администрирование", "Загрузки", "Данные", "Люди", "Проверка"),
                "Формы",
            },
        ),
        (
            Role.METHODIST,
            {
                *("Администрирование", "Загрузки", "Данные", "Люди", "Журнал"),
                "Формы",
            },
        ),
    ],
)
def test_entries_by_role(place, role, hidden):
    assert titles(user_of(role, place)) == [t for t in ALL if t not in hidden]


def test_a_team_sees_its_school_its_runs_the_plan_and_its_programmes(place):
    assert titles(user_of(Role.SCHOOL_TEAM, place)) == [
        *("Сегодня", "Школы", "Расчёты", "Сроки", "Дорожные карты"),
        *("Программы", "Сроки программ"),
        *("Показатели", "Формы", "Проверка сайтов", "Записки и отчёты"),
        "Рекомендации",
    ]


def test_without_an_office_there_is_only_the_first_page():
    assert titles(UserFactory()) == ["Сегодня"]


@pytest.mark.parametrize("role", Role.values)
def test_every_shown_entry_opens(place, role, settings):
    settings.DEMO = True
    user = user_of(role, place)
    client = Client()
    client.force_login(user, "django.contrib.auth.backends.ModelBackend")
    urls = [
        item["url"] for group in navigation_for(user, "/") for item in group["items"]
    ]
    answers = {url: client.get(url, follow=True).status_code for url in urls}
    assert answers == dict.fromkeys(urls, 200)


@pytest.mark.parametrize(
    ("path", "opened"),
    [("/", "Сегодня"), ("/schools/", "Школы"), ("/schools/7/edit/", "Школы")],
)
def test_the_open_entry_is_marked(place, path, opened):
    marked = [
        item["title"]
        for group in navigation_for(user_of(Role.COORDINATOR, place), path)
        for item in group["items"]
        if item["active"]
    ]
    assert marked == [opened]


def test_empty_groups_are_not_shown(place):
    groups = navigation_for(user_of(Role.SCHOOL_TEAM, place), "/")
    found = [group["title"] for group in groups]
    assert found == ["", "Отбор школ", "План", "Программы школ", "Мониторинг"]


class TestPlace:
    def test_by_role(self, place):
        region = place.parent.name
        found = {
            role: place_of(user_of(role, place))["label"]
            for role in (Role.ADMINISTRATOR, Role.ANALYST, Role.HEAD, Role.SCHOOL_TEAM)
        }
        assert found == {
            Role.ADMINISTRATOR: "весь портал",
            Role.ANALYST: region,
            Role.HEAD: "Сосновоборск",
            Role.SCHOOL_TEAM: "Школа № 1",
        }

    def test_several_places_are_all_named(self, place):
        user = person(Role.COORDINATOR, place)
        second = MunicipalityFactory(name="Яблоневск")
        MembershipFactory(user=user, role=Role.METHODIST, territory=second)
        assert place_of(user)["label"] == "Сосновоборск, Яблоневск"

    def test_none_is_said(self):
        assert place_of(UserFactory())["label"] == "без назначения"


def test_every_page_names_the_roles(place):
    user = user_of(Role.COORDINATOR, place)
    MembershipFactory(user=user, role=Role.METHODIST, territory=place)
    client = Client()
    client.force_login(user, "django.contrib.auth.backends.ModelBackend")
    page = client.get(reverse("people:me"))
    assert page.context["role_label"] == "Муниципальный координатор, Методист"


def test_the_menu_names_only_addresses_that_exist():
    urls = [reverse(entry.route) for group in MENU for entry in group.entries]
    assert len(set(urls)) == len(urls)
