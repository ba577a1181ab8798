"""How a page is opened and looked at: axe, the keyboard, three widths."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from django.core.management import call_command
from django.urls import reverse

from schools.models import User
from tests import browsing
from tests.axe import Axe
from tests.meta.showcase import laid_showcase
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


class Look:
    """Looks at open pages and keeps what is wrong with them.

    The way of the Tab key is walked once a page: a hundred keys for each of its states
    took longer than everything else together.
    """

    def __init__(self) -> None:
        self.axe = Axe()
        self.found: list[str] = []
        self.walked: set[str] = set()

    def at(self, name: str, page: Page) -> None:
        """Look at an open page."""
        if page.locator("[data-chart]").count():
            page.wait_for_function(CHARTS_ARE_DRAWN)
        wrong = self.axe.faults_of(page)
        route = name.split(",")[0].split("?")[0]
        if route not in self.walked:
            self.walked.add(route)
            wrong += out_of_reach(page)
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": 900})
            needed = page.evaluate("document.documentElement.scrollWidth")
            if needed > width:
                wrong.append(f"ширина {needed} в окне {width}")
        page.set_viewport_size({"width": WIDE, "height": 900})
        self.found.extend(f"{name}: {fault}" for fault in wrong)


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


def pay(
    visits_to_pay: Iterable[Visit],
    shown: Mapping[str, object],
    page: Page,
    look: Look,
) -> None:
    """Open each page, see that it is this page, and look at it."""
    for visit in visits_to_pay:
        query = visit.query.format(**shown)
        address = reverse(visit.route, kwargs=visit.arguments(shown)) + query
        answer = page.goto(address)
        assert (visit.name, answer.status, urlsplit(page.url).path) == (
            visit.name,
            200,
            urlsplit(address).path,
        )
        look.at(visit.name, page)


def shared_out(visits_to_pay: Iterable[Visit]) -> Mapping[str, tuple[Visit, ...]]:
    """Return the visits in two parts, so that two processes can pay them."""
    everything = tuple(visits_to_pay)
    return {
        "coordinator": tuple(v for v in everything if v.who == "coordinator"),
        "others": tuple(v for v in everything if v.who != "coordinator"),
    }


def pay_in_the_demo(
    everything: tuple[Visit, ...],
    browser: Browser,
    base_url: str,
    faults: browsing.Faults,
    look: Look,
) -> None:
    """Visit pages of the demo region as the people who may see them."""
    call_command("build_assets")
    shown = laid_showcase()
    for login in dict.fromkeys(visit.who for visit in everything):
        mine = [visit for visit in everything if visit.who == login]
        with browsing.opened_page(browser, base_url, faults, width=WIDE) as page:
            browsing.sign_in(page, User.objects.get(username=login))
            pay(mine, shown, page, look)
    assert faults == []
