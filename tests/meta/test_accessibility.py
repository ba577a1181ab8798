"""Every page, in each of its states: axe finds nothing, and the keyboard gets there."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import pytest
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.core.management import call_command
from django.template.loader import render_to_string
from django.test import RequestFactory
from django.urls import reverse

from config.views import server_error
from schools.enums import Role
from schools.models import User
from tests import browsing
from tests.axe import Axe
from tests.factories import MunicipalityFactory, UserFactory, person
from tests.meta import visits
from tests.meta.showcase import build_showcase
from tests.meta.test_matrix import OWN_ROUTES
from tests.meta.visits import Visit


if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

WIDTHS = (1024, 390)
WIDE = 1440
# From the beginning of the content to the main action below the longest form.
MOST_TABS = 150
TABS_AT_ONCE = 10
CHARTS_ARE_DRAWN = """
() => [...document.querySelectorAll("[data-chart]")].every((c) => c.querySelector("svg[role=img]"))
"""
PASSWORD = "Осенний-лес-1"
Look = Callable[[str, "Page"], None]


@pytest.fixture
def look() -> Iterator[Look]:
    """Look at open pages: axe, the keyboard, three widths; at the end tell all faults.

    The way of the Tab key is walked once a page: a hundred keys for each of its states
    took longer than everything else together.
    """
    axe = Axe()
    found: list[str] = []
    walked: set[str] = set()

    def at(name: str, page: Page) -> None:
        if page.locator("[data-chart]").count():
            page.wait_for_function(CHARTS_ARE_DRAWN)
        wrong = axe.faults_of(page)
        route = name.split(",")[0].split("?")[0]
        if route not in walked:
            walked.add(route)
            wrong += out_of_reach(page)
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": 900})
            needed = page.evaluate("document.documentElement.scrollWidth")
            if needed > width:
                wrong.append(f"ширина {needed} в окне {width}")
        page.set_viewport_size({"width": WIDE, "height": 900})
        found.extend(f"{name}: {fault}" for fault in wrong)

    yield at
    if found:
        pytest.fail("\n".join(found))


def out_of_reach(page: Page) -> list[str]:
    """Say which main action the Tab key does not reach from the skip link."""
    action = page.locator("main .btn-primary:visible")
    if action.count() == 0:
        return []
    page.locator("body").evaluate("body => { body.tabIndex = -1; body.focus() }")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    action.first.evaluate(
        "button => button.addEventListener('focus', () => { window.isReached = true })"
    )
    for number in range(1, MOST_TABS + 1):
        page.keyboard.press("Tab")
        # To ask after each key takes longer than the key.
        if number % TABS_AT_ONCE == 0 and page.evaluate("window.isReached"):
            return []
    return [f"с клавиатуры не дойти до «{action.first.inner_text()}»"]


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
def test_the_demo_region(
    browser: Browser,
    live_server,
    faults: browsing.Faults,
    look: Look,
    settings,
) -> None:
    settings.DEMO = True
    call_command("build_assets")
    shown = build_showcase()
    everything = (
        *visits.REGISTRY,
        *visits.UPLOADS,
        *visits.RUNS,
        *visits.DECISIONS,
        *visits.PLAN_PAPERS,
        *visits.DOCUMENTS,
        *visits.PLANS,
        *visits.TERMS,
        *visits.REVIEWS,
        *visits.CONSTRUCTOR,
        *visits.DEADLINES,
        *visits.SITES,
        *visits.WINDOWS,
        *visits.PROGRAMMES,
        *visits.OWN_FORMS,
        *visits.INDICATORS,
        *visits.FIGURES,
        *visits.ANALYTICS,
    )
    # All states of all pages take longer than the suite may: EVERY_STATE=1 visits them.
    if not os.environ.get("EVERY_STATE"):
        first = {(visit.route, visit.who): visit for visit in reversed(everything)}
        everything = tuple(visit for visit in everything if visit in first.values())
    for login in dict.fromkeys(visit.who for visit in everything):
        mine = [visit for visit in everything if visit.who == login]
        with browsing.opened_page(browser, live_server.url, faults, width=WIDE) as page:
            browsing.sign_in(page, User.objects.get(username=login))
            pay(mine, shown, page, look)
    assert faults == []


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
    look("mfa_authenticate", page)
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
    look("404", page)
    page.goto(reverse("imports:new"))
    look("403", page)
    page.context.clear_cookies()
    page.goto(reverse("account_login"))
    page.locator("[name=csrfmiddlewaretoken]").first.evaluate("field => field.remove()")
    page.locator("#id_login").fill("кто-нибудь")
    page.locator("#id_password").fill("что-нибудь")
    page.keyboard.press("Enter")
    page.get_by_role("heading", level=1).wait_for()
    look("403 csrf", page)
    request = RequestFactory().get("/")
    request.request_id = "7f0c1d2e-0000"
    broken = server_error(request).content.decode()
    busy = render_to_string("429.html", {"request": request})
    for status, text in ((500, broken), (429, busy)):
        answer_with(page, status, text)
        look(str(status), page)
    for status in ("404", "403", "500", "429"):
        faults.forgive(f"status of {status}")


def pay(
    visits_to_pay: Iterable[Visit],
    shown: Mapping[str, object],
    page: Page,
    look: Look,
) -> None:
    """Open each page, see that it is this page, and look at it."""
    for visit in visits_to_pay:
        address = reverse(visit.route, kwargs=visit.arguments(shown)) + visit.query
        answer = page.goto(address)
        assert (visit.name, answer.status, urlsplit(page.url).path) == (
            visit.name,
            200,
            urlsplit(address).path,
        )
        look(visit.name, page)


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
