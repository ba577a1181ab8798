"""Why a figure is not there, and that the answer is true."""

import datetime as dt

import pytest

from monitoring.models import IndicatorTarget
from monitoring.queries.figure_absence import Absence, Narrowed, Reason
from monitoring.queries.rollups import figures
from tests.factories import MunicipalityFactory
from tests.factories.monitoring import (
    YEAR,
    CalendarFactory,
    VersionFactory,
    WindowFactory,
    opened_window,
)
from tests.monitoring.filling import NOW


pytestmark = pytest.mark.django_db
TODAY = dt.date(2026, 3, 2)
AHEAD, OVER = dt.date(2026, 6, 1), dt.date(2026, 2, 1)


@pytest.fixture
def town():
    return MunicipalityFactory()


def collects(town, version):
    IndicatorTarget.objects.create(
        indicator=version.indicator, territory=town, year=YEAR
    )
    return version


def absence(town, **narrowed) -> Absence | None:
    (found,) = figures(
        territory=town, year=YEAR, today=TODAY, narrowed=Narrowed(**narrowed)
    )
    return found.absence


def window(town, version, opens_on: dt.date, **fields):
    return WindowFactory(
        territory=town,
        calendar=version.calendar,
        opens_on=opens_on,
        due_on=opens_on + dt.timedelta(days=10),
        closes_on=opens_on + dt.timedelta(days=20),
        **fields,
    )


def test_without_a_calendar_nothing_can_open(town):
    collects(town, VersionFactory(calendar=None))
    assert absence(town) == Absence(Reason.NO_CALENDAR)


@pytest.mark.parametrize("is_foreign", [True, False])
def test_a_calendar_that_is_not_used_here_is_none(town, is_foreign):
    calendar = CalendarFactory(
        is_active=is_foreign, territory=MunicipalityFactory() if is_foreign else None
    )
    collects(town, VersionFactory(calendar=calendar))
    assert absence(town) == Absence(Reason.NO_CALENDAR)


def test_a_calendar_without_a_window_this_year(town):
    version = collects(town, VersionFactory())
    window(town, version, dt.date(2025, 2, 1), year=YEAR - 1)
    assert absence(town) == Absence(Reason.NOT_PLANNED)


def test_a_planned_window_says_its_day(town):
    version = collects(town, VersionFactory())
    window(town, version, AHEAD, opened_at=None)
    assert absence(town) == Absence(Reason.PLANNED, AHEAD)


def test_a_window_that_did_not_open_is_told(town):
    version = collects(town, VersionFactory())
    window(town, version, OVER, opened_at=None)
    assert absence(town) == Absence(Reason.UNOPENED, OVER)


def test_an_opened_window_that_did_not_ask(town):
    version = collects(town, VersionFactory())
    window(town, version, OVER, rolled_up_at=NOW)
    assert absence(town) == Absence(Reason.NOT_ASKED)


def test_an_opened_window_that_is_not_calculated_yet(town):
    version = VersionFactory()
    opened_window(territory=town, versions=[version])
    assert absence(town) == Absence(Reason.COUNTING)


def test_what_the_page_is_narrowed_to_is_told_apart(town):
    version = collects(town, VersionFactory())
    window(town, version, OVER, rolled_up_at=NOW)
    assert absence(town, slot="another:02") == Absence(Reason.OTHER_WINDOW)
    assert absence(town, group="low") == Absence(Reason.NO_SCHOOLS)
    version.level = "municipality"
    version.save()
    assert absence(town, group="low") == Absence(Reason.NOT_DIVIDED)
