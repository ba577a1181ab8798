"""People: the list, a person's page, one's own, and what an administrator changes."""

import datetime as dt

import pytest
from django.urls import reverse

from schools.enums import Role
from schools.models import Membership, OutgoingMessage, SchoolCode, User
from tests.factories import (
    MembershipFactory,
    MunicipalityFactory,
    SchoolFactory,
    UserFactory,
    person,
)


pytestmark = pytest.mark.django_db
LIST = "/people/"


def names(response) -> list[str]:
    return [str(row.record) for row in response.context["table"].page.object_list]


def page_of(user: User) -> str:
    return reverse("people:person", args=[user.pk])


class TestList:
    def test_shows_people_of_ones_places(self, as_coordinator, coordinator, place):
        person(Role.HEAD, place, full_name="Яковлева Яна")
        person(Role.HEAD, MunicipalityFactory(), full_name="Чужая Ольга")
        person(Role.ANALYST, place.parent, full_name="Регионова Рита")
        assert names(as_coordinator.get(LIST)) == ["Миронова Ольга", "Яковлева Яна"]

    @pytest.mark.parametrize(
        ("query", "expected"),
        [
            ("search=ЯКОВ", ["Яковлева Яна"]),
            ("search=ёл", ["Елкина Алла"]),
            ("search=яна@", ["Яковлева Яна"]),
            ("role=methodist", ["Елкина Алла"]),
            ("role=king", ["Елкина Алла", "Миронова Ольга", "Яковлева Яна"]),
            ("former=on&role=head", ["Бывшая Бэла", "Яковлева Яна"]),
        ],
    )
    def test_is_narrowed(self, as_coordinator, place, query, expected):
        person(Role.HEAD, place, full_name="Яковлева Яна", email="яна@example.org")
        person(Role.METHODIST, place, full_name="Елкина Алла")
        MembershipFactory(
            user=UserFactory(full_name="Бывшая Бэла"),
            role=Role.HEAD,
            territory=place,
            ends_on=dt.date(2021, 1, 1),
        )
        assert names(as_coordinator.get(f"{LIST}?{query}")) == expected

    def test_a_nameless_person_is_listed_under_the_login(self, as_coordinator, place):
        person(Role.HEAD, place, username="head7")
        assert "head7" in names(as_coordinator.get(LIST))

    def test_offices_elsewhere_stay_unseen(self, as_coordinator, place):
        user = person(Role.METHODIST, place, full_name="Елкина Алла")
        foreign = MunicipalityFactory(name="Тайный район")
        MembershipFactory(user=user, role=Role.HEAD, territory=foreign)
        for address in (LIST, page_of(user)):
            assert "Тайный район" not in as_coordinator.get(address).content.decode()


class TestPerson:
    def test_offices_with_terms_and_what_they_allow(self, as_coordinator, place):
        user = person(Role.METHODIST, place, full_name="Елкина Алла")
        MembershipFactory(
            user=user,
            role=Role.HEAD,
            territory=place,
            starts_on=dt.date(2019, 9, 1),
            ends_on=dt.date(2020, 8, 31),
        )
        context = as_coordinator.get(page_of(user)).context
        assert [(office["role"], office["state"]) for office in context["offices"]] == [
            ("методист", "действует"),
            ("начальник отдела", "закончилось"),
        ]
        assert [role["title"] for role in context["roles"]] == ["Методист"]

    def test_ones_own_page_explains_the_roles(self, as_team, as_coordinator):
        own = as_team.get(reverse("people:me"))
        assert "Других школ не видит." in own.content.decode()
        assert own.context["can_manage"] is False

    def test_strangers_are_not_there(self, as_coordinator):
        foreign = person(Role.HEAD, MunicipalityFactory())
        assert as_coordinator.get(page_of(foreign)).status_code == 404

    def test_those_without_the_right_are_refused(self, as_team, coordinator):
        assert as_team.get(page_of(coordinator)).status_code == 403


class TestChanges:
    def invitation(self, place, **values) -> dict[str, object]:
        return {
            "full_name": "Елкина Алла",
            "email": "alla@example.org",
            "role": Role.METHODIST,
            "territory": place.pk,
            "starts_on": "2026-03-02",
            **values,
        }

    def test_an_invitation_makes_a_person_and_a_letter(self, as_administrator, place):
        response = as_administrator.post(
            reverse("people:invite"), self.invitation(place)
        )
        user = User.objects.get(email="alla@example.org")
        assert response["Location"] == page_of(user)
        assert OutgoingMessage.objects.get().body.count("http://testserver/") == 1
        assert user.memberships.get().territory == place

    def test_a_team_is_invited_by_the_code_of_its_school(
        self, as_administrator, school
    ):
        data = self.invitation(
            school.municipality,
            role=Role.SCHOOL_TEAM,
            territory="",
            school_code=school.code,
        )
        as_administrator.post(reverse("people:invite"), data)
        assert Membership.objects.get(user__email="alla@example.org").school == school

    def test_any_code_of_the_school_will_do_if_no_other_school_has_it(
        self, as_administrator, school
    ):
        SchoolCode.objects.create(school=school, system="rcoi", value="000028")
        data = self.invitation(
            school.municipality,
            role=Role.SCHOOL_TEAM,
            territory="",
            school_code="000028",
        )
        other = SchoolFactory()
        SchoolCode.objects.create(school=other, system="kiasuo", value="000028")
        refused = as_administrator.post(reverse("people:invite"), data)
        (words,) = refused.context["form"].errors["school_code"]
        assert school.name in words
        SchoolCode.objects.exclude(school=school).delete()
        as_administrator.post(reverse("people:invite"), data)
        assert Membership.objects.get(user__email="alla@example.org").school == school

    @pytest.mark.parametrize(
        ("values", "field"),
        [
            ({"email": "nonsense"}, "email"),
            ({"role": Role.SCHOOL_TEAM, "territory": ""}, "school_code"),
            ({"school_code": "нет такой"}, "school_code"),
            ({"territory": ""}, "territory"),
            ({"starts_on": "завтра"}, "starts_on"),
            ({"role": Role.ADMINISTRATOR}, "__all__"),
            ({"ends_on": "2020-01-01"}, "__all__"),
        ],
    )
    def test_a_mistake_is_named_and_nothing_is_written(
        self, as_administrator, place, values, field
    ):
        data = self.invitation(place, **values)
        form = as_administrator.post(reverse("people:invite"), data).context["form"]
        assert list(form.errors) == [field]
        assert OutgoingMessage.objects.count() == 0
        assert not User.objects.filter(email="alla@example.org").exists()

    def test_the_letter_is_sent_again_only_without_a_password(
        self, as_administrator, place
    ):
        as_administrator.post(reverse("people:invite"), self.invitation(place))
        user = User.objects.get(email="alla@example.org")
        address = reverse("people:invite_again", args=[user.pk])
        as_administrator.post(address)
        user.set_password("x")
        user.save()
        as_administrator.post(address)
        assert OutgoingMessage.objects.count() == 2

    def test_an_office_is_added_and_ended(self, as_administrator, coordinator, place):
        address = reverse("people:appoint", args=[coordinator.pk])
        as_administrator.post(
            address,
            {"role": Role.HEAD, "territory": place.pk, "starts_on": "2026-03-02"},
        )
        membership = coordinator.memberships.get(role=Role.HEAD)
        as_administrator.post(
            reverse("people:membership_end", args=[membership.pk]),
            {"ends_on": "2026-04-01", "reason": "перевод"},
        )
        membership.refresh_from_db()
        assert membership.ends_on == dt.date(2026, 4, 1)

    def test_an_end_without_a_reason_is_refused(self, as_administrator, coordinator):
        membership = coordinator.memberships.get()
        response = as_administrator.post(
            reverse("people:membership_end", args=[membership.pk]),
            {"ends_on": "2026-04-01"},
        )
        assert list(response.context["form"].errors) == ["reason"]

    def test_an_account_is_closed_and_opened(self, as_administrator, coordinator):
        address = reverse("people:block", args=[coordinator.pk])
        states = []
        for reason in ("уволена", "вернулась"):
            as_administrator.post(address, {"reason": reason})
            coordinator.refresh_from_db()
            states.append(coordinator.is_active)
        assert states == [False, True]

    def test_a_name_is_corrected_by_oneself(self, as_team):
        own = as_team.get(reverse("people:me")).context["person"]
        address = reverse("people:rename", args=[own.pk])
        as_team.post(address, {"full_name": "Зайцева Зоя"})
        own.refresh_from_db()
        assert own.full_name == "Зайцева Зоя"
