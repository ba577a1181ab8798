"""A number for each request, a second factor where it is due, a trace of refusals."""

import re

import pytest
from allauth.mfa.models import Authenticator
from django.test import Client
from django.urls import reverse

from schools.enums import Role
from schools.models import AuditEvent
from tests.factories import MunicipalityFactory, RegionFactory, SchoolFactory, person


pytestmark = pytest.mark.django_db


def signed_in(user) -> Client:
    client = Client()
    client.force_login(user, "django.contrib.auth.backends.ModelBackend")
    return client


def add_factor(user) -> None:
    Authenticator.objects.create(
        user=user, type=Authenticator.Type.TOTP, data={"secret": "X"}
    )


class TestRequestId:
    def test_each_answer_carries_its_own_number(self, client):
        numbers = {client.get("/healthz/live")["X-Request-Id"] for _ in range(2)}
        assert len(numbers) == 2
        assert all(re.fullmatch(r"[0-9a-f-]{36}", number) for number in numbers)

    def test_the_number_of_the_server_in_front_is_kept(self, client):
        response = client.get("/healthz/live", headers={"X-Request-Id": "nginx-0001"})
        assert response["X-Request-Id"] == "nginx-0001"

    @pytest.mark.parametrize("forged", ["short", "x" * 40, "evil\tline0", "<script>1"])
    def test_a_forged_number_is_replaced(self, client, forged):
        response = client.get("/healthz/live", headers={"X-Request-Id": forged})
        assert response["X-Request-Id"] != forged

    def test_the_trail_names_the_request(self):
        client = signed_in(person(Role.COORDINATOR, MunicipalityFactory()))
        response = client.get(reverse("people:invite"))
        assert AuditEvent.objects.get().request_id == response["X-Request-Id"]


class TestSecondFactor:
    @pytest.mark.parametrize("role", [Role.ADMINISTRATOR, Role.ANALYST])
    @pytest.mark.parametrize("method", ["get", "post"])
    @pytest.mark.parametrize(
        "route", ["today", "schools:list", "schools:export", "admin:index"]
    )
    def test_without_it_no_page_answers(self, role, method, route):
        place = None if role == Role.ADMINISTRATOR else RegionFactory()
        client = signed_in(person(role, place))
        response = getattr(client, method)(reverse(route))
        assert (response.status_code, response["Location"]) == (
            302,
            reverse("mfa_activate_totp"),
        )

    def test_a_fragment_is_told_to_leave_the_page(self):
        client = signed_in(person(Role.ANALYST, RegionFactory()))
        response = client.get(reverse("schools:list"), headers={"HX-Request": "true"})
        assert response["HX-Redirect"] == reverse("mfa_activate_totp")

    def test_with_it_pages_answer(self):
        user = person(Role.ANALYST, RegionFactory())
        add_factor(user)
        assert signed_in(user).get(reverse("schools:list")).status_code == 200

    def test_backup_codes_alone_are_no_second_factor(self):
        user = person(Role.ANALYST, RegionFactory())
        Authenticator.objects.create(
            user=user, type=Authenticator.Type.RECOVERY_CODES, data={"seed": "X"}
        )
        assert signed_in(user).get(reverse("today")).status_code == 302

    def test_other_roles_need_none(self):
        client = signed_in(person(Role.COORDINATOR, MunicipalityFactory()))
        assert client.get(reverse("schools:list")).status_code == 200

    def test_one_role_of_several_is_enough_to_ask(self):
        user = person(Role.COORDINATOR, MunicipalityFactory())
        user.memberships.create(
            role=Role.ANALYST, territory=RegionFactory(), starts_on="2020-01-01"
        )
        assert signed_in(user).get(reverse("today"))["Location"] == reverse(
            "mfa_activate_totp"
        )

    def test_the_demo_does_not_ask(self, settings):
        settings.DEMO = True
        client = signed_in(person(Role.ADMINISTRATOR))
        assert client.get(reverse("schools:list")).status_code == 200

    @pytest.mark.parametrize("route", ["account_logout", "mfa_index", "health_live"])
    def test_the_way_out_and_the_way_in_stay_open(self, route):
        client = signed_in(person(Role.ADMINISTRATOR))
        assert client.get(reverse(route)).status_code == 200

    def test_an_unknown_address_is_closed_as_well(self):
        client = signed_in(person(Role.ADMINISTRATOR))
        assert client.get("/nothing-here/").status_code == 302


class TestRefusals:
    def test_a_refused_post_stands_in_the_trail(self):
        user = person(Role.HEAD, MunicipalityFactory(), full_name="Иванова А. А.")
        signed_in(user).post(reverse("schools:new"), {"name": "Школа"})
        event = AuditEvent.objects.get()
        assert (event.actor_id, event.actor_name, event.action, event.is_refusal) == (
            user.pk,
            "Иванова А. А.",
            "access.refused",
            True,
        )
        assert event.after == {
            "method": "POST",
            "path": reverse("schools:new"),
            "status": 403,
        }

    def test_a_foreign_object_stands_in_the_trail(self):
        client = signed_in(person(Role.COORDINATOR, MunicipalityFactory()))
        url = reverse("schools:detail", args=[SchoolFactory().pk])
        client.get(url)
        assert AuditEvent.objects.get().after["status"] == 404

    def test_a_wrong_method_stands_in_the_trail(self):
        client = signed_in(person(Role.COORDINATOR, MunicipalityFactory()))
        client.post(reverse("schools:list"))
        assert AuditEvent.objects.get().after["status"] == 405

    def test_a_mistyped_address_does_not(self):
        client = signed_in(person(Role.COORDINATOR, MunicipalityFactory()))
        client.get("/no-such-page/")
        assert AuditEvent.objects.count() == 0

    def test_a_stranger_leaves_none(self, client):
        client.get(reverse("schools:list"))
        assert AuditEvent.objects.count() == 0
