"""The look at pages finds what it is there to find, in the frame and within."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.axe import Axe


if TYPE_CHECKING:
    from playwright.sync_api import Page

PALE = 'style="color: #ccc; background: #fff"'


def page_of(frame: str = "", content: str = "", footer: str = "") -> str:
    return f"""<!DOCTYPE html><html lang="ru"><head><title>т</title></head><body>
    <header><p>Портал</p><div {frame}>Разделы</div></header>
    <main><h1>Страница</h1><p {content}>Слова</p></main>
    <footer class="site-footer"><p {footer}>Внизу</p></footer></body></html>"""


@pytest.fixture
def axe(page: Page) -> Axe:
    """Have seen the frame once, in order."""
    axe = Axe()
    page.set_content(page_of())
    assert axe.faults_of(page) == []
    return axe


@pytest.mark.parametrize("place", ["content", "footer"])
def test_pale_words_are_found_on_every_page(axe: Axe, page: Page, place: str) -> None:
    page.set_content(page_of(**{place: PALE}))
    (found,) = axe.faults_of(page)
    assert found.startswith("color-contrast: <p")


def test_pale_words_of_a_frame_are_found_where_it_is_new(page: Page) -> None:
    page.set_content(page_of(frame=PALE))
    (found,) = Axe().faults_of(page)
    assert found.startswith("color-contrast: <div")


def test_all_else_is_looked_at_everywhere(axe: Axe, page: Page) -> None:
    page.set_content(page_of().replace("<p>Портал</p>", "<img src='data:,'>"))
    assert [found.split(":")[0] for found in axe.faults_of(page)] == ["image-alt"]
