"""One rule for all addresses of the administration: administrators of today."""

import datetime as dt

import pytest
from django.contrib import admin
from django.test import Client
from django.urls import reverse

from schools.enums import Role
from schools.models import AuditEvent, Membership
from tests.factories import MembershipFactory, UserFactory
from tests.meta.test_matrix import answer, clients, world
from tests.meta.world import PEOPLE, World


__all__ = ["clients", "world"]

LISTS = sorted(
    f"admin:{model._meta.app_label}_{model._meta.model_name}_changelist"
    for model in admin.site._registry
)


@pytest.mark.django_db
@pytest.mark.parametrize("name", ["admin:index", *LISTS])
def test_only_administrators_reach_the_administration(
    name: str, world: World, clients: dict[str, Client]
) -> None:
    found = {
        viewer: answer(clients[viewer], "GET", reverse(name), {}) for viewer in PEOPLE
    }
    assert found == dict.fromkeys(PEOPLE, 403) | {"administrator": 200}


@pytest.mark.django_db
@pytest.mark.parametrize("name", ["admin:index", *LISTS])
def test_who_is_not_signed_in_comes_to_the_one_login(name: str, client: Client) -> None:
    response = client.get(reverse(name), follow=True)
    last = response.redirect_chain[-1][0]
    assert last == f"{reverse('account_login')}?next={reverse(name)}"


@pytest.mark.django_db
def test_a_flag_does_not_outlive_the_role(client: Client, settings) -> None:
    settings.DEMO = True
    user = UserFactory(is_staff=True, is_superuser=True)
    MembershipFactory(
        user=user,
        role=Role.ADMINISTRATOR,
        territory=None,
        starts_on=dt.date(2020, 1, 1),
        ends_on=dt.date(2020, 12, 31),
    )
    client.force_login(user, "django.contrib.auth.backends.ModelBackend")
    before = client.get(reverse("admin:index")).status_code
    Membership.objects.update(ends_on=None)
    assert (before, client.get(reverse("admin:index")).status_code) == (403, 200)


@pytest.mark.django_db
@pytest.mark.parametrize("page", ["add", "change", "delete", "history"])
def test_the_trail_is_only_looked_at(
    page: str, world: World, clients: dict[str, Client]
) -> None:
    event = world["event"]
    url = (
        reverse("admin:schools_auditevent_add")
        if page == "add"
        else reverse(f"admin:schools_auditevent_{page}", args=[event.pk])
    )
    answers = {
        "add": (403, 403),
        "change": (200, 403),
        "delete": (403, 403),
        "history": (200, 200),
    }
    administrator = clients["administrator"]
    found = tuple(
        answer(administrator, method, url, {"action": "changed", "post": "yes"})
        for method in ("GET", "POST")
    )
    assert found == answers[page]
    assert AuditEvent.objects.get(pk=event.pk).action == "school.changed"
