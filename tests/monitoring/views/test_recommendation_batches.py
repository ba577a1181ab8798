"""Drafts gathered, ticked, asked about once more, and decided on together."""

import datetime as dt

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from monitoring.enums import RecommendationState
from monitoring.models import Recommendation
from schools.models import User
from tests.factories import SchoolFactory
from tests.monitoring.paper_town import NOW, PaperTown


pytestmark = pytest.mark.django_db
LIST = "analytics:recommendations"
LATER = dt.date(2999, 4, 1)
BATCH = "analytics:recommendations_batch"


@pytest.fixture
def town() -> PaperTown:
    return PaperTown()


def client_of(user: User) -> Client:
    client = Client()
    client.force_login(user, "django.contrib.auth.backends.ModelBackend")
    return client


def words(response) -> str:
    return " ".join(response.content.decode().replace("\xa0", " ").split())


def drafts(client: Client, query: str = "") -> list[tuple[str, int]]:
    groups = client.get(f"{reverse(LIST)}?state=draft&{query}").context["drafts"]
    return [(group["title"], len(group["lines"])) for group in groups]


def asked(client: Client, rows: list[Recommendation], decision: str):
    return client.get(
        reverse(BATCH), {"pick": [row.pk for row in rows], "decision": decision}
    )


def sent(client: Client, rows: list[Recommendation], decision: str, **more: str):
    data = {"pick": [row.pk for row in rows], "decision": decision, **more}
    return client.post(reverse(BATCH), data, follow=True)


def test_drafts_lie_by_school_or_by_rule(town: PaperTown) -> None:
    first, last = town.schools[0], town.schools[-1]
    town.advice(rule="missed_twice")
    town.advice(rule="site_lacks", indicator=town.share.indicator)
    town.advice(school=last, rule="missed_twice")
    town.advice(school=None)
    town.advice(state=RecommendationState.ISSUED, issued_at=NOW)
    client = client_of(town.coordinator)
    assert drafts(client) == [
        (first.name, 2),
        (last.name, 1),
        ("Озёрск: управление и методическая служба", 1),
    ]
    assert drafts(client, "group=rule") == [
        ("Написаны вручную", 1),
        ("Цель не достигнута два раза подряд", 2),
        ("На сайте нет документов", 1),
    ]
    page = words(client.get(reverse(LIST)))
    assert "Ждут вашего решения: 4 проекта." in page


def test_who_issues_nothing_has_no_desk(town: PaperTown) -> None:
    town.advice()
    response = client_of(town.head).get(f"{reverse(LIST)}?state=draft")
    assert "drafts" not in response.context
    assert "group" not in response.context["form"].fields
    assert len(response.context["table"].rows) == 1
    assert client_of(town.head).get(reverse(BATCH)).status_code == 403


def test_the_page_says_what_will_be_done(town: PaperTown) -> None:
    ready = town.advice(due_on=LATER)
    bare = town.advice(due_on=None, action="Без срока")
    client = client_of(town.coordinator)
    page = words(asked(client, [ready, bare], "issue"))
    assert "Будет выдано: 1 проект." in page
    assert "Команды 1 школы получат письмо – одно на школу." in page
    assert "Школа № 1. Назначьте срок" in page
    assert reverse("analytics:recommendation_edit", args=[bare.pk]) in page
    page = words(asked(client, [ready, bare], "drop"))
    assert "Будет отклонено: 2 проекта." in page
    assert Recommendation.objects.filter(state=RecommendationState.DRAFT).count() == 2


def test_issued_together_with_the_rest_named(town: PaperTown) -> None:
    ready = [town.advice(due_on=LATER), town.advice(due_on=LATER)]
    bare = town.advice(due_on=None, action="Без срока")
    page = words(sent(client_of(town.coordinator), [*ready, bare], "issue"))
    assert "Выдано: 2 рекомендации." in page
    assert "Школа № 1: «Без срока» – Назначьте срок" in page
    states = Recommendation.objects.order_by("pk").values_list("state", flat=True)
    assert list(states) == ["issued", "issued", "draft"]


def test_dropped_together_with_one_reason(town: PaperTown) -> None:
    rows = [town.advice(), town.advice()]
    client = client_of(town.coordinator)
    refused = sent(client, rows, "drop")
    assert refused.status_code == 422
    assert "Напишите, почему рекомендации отклонены." in words(refused)
    page = words(sent(client, rows, "drop", reason="Уже делают"))
    assert "Отклонено: 2 рекомендации." in page
    notes = Recommendation.objects.values_list("closing_note", flat=True)
    assert list(notes) == ["Уже делают"] * 2


def test_only_what_one_may_decide_on_is_taken(town: PaperTown) -> None:
    row = town.advice(due_on=LATER)
    client = client_of(town.neighbour)
    page = words(client.get(reverse(BATCH), {"pick": [row.pk, "x"]}, follow=True))
    assert "Отметьте хотя бы один проект." in page
    sent(client, [row], "issue")
    row.refresh_from_db()
    assert row.state == RecommendationState.DRAFT


def test_a_hundred_drafts_cost_as_many_queries_as_ten(town: PaperTown) -> None:
    client = client_of(town.coordinator)

    def queries(rows: list[Recommendation]) -> tuple[int, int]:
        with CaptureQueriesContext(
            connection,
        ) as desk:
            drafts(client)
        with CaptureQueriesContext(connection) as batch:
            asked(client, rows, "issue")
        return len(desk), len(batch)

    few = [town.advice() for _ in range(2)]
    before = queries(few)
    schools = [SchoolFactory(municipality=town.town) for _ in range(8)]
    many = few + [town.advice(school=school) for school in schools]
    assert queries(many) == before
