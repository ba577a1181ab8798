"""A browser without JavaScript: from the file to the order, every form still works."""

from __future__ import annotations

import time
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from identification.enums import DecisionState, Verdict
from identification.models import Decision, Result, Run
from schools.models import School, SchoolStatus, Territory
from tests.factories.imports import RESULT_HEADERS, result_line, xlsx
from tests.journeys.steps import (
    JOB_MILLISECONDS,
    figures,
    heading,
    open_section,
    text_of,
    upload,
)


if TYPE_CHECKING:
    from playwright.sync_api import Page

    from tests.journeys.conftest import Enter

pytestmark = pytest.mark.django_db(transaction=True)

YEAR = 2026


def test_everything_works_without_scripts(
    demo: Territory, enter: Enter, live_worker: None, tmp_path: Path
) -> None:
    town = demo.municipalities.order_by("pk")[0]
    page = enter("coordinator", scripts=False)
    assert page.locator("html.js").count() == 0

    write_results(page, town, tmp_path / "ОГЭ.xlsx")
    run = calculate(page)
    assert read_chart(page) == run.schools.exclude(group="unclassified").count()
    decide(page, run)


def write_results(page: Page, town: Territory, path: Path) -> None:
    schools = School.objects.in_territory(town).order_by("pk")
    rows = [result_line(school, Год=YEAR, Предмет="Физика") for school in schools]
    upload(page, "Результаты процедур", xlsx([RESULT_HEADERS, *rows], path))
    refresh_until(page, "Строки файла")
    assert figures(page)["Новых"] == "20"
    page.get_by_role("button", name="Записать 20 строк").click()
    refresh_until(page, "Сверка с файлом")
    assert Result.objects.filter(subject__code="physics").count() == 20


def calculate(page: Page) -> Run:
    open_section(page, "Расчёты")
    page.get_by_role("link", name="Новый расчёт").first.click()
    # What another choice would reload by itself is a button here.
    page.get_by_label("Год", exact=True).select_option(label="2025")
    page.get_by_role("button", name="Обновить сведения о данных").click()
    assert page.get_by_label("Год", exact=True).input_value() == "2025"
    page.get_by_label("Год", exact=True).select_option(label=str(YEAR))
    page.get_by_role("button", name="Запустить расчёт").click()
    refresh_until(page, "Школы")
    run = Run.objects.latest("pk")
    assert (run.year, run.state) == (YEAR, "done")
    return run


def read_chart(page: Page) -> int:
    """The table behind the drawing can be opened and read."""
    page.locator("#map summary").click()
    rows = page.locator("#map details tbody tr:visible")
    return rows.count()


def decide(page: Page, run: Run) -> None:
    page.get_by_role("button", name="Начать решение").click()
    decision = Decision.objects.get(run=run)
    total = decision.items.count()
    # A text typed at another item is not lost by the button of the first.
    page.locator("article.case--pending [data-reason]").nth(1).fill("Потом.")
    for _ in range(total):
        card = page.locator("article.case--pending").first
        card.locator("[data-reason]").fill("Решено на совете.")
        card.get_by_role("button").first.click()
    assert f"{total} из {total}" in text_of(page.locator("#decision-progress"))
    assert set(decision.items.values_list("verdict", "reason")) == {
        (Verdict.ACCEPTED, "Решено на совете.")
    }

    page.get_by_role("link", name="Записать приказ").click()
    page.get_by_label("Номер приказа").fill("78-о")
    page.get_by_role("button", name="Записать приказ и изменить статусы").click()
    heading(page, "Решение по расчёту").wait_for()
    decision.refresh_from_db()
    assert decision.state == DecisionState.RECORDED
    given = decision.items.filter(is_held=False).count()
    assert SchoolStatus.objects.filter(order_number="78-о").count() == given


def refresh_until(page: Page, title: str) -> None:
    """Press the button that stands in for a panel that asks by itself."""
    section = page.get_by_role("heading", level=2, name=title)
    deadline = time.monotonic() + JOB_MILLISECONDS / 1000
    while section.count() == 0:
        assert time.monotonic() < deadline, page.content()[-2000:]
        page.wait_for_timeout(500)
        refresh = page.get_by_role("link", name="Обновить", exact=True)
        if refresh.count():
            refresh.click()
