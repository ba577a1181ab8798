"""A page that looks right and is wrong behind the scenes fails its test."""

import pytest

from tests.browsing import Faults, opened_page


@pytest.fixture
def login(browser, live_server):
    """The login page with a list of faults that this test may look into."""
    seen = Faults()
    with opened_page(browser, live_server.url, seen) as page:
        page.goto("/accounts/login/")
        yield page, seen


def test_the_login_page_is_clean(login) -> None:
    page, seen = login

    assert page.get_by_role("heading", level=1).inner_text() == "Вход"
    assert seen == []


def test_an_error_in_the_console_is_a_fault(login) -> None:
    page, seen = login
    page.evaluate("console.error('сломалось')")

    assert seen == [f"Консоль: сломалось ({page.url})"]


def test_a_script_that_throws_is_a_fault(login) -> None:
    page, seen = login
    with page.expect_event("pageerror"):
        page.evaluate("setTimeout(() => { throw new Error('упало') })")

    assert seen == ["Ошибка скрипта: упало"]


def test_a_request_that_leaves_this_computer_is_stopped(login) -> None:
    page, seen = login
    with page.expect_console_message(lambda said: "CSP: img-src" in said.text):
        page.evaluate(
            "document.body.append(Object.assign(new Image(), {src: 'http://example.com/p.png'}))"
        )

    assert any("CSP: img-src http://example.com" in fault for fault in seen)


def test_an_inline_style_is_a_fault(login) -> None:
    page, seen = login
    with page.expect_console_message(lambda said: "CSP: style-src" in said.text):
        page.evaluate("document.body.setAttribute('style', 'color: red')")

    assert any("CSP: style-src-attr inline" in fault for fault in seen)


def test_a_navigation_to_another_host_is_a_fault(login) -> None:
    page, seen = login
    with pytest.raises(Exception, match="ERR_NAME_NOT_RESOLVED"):
        page.goto("http://example.com/")

    assert "Запрос наружу: http://example.com/" in seen


def test_a_fault_made_on_purpose_is_forgiven_by_name() -> None:
    seen = Faults(["Консоль: 404", "Консоль: 500"])
    seen.forgive("404")

    assert seen == ["Консоль: 500"]
    with pytest.raises(AssertionError, match="Нечего прощать"):
        seen.forgive("404")
