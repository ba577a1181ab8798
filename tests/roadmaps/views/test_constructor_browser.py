"""Two people at one programme in a browser, a session that dies, no scripts at all."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests import browsing
from tests.roadmaps.constructor_desk import ConstructorDesk


if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.django_db(transaction=True)
PASSWORD = "Осенний-лес-1"
# The browser forgets a moment after the words have changed.
NOTHING_KEPT = "localStorage.length === 0"


@pytest.fixture
def desk() -> ConstructorDesk:
    return ConstructorDesk()


def type_aim(page: Page, words: str) -> None:
    page.get_by_label("Цель", exact=True).fill(words)
    page.keyboard.press("Tab")


def test_a_field_saves_itself_and_the_meter_moves(page: Page, desk) -> None:
    browsing.sign_in(page, desk.writer)
    page.goto(desk.address("section", "aim"))
    type_aim(page, "Снизить с 24 до 12 %")
    page.locator("#state-aim").get_by_text("Сохранено").wait_for()
    assert desk.value("aim") == "Снизить с 24 до 12 %"
    assert page.locator(".progress-line__count").inner_text() == "1 из 22"
    page.wait_for_function(NOTHING_KEPT)


def test_two_writers_of_one_field(
    page: Page, browser: Browser, live_server, faults, desk
) -> None:
    browsing.sign_in(page, desk.writer)
    page.goto(desk.address("section", "aim"))
    with browsing.opened_page(browser, live_server.url, faults) as other:
        browsing.sign_in(other, desk.second)
        other.goto(desk.address("section", "aim"))
        type_aim(page, "Первый вариант")
        page.locator("#state-aim").get_by_text("Сохранено").wait_for()
        type_aim(other, "Второй вариант")
        other.get_by_text("Пока вы писали, это поле изменили").wait_for()
        assert desk.value("aim") == "Первый вариант"
        other.get_by_role("button", name="Оставить мой вариант").click()
        other.locator("#state-aim").get_by_text("Сохранено").wait_for()
        assert desk.value("aim") == "Второй вариант"
    type_aim(page, "Третий вариант")
    page.get_by_role("button", name="Взять записанный").click()
    page.locator(".draft-state__words").get_by_text("Петрова В.В.").wait_for()
    assert page.get_by_label("Цель", exact=True).input_value() == "Второй вариант"
    page.wait_for_function(NOTHING_KEPT)


def test_rows_are_added_by_keyboard(page: Page, desk) -> None:
    browsing.sign_in(page, desk.writer)
    page.goto(desk.address("section", "risks"))
    page.get_by_label("Что может помешать").fill("Уйдёт учитель")
    page.get_by_role("button", name="Добавить риск").click()
    page.locator(".draft-row").nth(1).wait_for()
    page.keyboard.type("Второй риск")
    page.keyboard.press("Tab")
    page.locator(".draft-gaps").get_by_text("Строки 1, 2 без").wait_for()
    # The answer of the autosave leaves the writer where Tab has led.
    page.keyboard.type("Позовём соседей")
    page.keyboard.press("Tab")
    page.locator(".draft-gaps").get_by_text("Строка 1 без").wait_for()
    assert [(row["risk"], row["answer"]) for row in desk.value("risks")] == [
        ("Уйдёт учитель", ""),
        ("Второй риск", "Позовём соседей"),
    ]


def test_words_typed_after_the_session_died_come_back(page: Page, desk) -> None:
    desk.writer.set_password(PASSWORD)
    desk.writer.save()
    browsing.sign_in(page, desk.writer)
    page.goto(desk.address("section", "aim"))
    page.context.clear_cookies(name="sessionid")
    type_aim(page, "Слова после конца сеанса")
    page.get_by_role("link", name="Войти и продолжить").click()
    page.locator("#id_login").fill(desk.writer.username)
    page.locator("#id_password").fill(PASSWORD)
    page.keyboard.press("Enter")
    page.get_by_text("Вернули текст").wait_for()
    page.locator("#state-aim").get_by_text("Сохранено").wait_for()
    assert desk.value("aim") == "Слова после конца сеанса"
    page.wait_for_function(NOTHING_KEPT)


def test_without_scripts_a_section_is_one_form(
    browser: Browser, live_server, faults, desk
) -> None:
    desk.writer.set_password(PASSWORD)
    desk.writer.save()
    with browsing.opened_page(browser, live_server.url, faults, scripts=False) as page:
        browsing.sign_in(page, desk.writer)
        page.goto(desk.address("section", "causes"))
        page.get_by_label("Причина", exact=True).fill("Чтение")
        page.get_by_role("button", name="Добавить причину").click()
        page.get_by_label("Причина", exact=True).nth(1).fill("Счёт")
        page.get_by_role("button", name="Сохранить", exact=True).last.click()
        page.get_by_role("button", name="Строку 2 выше").click()
        assert [row["cause"] for row in desk.value("causes")] == ["Счёт", "Чтение"]

        page.goto(desk.address("section", "aim"))
        page.context.clear_cookies(name="sessionid")
        page.get_by_label("Цель", exact=True).fill("Долгие слова")
        page.get_by_role("button", name="Сохранить", exact=True).last.click()
        page.locator("#id_login").fill(desk.writer.username)
        page.locator("#id_password").fill(PASSWORD)
        page.keyboard.press("Enter")
        page.get_by_text("Текст вернулся").wait_for()
        page.get_by_role("button", name="Сохранить", exact=True).last.click()
        page.get_by_text("сохранён").first.wait_for()
    assert desk.value("aim") == "Долгие слова"
    assert faults == []
