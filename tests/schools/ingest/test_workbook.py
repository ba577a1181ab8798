from datetime import date

import openpyxl
import pytest

from schools.ingest.errors import RefusedFile
from schools.ingest.guard import FileKind, inspect
from schools.ingest.limits import Limits
from schools.ingest.workbook import detect_delimiter, read_sheets
from tests.schools.ingest.files import (
    ods_rows,
    write_ods,
    write_text,
    write_xls,
    write_xlsx,
)
from tests.schools.ingest.reading import read_file


ROWS = [["Код", "Школа", "Балл"], ["0005", "СОШ № 1", 5.0], ["0006", "", 12.5]]


@pytest.mark.parametrize(
    ("name", "write"),
    [
        ("a.xlsx", write_xlsx),
        ("a.xls", write_xls),
        ("a.ods", lambda path, rows: write_ods(path, ods_rows(rows))),
    ],
)
def test_every_workbook_gives_the_same_rows(tmp_path, name, write):
    (sheet,) = read_file(write(tmp_path / name, ROWS))
    assert (sheet.name, sheet.hidden) == ("Лист1", False)
    assert sheet.rows == ROWS


def test_rows_keep_their_numbers_when_the_first_are_empty(tmp_path):
    path = write_xlsx(tmp_path / "a.xlsx", [[], [], ["", "Школа"]])
    assert read_file(path)[0].rows == [["", ""], ["", ""], ["", "Школа"]]


def test_merged_cells_and_hidden_sheets_are_told(tmp_path):
    workbook = openpyxl.Workbook()
    workbook.active.append(["Школа", 1])
    workbook.active.append(["", 2])
    workbook.active.merge_cells("A1:A2")
    workbook.create_sheet("Тайный").sheet_state = "hidden"
    workbook.save(tmp_path / "a.xlsx")
    first, second = read_file(tmp_path / "a.xlsx")
    assert first.merges == ((0, 0, 1, 0),)
    assert (second.name, second.hidden) == ("Тайный", True)


def test_dates_of_excel(tmp_path):
    path = write_xlsx(tmp_path / "a.xlsx", [["День"], [date(2024, 9, 1)]])
    assert read_file(path)[0].rows[1] == [date(2024, 9, 1)]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1251"])
@pytest.mark.parametrize("delimiter", [";", ",", "\t"])
def test_text_tables(tmp_path, encoding, delimiter):
    lines = ["Отчёт о результатах", "", *(delimiter.join(("Код", "Школа", "Доля")),)]
    lines += [
        delimiter.join(("0005", "СОШ № 1", "0.5")),
        delimiter.join(("0006", '"А ""Б"""', "")),
    ]
    (sheet,) = read_file(write_text(tmp_path / "a.csv", lines, encoding))
    assert sheet.rows == [
        ["Отчёт о результатах", "", ""],
        ["", "", ""],
        ["Код", "Школа", "Доля"],
        ["0005", "СОШ № 1", "0.5"],
        ["0006", 'А "Б"', ""],
    ]


def test_decimal_commas_do_not_divide_cells():
    assert detect_delimiter(["Школа;Балл;Доля", "А;12,5;3,5", "Б;1,5;2"]) == ";"


def test_the_line_in_which_excel_declares_the_delimiter(tmp_path):
    path = write_text(tmp_path / "a.csv", ["sep=|", "Школа|Балл", "А|1"])
    assert read_file(path)[0].rows == [["Школа", "Балл"], ["А", "1"]]


def test_errors_and_percentages_are_shown_as_in_excel(tmp_path):
    workbook = openpyxl.Workbook()
    sheet = workbook.active
    sheet.append(["Доля", "Формула", "Число"])
    sheet.append([0.125, "#N/A", 0.125])
    sheet.append([0.57, 1, 1])
    sheet["A2"].number_format = "0.0%"
    sheet["A3"].number_format = '0"%" 0.00 %'
    workbook.save(tmp_path / "a.xlsx")
    assert read_file(tmp_path / "a.xlsx")[0].rows[1:] == [
        ["12,5 %", "#N/A", 0.125],
        ["57 %", 1.0, 1.0],
    ]


def test_too_many_cells_in_a_text(tmp_path):
    path = write_text(tmp_path / "a.csv", ["a;b"] * 10)
    kind = inspect(path, "a.csv")
    for cells in (15, 29):
        with pytest.raises(RefusedFile) as caught:
            read_sheets(path, kind, Limits(cells=cells))
        assert caught.value.code == "too_many_cells"
    assert len(read_sheets(path, kind, Limits(cells=30))[0].rows) == 10


def test_a_workbook_that_the_reader_cannot_open(tmp_path):
    path = tmp_path / "a.xls"
    path.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1".ljust(4096, b"\xff"))
    with pytest.raises(RefusedFile) as caught:
        read_sheets(path, FileKind("xls", 4096))
    assert caught.value.code == "damaged"


def test_a_text_that_is_too_wide(tmp_path):
    path = write_text(tmp_path / "a.csv", ["a;" * 1_001])
    with pytest.raises(RefusedFile) as caught:
        read_file(path)
    assert caught.value.code == "too_many_columns"
