"""A municipal programme on paper becomes a plan in force, is carried out and printed."""

from __future__ import annotations

import io
import subprocess
from contextlib import ExitStack
from typing import TYPE_CHECKING

import docx
import pytest
from docx.enum.text import WD_ALIGN_PARAGRAPH
from playwright.sync_api import expect

from roadmaps.enums import OccurrenceState, VersionState
from roadmaps.models import Evidence, Occurrence, RoadMapVersion
from schools.enums import Role
from tests import browsing
from tests.factories import MunicipalityFactory, person
from tests.factories.intake import DOCX
from tests.journeys.steps import JOB_MILLISECONDS, open_section, plain


if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.django_db(transaction=True)

TITLE = "Муниципальная программа поддержки школ на 2025-2026 учебный год"
GRIF = (
    "УТВЕРЖДАЮ",
    "Директор МБУ «Методический центр»",
    "______________ О.В. Ильина",
    "«___» ____________ 2025 г.",
)
HEADER = (
    "№ п/п",
    "Перечень мероприятий и взаимосвязанных действий по их выполнению",
    "Срок (период) выполнения",
    "Ответственные",
    "Ожидаемые результаты",
)
SECTIONS = (
    ("1", "Организационные мероприятия, методология"),
    ("2", "Работа с педагогами"),
)
# Of both months of August the programme holds nobody knows which is meant.
ROWS = {
    "1": (
        ("1.1", "Создание рабочей группы", "Октябрь", "УОиДО, МЦ", "Приказ"),
        ("1.2", "Определение перечня школ", "Август", "УОиДО", "Список школ"),
    ),
    "2": (
        ("2.1", "Посещение уроков в школах", "Ноябрь", "МЦ", "Справка"),
        ("2.2", "Итоговая конференция учителей", "Август", "МЦ", "Программа"),
    ),
}
MENDED = {
    "Определение перечня школ": "до 15 сентября 2025",
    "Итоговая конференция учителей": "22 мая 2026",
}
ORDER = "214-ОД"


def test_a_programme_on_paper_becomes_the_official_plan(
    browser: Browser,
    live_server,
    live_worker: None,
    faults: browsing.Faults,
    tmp_path: Path,
) -> None:
    town = MunicipalityFactory()
    with ExitStack() as browsers:

        def enter(role: Role) -> Page:
            page = browsers.enter_context(
                browsing.opened_page(browser, live_server.url, faults)
            )
            browsing.sign_in(page, person(role, town))
            page.goto("/")
            return page

        coordinator, head = enter(Role.COORDINATOR), enter(Role.HEAD)
        upload_and_mend(coordinator)
        version = create_plan(coordinator)
        approve(head, version)
        carry_out(coordinator, version)
        paper = print_plan(coordinator, version, tmp_path / "plan.pdf")
    assert faults == []
    words = words_of(paper)
    for text in (*GRIF[:2], "О.В. Ильина", f"№ {ORDER}", TITLE, *MENDED.values()):
        assert text in words
    assert "ПРОЕКТ" not in words


# --- the coordinator -------------------------------------------------------------------


def upload_and_mend(page: Page) -> None:
    """Send the document, let the worker read it, say which August is meant."""
    open_section(page, "Дорожные карты")
    page.get_by_role("link", name="Загрузить документ").first.click()
    page.get_by_label("Файл дорожной карты").set_input_files(programme())
    page.get_by_role("button", name="Загрузить и прочитать").click()
    page.locator("#understood").wait_for(timeout=JOB_MILLISECONDS)
    expect(page.locator("#plan-fields")).to_contain_text(GRIF[1])
    for left, (title, term) in zip((1, 0), MENDED.items(), strict=True):
        doubt = page.locator(".doubt").filter(has_text=title)
        doubt.get_by_role("link", name="Исправить").click()
        field = page.locator(".cell--open").get_by_label("Срок")
        field.fill(term)
        page.get_by_role("button", name="Сохранить").click()
        expect(page.locator(".doubt")).to_have_count(left)


def create_plan(page: Page) -> RoadMapVersion:
    """Make the draft and see that it waits for the head's order."""
    page.get_by_role("link", name="Создать план").first.click()
    page.get_by_role("button", name="Создать план").click()
    page.wait_for_url("**/plans/*/")
    page.get_by_role("link", name="Проверить перед утверждением").click()
    expect(page.locator("main")).to_contain_text("Приказ вводит начальник отдела")
    version = RoadMapVersion.objects.get()
    assert version.state == VersionState.DRAFT
    return version


def carry_out(page: Page, version: RoadMapVersion) -> None:
    """Close one term with the paper that the plan asks for."""
    page.goto(f"/plans/{version.road_map_id}/")
    page.get_by_role("link", name="Определение перечня школ").click()
    page.get_by_role("table", name="Сроки мероприятия").get_by_role("link").click()
    page.get_by_role("link", name="Отметить выполненным").click()
    expect(page.get_by_label("Вид документа")).to_have_value("list")
    page.get_by_label("Название документа").fill("Список школ программы")
    page.get_by_label("Файл").set_input_files(a_list())
    page.get_by_role("button", name="Отметить выполненным").click()
    expect(page.locator("main")).to_contain_text("Список школ программы")
    done = Occurrence.objects.get(state=OccurrenceState.DONE)
    assert done.without_document is False
    assert Evidence.objects.get().occurrence == done


def print_plan(page: Page, version: RoadMapVersion, path: Path) -> Path:
    """Ask for the paper, wait for the worker, take the file along."""
    page.goto(f"/plans/{version.road_map_id}/")
    page.locator("main").get_by_role("link", name="Документы").click()
    page.get_by_role("button", name="Сделать документ").click()
    link = page.get_by_role("link", name="Скачать", exact=True)
    link.wait_for(timeout=JOB_MILLISECONDS)
    with page.expect_download() as waiting:
        link.click()
    waiting.value.save_as(path)
    return path


# --- the head --------------------------------------------------------------------------


def approve(page: Page, version: RoadMapVersion) -> None:
    """Find the draft, put it in force by an order of today."""
    open_section(page, "Дорожные карты")
    page.locator("main").get_by_role("link", name=TITLE).first.click()
    page.get_by_role("link", name="Проверить и утвердить").click()
    page.get_by_label("Номер приказа").fill(ORDER)
    page.get_by_role("button", name="Утвердить версию 1").click()
    expect(page.get_by_role("status")).to_contain_text("Версия 1 утверждена")
    version.refresh_from_db()
    assert (version.state, version.order_number) == (VersionState.IN_FORCE, ORDER)


# --- papers ----------------------------------------------------------------------------


def programme() -> dict[str, object]:
    """Return the programme as a Word file: a grif, a title, a table with sections."""
    document = docx.Document()
    for line in GRIF:
        document.add_paragraph(line).alignment = WD_ALIGN_PARAGRAPH.RIGHT
    document.add_heading(TITLE, level=1)
    table = document.add_table(rows=0, cols=len(HEADER))
    _add_row(table, HEADER)
    for section in SECTIONS:
        _add_row(table, (*section, "", "", ""))
        for row in ROWS[section[0]]:
            _add_row(table, row)
    return _file("Программа.docx", document)


def a_list() -> dict[str, object]:
    """Return the paper that closes a term."""
    document = docx.Document()
    document.add_paragraph("Школа № 1")
    return _file("Список.docx", document)


def _add_row(table, texts: tuple[str, ...]) -> None:
    for cell, text in zip(table.add_row().cells, texts, strict=True):
        cell.text = text


def _file(name: str, document) -> dict[str, object]:
    content = io.BytesIO()
    document.save(content)
    return {"name": name, "mimeType": DOCX, "buffer": content.getvalue()}


def words_of(paper: Path) -> str:
    """Return the text of a PDF with single spaces."""
    done = subprocess.run(
        ["pdftotext", str(paper), "-"],
        capture_output=True,
        text=True,
        check=True,
    )
    return plain(done.stdout)
