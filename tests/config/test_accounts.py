"""Login as people meet it: limits, lock-out, letters, the password asked again."""

import re
from urllib.parse import urlsplit

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from schools.enums import Role
from schools.models import OutgoingMessage, User
from tests.factories import MunicipalityFactory, person


pytestmark = pytest.mark.django_db
PASSWORD = "длинный-пароль-77"


@pytest.fixture(autouse=True)
def empty_cache():
    """Limits are counted in the cache, which tests share."""
    cache.clear()
    yield
    cache.clear()


@pytest.fixture
def coordinator() -> User:
    user = person(Role.COORDINATOR, MunicipalityFactory(), username="olga")
    user.set_password(PASSWORD)
    user.save()
    return user


def sign_in(client: Client, login: str, password: str = PASSWORD, **headers):
    data = {"login": login, "password": password}
    return client.post(reverse("account_login"), data, headers=headers)


class TestLogin:
    @pytest.mark.parametrize("login", ["olga", "OLGA", "olga@example.org"])
    def test_by_name_or_by_mail(self, client, coordinator, login):
        assert sign_in(client, login)["Location"] == reverse("today")

    def test_a_wrong_password_says_nothing_about_the_name(self, client, coordinator):
        known = sign_in(client, "olga", "wrong").context["form"].errors
        unknown = sign_in(client, "nobody", "wrong").context["form"].errors
        assert known == unknown

    def test_nobody_registers(self, client):
        page = client.get(reverse("account_signup"))
        assert page.templates[0].name == "account/signup_closed.html"

    def test_a_closed_account_does_not_open(self, client, coordinator):
        User.objects.update(is_active=False)
        sign_in(client, "olga")
        assert "_auth_user_id" not in client.session

    def test_an_open_page_of_a_closed_account_stops_answering(
        self, client, coordinator
    ):
        sign_in(client, "olga")
        User.objects.update(is_active=False)
        assert client.get(reverse("today"))["Location"].startswith(
            reverse("account_login")
        )


class TestLockOut:
    def test_ten_failures_lock_the_name_even_for_the_right_password(
        self, client, coordinator
    ):
        for _ in range(10):
            sign_in(client, "olga", "wrong")
        response = sign_in(client, "olga")
        assert response.status_code == 429
        assert "Вход временно закрыт" in response.content.decode()
        assert "_auth_user_id" not in client.session

    def test_the_case_of_the_name_does_not_help(self, client, coordinator):
        for name in ("olga", "OLGA", "Olga", " olga ", "oLga"):
            sign_in(client, name, "wrong")
            sign_in(client, name, "wrong")
        assert sign_in(client, "olga").status_code == 429

    def test_other_people_behind_the_same_address_still_sign_in(
        self, client, coordinator
    ):
        other = person(Role.HEAD, MunicipalityFactory(), username="petr")
        other.set_password(PASSWORD)
        other.save()
        for _ in range(10):
            sign_in(client, "olga", "wrong")
        assert sign_in(Client(), "petr").status_code == 302

    def test_a_new_password_opens_the_login(self, client, coordinator):
        for _ in range(10):
            sign_in(client, "olga", "wrong")
        client.post(reverse("account_reset_password"), {"email": "olga@example.org"})
        link = re.search(r"https?://\S+", OutgoingMessage.objects.get().body)[0]
        path = client.get(urlsplit(link).path)["Location"]
        client.post(
            path, {"password1": "новый-пароль-88", "password2": "новый-пароль-88"}
        )
        assert sign_in(Client(), "olga", "новый-пароль-88").status_code == 302


class TestLimitOfAnAddress:
    def test_the_twenty_first_failure_in_an_hour_is_refused(self, client, coordinator):
        answers = [
            sign_in(client, f"person{number}", "wrong").status_code
            for number in range(21)
        ]
        assert answers == [200] * 20 + [429]

    def test_a_forged_address_does_not_help(self, client, coordinator):
        answers = [
            sign_in(
                client, f"person{number}", "wrong", x_forwarded_for=f"10.0.0.{number}"
            ).status_code
            for number in range(21)
        ]
        assert answers[-1] == 429

    def test_behind_one_proxy_the_last_address_counts(
        self, client, coordinator, settings
    ):
        settings.ALLAUTH_TRUSTED_PROXY_COUNT = 1
        for number in range(20):
            forged = f"10.0.0.{number}, 192.0.2.7"
            sign_in(client, f"person{number}", "wrong", x_forwarded_for=forged)
        same = sign_in(client, "x", "wrong", x_forwarded_for="10.9.9.9, 192.0.2.7")
        other = sign_in(client, "x", "wrong", x_forwarded_for="10.9.9.9, 192.0.2.8")
        assert (same.status_code, other.status_code) == (429, 200)

    def test_good_logins_are_not_counted(self, coordinator):
        answers = [sign_in(Client(), "olga").status_code for _ in range(25)]
        assert answers == [302] * 25


class TestPasswordReset:
    def test_the_letter_waits_in_the_outbox(self, client, coordinator):
        client.post(reverse("account_reset_password"), {"email": "olga@example.org"})
        message = OutgoingMessage.objects.get()
        assert (message.to, message.sent_at) == ("olga@example.org", None)

    def test_an_unknown_mail_is_answered_alike(self, client, coordinator):
        known = client.post(
            reverse("account_reset_password"), {"email": "olga@example.org"}
        )
        unknown = client.post(
            reverse("account_reset_password"), {"email": "nobody@example.org"}
        )
        assert (known.status_code, known["Location"]) == (
            unknown.status_code,
            unknown["Location"],
        )

    def test_one_mailbox_is_not_flooded(self, client, coordinator):
        answers = [
            client.post(
                reverse("account_reset_password"), {"email": "olga@example.org"}
            ).status_code
            for _ in range(6)
        ]
        assert answers == [302] * 5 + [429]


class TestPasswordAgain:
    """Who sits down at an open computer changes neither mail nor second factor."""

    @pytest.fixture
    def old_session(self, client, coordinator):
        Authenticator.objects.create(
            user=coordinator, type=Authenticator.Type.TOTP, data={"secret": "X"}
        )
        client.force_login(coordinator, "django.contrib.auth.backends.ModelBackend")
        return client

    def test_the_second_factor_is_not_turned_off_without_it(
        self, old_session, coordinator
    ):
        response = old_session.post(reverse("mfa_deactivate_totp"))
        assert urlsplit(response["Location"]).path in {
            reverse("account_reauthenticate"),
            reverse("mfa_reauthenticate"),
        }
        assert Authenticator.objects.filter(user=coordinator).count() == 1

    def test_after_it_the_factor_is_turned_off(self, old_session, coordinator):
        old_session.post(reverse("account_reauthenticate"), {"password": PASSWORD})
        old_session.post(reverse("mfa_deactivate_totp"))
        assert Authenticator.objects.filter(user=coordinator).count() == 0

    def test_a_wrong_password_does_not_count(self, old_session, coordinator):
        old_session.post(reverse("account_reauthenticate"), {"password": "wrong"})
        old_session.post(reverse("mfa_deactivate_totp"))
        assert Authenticator.objects.filter(user=coordinator).count() == 1

    def test_the_mail_does_not_change_without_it(self, old_session, coordinator):
        response = old_session.post(
            reverse("account_email"),
            {"action_add": "", "email": "thief@example.org"},
        )
        assert urlsplit(response["Location"]).path == reverse("account_reauthenticate")
        assert not EmailAddress.objects.filter(email="thief@example.org").exists()

    def test_after_it_the_mail_is_added(self, old_session, coordinator):
        old_session.post(reverse("account_reauthenticate"), {"password": PASSWORD})
        old_session.post(
            reverse("account_email"), {"action_add": "", "email": "new@example.org"}
        )
        assert EmailAddress.objects.filter(email="new@example.org").exists()

    def test_the_password_changes_only_with_the_old_one(self, old_session, coordinator):
        fresh = "совсем-новый-пароль-99"
        old_session.post(
            reverse("account_change_password"),
            {"oldpassword": "wrong", "password1": fresh, "password2": fresh},
        )
        coordinator.refresh_from_db()
        assert coordinator.check_password(PASSWORD)


class TestSecondFactor:
    SECRET = "JBSWY3DPEHPK3PXP"

    @pytest.fixture
    def with_factor(self, coordinator):
        TOTP.activate(coordinator, self.SECRET)
        return coordinator

    def test_the_password_alone_does_not_sign_in(self, client, with_factor):
        response = sign_in(client, "olga")
        assert response["Location"] == reverse("mfa_authenticate")
        assert "_auth_user_id" not in client.session

    def test_the_code_signs_in(self, client, with_factor):
        from allauth.mfa.totp.internal.auth import (
            format_hotp_value,
            hotp_value,
            yield_hotp_counters_from_time,
        )

        sign_in(client, "olga")
        counter = next(iter(yield_hotp_counters_from_time()))
        code = format_hotp_value(hotp_value(self.SECRET, counter))
        client.post(reverse("mfa_authenticate"), {"code": code})
        assert client.session["_auth_user_id"] == str(with_factor.pk)

    def test_guessing_the_code_is_limited(self, client, with_factor):
        sign_in(client, "olga")
        answers = [
            client.post(reverse("mfa_authenticate"), {"code": "000000"})
            for _ in range(16)
        ]
        assert "_auth_user_id" not in client.session
        errors = [answer.context["form"].errors["code"] for answer in answers]
        assert errors[14] == ["Неверный код."]
        assert errors[15] == [
            "Слишком много неудачных попыток входа в систему. Повторите попытку позже."
        ]
