import pytest

from schools.ingest.errors import RefusedFile
from schools.ingest.header import choose_sheet, find_table, join_headers
from schools.ingest.sheets import Sheet
from tests.schools.ingest.schemas import HEADINGS, RESULTS


DATA = ["СОШ № 1", "01", 2024.0, "Математика", 5.0, 20.0, 3.5, 1.0, 95.0, "", ""]


def padded(rows, width=11):
    return [[*row, *[""] * (width - len(row))] for row in rows]


def located(rows, merges=(), **options):
    return find_table(Sheet("Л", padded(rows), tuple(merges)), RESULTS, **options)


def test_a_heading_in_the_first_row():
    location = located([HEADINGS, DATA, DATA])
    assert location.header_rows == (1,)
    assert location.headers == tuple(HEADINGS)
    assert (location.first_data_row, location.last_row) == (2, 3)
    assert (location.matched, location.columns) == (11, tuple(range(11)))


def test_titles_above_the_heading_and_column_numbers_below():
    numbers = [float(number) for number in range(1, 12)]
    rows = [
        ["Результаты ВПР 2024"],
        ["Предмет", "Математика"],
        [],
        HEADINGS,
        numbers,
        DATA,
    ]
    location = located(rows)
    assert location.header_rows == (4,)
    assert location.data_rows.tolist() == [5]
    assert [(row.row, row.reason) for row in location.skipped] == [(5, "numbering")]


def test_a_title_right_above_the_heading_is_not_taken_into_it():
    assert located([["Сводная таблица"], HEADINGS, DATA]).header_rows == (2,)


def test_a_heading_of_two_rows_by_merged_cells():
    rows = [
        ["Школа", "Год", "Математика", "", "Русский язык", ""],
        ["", "", "участников", "средний балл", "участников", "средний балл"],
        ["СОШ № 1", 2024.0, 20.0, 3.5, 19.0, 3.7],
    ]
    merges = [(0, 0, 1, 0), (0, 1, 1, 1), (0, 2, 0, 3), (0, 4, 0, 5)]
    location = located(rows, merges)
    assert location.header_rows == (1, 2)
    assert location.headers[:6] == (
        "Школа",
        "Год",
        "Математика / участников",
        "Математика / средний балл",
        "Русский язык / участников",
        "Русский язык / средний балл",
    )
    assert location.first_data_row == 3


def test_a_heading_of_two_rows_without_merged_cells():
    rows = [
        ["Школа", "Год", "Результат", ""],
        ["", "", "Участников", "Средний балл"],
        ["СОШ № 1", 2024.0, 20.0, 3.5],
    ]
    location = located(rows)
    assert location.headers[:4] == (
        "Школа",
        "Год",
        "Результат / Участников",
        "Результат / Средний балл",
    )
    assert location.data_rows.tolist() == [2]


def test_rows_that_a_merged_heading_reaches_down_to():
    rows = [
        ["Школа", "Год", "Неизвестное", ""],
        ["", "", "а", "б"],
        ["СОШ № 1", 2024.0, 1.0, 2.0],
    ]
    location = located(rows, [(0, 0, 1, 0), (0, 1, 1, 1), (0, 2, 0, 3)])
    assert location.header_rows == (1, 2)
    assert location.headers[2:4] == ("Неизвестное / а", "Неизвестное / б")


def test_an_unknown_heading_is_guessed_by_its_width():
    rows = [["Отчёт"], ["Поле 1", "Поле 2", "Поле 3"], ["а", "б", "в"]]
    location = located(rows)
    assert (location.header_rows, location.matched) == ((2,), 0)


def test_a_person_may_point_at_the_heading():
    assert located([HEADINGS, DATA, DATA], header_row=2).header_rows == (2,)


def test_totals_notes_and_blank_rows_are_not_data():
    rows = [
        HEADINGS,
        DATA,
        [],
        ["Итого по району", "", "", "", "", 20.0],
        ["Средняя школа № 5", *DATA[1:]],
        [" ", " "],
        ["Примечание: данные предварительные"],
        ["Исполнитель", "", "Иванова М. П."],
    ]
    location = located(rows)
    assert location.data_rows.tolist() == [1, 4]
    assert [(row.row, row.reason, row.text) for row in location.skipped] == [
        (4, "total", "Итого по району"),
        (6, "blank", ""),
        (7, "note", ""),
        (8, "note", ""),
    ]


def test_a_heading_far_below_empty_rows_is_found():
    assert located([*[[]] * 60, HEADINGS, DATA]).header_rows == (61,)


def test_an_empty_sheet_is_refused():
    with pytest.raises(RefusedFile) as caught:
        located([[], []])
    assert caught.value.message == (
        "В файле нет таблицы: заполните хотя бы одну строку под заголовками"
        " столбцов и загрузите файл снова."
    )


def test_the_sheet_that_fits_best_is_chosen():
    guide = Sheet("Как заполнять", padded([["Школа", "Пояснение"], ["а", "б"]]))
    empty = Sheet("Пустой", [])
    hidden = Sheet("Скрытый", padded([HEADINGS, DATA]), hidden=True)
    data = Sheet("Данные", padded([HEADINGS, DATA]))
    assert choose_sheet([empty, guide, hidden, data], RESULTS).name == "Данные"
    assert choose_sheet([guide, hidden], RESULTS).name == "Скрытый"
    with pytest.raises(RefusedFile):
        choose_sheet([empty], RESULTS)


def test_joined_headers_do_not_repeat_themselves():
    assert join_headers([["Школа", "А"], ["Школа", "б"]]) == ("Школа", "А / б")
