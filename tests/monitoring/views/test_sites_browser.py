"""A checker in a school's corridor with a phone: each tick saves itself."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from django.urls import reverse

from tests import browsing
from tests.monitoring.site_town import ADDRESS, SiteTown


if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = pytest.mark.django_db(transaction=True)
THUMB = 44
PHONE_HIGH = 800


def test_ticked_off_on_a_phone(page: Page) -> None:
    town = SiteTown()
    page.set_viewport_size({"width": 390, "height": PHONE_HIGH})
    browsing.sign_in(page, town.methodist)
    page.goto(reverse("sites:sheet", args=[town.sheet.pk]))
    item = page.locator(f"#item-{town.order.pk}")
    box = item.locator(".scores__one").first.bounding_box()
    assert box is not None
    assert box["height"] >= THUMB
    item.get_by_label("есть", exact=True).check()
    item.get_by_text("Укажите адрес, по которому это видно.").wait_for()
    # The browser would hold a half-typed address back without a word.
    item.get_by_label("Адрес").fill("school.example.org")
    page.keyboard.press("Tab")
    item.get_by_text("Адрес начинается с http:// или https://.").wait_for()
    item.get_by_label("Адрес").fill(ADDRESS)
    page.keyboard.press("Tab")
    item.get_by_text("Сохранено", exact=True).wait_for()
    item.get_by_label("Замечание").fill("Без подписи")
    item.get_by_label("есть не полностью").check()
    page.locator("#sheet-progress").get_by_text("1 из 2").wait_for()
    item.locator(f"#state-{town.order.pk} input[value='3']").wait_for(state="attached")
    assert [(row.numerator, row.comment) for row in town.values()] == [
        (0, "Есть не полностью: Без подписи")
    ] * 2
    page.get_by_role("link", name="Следующий непроверенный").click()
    assert page.locator(f"#item-{town.report.pk}").bounding_box()["y"] < PHONE_HIGH
    assert page.locator("#sheet-progress").bounding_box()["y"] >= 0
    page.reload()
    fold = item.locator("summary")
    # The word is the verdict, or «проверить» once a worker has tried the address.
    fold.get_by_text(re.compile("есть не полностью|проверить")).wait_for()
    assert not item.get_by_label("Адрес").is_visible()
    fold.click()
    assert item.get_by_label("Адрес").is_visible()
    assert page.evaluate("document.documentElement.scrollWidth") == page.evaluate(
        "innerWidth"
    )
