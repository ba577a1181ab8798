"""A review in a browser whose session ends between two scores."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from django.urls import reverse

from tests import browsing
from tests.roadmaps.reviewing import Judges


if TYPE_CHECKING:
    from playwright.sync_api import Page

PASSWORD = "Осенний-лес-1"


@pytest.mark.django_db(transaction=True)
def test_what_was_typed_when_the_session_died_is_there_after_the_login(
    page: Page,
) -> None:
    town = Judges()
    town.sent()
    review = town.begun()
    town.coordinator.set_password(PASSWORD)
    town.coordinator.save()
    first, second = town.criterion(1), town.criterion(2)
    browsing.sign_in(page, town.coordinator)
    page.goto(reverse("reviews:review", args=[review.pk]))
    remark = page.locator("textarea[name=text]").first
    remark.evaluate("field => field.closest('details')?.setAttribute('open', '')")
    remark.fill("Это замечание ещё не записано.")
    page.context.clear_cookies(name="sessionid")

    page.locator(f"#comment-{first.pk}").fill("Нет ни одного срока.")
    page.locator(f"#comment-{second.pk}").focus()
    page.wait_for_url("**/accounts/login/**")
    page.locator("#id_login").fill(town.coordinator.username)
    page.locator("#id_password").fill(PASSWORD)
    page.keyboard.press("Enter")

    page.wait_for_url(f"**{reverse('reviews:review', args=[review.pk])}")
    page.get_by_text("Введённое возвращено").wait_for()
    assert page.locator(f"#comment-{first.pk}").input_value() == "Нет ни одного срока."
    assert page.locator("textarea[name=text]").first.input_value() == (
        "Это замечание ещё не записано."
    )
