"""How a page is opened and looked at: axe, the keyboard, three widths."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

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
TABS_AT_ONCE = 4
CHARTS_ARE_DRAWN = """
() => [...document.querySelectorAll("[data-chart]")].every((c) => c.querySelector("svg[role=img]"))
"""
# The next page is written into the window that shows the last one, as a browser writes
# what it reads: its scripts and axe are compiled and warm, and no tab is painted anew.
TURN = f"""
async (address) => {{
  const answer = await fetch(address, {{ headers: {{ Accept: "text/html" }} }});
  let text = await answer.text();
  // A library that the window has is not loaded into it twice.
  if (window.vegaEmbed) text = text.replace(/<script src="[^"]*vega-embed[^>]*><.script>/, "");
  history.replaceState(null, "", answer.url);
  document.open();
  // The listeners of the window go with its page.
  {browsing.VIOLATIONS_TO_CONSOLE}
  const isLoaded = new Promise((done) => addEventListener("load", done, {{ once: true }}));
  document.write(text);
  document.close();
  await isLoaded;
  return [answer.status, answer.headers.get("Content-Security-Policy")];
}}
"""
WALK = """
() => {
  window.isReached = false;
  const action = [...document.querySelectorAll("main .btn-primary")].find(
    (button) => button.checkVisibility({ visibilityProperty: true })
  );
  if (!action) return null;
  action.addEventListener("focus", () => { window.isReached = true });
  document.body.tabIndex = -1;
  document.body.focus();
  return action.innerText;
}
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
    action = page.evaluate(WALK)
    if action is None:
        return []
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    for _ in range(0, MOST_TABS, TABS_AT_ONCE):
        # Held down, as a person holds it; to ask after each step takes longer.
        for _ in range(TABS_AT_ONCE):
            page.keyboard.down("Tab")
        if page.evaluate("window.isReached"):
            page.keyboard.up("Tab")
            return []
    page.keyboard.up("Tab")
    return [f"с клавиатуры не дойти до «{action}»"]


def pay(
    visits_to_pay: Iterable[Visit],
    shown: Mapping[str, object],
    page: Page,
    look: Look,
) -> None:
    """Open each page, see that it is this page, and look at it."""
    policies = set()
    for visit in visits_to_pay:
        query = visit.query.format(**shown)
        address = reverse(visit.route, kwargs=visit.arguments(shown)) + query
        status, policy = turn_to(page, address)
        policies.add(policy)
        # What one page may load the next one may; another policy needs a window of its own.
        assert (visit.name, status, urlsplit(page.url).path, len(policies)) == (
            visit.name,
            200,
            urlsplit(address).path,
            1,
        )
        look.at(visit.name, page)


def turn_to(page: Page, address: str) -> tuple[int, str]:
    """Open a new window's first page, write others over it; their status and policy."""
    if page.url == "about:blank":
        answer = page.goto(address)
        return answer.status, answer.headers["content-security-policy"]
    status, policy = page.evaluate(TURN, address)
    return status, policy


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
    shown = laid_showcase()
    with browsing.opened_page(browser, base_url, faults, width=WIDE) as page:
        for login in dict.fromkeys(visit.who for visit in everything):
            mine = [visit for visit in everything if visit.who == login]
            # The last page may still be asking after a job of the person before.
            page.evaluate("document.body.replaceChildren()")
            page.context.clear_cookies()
            browsing.sign_in(page, User.objects.get(username=login))
            pay(mine, shown, page, look)
    assert faults == []
