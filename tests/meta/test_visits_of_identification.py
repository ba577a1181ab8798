"""Registry, uploads, runs, decisions, documents: each page in the demo region."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests import browsing
from tests.meta import visits
from tests.meta.visiting import Look, pay_in_the_demo


if TYPE_CHECKING:
    from playwright.sync_api import Browser


@pytest.mark.django_db(transaction=True)
def test_axe_and_the_keyboard(
    browser: Browser, live_server, faults: browsing.Faults, look: Look, settings
) -> None:
    settings.DEMO = True
    pay_in_the_demo(visits.OF_IDENTIFICATION, browser, live_server.url, faults, look)
