"""The gallery of components: who sees it, that it is complete and accessible."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse

from schools.enums import Role
from tests import browsing
from tests.axe import Axe
from tests.factories import (
    MunicipalityFactory,
    RegionFactory,
    SchoolFactory,
    person,
)


if TYPE_CHECKING:
    from playwright.sync_api import Page


pytestmark = pytest.mark.django_db
ROOT = Path(settings.BASE_DIR)
# Drawn by a tag under its own name, or part of another component.
WITHOUT_NAME = {"messages"}
PLACES = {
    Role.COORDINATOR: MunicipalityFactory,
    Role.SCHOOL_TEAM: SchoolFactory,
    Role.ANALYST: RegionFactory,
}


@pytest.fixture
def demo(settings) -> None:
    settings.DEMO = True


def signed_in(role: Role) -> Client:
    place = PLACES[role]() if role in PLACES else None
    client = Client()
    client.force_login(
        person(role, place), backend="django.contrib.auth.backends.ModelBackend"
    )
    return client


def test_an_administrator_of_a_demo_sees_it(demo: None) -> None:
    response = signed_in(Role.ADMINISTRATOR).get(reverse("component_gallery"))
    assert response.status_code == 200
    assert response.context["status_codes"][0] == "low_results"


@pytest.mark.parametrize("role", PLACES)
def test_others_do_not_see_it(demo: None, role: Role) -> None:
    assert signed_in(role).get(reverse("component_gallery")).status_code == 404


def test_a_real_portal_has_none(settings) -> None:
    settings.DEMO = settings.DEBUG = False
    # Outside the demo an administrator without a second factor is sent to set it up.
    response = signed_in(Role.ADMINISTRATOR).get(reverse("component_gallery"))
    assert response.status_code in {302, 404}


def test_a_stranger_is_asked_to_sign_in(demo: None, client: Client) -> None:
    address = reverse("component_gallery")
    response = client.get(address)
    assert (response.status_code, response.url) == (
        302,
        f"/accounts/login/?next={address}",
    )


def test_every_component_is_shown() -> None:
    page = (ROOT / "templates/gallery.html").read_text("utf-8")
    shown = set(re.findall(r"components/(\w+)\.html", page)) | set(
        re.findall(r"{% (\w+)", page)
    )
    drawn_by_others = {"field", "typed_texts"}
    components = {path.stem for path in (ROOT / "templates/components").glob("*.html")}
    assert sorted(components - shown - drawn_by_others - WITHOUT_NAME) == []


@pytest.mark.django_db(transaction=True)
def test_the_dialog_and_the_menus_obey_the_keyboard(demo: None, page: Page) -> None:
    browsing.sign_in(page, person(Role.ADMINISTRATOR))
    page.goto(reverse("component_gallery"))
    page.locator(".menu > summary").focus()
    page.keyboard.press("Enter")
    assert page.locator(".menu").get_attribute("open") == ""
    page.keyboard.press("Escape")
    assert page.locator(".menu").get_attribute("open") is None
    page.click("[data-dialog]")
    assert page.evaluate("document.activeElement.name") == "reason"
    assert Axe().faults_of(page) == []
    page.keyboard.press("Escape")
    assert page.locator("dialog").get_attribute("open") is None
