"""Objects for tests: the least that makes a row valid."""

from tests.factories.registry import (
    MembershipFactory,
    MunicipalityFactory,
    RegionFactory,
    SchoolFactory,
    UserFactory,
    person,
)
from tests.factories.statuses import SchoolStatusFactory


__all__ = [
    "MembershipFactory",
    "MunicipalityFactory",
    "RegionFactory",
    "SchoolFactory",
    "SchoolStatusFactory",
    "UserFactory",
    "person",
]
