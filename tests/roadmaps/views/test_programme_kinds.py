"""Pages of kinds: whose may be changed by whom, what happens to those out of use."""

import pytest
from django.urls import reverse

from roadmaps.models import ProgrammeKind
from tests.factories.programmes import ProgrammeKindFactory
from tests.roadmaps.deadline_town import DeadlineTown


pytestmark = pytest.mark.django_db
LIST = "/programmes/deadlines/kinds/"


@pytest.fixture
def town() -> DeadlineTown:
    return DeadlineTown()


@pytest.fixture
def own(town) -> ProgrammeKind:
    return ProgrammeKindFactory(territory=town.place, code="own", name="Наш вид")


def as_person(client, user):
    client.force_login(user)
    return client


def test_own_kinds_can_be_changed_and_foreign_ones_are_not_shown(client, town, own):
    ProgrammeKindFactory(territory=town.elsewhere, code="their", name="Чужой вид")
    rows = as_person(client, town.coordinator).get(LIST).context["rows"]
    assert [row["kind"] for row in rows if row["can_edit"]] == [own]
    assert "Чужой вид" not in {row["kind"].name for row in rows}


def test_the_administrator_changes_all(client, town, own):
    rows = as_person(client, town.admin).get(LIST).context["rows"]
    assert {row["can_edit"] for row in rows} == {True}


def test_those_out_of_use_stand_last(client, town, own):
    ProgrammeKind.objects.filter(pk=town.kind.pk).update(is_active=False)
    rows = as_person(client, town.head).get(LIST).context["rows"]
    assert rows[-1]["kind"] == town.kind


def test_added(client, town):
    response = as_person(client, town.coordinator).post(
        reverse("deadlines:kind_new"),
        {"territory": town.place.pk, "name": "План наставничества"},
    )
    assert response.url == LIST
    kind = ProgrammeKind.objects.get(territory=town.place)
    assert (kind.name, kind.short_name) == ("План наставничества",) * 2


def test_the_administrator_adds_a_common_one(client, town):
    as_person(client, town.admin).post(
        reverse("deadlines:kind_new"), {"territory": "", "name": "Общий вид"}
    )
    assert ProgrammeKind.objects.get(name="Общий вид").territory is None


def test_a_coordinator_cannot_leave_the_place_empty(client, town):
    response = as_person(client, town.coordinator).post(
        reverse("deadlines:kind_new"), {"territory": "", "name": "Общий вид"}
    )
    assert response.status_code == 422
    assert not ProgrammeKind.objects.filter(name="Общий вид").exists()


def test_renamed_retired_restored(client, town, own):
    client = as_person(client, town.coordinator)
    client.post(
        reverse("deadlines:kind_edit", args=[own.pk]),
        {"name": "Новое имя", "short_name": "Новое", "hint": ""},
    )
    own.refresh_from_db()
    assert (own.name, own.short_name) == ("Новое имя", "Новое")
    client.post(reverse("deadlines:kind_retire", args=[own.pk]), {"reason": "Хватит"})
    own.refresh_from_db()
    assert own.is_active is False
    client.post(reverse("deadlines:kind_restore", args=[own.pk]))
    own.refresh_from_db()
    assert own.is_active is True


def test_a_common_one_is_refused_to_the_coordinator(client, town):
    url = reverse("deadlines:kind_edit", args=[town.kind.pk])
    assert as_person(client, town.coordinator).get(url).status_code == 403
