"""The 420 school districts of California go through the portal as any region would.

The data set is `CASchools` of the R package AER; the figures were computed from it
with statsmodels: externally studentised residuals of (read + math) / 2 on the shares
of English learners, of subsidised lunches and of welfare, and on income.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pandas as pd
import pytest
from django.db.models import Model
from django.test import Client
from django.urls import reverse

from identification.actions.rule_sets import ensure_default_rules
from identification.enums import FactorDirection, ProcedureKind, ScoreKind
from identification.models import ContextFactor, Procedure, Result, Run
from schools.enums import Role
from schools.models import School, Territory
from tests.factories import MunicipalityFactory, RegionFactory, person
from tests.factories.identification import NOW
from tests.factories.imports import xlsx
from tests.identification.stats.data import published
from tests.journeys.steps import (
    JOB_MILLISECONDS,
    figures,
    open_section,
    text_of,
    upload,
    wait_for_section,
)


if TYPE_CHECKING:
    from playwright.sync_api import Page

    from tests.journeys.conftest import Enter

pytestmark = pytest.mark.django_db(transaction=True)

REGION = "Калифорния"
YEAR = 2025
FACTORS = {
    "english": "Доля изучающих английский как второй язык",
    "lunch": "Доля получающих обеды со скидкой",
    "calworks": "Доля получающих пособие",
    "income": "Доход на душу, тысяч долларов",
}
LOWEST = "Burrel Union Elementary"
# Cut of the studentised residual → districts below it.
BELOW = {"−1": 66, "−1,645": 16, "−2": 8}


def test_california_is_identified_through_the_portal(
    enter: Enter, live_worker: None, tmp_path: Path
) -> None:
    districts = published("AER", "CASchools")
    region = reference(districts)
    page = enter("analyst")

    write(page, "Школы", schools_table(districts, tmp_path))
    write(page, "Результаты процедур", results_table(districts, tmp_path))
    write(page, "Условия школ", context_table(districts, tmp_path))
    assert (School.objects.count(), Result.objects.count()) == (420, 420)

    declare_rules(page, "Все четыре фактора", selection="все названные факторы")
    run = calculate(page, region, "Все четыре фактора")
    assert_residuals(run)
    assert figures(page)["Школ в расчёте"] == "420 из 420"
    assert figures(page)["ШНОР"] == str(BELOW["−1"])
    for cut in ("−1,645", "−2"):
        assert low_schools_with(page, run, cut) == str(BELOW[cut])

    declare_rules(page, "Отбор факторов", selection="только значимые")
    chosen = calculate(page, region, "Отбор факторов")
    assert [step["name"] for step in chosen.model["path"]] == ["calworks"]
    assert_dropped(page, FACTORS["calworks"])


# --- the region and its tables -----------------------------------------------------------


def reference(districts: pd.DataFrame) -> Territory:
    """Do what an administrator does first: places, an analyst, what is measured."""
    region = RegionFactory(name=REGION, code="CA")
    for number, county in enumerate(sorted(districts["county"].unique()), 1):
        MunicipalityFactory(parent=region, name=county, code=f"CA{number:02d}")
    analyst = person(Role.ANALYST, region, username="analyst")
    analyst.set_password("demo")
    analyst.save()
    ensure_default_rules(now=NOW)
    client = administrator()
    add(
        client,
        Procedure,
        code="sat9",
        name="Stanford 9",
        kind=ProcedureKind.OTHER,
        score_kind=ScoreKind.PRIMARY_SCORE,
        levels="[]",
    )
    for position, (code, name) in enumerate(FACTORS.items(), 1):
        add(
            client,
            ContextFactor,
            code=code,
            name=name,
            direction=FactorDirection.UNKNOWN,
            position=position,
            is_active="on",
        )
    return region


def administrator() -> Client:
    client = Client()
    client.force_login(
        person(Role.ADMINISTRATOR),
        backend="django.contrib.auth.backends.ModelBackend",
    )
    return client


def add(client: Client, model: type[Model], **fields: object) -> None:
    """Add a row of a reference table in the administration."""
    address = reverse(f"admin:identification_{model._meta.model_name}_add")
    answer = client.post(address, {"synonyms": "[]", **fields})
    assert answer.status_code == 302, answer.context["errors"]


def schools_table(districts: pd.DataFrame, folder: Path) -> Path:
    table = districts[["district", "school", "county"]]
    headers = ("Код школы", "Название", "Муниципалитет")
    return xlsx([headers, *table.to_numpy().tolist()], folder / "schools.xlsx")


def results_table(districts: pd.DataFrame, folder: Path) -> Path:
    headers = ("Код школы", "Год", "Процедура", "Предмет", "Класс")
    headers += ("Участников", "Средний балл")
    cell = (YEAR, "Stanford 9", "Математика", 8)
    rows = [
        (row.district, *cell, row.students, row.score) for row in districts.itertuples()
    ]
    return xlsx([headers, *rows], folder / "results.xlsx")


def context_table(districts: pd.DataFrame, folder: Path) -> Path:
    headers = ("Код школы", "Год", *FACTORS.values())
    rows = [
        (row.district, YEAR, *(getattr(row, code) for code in FACTORS))
        for row in districts.itertuples()
    ]
    return xlsx([headers, *rows], folder / "context.xlsx")


def write(page: Page, table: str, file: Path) -> None:
    """Upload a table of 420 rows, confirm it, and see its sums agree."""
    upload(page, table, file, territory=REGION)
    wait_for_section(page, "Строки файла")
    page.get_by_role("button", name="Записать 420 строк").click()
    wait_for_section(page, "Сверка с файлом")


# --- rules and runs --------------------------------------------------------------------


def declare_rules(page: Page, title: str, *, selection: str) -> None:
    """Write the region's next version of the rules."""
    open_section(page, "Правила")
    page.get_by_role("link", name="Новая версия").first.click()
    page.get_by_label("Название", exact=True).fill(title)
    page.get_by_label("Что изменено и почему").fill("Сверка с опубликованными числами.")
    for name in FACTORS.values():
        page.get_by_label(name, exact=True).check()
    page.get_by_label(selection).check()
    page.get_by_role("button", name="Записать версию").click()
    page.get_by_text("Версия правил записана").wait_for()


def calculate(page: Page, region: Territory, rules: str) -> Run:
    """Start a run by the named rules and wait for its page."""
    open_section(page, "Расчёты")
    page.get_by_role("link", name="Новый расчёт").first.click()
    page.get_by_label("Территория").select_option(label=REGION)
    page.wait_for_load_state("networkidle")
    choose(page, "Правила отбора", rules)
    page.wait_for_load_state("networkidle")
    page.get_by_label("своя модель").check()
    page.get_by_role("button", name="Запустить расчёт").click()
    wait_for_section(page, "Школы")
    run = Run.objects.latest("pk")
    assert (run.territory, run.state, run.rule_set.title) == (region, "done", rules)
    return run


def choose(page: Page, label: str, beginning: str) -> None:
    """Choose the option of a list by the beginning of its words."""
    options = page.get_by_label(label).locator("option").all_inner_texts()
    found = next(text for text in options if text.startswith(beginning))
    page.get_by_label(label).select_option(label=found)


def assert_residuals(run: Run) -> None:
    """The studentised residuals are those of the published data."""
    rows = run.schools.order_by("studentised").select_related("school")
    lowest = rows[0]
    assert (lowest.school.name, round(lowest.studentised, 4)) == (LOWEST, -3.7186)
    values = [row.studentised for row in rows]
    below = {cut: sum(value < bound for value in values) for cut, bound in CUTS.items()}
    assert below == BELOW


CUTS = {"−1": -1.0, "−1,645": -1.645, "−2": -2.0}


def low_schools_with(page: Page, run: Run, cut: str) -> str:
    """Try another cut and read off the page how many schools lie below it."""
    page.goto(f"/identification/runs/{run.pk}/what-if/")
    page.get_by_label("Граница ШНОР").fill(cut)
    page.get_by_role("button", name="Рассчитать пробу").click()
    wait_for_section(page, "Школы")
    return figures(page)["ШНОР"]


def assert_dropped(page: Page, factor: str) -> None:
    """The page of the model names the factor that was left out, and why."""
    page.get_by_role("link", name="Модель", exact=True).click()
    path = page.get_by_role("table", name="Исключённые факторы по шагам")
    path.wait_for(timeout=JOB_MILLISECONDS)
    assert [text_of(cell) for cell in path.locator("tbody th").all()] == [factor]
    kept = page.get_by_role("table", name="Коэффициенты модели").locator("tbody th")
    assert [text_of(cell) for cell in kept.all()] == [
        "Свободный член",
        *(name for name in FACTORS.values() if name != factor),
    ]
