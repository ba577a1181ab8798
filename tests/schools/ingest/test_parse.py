from datetime import date

import numpy as np
import openpyxl

from schools.ingest.header import find_table
from schools.ingest.mapping import people_data, propose
from schools.ingest.marked import write_marked_copy
from schools.ingest.parse import parse_table
from schools.ingest.schema import Field, RowCheck, TableSchema
from schools.ingest.sheets import Sheet
from tests.schools.ingest.files import write_text, write_xlsx
from tests.schools.ingest.reading import parse_file, parse_sheets, read_file
from tests.schools.ingest.schemas import HEADINGS, RESULTS


def row(school="СОШ № 1", **values):
    cells = dict(zip(HEADINGS, [
        school, "0005", 2024.0, "Математика", 5.0, 20.0, 3.5, 1.0, 95.0, "01.09.2024", "да",
    ], strict=True))  # fmt: skip
    cells.update(
        {heading.replace("_", " "): value for heading, value in values.items()}
    )
    return list(cells.values())


def parsed(*rows):
    return parse_sheets([Sheet("Лист1", [HEADINGS, *rows])])


def test_a_cp1251_table_with_titles(tmp_path):
    lines = [
        "Результаты ВПР;;;;",
        "Муниципальный район;;;;",
        ";;;;",
        "Школа;Год;Предмет;Участников;Средний балл",
        "МБОУ «СОШ № 1»;2024;Русский язык;25;3,52",
        "МБОУ «СОШ № 2»;2024;Математика;1 234;4",
        "Итого;;;1 259;",
    ]
    table = parse_file(write_text(tmp_path / "a.csv", lines, "cp1251"))
    assert table.findings == ()
    assert table.columns["school"].tolist() == ["МБОУ «СОШ № 1»", "МБОУ «СОШ № 2»"]
    assert table.columns["subject"].tolist() == ["rus", "math"]
    assert table.columns["participants"].tolist() == [25.0, 1234.0]
    assert table.columns["mean_score"].tolist() == [3.52, 4.0]
    assert table.rows.tolist() == [5, 6]
    assert [skipped.text for skipped in table.skipped] == ["Итого"]


def test_every_form_of_a_value(tmp_path):
    path = write_xlsx(tmp_path / "a.xlsx", [
        HEADINGS,
        row("А", Участников="1\u00a0234", **{"Средний балл": "12,5", "Охват, %": "12.5 %"}),
        row("Б", Участников=5.0, **{"Средний балл": "—", "Охват, %": "н/д"}),
        row("В", **{"Дата проведения": date(2024, 9, 1), "Объективность": True}),
        row("Г", **{"Дата проведения": "1 сентября 2024 г.", "Объективность": "+"}),
        row("Д", **{"Дата проведения": 45536.0, "Объективность": "-"}),
        row("Е", **{"Средний балл": "не применимо", "Охват, %": 0.0}),
        row("Ж", **{"Средний балл": "Х", "Код школы": "000012"}),
    ])  # fmt: skip
    table = parse_file(path)
    assert table.findings == ()
    assert table.columns["participants"].tolist() == [1234.0, 5.0, *[20.0] * 5]
    np.testing.assert_array_equal(
        table.columns["mean_score"], [12.5, np.nan, 3.5, 3.5, 3.5, np.nan, np.nan]
    )
    assert table.states["mean_score"].tolist() == [0, 2, 0, 0, 0, 3, 2]
    np.testing.assert_array_equal(
        table.columns["covered_percent"], [12.5, np.nan, 95, 95, 95, 0, 95]
    )
    assert table.columns["held_on"].tolist() == [date(2024, 9, 1)] * 7
    assert table.columns["is_objective"].tolist() == [
        True,
        True,
        True,
        True,
        False,
        True,
        True,
    ]
    assert table.columns["school_code"].tolist() == [*["0005"] * 6, "000012"]


def test_twelve_planted_faults_are_twelve_findings(tmp_path):
    faults = [
        row(""),
        row("Б", Год="2O24"),
        row("В", Год=1024.0),
        row("Г", Предмет="Физика"),
        row("Д", Класс=12.0),
        row("Е", Участников="двадцать"),
        row("Ж", Участников=-3.0, **{"Ниже минимума": ""}),
        row("З", **{"Средний балл": "3,5,1"}),
        row("И", **{"Ниже минимума": 21.0}),
        row("К", **{"Дата проведения": "31.02.2024"}),
        row("Л", Объективность="возможно"),
        row("А"),
    ]
    path = write_xlsx(
        tmp_path / "a.xlsx", [HEADINGS, row("А"), *faults, row("М")], "Результаты"
    )
    table = parse_file(path)
    assert [(item.row, item.column, item.rule) for item in table.findings] == [
        (3, "A", "required"),
        (4, "C", "not_a_number"),
        (5, "C", "below_minimum"),
        (6, "D", "unknown_choice"),
        (7, "E", "above_maximum"),
        (8, "F", "not_a_number"),
        (9, "F", "below_minimum"),
        (10, "G", "not_a_number"),
        (11, "H", "below_min_over_participants"),
        (12, "J", "not_a_date"),
        (13, "K", "not_a_boolean"),
        (14, "A", "duplicate_key"),
    ]
    assert {item.sheet for item in table.findings} == {"Результаты"}
    check = table.findings[8]
    assert (check.header, check.value) == ("Ниже минимума", "21")
    assert check.message == "Ниже минимума 21, а участников всего 20"
    assert table.duplicates == ((2, 14),)
    assert table.findings[11].message == "Строки 2 и 14 описывают одно и то же"
    assert table.error_rows.tolist() == [True] * 13 + [False]
    assert table.totals.rows == 1
    assert table.totals.sums["participants"] == 20.0


def test_a_required_column_that_is_absent_stops_every_row():
    table = parse_sheets([Sheet("Л", [["Школа", "Год"], ["А", 2024.0]])])
    assert [(item.row, item.rule, item.header) for item in table.findings] == [
        (0, "column_missing", "Предмет"),
        (0, "column_missing", "Участников"),
    ]
    assert table.error_rows.tolist() == [True]


def test_merged_keys_are_repeated_and_merged_numbers_are_not():
    rows = [
        HEADINGS,
        row("А"),
        row("", Предмет="Русский"),
        row("Б"),
        row("Б", Класс=6.0),
    ]
    rows[2][5] = rows[4][5] = ""
    merges = ((1, 0, 2, 0), (1, 5, 2, 5))
    table = parse_sheets([Sheet("Л", rows, merges)])
    assert table.columns["school"].tolist() == ["А", "А", "Б", "Б"]
    np.testing.assert_array_equal(
        table.columns["participants"], [20, np.nan, 20, np.nan]
    )
    assert [
        (item.row, item.column, item.rule, item.severity) for item in table.findings
    ] == [
        (2, "F", "merged_value", "warning"),
        (3, "F", "required", "error"),
        (5, "F", "required", "error"),
    ]


def test_missing_parts_of_a_key_equal_each_other():
    table = parsed(row("А", Класс=""), row("А", Класс="—"), row("А", Класс=5.0))
    assert table.duplicates == ((2, 3),)


def test_rows_are_not_checked_where_a_value_is_missing():
    table = parsed(row("А", **{"Ниже минимума": ""}), row("Б", Участников="x5"))
    assert [item.rule for item in table.findings] == ["not_a_number"]


def test_progress_is_told_for_every_column():
    sheet = Sheet("Л", [HEADINGS, row()])
    location = find_table(sheet, RESULTS)
    seen = []
    parse_table(
        sheet, location, propose(location.headers, RESULTS), RESULTS,
        progress=lambda done, total: seen.append((done, total)),
    )  # fmt: skip
    assert seen == [(number, 11) for number in range(1, 12)]


def test_more_findings_than_anybody_reads_are_counted():
    rows = [["СОШ", "ошибка", "Математика", 1.0]] * 10_005
    schema = TableSchema(
        "t", "Т",
        (Field("a", "А"), Field("b", "Б", kind="integer"), Field("c", "В"), Field("d", "Г")), (),
    )  # fmt: skip
    table = parse_sheets([Sheet("Л", [["А", "Б", "В", "Г"], *rows])], schema)
    assert (len(table.findings), table.findings_omitted) == (10_000, 5)
    assert table.error_rows.all()


def test_a_check_across_columns_gets_whole_columns():
    levels = ("low", "high")
    check = RowCheck(
        "levels_sum", (*levels, "all"), "Сумма {low} и {high} не равна {all}", "проверьте уровни",
        lambda columns: columns["low"] + columns["high"] == columns["all"],
    )  # fmt: skip
    schema = TableSchema(
        "t", "Т",
        tuple(Field(code, code, kind="integer") for code in (*levels, "all")), (), (check,),
    )  # fmt: skip
    table = parse_sheets(
        [Sheet("Л", [["low", "high", "all"], [1.0, 2.0, 3.0], [1.0, 1.0, 3.0]])], schema
    )
    assert [(item.row, item.message) for item in table.findings] == [
        (3, "Сумма 1 и 1 не равна 3")
    ]


SECRETS = (
    "Иванов", "Анна", "Сидорович", "Петрова Мария Ивановна", "Кузнецов", "0408", "123456",
    "654321", "112-233-445 95",
)  # fmt: skip


def assert_no_secrets(text):
    assert [secret for secret in SECRETS if secret in text] == []


def marked_text(tmp_path, path, table, schema=RESULTS):
    """Return everything that is written in the marked copy."""
    sheets = read_file(path)
    drops = people_data(sheets, schema)
    copy = tmp_path / "marked.xlsx"
    source = path if path.suffix == ".xlsx" else None
    write_marked_copy(source, sheets, table.findings, copy, drops)
    workbook = openpyxl.load_workbook(copy)
    return "\n".join(
        f"{cell.value} {cell.comment.text if cell.comment else ''}"
        for sheet in workbook.worksheets
        for cells in sheet.iter_rows()
        for cell in cells
    )


PUPILS = TableSchema(
    "pupils", "Участники",
    (
        Field("school", "ОО", required=True),
        Field("school_code", "Код ОО", kind="code"),
        Field("grade", "Класс", kind="code"),
        Field("score", "Первичный балл", kind="integer", minimum=0),
        Field("mark", "Отметка", kind="integer", minimum=2, maximum=5, synonyms=("Оценка",)),
        Field("note", "Примечание"),
    ), (),
)  # fmt: skip


def test_a_layout_of_fis_oko_loses_its_names(tmp_path):
    rows = [
        ["ВПР 2024 Математика 5 класс"],
        ["Предмет", "Математика"],
        ["Максимальный первичный балл", 20.0],
        ["СОШ № 1 (edu240015) | Кол-во участников: 3"],
        ["", "", "", "", "", "", "Б", "П"],
        ["ОО", "Муниципалитет", "Код участника", "Класс", "Вариант", "ФИО", "1 (2б)", "9.1 (1б)",
         "Первичный балл", "Отметка", "Примечание"],
        ["edu240015", "Район", "5001", "5А", 1.0, "Петрова Мария Ивановна", 2.0, "X", 12.0, 4.0,
         "Петрова Мария Ивановна"],
        ["edu240015", "Район", "5002", "5А", 2.0, "Кузнецов Пётр Ильич", 1.0, "-", "много", 3.0,
         "Кузнецов П.И."],
        ["edu240015", "Район", "5003", "5Б", 2.0, "", 1.0, "—", 9.0, "Нет отметки", ""],
    ]  # fmt: skip
    path = write_xlsx(tmp_path / "a.xlsx", rows, "Индивидуальные результаты")
    table = parse_file(path, PUPILS)
    assert table.dropped_columns == ("ФИО", "Примечание")
    assert table.columns["school"].tolist() == ["edu240015"] * 3
    np.testing.assert_array_equal(table.columns["score"], [12, np.nan, 9])
    np.testing.assert_array_equal(table.columns["mark"], [4, 3, np.nan])
    assert [(item.row, item.column, item.rule) for item in table.findings] == [
        (8, "I", "not_a_number")
    ]
    assert_no_secrets(repr(table))
    copy = marked_text(tmp_path, path, table, PUPILS)
    assert_no_secrets(copy)
    assert "много" in copy


def test_a_layout_of_rcoi_loses_names_and_passports(tmp_path):
    lines = [
        "01 - Русский язык 2022.06.23;;;;;;;;;;;;",
        "№;Код МСУ;Код ОО;Класс;Код ППЭ;Фамилия;Имя;Отчество;Серия;Номер;;Первичный балл;Оценка",
        "1;005;0005;11А;100;Иванов;Анна;Сидорович;0408;123456;;24;4",
        "2;005;0006;11;100;Кузнецов;Анна;Сидорович;0408;654321;;x1;5",
        "Средние;;;;;;;;;;;24;4",
        "Минимальная граница;;;;;;;;;;;15;",
        "Всего участников;;;;;;;;;;;2;",
        "Исполнитель: Петрова Мария Ивановна;;;;;;;;;;;;",
    ]
    path = write_text(tmp_path / "a.csv", lines, "cp1251")
    schema = TableSchema("p", "Участники", PUPILS.fields[1:5], ())
    table = parse_file(path, schema)
    assert table.dropped_columns == ("Фамилия", "Имя", "Отчество", "Серия", "Номер")
    assert table.columns["school_code"].tolist() == ["0005", "0006"]
    assert table.columns["grade"].tolist() == ["11А", "11"]
    assert [row.reason for row in table.skipped] == ["total", "total", "total", "note"]
    assert_no_secrets(repr(table))
    assert_no_secrets(marked_text(tmp_path, path, table, schema))


def test_names_in_a_mapped_column_are_dropped_whatever_the_mapping_says():
    rows = [
        HEADINGS,
        *(row("Петрова Мария Ивановна", Класс=float(grade)) for grade in (1, 2, 3)),
    ]
    sheet = Sheet("Л", rows)
    location = find_table(sheet, RESULTS)
    table = parse_table(sheet, location, propose(location.headers, RESULTS), RESULTS)
    assert table.dropped_columns == ("Школа",)
    assert "school" not in table.columns
    assert_no_secrets(repr(table))


def test_a_name_in_a_wrong_cell_is_hidden_in_the_finding():
    table = parsed(
        row("А", Год="Петрова Мария Ивановна"), *(row(f"Б{i}") for i in range(5))
    )
    (finding,) = table.findings
    assert (finding.value, finding.rule) == ("[скрыто]", "not_a_number")


def test_ids_may_take_the_place_of_names_and_findings_may_be_added():
    table = parsed(row("А"), row("Б"))
    ids = table.with_columns({"school": np.array([7, None], dtype=object)})
    assert ids.columns["school"].tolist() == [7, None]
    (finding,) = parsed(row("А", Год="")).findings
    more = table.with_findings((finding,))
    assert more.error_rows.tolist() == [True, False]
    assert more.findings == (finding,)
