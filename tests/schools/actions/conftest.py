"""A moment and a place for actions."""

import datetime as dt

import pytest

from schools.enums import Role
from tests.factories import MunicipalityFactory, person


@pytest.fixture
def now() -> dt.datetime:
    return dt.datetime(2026, 3, 2, 4, 0, tzinfo=dt.UTC)


@pytest.fixture
def place(db):
    return MunicipalityFactory(name="Сосновоборск")


@pytest.fixture
def coordinator(place):
    return person(Role.COORDINATOR, place, full_name="Миронова Ольга")


@pytest.fixture
def administrator(db):
    return person(Role.ADMINISTRATOR, full_name="Админов Антон")
