"""A region's municipalities side by side: on the page and in its file."""

from io import BytesIO

import openpyxl
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from monitoring.actions.rollups import roll_up
from monitoring.counting.cells import NO, YES, Cell, State
from monitoring.models import IndicatorTarget
from schools.enums import Role
from tests.factories import MunicipalityFactory, SchoolFactory, person
from tests.factories.monitoring import VersionFactory, opened_window
from tests.monitoring.figures_town import Town
from tests.monitoring.filling import NOW, fill
from tests.signing import signed_in


pytestmark = pytest.mark.django_db
LIST = "/figures/"


@pytest.fixture
def town() -> Town:
    return Town()


@pytest.fixture
def analyst(town):
    return signed_in(person(Role.ANALYST, town.region, username="analyst"))


def neighbour(town: Town, number: int = 1, versions=None, cells=(YES,)):
    """Add a town of one school that has answered the first indicators."""
    place = MunicipalityFactory(parent=town.region, name=f"Я-город {number:02}")
    window = opened_window(
        territory=place,
        schools=[SchoolFactory(municipality=place)],
        versions=versions or [town.yes],
        calendar=town.yes.calendar,
    )
    for at, cell in enumerate(cells):
        fill(window, at, [cell])
    roll_up(window=window, now=NOW)
    return place


def test_every_municipality_stands_against_the_indicators(analyst, town):
    other = neighbour(town)
    context = analyst.get(LIST).context
    assert [head["title"] for head in context["town_heads"]] == [
        town.yes.short_title,
        town.share.short_title,
    ]
    first, second = context["town_rows"]
    assert (first["name"], second["name"]) == (town.town.name, other.name)
    assert [
        (cell["mark"], cell["value"].replace("\xa0", " ")) for cell in first["cells"]
    ] == [("light_below", "66,7 %"), ("light_near", "83,3 %")]
    assert [
        (cell["mark"], cell["value"].replace("\xa0", " "), cell["note"])
        for cell in second["cells"]
    ] == [("light_reached", "100 %", ""), ("", "", "не собирает")]
    assert second["reached"].replace("\xa0", " ") == "1 из 1"
    page = analyst.get(first["url"])
    assert page.context["place"] == town.town


def test_a_municipality_has_no_such_table(client, town):
    client.force_login(town.coordinator)
    assert client.get(LIST).context["town_page"] is None


def test_what_is_far_from_the_target_stands_first_and_five_at_most(analyst, town):
    versions = [VersionFactory(calendar=town.yes.calendar) for _ in range(7)]
    cells = [*([YES] * 6), NO]
    neighbour(town, versions=versions, cells=cells)
    IndicatorTarget.objects.filter(indicator=town.yes.indicator).update(value=10)
    context = analyst.get(LIST).context
    assert len(context["town_heads"]) == 5
    assert context["town_heads"][0]["title"] == versions[-1].short_title
    assert context["town_rest"] == 4


def test_the_file_has_every_municipality_and_indicator(analyst, town):
    neighbour(town)
    response = analyst.get(reverse("scorecard:export"))
    book = openpyxl.load_workbook(BytesIO(response.content))
    heads, *rows = list(book["Муниципалитеты"].values)
    assert heads[:4] == (
        "Муниципалитет",
        "Цель достигнута",
        "Близко к цели",
        "Ниже цели",
    )
    assert [row[-2:] for row in rows] == [(66.7, 83.3), (100, "не собирает")]
    heads, *rows = list(book["По муниципалитетам"].values)
    shown = [dict(zip(heads, row, strict=True)) for row in rows]
    assert [
        (row["Факт"], row["Числитель"], row["Знаменатель"], row["Оценка"])
        for row in shown
    ] == [
        (66.7, 2, 3, "ниже цели"),
        (83.3, 10, 12, "близко к цели"),
        (100, 1, 1, "цель достигнута"),
    ]


@pytest.mark.parametrize("url", [LIST, "/figures/export/"])
def test_municipalities_and_indicators_do_not_cost_queries(analyst, town, url):
    neighbour(town)
    with_two = queries(analyst, url)
    for number in range(2, 6):
        versions = [town.yes, VersionFactory(calendar=town.yes.calendar)]
        cells = (YES, Cell(State.VALUE, 1, 1))
        neighbour(town, number, versions=versions, cells=cells)
    assert queries(analyst, url) == with_two


def queries(client, url: str) -> int:
    with CaptureQueriesContext(connection) as captured:
        assert client.get(url).status_code == 200
    return len(captured.captured_queries)
