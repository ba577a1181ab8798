"""The whole way in a browser: upload, the worker's reading, mending in place, the plan."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from roadmaps.models import Activity, Intake, RoadMapVersion
from roadmaps.queries.intake import texts_of
from schools.enums import Role
from tests import browsing
from tests.factories import MunicipalityFactory, person
from tests.factories.intake import DOCX, TITLE, IntakeFactory, docx_plan


if TYPE_CHECKING:
    from playwright.sync_api import Locator, Page

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.mark.journey
def test_a_word_file_becomes_a_plan(page: Page, live_worker) -> None:
    browsing.sign_in(page, person(Role.COORDINATOR, MunicipalityFactory()))
    page.goto("/plans/documents/")
    page.get_by_role("link", name="Загрузить документ").first.click()
    plan = {"name": "план.docx", "mimeType": DOCX, "buffer": docx_plan()}
    page.get_by_label("Файл дорожной карты").set_input_files(plan)
    page.get_by_role("button", name="Загрузить и прочитать").click()

    # The page asks the worker by itself and comes to the review.
    page.wait_for_selector("#understood")
    assert page.locator(".understood__title").inner_text() == TITLE

    # A doubtful cell is mended from the list, its form opens at its row.
    page.locator("#doubts").get_by_role("link", name="Исправить").click()
    field = page.locator("#cell-0-3-term-input")
    field.fill("до 15 октября 2025")
    field.press("Control+Enter")
    row = page.locator("#row-0-3")
    row.get_by_text("до 15.10.2025 включительно").wait_for()
    assert row.get_by_text("исправлено вами").count() == 1
    assert "Сомнительных ячеек нет" in page.locator("#doubts").inner_text()

    # Leaving and coming back keeps what was mended.
    page.goto("/plans/")
    page.goto(f"/plans/documents/{Intake.objects.get().pk}/")
    assert page.locator("#row-0-3").get_by_text("исправлено вами").count() == 1

    page.get_by_role("link", name="Создать план").first.click()
    assert RoadMapVersion.objects.count() == 0
    page.get_by_role("button", name="Создать план").click()
    page.wait_for_url("**/plans/*/")
    version = RoadMapVersion.objects.get()
    terms = Activity.objects.filter(version=version).values_list("term_text", flat=True)
    assert list(terms) == [
        *("Сентябрь 2025", "до 15 октября 2025", "до 20 мая 2026"),
    ]


def wait_for_focus(place: Locator) -> None:
    """Wait for the focus: it comes a moment after what it goes to."""
    place.and_(place.page.locator(":focus")).wait_for()


def test_cells_are_mended_by_keyboard_alone(page: Page) -> None:
    intake = IntakeFactory()
    browsing.sign_in(page, person(Role.COORDINATOR, intake.territory))
    page.goto(f"/plans/documents/{intake.pk}/")
    pencil = page.locator("#cell-0-2-title a")
    pencil.focus()
    page.keyboard.press("Enter")
    field = page.locator("#cell-0-2-title-input")
    wait_for_focus(field)

    # Escape leaves the cell as it was and gives the pencil the focus back.
    page.keyboard.press("Escape")
    field.wait_for(state="detached")
    wait_for_focus(pencil)

    page.keyboard.press("Enter")
    # A form that has no focus yet is not the scripts' yet: it would send itself whole.
    wait_for_focus(field)
    field.fill("Совет директоров")
    page.keyboard.press("Control+Enter")
    page.get_by_text("исправлено вами").wait_for()
    wait_for_focus(pencil)
    intake.refresh_from_db()
    assert texts_of(intake) == {"0.2:title": "Совет директоров"}


def test_a_doubt_is_settled_in_place(page: Page) -> None:
    intake = IntakeFactory()
    browsing.sign_in(page, person(Role.COORDINATOR, intake.territory))
    page.goto(f"/plans/documents/{intake.pk}/")
    assert page.locator("#row-0-3.row-card--doubtful").count() == 1
    page.locator("#doubts").get_by_role("button", name="Всё верно").click()
    page.get_by_text("Сомнительных ячеек нет").wait_for()
    page.locator("#row-0-3:not(.row-card--doubtful)").wait_for()


def test_a_table_of_word_is_pasted_with_its_merged_cells(page: Page) -> None:
    browsing.sign_in(page, person(Role.COORDINATOR, MunicipalityFactory()))
    page.goto("/plans/documents/paste/")
    html = (
        "<p>Дорожная карта на 2025-2026 учебный год</p><table>"
        "<tr><td>Мероприятие</td><td>Срок</td><td>Ответственные</td></tr>"
        "<tr><td colspan=3><p>Раздел I. Организация</p></td></tr>"
        "<tr><td><p>Совещание</p><p>директоров</p></td><td>Май 2026</td>"
        "<td>Отдел</td></tr></table>"
    )
    area = page.get_by_label("Таблица из Word или Excel")
    area.evaluate(
        """(area, html) => {
          const data = new DataTransfer();
          data.setData("text/html", html);
          area.dispatchEvent(new ClipboardEvent(
            "paste", { clipboardData: data, bubbles: true, cancelable: true }
          ));
        }""",
        html,
    )
    assert '"Совещание\nдиректоров"\tМай 2026\tОтдел' in area.input_value()
    page.get_by_role("button", name="Прочитать таблицу").click()
    page.wait_for_selector("#understood")
    assert page.locator(".row-card").count() == 1
    assert "Организация" in page.locator(".part__title").inner_text()
