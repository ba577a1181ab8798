"""A workbook keeps types, and text never calculates."""

import datetime as dt
from decimal import Decimal
from io import BytesIO

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet
from tablib import Dataset

from schools.resources.xlsx import TypedXlsx


def workbook(*rows: list, headers: list[str] | None = None, **kwargs):
    headers = headers or [f"Столбец {n}" for n in range(len(rows[0]) if rows else 2)]
    dataset = Dataset(*[tuple(row) for row in rows], headers=headers)
    return openpyxl.load_workbook(BytesIO(TypedXlsx().export_data(dataset, **kwargs)))


def sheet(*rows: list, **kwargs) -> Worksheet:
    return workbook(*rows, **kwargs).worksheets[0]


@pytest.mark.parametrize(
    ("value", "stored", "kind"),
    [
        (12, 12, "n"),
        (12.5, 12.5, "n"),
        (Decimal("0.25"), 0.25, "n"),
        (0, 0, "n"),
        (dt.date(2022, 9, 1), dt.datetime.fromisoformat("2022-09-01"), "d"),
        ("00123", "00123", "s"),
        ("Школа № 1", "Школа № 1", "s"),
        (True, "да", "s"),
        (None, None, "n"),
        ("", None, "n"),
    ],
)
def test_types_survive(value, stored, kind):
    cell = sheet([value, "x"])["A2"]
    assert (cell.value, cell.data_type) == (stored, kind)


@pytest.mark.parametrize(
    "text",
    [
        "=1+1",
        '=HYPERLINK("http://example.org")',
        "+7 391 200-00-00",
        "-5",
        "@SUM(A1)",
        "{=A1}",
        "https://example.org/",
        "\t=1",
    ],
)
def test_text_stays_text_letter_by_letter(text):
    cell = sheet([text, "x"])["A2"]
    assert (cell.value, cell.data_type, cell.hyperlink) == (text, "s", None)


def test_the_header_stays_in_sight_and_filters():
    found = sheet(["a", 1], ["b", 2])
    assert (found.freeze_panes, found.auto_filter.ref) == ("B2", "A1:B3")


def test_a_moment_is_written_by_the_local_clock():
    moment = dt.datetime(2026, 3, 1, 2, 30, tzinfo=dt.UTC)
    assert sheet([moment, "x"])["A2"].value == dt.datetime.fromisoformat(
        "2026-03-01 09:30"
    )


def test_a_second_sheet_says_what_the_file_is():
    about = workbook(["a", 1], about=[("Кто", "координатор"), ("Школ", 1)])["Сведения"]
    assert [[cell.value for cell in row] for row in about] == [
        ["Сведение", "Значение"],
        ["Кто", "координатор"],
        ["Школ", 1],
    ]


def test_an_empty_list_has_its_header():
    found = sheet(headers=["Школа", "Код"])
    assert [[cell.value for cell in row] for row in found] == [["Школа", "Код"]]
