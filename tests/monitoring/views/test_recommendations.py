"""Recommendations on the pages: proposed, issued, answered, counted, exported."""

import datetime as dt
import io

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from monitoring.enums import RecommendationState
from monitoring.models import Recommendation
from schools.models import User
from tests.monitoring.paper_town import NOW, YEAR, PaperTown


pytestmark = pytest.mark.django_db
LIST = "analytics:recommendations"
LATER = dt.date(2999, 4, 1)
ISSUED = {"state": RecommendationState.ISSUED, "issued_at": NOW}


@pytest.fixture
def town() -> PaperTown:
    return PaperTown()


def client_of(user: User) -> Client:
    client = Client()
    client.force_login(user, "django.contrib.auth.backends.ModelBackend")
    return client


def shown(client: Client, query: str = "") -> list[Recommendation]:
    table = client.get(f"{reverse(LIST)}?{query}").context["table"]
    return [row.record for row in table.rows]


def test_the_rules_are_asked_by_a_button(town: PaperTown) -> None:
    client = client_of(town.coordinator)
    sent = {"draft-territory": town.town.pk, "draft-year": YEAR}
    url = reverse("analytics:recommendations_draft")
    page = client.post(url, sent, follow=True)
    assert "Составлено: 1 рекомендация." in page.content.decode().replace("\u00a0", " ")
    (group,) = client.get(f"{reverse(LIST)}?state=draft").context["drafts"]
    assert group["title"] == "Школа № 4"
    page = client.post(url, sent, follow=True)
    assert "Новых поводов для рекомендаций в данных нет." in page.content.decode()
    page = client.post(url, {}, follow=True)
    assert "Выберите муниципалитет и учебный год." in page.content.decode()


def test_a_school_sees_what_was_issued_to_it(town: PaperTown) -> None:
    town.advice()
    mine = town.advice(**ISSUED)
    town.advice(**ISSUED, school=town.schools[1])
    client = client_of(town.team)
    assert shown(client) == [mine]
    answer = client.get(reverse(LIST))
    assert "Составить проекты" not in answer.content.decode()
    # Its own name would say nothing in every row.
    assert "school" not in answer.context["table"].columns.names()
    assert shown(client_of(town.neighbour)) == []


def test_filters_and_counts(town: PaperTown) -> None:
    late = town.advice(**ISSUED, due_on=dt.date(2020, 1, 1))
    done = town.advice(state=RecommendationState.DONE, due_on=LATER)
    other = town.advice(school=None, addressee="methodists", due_on=LATER)
    client = client_of(town.coordinator)
    assert shown(client) == [late, done, other]
    assert shown(client, "state=overdue") == [late]
    assert shown(client, "state=open") == [late]
    assert shown(client, "state=done") == [done]
    assert shown(client, "addressee=methodists") == [other]
    assert shown(client, "search=школа+1") == [late, done]
    assert shown(client, "year=1999&state=nonsense") == [late, done, other]
    counts = client.get(reverse(LIST)).context["counts"]
    assert [(row["school__name"], row["done"], row["issued"]) for row in counts] == [
        ("Школа № 1", 1, 2)
    ]


def test_a_new_one_is_written_mended_and_issued(town: PaperTown) -> None:
    client = client_of(town.coordinator)
    sent = {
        "territory": town.town.pk,
        "year": YEAR,
        "school": town.schools[0].pk,
        "addressee": "teachers",
        "data_text": "Данные",
        "finding": "Вывод",
        "action": "Сделать",
        "control": "",
        "due_on": "",
    }
    client.post(reverse("analytics:recommendation_new"), sent)
    row = Recommendation.objects.get()
    issue = reverse("analytics:recommendation_issue", args=[row.pk])
    page = client.post(issue, follow=True)
    assert "Назначьте срок" in page.content.decode()
    edit = reverse("analytics:recommendation_edit", args=[row.pk])
    client.post(edit, {**sent, "due_on": LATER.isoformat()})
    client.post(issue)
    row.refresh_from_db()
    assert (row.state, row.due_on) == (RecommendationState.ISSUED, LATER)
    answer = client.post(edit, {**sent, "due_on": LATER.isoformat()})
    assert answer.status_code == 422
    assert "Рекомендация уже выдана" in answer.content.decode()


def test_what_is_wrong_with_a_new_one(town: PaperTown) -> None:
    answer = client_of(town.coordinator).post(
        reverse("analytics:recommendation_new"),
        {"territory": town.town.pk, "year": YEAR, "addressee": "school"},
    )
    assert answer.status_code == 422
    assert sorted(answer.context["form"].errors) == ["action", "data_text", "finding"]


def test_the_school_answers_with_a_document(town: PaperTown) -> None:
    row = town.advice(**ISSUED, due_on=LATER)
    client = client_of(town.team)
    url = reverse("analytics:recommendation_answer", args=[row.pk])
    document = SimpleUploadedFile("справка.txt", "Провели".encode())
    refused = client.post(url, {"text": "Провели", "file": document})
    assert refused.status_code == 422
    assert "file" in refused.context["form"].errors

    client.post(url, {"text": "Провели"})
    row.refresh_from_db()
    assert (row.state, row.answer) == (RecommendationState.ANSWERED, "Провели")
    no_file = reverse("analytics:recommendation_file", args=[row.pk])
    assert client.get(no_file).status_code == 404


def test_closing_needs_a_reason_only_when_it_is_dropped(town: PaperTown) -> None:
    row = town.advice(**ISSUED, due_on=LATER)
    client = client_of(town.coordinator)
    url = reverse("analytics:recommendation_close", args=[row.pk])
    refused = client.post(url, {"outcome": "dropped", "reason": " "})
    assert "reason" in refused.context["form"].errors
    client.post(url, {"outcome": "done", "reason": ""})
    row.refresh_from_db()
    assert row.state == RecommendationState.DONE
    page = client_of(town.team).get(reverse("analytics:recommendation", args=[row.pk]))
    assert page.context["form"] is None


def test_the_file_holds_what_is_shown(town: PaperTown) -> None:
    town.advice(**ISSUED, due_on=LATER)
    town.advice(state=RecommendationState.DONE)
    url = reverse("analytics:recommendations_export")
    answer = client_of(town.coordinator).get(f"{url}?state=open")
    book = openpyxl.load_workbook(io.BytesIO(answer.content))
    rows = list(book["Рекомендации"].values)
    assert len(rows) == 2
    assert rows[1][:4] == ("Школа № 1", "Озёрск", "2025/26", "администрации школы")
    assert rows[1][7].date() == LATER
