"""A form in a real browser: rows save themselves, a second writer is met, words stay."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from monitoring.counting import Cell, State
from tests import browsing
from tests.monitoring.forms_desk import FormsDesk


if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page, Route

pytestmark = pytest.mark.django_db(transaction=True)


def leave(page: Page, field: str, text: str) -> None:
    """Type and go on to the next field."""
    page.fill(f"#id_{field}", text)
    page.locator(f"#id_{field}").blur()


def test_rows_save_themselves_and_two_writers_meet(
    browser: Browser, live_server, faults: browsing.Faults
):
    desk = FormsDesk()
    keys = {name: desk.key(name) for name in ("yes", "share", "count")}
    with browsing.opened_page(browser, live_server.url, faults) as page:
        browsing.sign_in(page, desk.people["team"])
        page.goto(desk.address("form"))
        page.select_option(f"#id_value-{keys['yes']}", "да")
        leave(page, f"value-{keys['count']}", "12,5")
        page.wait_for_selector(f"#state-{keys['count']} .draft-state__wrong")
        leave(page, f"value-{keys['count']}", "0")
        page.wait_for_selector(
            f"#state-{keys['count']}[data-saved] .draft-state__words"
        )
        assert page.inner_text("#meter .progress-line__count") == "2 из 3"
        assert page.inner_text("#form-state") == "заполняется"
    # The browser is gone: what it had said of the rows is true.
    assert [desk.written(name) and desk.written(name)[:3] for name in keys] == [
        ("value", 1, 1),
        None,
        ("value", 0, None),
    ]
    with browsing.opened_page(browser, live_server.url, faults) as page:
        browsing.sign_in(page, desk.people["team"])
        page.goto(desk.address("form"))
        desk.save("count", Cell(State.VALUE, 5), revision=1, who="second")
        leave(page, f"value-{keys['count']}", "7")
        page.click("text=Оставить моё")
        page.wait_for_selector(
            f"#state-{keys['count']}[data-saved] .draft-state__words"
        )
    assert desk.written("count") == ("value", 7, None, "")
    assert faults == []


def test_what_is_answered_before_the_scripts_come_is_saved(
    browser: Browser, live_server, faults: browsing.Faults
):
    desk = FormsDesk()
    yes, share = desk.key("yes"), desk.key("share")
    held: list[Route] = []
    with browsing.opened_page(browser, live_server.url, faults) as page:
        browsing.sign_in(page, desk.people["team"])
        page.route("**/*.js", lambda route: held.append(route))
        page.goto(desk.address("form"), wait_until="commit")
        page.select_option(f"#id_value-{yes}", "да")
        page.fill(f"#id_value-{share}", "12")
        page.fill(f"#id_whole-{share}", "20")
        assert desk.written("yes") is None
        for script in held:
            script.continue_()
        page.wait_for_selector(f"#state-{yes}[data-saved] .draft-state__words")
        page.wait_for_selector(f"#state-{share}[data-saved] .draft-state__words")
    written = [desk.written(name)[:3] for name in ("yes", "share")]
    assert written == [("value", 1, 1), ("value", 12, 20)]
    assert faults == []


def test_a_pasted_block_goes_in_without_scripts(
    browser: Browser, live_server, faults: browsing.Faults
):
    desk = FormsDesk()
    with browsing.opened_page(browser, live_server.url, faults, scripts=False) as page:
        browsing.sign_in(page, desk.people["team"])
        page.goto(desk.address("paste"))
        page.fill("#id_block", "да\n12 из 20\n7")
        page.click("text=Показать изменения")
        page.click("text=Записать в форму")
        page.wait_for_selector("text=Отправить")
    written = [desk.written(name)[:3] for name in ("yes", "share", "count")]
    assert written == [("value", 1, 1), ("value", 12, 20), ("value", 7, None)]
    assert faults == []
