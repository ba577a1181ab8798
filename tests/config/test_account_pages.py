"""Login, reset, second factor and error pages: their words and their accessibility."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlparse

import pytest
from django.test import Client, RequestFactory
from django.urls import reverse

from config.views import server_error
from schools.enums import Role
from schools.models import OutgoingMessage
from tests.factories import MunicipalityFactory, person


if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = pytest.mark.django_db
LOGIN = "/accounts/login/"


def coordinator(**fields: object):
    user = person(Role.COORDINATOR, MunicipalityFactory(), **fields)
    user.set_password("Осенний-лес-1")
    user.save()
    return user


def text_of(response) -> str:
    return " ".join(response.content.decode().replace("\u00a0", " ").split())


def test_the_demo_shows_its_people_and_a_real_portal_does_not(
    client: Client, settings
) -> None:
    settings.DEMO = True
    assert "<code>methodist</code>" in text_of(client.get(LOGIN))
    settings.DEMO = False
    assert "<code>methodist</code>" not in text_of(client.get(LOGIN))


def test_a_wrong_password_is_said_and_names_nobody(client: Client) -> None:
    user = coordinator()
    wrong = client.post(LOGIN, {"login": user.username, "password": "нет"})
    unknown = client.post(LOGIN, {"login": "nobody", "password": "нет"})
    said = "Имя пользователя и/или пароль неверны."
    assert [text_of(page).count(said) for page in (wrong, unknown)] == [1, 1]
    assert "Войти не удалось" in text_of(wrong)


def test_a_locked_login_says_until_when(client: Client, settings) -> None:
    user = coordinator()
    settings.AXES_FAILURE_LIMIT = 2
    for _ in range(2):
        response = client.post(LOGIN, {"login": user.username, "password": "нет"})
    assert response.status_code == 429
    assert "Вход откроется сам через 30 минут после последней" in text_of(response)


def test_the_letter_with_a_new_password(client: Client) -> None:
    user = coordinator()
    client.post("/accounts/password/reset/", {"email": user.email})
    letter = OutgoingMessage.objects.get()
    assert (letter.to, letter.subject) == (
        user.email,
        "Новый пароль в портале «Опора школ»",
    )
    address = next(line for line in letter.body.splitlines() if line.startswith("http"))
    assert "/accounts/password/reset/key/" in address
    assert f"Имя для входа: {user.username}" in letter.body
    page = client.get(address, follow=True)
    assert "<h1>Новый пароль</h1>" in text_of(page)


def test_a_stranger_gets_a_letter_without_a_link(client: Client) -> None:
    client.post("/accounts/password/reset/", {"email": "nobody@example.org"})
    letter = OutgoingMessage.objects.get()
    assert "учётной записи с ним в портале нет" in letter.body
    assert "http" not in letter.body


def test_a_dead_link_says_what_to_do(client: Client) -> None:
    page = client.get("/accounts/password/reset/key/1-nothing/")
    assert "<h1>Ссылка не действует</h1>" in text_of(page)


def test_nobody_registers(client: Client) -> None:
    assert "<h1>Регистрации нет</h1>" in text_of(client.get("/accounts/signup/"))


def test_a_failure_of_the_portal_has_a_number() -> None:
    request = RequestFactory().get("/")
    request.request_id = "7f0c1d2e-0000"
    response = server_error(request)
    assert response.status_code == 500
    assert "<code>7f0c1d2e-0000</code>" in text_of(response)


def test_a_wrong_address_is_answered_in_words(client: Client) -> None:
    client.force_login(
        coordinator(), backend="django.contrib.auth.backends.ModelBackend"
    )
    response = client.get("/no/such/page/")
    assert response.status_code == 404
    assert "<h1>Такой страницы нет</h1>" in text_of(response)


def test_an_old_form_is_answered_in_words() -> None:
    response = Client(enforce_csrf_checks=True).post(LOGIN, {"login": "a"})
    assert response.status_code == 403
    assert "Ничего не сохранено." in text_of(response)


@pytest.mark.django_db(transaction=True)
def test_a_second_factor_is_set_up_and_asked_for(page: Page) -> None:
    from allauth.mfa.totp.internal.auth import (
        format_hotp_value,
        hotp_value,
        yield_hotp_counters_from_time,
    )

    def code(secret: str) -> str:
        return format_hotp_value(
            hotp_value(secret, next(yield_hotp_counters_from_time()))
        )

    user = coordinator()
    page.goto(LOGIN)
    page.fill("#id_login", user.username)
    page.fill("#id_password", "Осенний-лес-1")
    page.click("main button")
    page.goto(reverse("mfa_activate_totp"))
    assert page.locator("h1").inner_text() == "Подтвердите, что это вы"
    page.fill("#id_password", "Осенний-лес-1")
    page.click("main button")
    secret = page.locator("main code").inner_text()
    page.fill("#id_code", code(secret))
    page.click("main button[type=submit]")
    assert page.locator("h1").inner_text() == "Запасные коды"
    spare = page.locator(".codes li").all_inner_texts()
    assert len(set(spare)) == 10

    page.context.clear_cookies()
    page.goto(LOGIN)
    page.fill("#id_login", user.username)
    page.fill("#id_password", "Осенний-лес-1")
    page.click("main button")
    assert page.locator("h1").inner_text() == "Код из приложения"
    page.fill("#id_code", spare[0])
    page.click("main button >> nth=0")
    page.wait_for_selector("summary:has-text('Меню пользователя')")
    assert urlparse(page.url).path == "/"
