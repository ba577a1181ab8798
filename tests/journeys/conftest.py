"""Fixtures of journeys through the pages: the demo region, and people who sign in."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from typing import TYPE_CHECKING

import pytest
from django.utils import timezone

from config.demo import load
from schools.models import Territory
from tests import browsing, snapshots
from tests.journeys.steps import sign_in


if TYPE_CHECKING:  # half a second that journeys without a browser need not wait
    from playwright.sync_api import Browser, Page

Enter = Callable[..., "Page"]


@pytest.fixture
def demo(settings, transactional_db: None) -> Territory:
    """The demo region as a newcomer finds it: two runs and last year's decision."""
    settings.DEMO = True
    snapshots.lay("demo", _load)
    return Territory.objects.get(parent=None)


def _load() -> None:
    region = load.load_data(schools=60, now=timezone.now())
    load.load_history(region, clock=timezone.now, say=lambda _line: None)


@pytest.fixture
def enter(
    browser: Browser, live_server, faults: browsing.Faults, settings
) -> Iterator[Enter]:
    """Open a fresh browser for a person, who signs in with a name and a password."""
    settings.DEMO = True
    with ExitStack() as browsers:

        def open_for(login: str, **options: object) -> Page:
            page = browsers.enter_context(
                browsing.opened_page(browser, live_server.url, faults, **options)
            )
            sign_in(page, login)
            return page

        yield open_for
    assert faults == []
