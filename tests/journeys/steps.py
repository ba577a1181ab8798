"""What people do on the portal's pages, one step a function."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from django.conf import settings

from config.celery import app


if TYPE_CHECKING:  # half a second that journeys without a browser need not wait
    from playwright.sync_api import Page

# A worker on a busy computer; nothing here waits longer than it must.
JOB_MILLISECONDS = 90_000
SPACES = str.maketrans({"\u00a0": " ", "\u2009": " ", "\u202f": " "})


def sign_in(page: Page, login: str) -> None:
    """Sign in as a person of the demo."""
    page.goto("/accounts/login/")
    page.get_by_label("Имя для входа").fill(login)
    page.get_by_label("Пароль").fill("demo")
    page.get_by_role("button", name="Войти").click()
    page.wait_for_url("**/")


def open_section(page: Page, title: str) -> None:
    """Go where an entry of the menu leads."""
    page.get_by_role("navigation", name="Разделы").get_by_role(
        "link", name=title, exact=True
    ).click()
    heading(page, title).wait_for()


def heading(page: Page, text: str | re.Pattern[str]):
    """Return the heading of the page."""
    return page.get_by_role("heading", level=1, name=text)


def upload(page: Page, table: str, file: Path, *, territory: str = "") -> None:
    """Choose a kind of table and send a file, from the list of uploads."""
    open_section(page, "Загрузки")
    page.get_by_role("link", name="Загрузить таблицу").first.click()
    page.get_by_label(table, exact=True).check()
    if territory:
        page.get_by_label("Территория").select_option(label=territory)
    page.get_by_label("Файл", exact=True).set_input_files(file)
    page.get_by_role("button", name="Загрузить и проверить").click()


def wait_for_section(page: Page, title: str) -> None:
    """Wait until a job has ended and its page shows the section."""
    page.get_by_role("heading", level=2, name=title).wait_for(timeout=JOB_MILLISECONDS)


def text_of(locator) -> str:
    """Return the text that a person reads, with plain single spaces."""
    return " ".join(locator.inner_text().translate(SPACES).split())


def figures(page: Page) -> dict[str, str]:
    """Return the key figures of the page: label → value with its unit."""
    found = {}
    for figure in page.locator(".key-figure").all():
        label = text_of(figure.locator(".key-figure__label"))
        found[label] = text_of(figure.locator(".key-figure__value"))
    return found


def plain(text: str) -> str:
    """Return ready words of a presenter with plain single spaces."""
    return " ".join(text.translate(SPACES).split())


@contextmanager
def resting_worker() -> Iterator[None]:
    """Keep the worker from taking jobs, so that a page of a waiting job stays."""
    queue = settings.CELERY_TASK_DEFAULT_QUEUE
    said = app.control.cancel_consumer(queue, reply=True, timeout=5, limit=1)
    assert said, "Воркер не отозвался"
    try:
        yield
    finally:
        app.control.add_consumer(queue, reply=True, timeout=5, limit=1)
