"""A dash on the pages of figures says what stands in the way, and where to mend it."""

import datetime as dt

import pytest
from django.urls import reverse

from monitoring.models import IndicatorTarget
from schools.enums import Role
from tests.factories import person
from tests.factories.monitoring import VersionFactory, WindowFactory
from tests.monitoring.figures_town import Town, text


pytestmark = pytest.mark.django_db
LIST = "/figures/"


@pytest.fixture
def town() -> Town:
    return Town()


def collects(town: Town, **fields) -> VersionFactory:
    version = VersionFactory(indicator__group="Новые", **fields)
    IndicatorTarget.objects.create(
        indicator=version.indicator, territory=town.town, year=2025
    )
    return version


def row(response) -> dict:
    (part,) = (part for part in response.context["parts"] if part["title"] == "Новые")
    return part["rows"][0]


def test_without_a_calendar_the_coordinator_is_led_to_it(client, town):
    collects(town, calendar=None)
    client.force_login(town.coordinator)
    shown = row(client.get(LIST))
    assert shown["absence"] == "календарь окон не назначен"
    integrity = reverse(
        "indicators:integrity", query={"municipality": town.town.pk, "year": 2025}
    )
    assert shown["mend"]["url"] == integrity
    assert client.get(integrity).status_code == 200


def test_without_a_window_the_coordinator_is_led_to_the_plan(client, town):
    version = collects(town)
    client.force_login(town.coordinator)
    shown = row(client.get(LIST))
    assert shown["absence"] == "окно на этот год не назначено"
    assert shown["mend"]["url"].startswith(reverse("windows:plan"))
    url = reverse("scorecard:indicator", args=[version.indicator_id])
    page = client.get(url)
    assert "окно на этот год не назначено" in text(page)
    assert page.context["mend"] == shown["mend"]


def test_whoever_only_reads_is_led_nowhere(client, town):
    version = collects(town, calendar=None)
    client.force_login(person(Role.HEAD, town.town, username="head"))
    response = client.get(LIST)
    assert row(response)["mend"] is None
    assert "календарь окон не назначен" in text(response)
    url = reverse("scorecard:indicator", args=[version.indicator_id])
    assert client.get(url).context["mend"] is None


def test_a_planned_window_says_when_it_opens(client, town):
    version = collects(town)
    WindowFactory(
        territory=town.town,
        calendar=version.calendar,
        opens_on=dt.date(2090, 6, 1),
        due_on=dt.date(2090, 6, 20),
        closes_on=dt.date(2090, 6, 27),
        opened_at=None,
    )
    client.force_login(town.coordinator)
    shown = row(client.get(LIST))
    assert shown["absence"].replace("\xa0", " ") == "окно откроется 1 июня 2090"
    assert shown["mend"] is None
