"""People of one municipality with their browsers."""

import pytest
from django.test import Client

from schools.enums import Role
from schools.models import School, Territory, User
from tests.factories import MunicipalityFactory, SchoolFactory, person


BACKEND = "django.contrib.auth.backends.ModelBackend"


@pytest.fixture
def place(db) -> Territory:
    return MunicipalityFactory(name="Сосновоборск")


@pytest.fixture
def school(place) -> School:
    return SchoolFactory(municipality=place, name="Школа № 1")


@pytest.fixture
def coordinator(place) -> User:
    return person(Role.COORDINATOR, place, full_name="Миронова Ольга")


@pytest.fixture
def as_coordinator(coordinator) -> Client:
    return browser_of(coordinator)


@pytest.fixture
def as_administrator(db, settings) -> Client:
    settings.DEMO = True
    return browser_of(person(Role.ADMINISTRATOR, full_name="Админов Антон"))


@pytest.fixture
def as_team(school) -> Client:
    return browser_of(person(Role.SCHOOL_TEAM, school))


def browser_of(user: User) -> Client:
    client = Client()
    client.force_login(user, BACKEND)
    return client
