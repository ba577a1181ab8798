"""A road map that begins with the standard cycle of the year."""

import datetime as dt

import pytest

from roadmaps.actions.standard_cycle import start_from_standard_cycle
from roadmaps.enums import Audience, Origin
from roadmaps.models import Party
from schools.enums import Role
from tests.factories import MunicipalityFactory, person
from tests.factories.plans import NOW


pytestmark = pytest.mark.django_db


def test_a_draft_with_every_step_of_the_year():
    town = MunicipalityFactory()
    version = start_from_standard_cycle(
        territory=town,
        title="План",
        starts_on=dt.date(2026, 8, 1),
        ends_on=dt.date(2027, 8, 31),
        user=person(Role.COORDINATOR, town),
        now=NOW,
    )
    rows = version.activities.in_order()
    assert (version.origin, version.sections.count(), rows.count()) == (
        Origin.STANDARD,
        3,
        26,
    )
    assert rows.filter(document_types=[]).count() == 0
    assert rows.filter(audience=Audience.IN_STATUS).count() == 10
    assert Party.objects.filter(territory=town).count() == 5
