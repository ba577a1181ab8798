"""A table with twelve faults: each is shown and marked, and the rest can be written."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import openpyxl
import pytest

from identification.models import Result
from schools.enums import Role
from tests import browsing
from tests.factories import MunicipalityFactory, SchoolFactory, person
from tests.factories.imports import RESULT_HEADERS, result_line, xlsx
from tests.journeys.steps import figures, text_of, upload, wait_for_section


if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = pytest.mark.django_db(transaction=True)

SHEET = "Данные"
SOUND_ROWS = 5
MEAN = "Средний балл или отметка"
# One fault a row: what is changed in a sound line, and the column of the remark.
FAULTS: tuple[tuple[dict[str, object], str], ...] = (
    ({"Код школы": "", "Школа": "Неведомая школа"}, "Школа"),
    ({"Код школы": "000000", "Школа": ""}, "Код школы"),
    ({"Год": "двадцать пятый"}, "Год"),
    ({"Год": 1925}, "Год"),
    ({"Процедура": "Олимпиада"}, "Процедура"),
    ({"Предмет": "Астрология"}, "Предмет"),
    ({"Класс": 15}, "Класс"),
    ({"Класс": None}, "Класс"),
    ({"Участников": "много"}, "Участников"),
    ({MEAN: "3,4 балла из 5"}, MEAN),
    ({MEAN: 7.2}, MEAN),
    ({"Ниже минимума": 60}, "Ниже минимума"),
)


def test_twelve_faults_are_found_marked_and_left_out(
    page: Page, live_worker: None, tmp_path: Path
) -> None:
    town = MunicipalityFactory()
    schools = SchoolFactory.create_batch(len(FAULTS) + SOUND_ROWS, municipality=town)
    browsing.sign_in(page, person(Role.COORDINATOR, town))
    page.goto("/")

    upload(page, "Результаты процедур", faulty_file(schools, tmp_path / "ОГЭ.xlsx"))
    wait_for_section(page, "Строки файла")

    assert figures(page) == {
        "Новых": str(SOUND_ROWS),
        "Изменится": "0",
        "Без изменений": "0",
        "С ошибкой": "12",
    }
    expected = [place_of(row, header) for row, (_, header) in enumerate(FAULTS, 2)]
    remarks = page.locator("#remarks .finding")
    assert [text_of(r.locator(".finding__place")) for r in remarks.all()] == expected
    assert Result.objects.count() == 0
    marked = download_marked(page, tmp_path / "marked.xlsx")
    assert marked_cells(marked) == {cell_of(place) for place in expected}

    page.get_by_role("button", name="Загрузить без ошибочных строк").click()
    wait_for_section(page, "Сверка с файлом")
    assert set(Result.objects.values_list("school", flat=True)) == {
        school.pk for school in schools[len(FAULTS) :]
    }


def faulty_file(schools: list, path: Path) -> Path:
    changes = [change for change, _ in FAULTS] + [{}] * SOUND_ROWS
    rows = [
        result_line(school, **change)
        for school, change in zip(schools, changes, strict=True)
    ]
    return xlsx([RESULT_HEADERS, *rows], path, SHEET)


def place_of(row: int, header: str) -> str:
    letter = "ABCDEFGHI"[RESULT_HEADERS.index(header)]
    return f"лист «{SHEET}», строка {row}, столбец {letter} «{header}»"


def cell_of(place: str) -> str:
    _, row, column = place.split(", ", 2)
    return f"{column.split()[1]}{row.removeprefix('строка ')}"


def download_marked(page: Page, path: Path) -> Path:
    with page.expect_download() as waiting:
        page.get_by_role("link", name="Скачать файл с отмеченными").first.click()
    waiting.value.save_as(path)
    return path


def marked_cells(path: Path) -> set[str]:
    """Return the cells of the sheet that are filled with a colour."""
    sheet = openpyxl.load_workbook(path)[SHEET]
    return {
        cell.coordinate
        for row in sheet.iter_rows(min_row=2)
        for cell in row
        if cell.fill.fill_type == "solid" and cell.column <= len(RESULT_HEADERS)
    }
