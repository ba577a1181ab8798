"""A visit finds what it is there to find, also on a page written over another."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import pytest
from django.urls import reverse

from schools.enums import Role
from tests import browsing
from tests.factories import MunicipalityFactory, SchoolFactory, person
from tests.meta.visiting import Look, turn_to


if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def turned(page: Page) -> Page:
    """Show the form of a new school, written over the list of schools."""
    town = MunicipalityFactory()
    SchoolFactory.create_batch(2, municipality=town)
    browsing.sign_in(page, person(Role.COORDINATOR, town))
    turn_to(page, reverse("schools:list"))
    status, policy = turn_to(page, reverse("schools:new"))
    assert (status, "default-src 'self'" in policy) == (200, True)
    return page


def faults_on(page: Page) -> list[str]:
    look = Look()
    look.at("страница", page)
    return look.found


def test_a_page_in_order(turned: Page) -> None:
    assert urlsplit(turned.url).path == reverse("schools:new")
    assert faults_on(turned) == []


def test_its_scripts_run(turned: Page) -> None:
    turned.set_viewport_size({"width": 390, "height": 900})
    assert not turned.locator("#navigation").is_visible()
    turned.locator("[data-nav-toggle]").click()
    turned.locator("#navigation").wait_for(state="visible")


def test_its_policy_holds(turned: Page, faults: browsing.Faults) -> None:
    turned.evaluate(
        "document.body.insertAdjacentHTML('beforeend', '<p style=\"color:red\">')"
    )
    # The window tells of it a moment after the browser.
    turned.wait_for_timeout(500)
    assert any("CSP: style-src" in fault for fault in faults)
    faults.forgive("style-src")


@pytest.mark.parametrize(
    ("spoilt", "found"),
    [
        ("content.innerHTML += '<img src=\"/static/img/mark.svg\">'", "image-alt"),
        ("document.querySelector('h1').style.width = '1100px'", "ширина"),
        ("document.querySelector('main .btn-primary').tabIndex = -1", "с клавиатуры"),
    ],
)
def test_what_is_wrong_is_told(turned: Page, spoilt: str, found: str) -> None:
    turned.evaluate(
        f"() => {{ const content = document.querySelector('main'); {spoilt} }}"
    )
    faults = faults_on(turned)
    assert faults
    assert all(found in fault for fault in faults), faults


def test_a_missing_page_is_not_the_page(turned: Page, faults: browsing.Faults) -> None:
    assert turn_to(turned, "/no/such/page/")[0] == 404
    faults.forgive("status of 404")
