"""Pages of keeping drafts: rules by kind, whose may be changed, the notice on a draft."""

import datetime as dt

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from roadmaps.models import Checklist, Criterion, ProgrammeKind, RetentionRule
from tests.factories.programmes import ProgrammeFactory, ProgrammeKindFactory
from tests.roadmaps.deadline_town import DeadlineTown


pytestmark = pytest.mark.django_db
LIST = reverse("deadlines:retention")
DAYS_365 = "365\N{NO-BREAK SPACE}дней"
DAYS_90 = "90\N{NO-BREAK SPACE}дней"


@pytest.fixture
def town() -> DeadlineTown:
    return DeadlineTown()


def as_person(client: Client, user) -> Client:
    client.force_login(user)
    return client


def edit_url(kind: ProgrammeKind) -> str:
    return reverse("deadlines:retention_edit", args=[kind.pk])


def row_of(client: Client, kind: ProgrammeKind) -> dict[str, object]:
    (row,) = [r for r in client.get(LIST).context["rows"] if r["kind"] == kind]
    return {"common": row["common"], "own": [rule["words"] for rule in row["own"]]}


def test_a_coordinator_sets_the_municipalitys_rule(client, town):
    as_person(client, town.coordinator)
    assert row_of(client, town.kind) == {"common": DAYS_365, "own": []}
    answer = client.post(
        edit_url(town.kind), {"territory": town.place.pk, "draft_days": 90}
    )
    assert answer.url == LIST
    assert row_of(client, town.kind) == {"common": DAYS_365, "own": [DAYS_90]}
    # The neighbour neither sees it nor is bound by it.
    as_person(client, town.neighbour)
    assert row_of(client, town.kind) == {"common": DAYS_365, "own": []}


def test_the_administrator_sets_the_common_one(client, town):
    as_person(client, town.admin).post(
        edit_url(town.kind), {"territory": "", "is_for_ever": "on", "draft_days": 90}
    )
    rule = RetentionRule.objects.get()
    assert (rule.territory, rule.draft_days) == (None, None)
    assert row_of(client, town.kind)["common"] == "всегда"


@pytest.mark.parametrize("days", ["", "5", "вечно"])
def test_days_out_of_reason_are_refused_at_the_field(client, town, days):
    page = as_person(client, town.coordinator).post(
        edit_url(town.kind), {"territory": town.place.pk, "draft_days": days}
    )
    assert (page.status_code, list(page.context["form"].errors)) == (
        422,
        ["draft_days"],
    )
    assert not RetentionRule.objects.exists()


def test_who_may_not_and_for_whom_there_is_nothing(client, town):
    foreign = ProgrammeKindFactory(territory=town.elsewhere, code="their")
    found = {
        "anonymous": client.get(LIST).status_code,
        "team": as_person(client, town.team).get(LIST).status_code,
        "head": as_person(client, town.head).get(edit_url(town.kind)).status_code,
        "foreign": as_person(client, town.coordinator)
        .get(edit_url(foreign))
        .status_code,
        "method": client.post(LIST).status_code,
        "missing": client.get(
            reverse("deadlines:retention_edit", args=[10**9])
        ).status_code,
    }
    assert found == {
        "anonymous": 302,
        "team": 403,
        "head": 403,
        "foreign": 404,
        "method": 405,
        "missing": 404,
    }


def test_without_kinds_the_page_says_what_to_do(client, town):
    Criterion.objects.all().delete()
    Checklist.objects.all().delete()
    ProgrammeKind.objects.all().delete()
    page = as_person(client, town.coordinator).get(LIST)
    assert page.context["rows"] == []
    assert "сначала добавьте вид" in page.content.decode()


@pytest.mark.parametrize(("days_ago", "is_told"), [(350, False), (351, True)])
def test_the_page_of_a_draft_says_when_it_goes(client, town, days_ago, is_told):
    moment = timezone.now() - dt.timedelta(days=days_ago)
    draft = ProgrammeFactory(
        school=town.low, kind=town.kind, created_at=moment, state_since=moment
    )
    page = as_person(client, town.team).get(
        reverse("programmes:detail", args=[draft.pk])
    )
    removal = page.context["removal"]
    assert (removal is not None) == is_told
    assert ("Черновик будет удалён" in page.content.decode()) == is_told
