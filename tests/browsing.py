"""Pages of a real browser that fail the test for what a person would not see."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING
from urllib.parse import urlparse

from django.conf import settings
from django.test import Client


if TYPE_CHECKING:  # half a second that tests without a browser need not wait
    from playwright.sync_api import Browser, Page, Request

OWN_HOSTS = {"127.0.0.1", "localhost"}
# A flag of the browser: no name and no address but this machine's is ever found.
ONLY_HERE = "--host-resolver-rules=" + ", ".join(
    ["MAP * ~NOTFOUND", *(f"EXCLUDE {host}" for host in sorted(OWN_HOSTS))]
)
VIOLATIONS_TO_CONSOLE = """
addEventListener("securitypolicyviolation", (event) => console.error(
  `CSP: ${event.violatedDirective} ${event.blockedURI || "inline"} ${event.sourceFile}`
));
"""


class Faults(list[str]):
    """What went wrong on a page: script errors, CSP violations, foreign requests."""

    def forgive(self, part: str) -> None:
        """Take back the faults that a test brought about on purpose.

        The part has to occur: a test that forgives nothing any more says so.
        """
        kept = [fault for fault in self if part not in fault]
        assert len(kept) < len(self), f"Нечего прощать: «{part}» не встретилось"
        self[:] = kept


@contextmanager
def opened_page(
    browser: Browser,
    base_url: str,
    faults: Faults,
    *,
    width: int = 1280,
    scripts: bool = True,
) -> Iterator[Page]:
    """Open a page of a fresh person; addresses are relative to `base_url`."""
    context = browser.new_context(
        base_url=base_url,
        java_script_enabled=scripts,
        locale="ru-RU",
        timezone_id=settings.TIME_ZONE,
        viewport={"width": width, "height": 900},
        reduced_motion="reduce",
    )
    # A computer that is busy with other tests; nothing waits longer than it must.
    context.set_default_timeout(30_000)
    context.add_init_script(VIOLATIONS_TO_CONSOLE)
    context.on("request", lambda request: _stay_at_home(request, faults))
    context.on("page", lambda page: _listen(page, faults))
    try:
        yield context.new_page()
    finally:
        context.close()


def _stay_at_home(request: Request, faults: Faults) -> None:
    """Tell of a request to another host; the browser itself finds none (see ONLY_HERE).

    A route that stops it here would pass every file through Python and switch the
    browser's cache off.
    """
    address = urlparse(request.url)
    if address.scheme in {"data", "blob"} or address.hostname in OWN_HOSTS:
        return
    faults.append(f"Запрос наружу: {request.url}")


def _listen(page: Page, faults: Faults) -> None:
    page.on("pageerror", lambda error: faults.append(f"Ошибка скрипта: {error}"))
    page.on(
        "console",
        lambda message: (
            faults.append(f"Консоль: {message.text} ({page.url})")
            if message.type in {"error", "warning"}
            else None
        ),
    )


def sign_in(page: Page, user) -> None:
    """Give the page the session of a person without typing a password."""
    client = Client()
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    cookie = client.cookies[settings.SESSION_COOKIE_NAME]
    page.context.add_cookies(
        [
            {
                "name": cookie.key,
                "value": cookie.value,
                "domain": "127.0.0.1",
                "path": "/",
                "httpOnly": True,
            }
        ]
    )
