"""Pages of computed indicators: by window, by school, their file, their button."""

from io import BytesIO

import openpyxl
import pytest
from django.urls import reverse

from monitoring.actions.computed import compute_window
from monitoring.models import Window
from monitoring.tasks import computed
from schools.enums import Role
from tests.factories import person
from tests.monitoring.actions.test_computed import NOW, ResultTown


pytestmark = pytest.mark.django_db


@pytest.fixture
def town() -> ResultTown:
    town = ResultTown(3)
    town.rule(definition="not_passed", threshold="5")
    for number, (before, after) in enumerate([(12, 8), (8, 12)]):
        town.results(number, 3.0, None, below_min=before)
        town.results(number, None, 3.0, below_min=after)
    compute_window(window=town.window, now=NOW)
    return town


def as_person(client, user):
    client.force_login(user, "django.contrib.auth.backends.ModelBackend")
    return client


def page(response) -> str:
    return " ".join(response.content.decode().split()).replace("\xa0", " ")


def url_of(town: ResultTown, name: str = "computed") -> str:
    return reverse(f"sites:{name}", args=[town.window.window_indicators.get().pk])


WORDS = (
    "Положительная динамика: доля не справившихся снизилась больше чем на "
    "5 процентных пунктов; в обоих годах не меньше 10 участников. "
    "Выбрано муниципалитетом с 2025/26 учебного года."
)


def test_schools_with_outcome_numbers_and_reason(client, town):
    response = as_person(client, person(Role.HEAD, town.place)).get(url_of(town))
    assert [
        (row["word"], row["before"]["value"], row["after"]["value"], row["change"])
        for row in response.context["rows"]
    ] == [
        ("рост", "30,0\xa0%", "20,0\xa0%", "−10,0\xa0п.\xa0п."),
        ("снижение", "20,0\xa0%", "30,0\xa0%", "+10,0\xa0п.\xa0п."),
        ("несопоставимо", "—", "—", "—"),
    ]
    content = page(response)
    assert WORDS in content
    assert "Несопоставимо: результатов этого года нет." in content
    assert [row["word"] for row in response.context["counts"]] == [
        "рост: 1",
        "снижение: 1",
        "несопоставимо: 1",
    ]


def test_the_window_counts_schools_by_outcome(client, town):
    url = reverse("sites:computed_window", args=[town.window.pk])
    response = as_person(client, person(Role.HEAD, town.place)).get(url)
    (row,) = response.context["rows"]
    assert [count["word"] for count in row["counts"]] == [
        "рост: 1",
        "снижение: 1",
        "несопоставимо: 1",
    ]
    assert WORDS in page(response)
    assert "Пересчитать" not in page(response).replace("«Пересчитать»", "")


def test_the_button_hands_the_window_to_the_worker(
    client, town, monkeypatch, django_capture_on_commit_callbacks
):
    asked: list[int] = []
    monkeypatch.setattr(computed.compute_window, "delay", asked.append)
    client = as_person(client, person(Role.COORDINATOR, town.place))
    with django_capture_on_commit_callbacks(execute=True):
        client.post(reverse("sites:compute", args=[town.window.pk]))
    assert asked == [town.window.pk]


def test_the_file_has_true_numbers(client, town):
    client = as_person(client, person(Role.HEAD, town.place))
    response = client.get(url_of(town, "computed_export"))
    book = openpyxl.load_workbook(BytesIO(response.content))
    rows = list(book["Школы"].iter_rows(min_row=2, values_only=True))
    assert rows[0][:7] == ("Школа № 1", "рост", 40, 40, 0.3, 0.2, -0.1)
    assert rows[2][1] == "несопоставимо"


def test_nothing_yet(client, town):
    town.window.values.all().delete()
    client = as_person(client, person(Role.HEAD, town.place))
    assert "Ещё не рассчитано" in page(client.get(url_of(town)))
    Window.objects.update(opened_at=None)
    content = page(client.get(reverse("sites:computed_list")))
    assert "Рассчитанных показателей пока нет" in content
