"""Windows, forms, sites, figures and papers: each page in the demo region."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.meta import visits
from tests.meta.visiting import Look, pay_in_the_demo, shared_out


if TYPE_CHECKING:
    from playwright.sync_api import Browser


VISITS = shared_out(visits.OF_MONITORING)


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("who", VISITS)
def test_axe_and_the_keyboard(
    who: str, browser: Browser, live_server, faults, look: Look, settings
) -> None:
    settings.DEMO = True
    pay_in_the_demo(VISITS[who], browser, live_server.url, faults, look)
