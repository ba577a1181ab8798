"""Lines of an approved plan become indicators."""

import pytest
from django.core.exceptions import ValidationError

from monitoring.actions.plan_indicators import Taken, take_from_plan
from monitoring.models import Indicator
from monitoring.queries.indicator_pages import lines_left, plans_with_indicators
from roadmaps.models import PlanIndicator
from schools.enums import Role
from tests.factories import MunicipalityFactory, person
from tests.factories.plans import fill_road_map
from tests.meta.world import NOW


def plan_with(town, *titles: str):
    """Return an approved version; lines are written while it is a draft."""
    version = fill_road_map(town, is_approved=False).versions.get()
    version.indicators.all().delete()
    PlanIndicator.objects.bulk_create(
        PlanIndicator(version=version, position=place, title=title, target="50 %")
        for place, title in enumerate(titles)
    )
    return version


def taken(line, code: str = "K1") -> Taken:
    return Taken(line, code, "Диагностика", "teachers", "share", 50)


@pytest.mark.django_db
def test_a_line_becomes_an_indicator_without_a_source() -> None:
    town = MunicipalityFactory()
    version = plan_with(town, "Доля педагогов, прошедших диагностику", "Второй")
    user = person(Role.COORDINATOR, town)
    first, second = lines_left(version)
    made = take_from_plan(
        version=version, year=2025, lines=[taken(first)], user=user, now=NOW
    )
    wording = made[0].versions.get()
    found = (wording.title, wording.kind, wording.source, wording.calendar)
    assert found == (first.title, "share", "", None)
    assert (made[0].plan_indicator, made[0].targets.get().value) == (first, 50)
    assert lines_left(version) == [second]


@pytest.mark.django_db
@pytest.mark.parametrize("case", ["nothing", "foreign", "twice"])
def test_what_is_not_taken(case: str) -> None:
    town = MunicipalityFactory()
    version = plan_with(town, "Один", "Два")
    other = plan_with(town, "Чужой")
    lines = lines_left(version)
    asked = {
        "nothing": [],
        "foreign": [taken(lines_left(other)[0])],
        "twice": [taken(lines[0]), taken(lines[1])],
    }[case]
    with pytest.raises(ValidationError):
        take_from_plan(
            version=version,
            year=2025,
            lines=asked,
            user=person(Role.COORDINATOR, town),
            now=NOW,
        )
    assert not Indicator.objects.exists()


@pytest.mark.django_db
def test_only_plans_in_force_with_indicators_are_offered() -> None:
    town = MunicipalityFactory()
    coordinator = person(Role.COORDINATOR, town)
    plan_with(town, "Проект не предлагают")
    approved = fill_road_map(town).versions.get()
    assert [row.pk for row in plans_with_indicators(user=coordinator)] == (
        [approved.pk] if approved.indicators.exists() else []
    )
    assert list(plans_with_indicators(user=person(Role.HEAD, town))) == []
