"""The demo's monitoring as a newcomer finds it: last year in full, this one begun."""

import datetime as dt
from collections import Counter
from collections.abc import Iterator

import pytest
from django.db import transaction

from config.demo import registry
from config.demo.generator import generate
from config.demo.monitoring import load_monitoring
from monitoring.enums import FormState, LinkCheck, RecommendationState
from monitoring.models import (
    Indicator,
    Recommendation,
    Report,
    Rollup,
    SiteCheck,
    Value,
    Window,
    WindowSchool,
)
from schools.models import School
from tests.factories.statuses import SchoolStatusFactory


pytestmark = pytest.mark.django_db

NOW = dt.datetime(2026, 11, 22, 5, 0, tzinfo=dt.UTC)
OWN, SCHOOLS = 2, 4


@pytest.fixture(scope="module")
def opened(django_db_setup: None, django_db_blocker) -> Iterator[list[Window]]:
    """Load a town with four schools of a status once."""
    with django_db_blocker.unblock(), transaction.atomic():
        region, (town, *_rest) = registry.create_territories(1)
        schools = registry.create_schools(generate(schools=20).schools, [town])
        registry.create_people(region, town, schools[OWN])
        for school in schools[:SCHOOLS]:
            SchoolStatusFactory(school=school, starts_on=dt.date(2025, 9, 15))
        yield load_monitoring(town, clock=lambda: NOW)
        transaction.set_rollback(True)


@pytest.fixture(autouse=True)
def _loaded(opened: list[Window], db: None) -> None:
    """Have the town there in every test."""


def test_windows_of_two_years_stand_where_the_day_puts_them(opened: list[Window]):
    assert Counter(window.year for window in opened) == {2025: 8, 2026: 4}
    waiting = Window.objects.filter(opened_at=None)
    assert {window.opens_on.year for window in waiting} == {2027}
    assert {window.window_schools.count() for window in opened} == {SCHOOLS}


def test_forms_of_last_june_are_late_without_data_and_returned():
    forms = WindowSchool.objects.filter(window__title__contains="Педагоги").filter(
        window__opens_on=dt.date(2026, 6, 1)
    )
    due_on = dt.date(2026, 6, 21)
    assert Counter(form.state for form in forms) == {
        FormState.ACCEPTED: 3,
        FormState.RETURNED: 1,
    }
    assert sum(form.first_submitted_on > due_on for form in forms) == 1
    assert sum(form.is_without_data for form in forms) == 1


def test_the_window_of_today_has_a_form_in_each_state():
    window = Window.objects.get(opens_on=dt.date(2026, 11, 16))
    rows = window.window_schools.order_by("school")
    assert [row.state for row in rows] == [
        *(FormState.ACCEPTED, FormState.SUBMITTED),
        *(FormState.DRAFT, FormState.NOT_STARTED),
    ]
    own = School.objects.get(memberships__user__username="school")
    asked = Value.objects.exclude(query_text="").get()
    assert asked.window_school == rows.get(school=own)


def test_one_page_of_each_site_window_is_dead_and_work_is_left():
    dead = SiteCheck.objects.filter(link_state=LinkCheck.DEAD)
    assert dead.count() == 6
    autumn = WindowSchool.objects.filter(window__opens_on=dt.date(2026, 10, 1))
    assert autumn.filter(site_checks=None).count() == 2


def test_figures_and_papers_are_there():
    assert Rollup.objects.filter(territory__isnull=False).exists()
    assert Indicator.objects.filter(territory=None).count() == 29
    assert Report.objects.get().number.startswith("М-2025/")
    own = Recommendation.objects.filter(school__memberships__user__username="school")
    states = set(own.values_list("state", flat=True))
    assert states == {RecommendationState.DRAFT, RecommendationState.ANSWERED}
