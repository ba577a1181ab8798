"""The filters of the registry in a browser: menus open inside the window."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from django.urls import reverse

from schools.enums import Role
from tests import browsing
from tests.factories import SchoolFactory, person


if TYPE_CHECKING:
    from playwright.sync_api import Page

OUTSIDE = """
(panel) => {
  const { left, right } = panel.getBoundingClientRect();
  return left < 0 || right > document.documentElement.clientWidth;
}
"""


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("width", [1440, 1024, 390])
def test_each_menu_opens_inside_the_window(page: Page, width: int, settings) -> None:
    settings.DEMO = True  # where an administrator needs no second factor
    SchoolFactory()
    browsing.sign_in(page, person(Role.ADMINISTRATOR))
    page.set_viewport_size({"width": width, "height": 900})
    page.goto(reverse("schools:list"))
    menus = page.locator("details[data-menu]").all()
    # Kinds of schools, and one's own menu.
    assert len(menus) >= 2
    outside = []
    for menu in menus:
        menu.locator("summary").click()
        panel = menu.locator(":scope > :last-child")
        # The event that turns a panel round comes after the click.
        page.wait_for_timeout(100)
        if panel.evaluate(OUTSIDE):
            outside.append(panel.inner_text())
        page.keyboard.press("Escape")
    assert outside == []
