"""Two years of results as cells: levels in order, the region beside, one work only."""

import pytest

from monitoring.datasets.results import pairs_of
from monitoring.dynamics import RegionNumbers
from tests.factories import MunicipalityFactory, SchoolFactory
from tests.factories.identification import ResultFactory
from tests.monitoring.actions.test_computed import ResultTown


pytestmark = pytest.mark.django_db


@pytest.fixture
def town() -> ResultTown:
    return ResultTown()


def pair(town: ResultTown):
    found = pairs_of(
        version=town.version,
        schools=[school.pk for school in town.schools],
        region=town.place.parent_id,
        year=2025,
    )
    return found.get(town.schools[0].pk)


def test_the_region_is_all_its_schools_of_the_year(town):
    town.results(0, 3.0, 3.4)
    for place, mean in (
        (town.place, 3.8),
        (MunicipalityFactory(parent=town.place.parent), 4.2),
        # Another region stays outside.
        (MunicipalityFactory(), 2.0),
    ):
        school = SchoolFactory(municipality=place)
        ResultFactory(school=school, year=2025, mean_score=mean, **town.work)
    region = pair(town).after.region
    assert (region.mean, region.schools) == (pytest.approx(3.8, abs=1e-9), 3)
    # Deviations -0.4, 0, 0.4: their mean square is 0.32 / 3.
    assert region.deviation == pytest.approx((0.32 / 3) ** 0.5, abs=1e-9)
    assert pair(town).before.region == RegionNumbers(3.0, 0.0, 1)


@pytest.mark.parametrize(
    ("names", "counts", "levels"),
    [
        ([], {}, []),
        ([], {"5": 1, "3": 2}, [("2", 0), ("3", 2), ("4", 0), ("5", 1)]),
        (
            ["низкий", "базовый", "высокий"],
            {"высокий": 3, "базовый": 7},
            [("низкий", 0), ("базовый", 7), ("высокий", 3)],
        ),
    ],
)
def test_levels_in_the_order_of_the_procedure(town, names, counts, levels):
    procedure = town.work["procedure"]
    procedure.levels = names
    procedure.save()
    town.results(0, None, 3.4, levels=counts)
    assert list(pair(town).after.levels.items()) == levels


def test_other_works_say_nothing(town):
    work = town.work | {"grade": 4}
    ResultFactory(school=town.schools[0], year=2025, **work)
    ResultFactory(school=town.schools[0], year=2023, **town.work)
    assert pair(town) is None
    town.version.subject = None
    town.results(0, 3.0, 3.4)
    assert pair(town) is None
