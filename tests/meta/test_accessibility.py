"""Every page, in each of its states: axe finds nothing, and the keyboard gets there."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

import pytest
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.template.loader import render_to_string
from django.test import RequestFactory
from django.urls import reverse

from config.views import server_error
from schools.enums import Role
from schools.models import User
from tests import browsing
from tests.factories import MunicipalityFactory, UserFactory, person
from tests.meta import visits
from tests.meta.test_matrix import OWN_ROUTES
from tests.meta.visiting import Look, pay
from tests.meta.visits import Visit


if TYPE_CHECKING:
    from playwright.sync_api import Page

PASSWORD = "Осенний-лес-1"


# --- the list itself ---------------------------------------------------------------------


def test_every_page_is_visited() -> None:
    visited = {visit.route for visit in visits.VISITS} | set(visits.BY_HAND)
    assert sorted(visited | visits.NOT_VISITED) == OWN_ROUTES
    assert visited & visits.NOT_VISITED == set()


@pytest.mark.django_db
@pytest.mark.parametrize("route", sorted(visits.FORMS))
def test_what_is_not_visited_has_no_page(route: str, client, settings) -> None:
    settings.DEMO = True
    client.force_login(
        person(Role.ADMINISTRATOR),
        backend="django.contrib.auth.backends.ModelBackend",
    )
    names = ("pk", "code_pk", "alias_pk", "school_pk", "item_pk")
    tried = ((), names[:1], ("pk", *names[2:3]), ("pk", "school_pk"), ("pk", "item_pk"))
    tried += (("pk", "criterion_pk"), ("pk", "remark_pk"), ("pk", "year"))
    assert [
        client.get(reverse(route, kwargs=dict.fromkeys(keys, 1))).status_code
        for keys in tried
        if takes(route, keys)
    ] == [405]


def takes(route: str, keys: Iterable[str]) -> bool:
    from django.urls import NoReverseMatch

    try:
        reverse(route, kwargs=dict.fromkeys(keys, 1))
    except NoReverseMatch:
        return False
    return True


# --- the visits ---------------------------------------------------------------------------


@pytest.mark.django_db(transaction=True)
def test_an_empty_portal(page: Page, look: Look) -> None:
    browsing.sign_in(page, person(Role.COORDINATOR, MunicipalityFactory()))
    pay(visits.EMPTY, {}, page, look)


@pytest.mark.django_db(transaction=True)
def test_the_door_and_ones_own_account(page: Page, look: Look) -> None:
    pay(visits.DOOR, {}, page, look)
    enter(page, coordinator("owner"))
    give_password(page, "mfa_activate_totp")
    pay(visits.ACCOUNT, {}, page, look)
    page.context.clear_cookies()

    careful = coordinator("careful")
    TOTP.activate(careful, generate_totp_secret())
    spare = RecoveryCodes.activate(careful).get_unused_codes()
    enter(page, careful)
    look.at("mfa_authenticate", page)
    page.locator("#id_code").fill(spare[0])
    page.keyboard.press("Enter")
    page.wait_for_url("**/")
    give_password(page, "mfa_generate_recovery_codes")
    pay(visits.SECOND_FACTOR, {}, page, look)
    page.context.clear_cookies()

    forgetful = UserFactory()
    forgetful.set_unusable_password()
    forgetful.save()
    browsing.sign_in(page, forgetful)
    pay((Visit("account_set_password", "forgetful"),), {}, page, look)


@pytest.mark.django_db(transaction=True)
def test_errors(page: Page, look: Look, faults: browsing.Faults) -> None:
    """Refused, missing, outdated and broken: each says what to do next."""
    browsing.sign_in(page, person(Role.HEAD, MunicipalityFactory()))
    page.goto("/no/such/page/")
    look.at("404", page)
    page.goto(reverse("imports:new"))
    look.at("403", page)
    page.context.clear_cookies()
    page.goto(reverse("account_login"))
    page.locator("[name=csrfmiddlewaretoken]").first.evaluate("field => field.remove()")
    page.locator("#id_login").fill("кто-нибудь")
    page.locator("#id_password").fill("что-нибудь")
    page.keyboard.press("Enter")
    page.get_by_role("heading", level=1).wait_for()
    look.at("403 csrf", page)
    request = RequestFactory().get("/")
    request.request_id = "7f0c1d2e-0000"
    broken = server_error(request).content.decode()
    busy = render_to_string("429.html", {"request": request})
    for status, text in ((500, broken), (429, busy)):
        answer_with(page, status, text)
        look.at(str(status), page)
    for status in ("404", "403", "500", "429"):
        faults.forgive(f"status of {status}")


def coordinator(login: str) -> User:
    user = person(Role.COORDINATOR, MunicipalityFactory(), username=login)
    user.set_password(PASSWORD)
    user.save()
    return user


def enter(page: Page, user: User) -> None:
    page.goto(reverse("account_login"))
    page.locator("#id_login").fill(user.username)
    page.locator("#id_password").fill(PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_url(lambda address: "/login/" not in address)


def give_password(page: Page, route: str) -> None:
    """Give the password again, as is asked before anything of the account changes."""
    address = reverse(route)
    page.goto(address)
    page.locator("#id_password").fill(PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_url(f"**{address}")


def answer_with(page: Page, status: int, text: str) -> None:
    """Show a page that the portal gives only when it fails."""
    address = f"/answers-with-{status}/"
    page.route(
        f"**{address}",
        lambda route: route.fulfill(
            status=status, body=text, content_type="text/html; charset=utf-8"
        ),
    )
    page.goto(address)
