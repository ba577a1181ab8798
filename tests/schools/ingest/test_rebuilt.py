from datetime import date

import openpyxl

from schools.ingest.rebuilt import write_rebuilt_copy
from schools.ingest.sheets import Sheet


def rebuilt(tmp_path, rows, drops=None):
    path = tmp_path / "copy.xlsx"
    write_rebuilt_copy([Sheet("Л", rows)], [], path, drops or {})
    sheet = openpyxl.load_workbook(path)["Л"]
    return [[cell.value for cell in row] for row in sheet.iter_rows()]


def test_cells_keep_their_types(tmp_path):
    rows = [
        ["0005", 5.0, True, date(2024, 9, 1)],
        ["", 0.0, False, "Иванов Иван Иванович"],
    ]
    read = rebuilt(tmp_path, rows)
    assert read[0][:3] == ["0005", 5, True]
    assert read[0][3].date() == date(2024, 9, 1)
    assert read[1] == [None, 0, False, "Иванов Иван Иванович"]


def test_with_dropped_columns_names_elsewhere_are_hidden_too(tmp_path):
    rows = [
        ["ФИО", "Школа", "Кто"],
        ["Иванов И.И.", "СОШ им. А.С. Пушкина", "Петров Пётр Ильич"],
        ["", "Исполнитель: Петрова Мария Ивановна", ""],
    ]
    assert rebuilt(tmp_path, rows, {"Л": {0}}) == [
        ["Школа", "Кто"],
        ["СОШ им. А.С. Пушкина", "[скрыто]"],
        ["Исполнитель: [скрыто]", None],
    ]
