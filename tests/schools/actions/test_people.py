"""People come by invitation, hold offices for a time, and leave a trace."""

import datetime as dt
import re
from urllib.parse import urlsplit

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse

from schools.actions import people
from schools.actions.people import Office
from schools.enums import Role
from schools.models import AuditEvent, Membership, OutgoingMessage, User
from tests.factories import SchoolFactory, UserFactory, person


pytestmark = pytest.mark.django_db
START = dt.date(2026, 3, 2)


@pytest.fixture
def office(place) -> Office:
    return Office(role=Role.METHODIST, territory=place, starts_on=START)


def invited(administrator, office, now, email="anna@example.org", name="Ёлкина Анна"):
    return people.invite_person(
        email=email,
        full_name=name,
        office=office,
        site="https://portal.example.org/",
        invited_by=administrator,
        now=now,
    )


class TestInvitation:
    def test_makes_an_account_without_a_password(self, administrator, office, now):
        user = invited(administrator, office, now, " Anna@Example.org ", "Ёлкина  Анна")
        assert (user.username, user.email, user.full_name) == (
            "anna@example.org",
            "anna@example.org",
            "Ёлкина Анна",
        )
        assert not user.has_usable_password()
        assert user.memberships.get().role == Role.METHODIST

    def test_the_letter_gives_a_password(self, administrator, office, now, client):
        user = invited(administrator, office, now)
        letter = OutgoingMessage.objects.get()
        link = re.search(r"https://portal.example.org(\S+)", letter.body)[1]
        form = client.get(link, follow=True)
        address = form.redirect_chain[-1][0]
        secret = "новый-длинный-пароль"
        client.post(address, {"password1": secret, "password2": secret})
        user.refresh_from_db()
        assert letter.to == "anna@example.org"
        assert user.check_password(secret)

    def test_the_link_works_once(self, administrator, office, now, client):
        invited(administrator, office, now)
        body = OutgoingMessage.objects.get().body
        link = urlsplit(re.search(r"https://\S+", body)[0]).path
        address = client.get(link)["Location"]
        secret = "новый-длинный-пароль"
        client.post(address, {"password1": secret, "password2": secret})
        page = client.get(link)
        assert page.context["token_fail"] is True

    def test_known_people_are_not_invited_twice(self, administrator, office, now):
        UserFactory(email="anna@example.org")
        with pytest.raises(ValidationError, match="уже заведён"):
            invited(administrator, office, now, "ANNA@example.org")
        assert OutgoingMessage.objects.count() == 0

    def test_only_administrators_invite(self, coordinator, office, now):
        with pytest.raises(PermissionDenied):
            invited(coordinator, office, now)

    def test_traces_hold_no_link(self, administrator, office, now):
        invited(administrator, office, now)
        events = AuditEvent.objects.order_by("pk")
        assert [event.action for event in events] == [
            "person.invited",
            "membership.started",
            "person.invitation_sent",
        ]
        assert not any("reset" in str(event.after) for event in events)

    def test_the_letter_comes_again_while_there_is_no_password(
        self, administrator, office, now
    ):
        user = invited(administrator, office, now)
        again = {
            "person": user, "site": "https://x/", "invited_by": administrator, "now": now
        }  # fmt: skip
        people.send_invitation(**again)
        user.set_password("x")
        with pytest.raises(ValidationError, match="уже есть пароль"):
            people.send_invitation(**again)
        assert OutgoingMessage.objects.count() == 2


class TestOffices:
    def test_the_same_office_twice_at_once_is_refused(self, administrator, office, now):
        user = UserFactory()
        call = {
            "person": user, "office": office, "appointed_by": administrator, "now": now
        }  # fmt: skip
        people.appoint_person(**call)
        with pytest.raises(ValidationError, match="уже есть"):
            people.appoint_person(**call)
        assert Membership.objects.filter(user=user).count() == 1

    def test_after_its_end_it_is_given_again(self, administrator, office, now):
        user = UserFactory()
        call = {"person": user, "appointed_by": administrator, "now": now}
        first = people.appoint_person(office=office, **call)
        people.end_membership(
            membership=first,
            ends_on=dt.date(2026, 3, 31),
            reason="отпуск",
            ended_by=administrator,
            now=now,
        )
        again = Office(
            role=office.role, territory=office.territory, starts_on=dt.date(2026, 4, 1)
        )
        people.appoint_person(office=again, **call)
        assert Membership.objects.filter(user=user).count() == 2

    @pytest.mark.parametrize(
        ("role", "at"),
        [
            (Role.SCHOOL_TEAM, "territory"),
            (Role.COORDINATOR, "school"),
            (Role.COORDINATOR, ""),
            (Role.ADMINISTRATOR, "territory"),
        ],
    )
    def test_the_place_fits_the_role(self, administrator, place, now, role, at):
        places = {"territory": place, "school": SchoolFactory(municipality=place)}
        where = {at: places[at]} if at else {}
        with pytest.raises(ValidationError, match="Школьной команде укажите школу"):
            people.appoint_person(
                person=UserFactory(),
                office=Office(role=role, starts_on=START, **where),
                appointed_by=administrator,
                now=now,
            )

    def test_an_end_keeps_the_row_and_the_reason(self, administrator, coordinator, now):
        membership = coordinator.memberships.get()
        people.end_membership(
            membership=membership,
            ends_on=dt.date(2026, 5, 31),
            reason="перевод",
            ended_by=administrator,
            now=now,
        )
        event = AuditEvent.objects.get()
        assert Membership.objects.get(pk=membership.pk).ends_on == dt.date(2026, 5, 31)
        assert (event.before, event.after, event.reason) == (
            {"ends_on": None},
            {"ends_on": "2026-05-31"},
            "перевод",
        )

    def test_an_end_before_the_beginning_is_refused(
        self, administrator, coordinator, now
    ):
        with pytest.raises(ValidationError, match="раньше, чем начинается"):
            people.end_membership(
                membership=coordinator.memberships.get(),
                ends_on=dt.date(2019, 1, 1),
                reason="ошибка",
                ended_by=administrator,
                now=now,
            )

    def end_administrator(self, administrator, now):
        return people.end_membership(
            membership=administrator.memberships.get(),
            ends_on=START,
            reason="ухожу",
            ended_by=administrator,
            now=now,
        )

    def test_the_last_administrator_stays(self, administrator, now):
        with pytest.raises(ValidationError, match="последний администратор"):
            self.end_administrator(administrator, now)

    def test_a_blocked_administrator_is_no_other(self, administrator, now):
        other = person(Role.ADMINISTRATOR)
        people.block_person(person=other, reason="x", user=administrator, now=now)
        with pytest.raises(ValidationError, match="последний администратор"):
            self.end_administrator(administrator, now)

    def test_one_of_two_may_leave(self, administrator, now):
        person(Role.ADMINISTRATOR)
        assert self.end_administrator(administrator, now).ends_on == START


class TestAccounts:
    def test_is_closed_and_opened_with_a_reason(self, administrator, coordinator, now):
        call = {"person": coordinator, "user": administrator, "now": now}
        people.block_person(reason="уволен", **call)
        assert not User.objects.get(pk=coordinator.pk).is_active
        people.unblock_person(reason="вернулся", **call)
        assert User.objects.get(pk=coordinator.pk).is_active
        assert list(
            AuditEvent.objects.order_by("pk").values_list("action", "reason")
        ) == [("person.blocked", "уволен"), ("person.unblocked", "вернулся")]

    def test_nobody_closes_the_own_one(self, administrator, now):
        with pytest.raises(ValidationError, match="Свою учётную запись"):
            people.block_person(
                person=administrator, reason="x", user=administrator, now=now
            )

    def test_a_name_is_corrected_by_oneself_or_an_administrator(
        self, administrator, coordinator, now
    ):
        people.rename_person(
            person=coordinator, full_name=" Миронова  О. С.", user=coordinator, now=now
        )
        people.rename_person(
            person=coordinator, full_name="Петрова О. С.", user=administrator, now=now
        )
        with pytest.raises(PermissionDenied):
            people.rename_person(
                person=administrator, full_name="X", user=coordinator, now=now
            )
        assert User.objects.get(pk=coordinator.pk).full_name == "Петрова О. С."

    def test_the_first_administrator_of_a_new_portal_has_the_role(self):
        user = User.objects.create_superuser("root", "x", email="Root@Example.org")
        assert (user.email, user.is_administrator) == ("root@example.org", True)

    def test_a_closed_administrator_is_none(self, administrator):
        administrator.is_active = False
        assert not administrator.is_administrator
        assert not administrator.has_perm("schools.view_school")
        assert not administrator.has_module_perms("schools")


def test_the_letter_leads_to_the_password_page(administrator, office, now):
    invited(administrator, office, now)
    path = reverse(
        "account_reset_password_from_key", kwargs={"uidb36": "UID", "key": "KEY"}
    ).split("UID")[0]
    assert f"https://portal.example.org{path}" in OutgoingMessage.objects.get().body
