"""From the first login to the paper: a year of a coordinator, a head and a school."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from identification.enums import DecisionState, Group, Verdict
from identification.models import Decision, Result, Run
from schools.models import AuditEvent, School, SchoolStatus, Territory
from schools.templatetags.portal_format import number, signed
from tests.factories.imports import xlsx
from tests.journeys.steps import (
    JOB_MILLISECONDS,
    figures,
    heading,
    open_section,
    plain,
    resting_worker,
    text_of,
    upload,
    wait_for_section,
)


if TYPE_CHECKING:
    from playwright.sync_api import Page

    from tests.journeys.conftest import Enter

pytestmark = pytest.mark.django_db(transaction=True)

YEAR = 2026
HEADERS = ("Школа", "Год", "Процедура", "Предмет", "Класс")
HEADERS += ("Кол-во участников", "Средняя отметка", "Получили «2»")
OTHER_SPELLING = "Светлоборская третья школа"
LOW_GROUPS = (Group.LOW, Group.BOTH)


def test_a_year_from_the_first_login_to_the_paper(
    demo: Territory, enter: Enter, live_worker: None, tmp_path: Path
) -> None:
    town = demo.municipalities.order_by("pk")[0]
    own_school = School.objects.get(memberships__user__username="school")
    coordinator = enter("coordinator")

    add_results(coordinator, town, own_school, tmp_path)
    run = calculate(coordinator, town)
    read_run(coordinator, run)
    read_reason(coordinator, run, own_school)
    decision = decide(coordinator, run)
    record_order(coordinator, decision)

    list_paper = make_list(enter("head"), run, tmp_path)
    assert_list_paper(list_paper, run, town)
    sheet = make_sheet(enter("school"), run, own_school, tmp_path)
    assert_sheet(sheet, own_school)


# --- results -------------------------------------------------------------------


def add_results(page: Page, town: Territory, school: School, folder: Path) -> None:
    """Upload a table with one unknown spelling, name the school, write the table."""
    before = Result.objects.count()
    schools = list(School.objects.in_territory(town).order_by("pk"))
    file = results_file(schools, school, folder / "ВПР 6 класс.xlsx")

    upload(page, "Результаты процедур", file)
    wait_for_section(page, "Строки файла")
    assert figures(page) == {
        "Новых": "19",
        "Изменится": "0",
        "Без изменений": "0",
        "С ошибкой": "1",
    }
    page.get_by_role("link", name="Сопоставить названия").click()
    page.get_by_label(OTHER_SPELLING).select_option(label=school.name)
    page.get_by_role("button", name="Запомнить и проверить заново").click()
    page.get_by_role("button", name="Записать 20 строк").wait_for(
        timeout=JOB_MILLISECONDS
    )
    assert Result.objects.count() == before
    page.get_by_role("button", name="Записать 20 строк").click()
    wait_for_section(page, "Сверка с файлом")
    assert Result.objects.count() == before + 20
    assert Result.objects.filter(school=school, grade=6, year=YEAR).count() == 1


def results_file(schools: list[School], renamed: School, path: Path) -> Path:
    """Write ВПР of grade 6 as a department keeps it, with a title above."""
    rows: list[tuple[object, ...]] = [("Результаты ВПР, 6 класс",), (), HEADERS]
    for place, school in enumerate(schools):
        name = OTHER_SPELLING if school == renamed else school.name
        people = 40 + place
        below = 20 if school == renamed else place % 4
        mean = 2.6 if school == renamed else 3.3 + place / 40
        rows.append((name, YEAR, "ВПР", "Математика", 6, people, mean, below))
    return xlsx(rows, path, "Лист1")


# --- the calculation --------------------------------------------------------------


def calculate(page: Page, town: Territory) -> Run:
    """Start a run with the region's coefficients and watch it to its end."""
    open_section(page, "Расчёты")
    page.get_by_role("link", name="Новый расчёт").first.click()
    assert page.get_by_label("готовые коэффициенты").is_checked()
    with resting_worker():
        page.get_by_role("button", name="Запустить расчёт").click()
        page.get_by_text("Задание ждёт своей очереди").wait_for()
    wait_for_section(page, "Школы")
    run = Run.objects.latest("pk")
    assert (run.territory, run.year, run.state) == (town, YEAR, "done")
    assert run.frozen_from.territory == town.parent
    return run


def read_run(page: Page, run: Run) -> None:
    """The page shows the figures of the run, its map, and a row for each school."""
    schools = run.schools.all()
    classified = schools.exclude(group=Group.UNCLASSIFIED)
    shown = figures(page)
    assert shown["Школ в расчёте"] == f"{classified.count()} из {schools.count()}"
    assert shown["ШНОР"] == str(schools.filter(group__in=LOW_GROUPS).count())
    assert shown["Резильентные"] == str(schools.filter(group=Group.RESILIENT).count())
    page.locator("#map svg[role=img]").wait_for()
    table = page.locator("#map details table tbody tr")
    assert table.count() == classified.count()
    assert page.locator("#schools tbody tr").count() == schools.count()


def read_reason(page: Page, run: Run, school: School) -> None:
    """One school's page says what came out, what was expected, and why."""
    row = run.schools.get(school=school)
    page.locator("#schools").get_by_role("link", name=school.name, exact=True).click()
    heading(page, school.name).wait_for()
    shown = figures(page)
    assert shown["Результат"].startswith(plain(number(row.outcome_points, 1)))
    assert shown["Отклонение"].startswith(plain(signed(row.residual_points, 1)))
    why = text_of(page.locator("dl.explanation"))
    assert plain(number(row.expected_points, 1)) in why
    expect(page.locator("figure.chart svg[role=img]")).to_have_count(3)
    page.go_back()


# --- the decision ------------------------------------------------------------------


def decide(page: Page, run: Run) -> Decision:
    """Go through the list: the first is declined with a reason, the rest accepted."""
    page.get_by_role("button", name="Начать решение").click()
    heading(page, re.compile("Решение по расчёту")).wait_for()
    decision = Decision.objects.get(run=run)
    total = decision.items.count()
    assert total >= 5
    decide_first(page, "Школа на границе, других оснований нет.", decline=True)
    for _ in range(total - 1):
        decide_first(page, "Результаты ниже ожидаемых второй год.", decline=False)
    assert f"{total} из {total}" in text_of(page.locator("#decision-progress"))
    verdicts = list(decision.items.values_list("verdict", flat=True))
    assert verdicts.count(Verdict.DECLINED) == 1
    assert verdicts.count(Verdict.ACCEPTED) == total - 1
    return decision


def decide_first(page: Page, reason: str, *, decline: bool) -> None:
    card = page.locator("article.case--pending").first
    number_of = card.get_attribute("id")
    card.get_by_label("Почему").fill(reason)
    word = "Не присваивать|Снять" if decline else "Присвоить|Сохранить"
    card.get_by_role("button", name=re.compile(f"^({word})")).click()
    page.locator(f"#{number_of}:not(.case--pending)").wait_for()


def record_order(page: Page, decision: Decision) -> None:
    """Enter the order; statuses arise from it, and the trail knows who wrote it."""
    page.get_by_role("link", name="Записать приказ").click()
    page.get_by_label("Номер приказа").fill("77-о")
    page.get_by_role("button", name="Записать приказ и изменить статусы").click()
    page.get_by_role("heading", name=re.compile("Приказ № 77-о")).wait_for()
    decision.refresh_from_db()
    assert decision.state == DecisionState.RECORDED
    new = decision.items.filter(is_held=False, verdict=Verdict.ACCEPTED)
    given = SchoolStatus.objects.filter(order_number="77-о")
    assert set(given.values_list("school", "kind")) == set(
        new.values_list("school", "kind")
    )
    event = AuditEvent.objects.get(action="decision.recorded", object_id=decision.pk)
    assert event.actor_name == "Координатор (демо)"


# --- papers --------------------------------------------------------------------------


def make_list(page: Page, run: Run, folder: Path) -> Path:
    """The head makes the list as a PDF and takes it along."""
    open_section(page, "Расчёты")
    page.get_by_role("link", name=re.compile(rf"№ {run.pk}\b")).first.click()
    page.get_by_role("link", name="Документы").click()
    page.get_by_role("button", name="Сделать PDF").click()
    return download(page, folder / "list.pdf")


def make_sheet(page: Page, run: Run, school: School, folder: Path) -> Path:
    """The school opens its explanation and takes its sheet."""
    open_section(page, "Расчёты")
    heading(page, "Расчёты о вашей школе").wait_for()
    own = page.locator(f"a[href='/identification/runs/{run.pk}/schools/{school.pk}/']")
    own.click()
    heading(page, school.name).wait_for()
    page.get_by_role("button", name="Лист школы (PDF)").click()
    return download(page, folder / "sheet.pdf")


def download(page: Page, path: Path) -> Path:
    link = page.get_by_role("link", name="Скачать", exact=True)
    link.wait_for(timeout=JOB_MILLISECONDS)
    with page.expect_download() as waiting:
        link.click()
    waiting.value.save_as(path)
    assert path.read_bytes()[:5] == b"%PDF-"
    return path


def assert_list_paper(paper: Path, run: Run, town: Territory) -> None:
    """The paper names every school that the run finds, and can be read aloud."""
    text, tagged = words_of(paper), words_of(paper, tagged=True)
    found = run.schools.filter(group__in=LOW_GROUPS).select_related("school")
    names = [plain(row.school.name) for row in found]
    assert names
    assert [name for name in names if name not in text] == []
    assert [name for name in names if name not in tagged] == []
    assert plain(town.department) in text
    assert "ассчитано" in text


def assert_sheet(paper: Path, school: School) -> None:
    """The sheet is one page about one school."""
    text = words_of(paper)
    others = School.objects.exclude(pk=school.pk).values_list("name", flat=True)
    assert plain(school.name) in text
    assert [name for name in others if re.search(rf"{name}(?!\d)", text)] == []
    facts = run_program("pdfinfo", paper)
    assert re.search(r"Pages:\s+1\n", facts)
    assert re.search(r"Tagged:\s+yes\n", facts)


def words_of(paper: Path, *, tagged: bool = False) -> str:
    if tagged:
        tree = run_program("pdfinfo", "-struct-text", paper)
        return plain(" ".join(re.findall(r'^\s*"(.*)"$', tree, re.MULTILINE)))
    return plain(run_program("pdftotext", paper, "-"))


def run_program(*command: object) -> str:
    done = subprocess.run(
        [str(part) for part in command], capture_output=True, text=True, check=True
    )
    return done.stdout
