"""A town with a coordinator and a school, for uploads."""

import pytest

from schools.enums import Role
from tests.factories import MunicipalityFactory, SchoolFactory, person


@pytest.fixture
def town():
    return MunicipalityFactory(name="Сосновоборск")


@pytest.fixture
def coordinator(town):
    return person(Role.COORDINATOR, town)


@pytest.fixture
def school(town):
    return SchoolFactory(municipality=town, name="СОШ № 1", code="124001")
