import openpyxl
import pytest

from schools.ingest.errors import Finding
from schools.ingest.marked import write_marked_copy
from schools.ingest.sheets import Sheet
from tests.schools.ingest.files import spoilt_xlsx, write_text, write_xlsx
from tests.schools.ingest.reading import parse_file, read_file
from tests.schools.ingest.schemas import HEADINGS


LIST_HEADINGS = (
    "Лист", "Строка", "Столбец", "Заголовок", "Значение", "Что не так", "Как исправить", "Важность",
)  # fmt: skip
FINDING = Finding(
    "Лист1", 2, "B", "Балл", "=1+1", "not_a_number", "Это не число", "впишите число"
)


def finding(**changes):
    fields = {name: getattr(FINDING, name) for name in FINDING.__slots__}
    return Finding(**{**fields, **changes})


def values(sheet):
    return [tuple(cell.value for cell in row) for row in sheet.iter_rows()]


def test_an_xlsx_is_marked_in_place(tmp_path):
    source = tmp_path / "a.xlsx"
    workbook = openpyxl.Workbook()
    sheet = workbook.active
    sheet.title = "Лист1"
    sheet.append(["Школа", "Балл"])
    sheet.append(["СОШ № 1", "много"])
    sheet["A1"].font = openpyxl.styles.Font(bold=True)
    sheet["A5"] = "=SUM(B2:B3)"
    workbook.save(source)
    copy = tmp_path / "copy.xlsx"
    warning = finding(
        column="A", severity="warning", message="Проверьте", advice="проверьте имя"
    )
    write_marked_copy(source, read_file(source), [FINDING, warning], copy)
    marked = openpyxl.load_workbook(copy)
    assert marked.sheetnames == ["Замечания", "Лист1"]
    assert values(marked["Замечания"]) == [
        LIST_HEADINGS,
        ("Лист1", 2, "B", "Балл", "=1+1", "Это не число", "впишите число", "ошибка"),
        (
            "Лист1",
            2,
            "A",
            "Балл",
            "=1+1",
            "Проверьте",
            "проверьте имя",
            "предупреждение",
        ),
    ]
    sheet = marked["Лист1"]
    assert sheet["B2"].fill.fgColor.rgb == "00FFC7CE"
    assert sheet["A2"].fill.fgColor.rgb == "00FFEB9C"
    assert sheet["B2"].comment.text == "Это не число: впишите число."
    assert (sheet["A1"].font.bold, sheet["A5"].value) == (True, "=SUM(B2:B3)")


def test_a_marked_copy_that_was_mended_loses_its_old_marks(tmp_path):
    source = write_xlsx(tmp_path / "a.xlsx", [["Школа", "Балл"], ["СОШ № 1", "много"]])
    first, second = tmp_path / "first.xlsx", tmp_path / "second.xlsx"
    write_marked_copy(source, read_file(source), [FINDING], first)
    write_marked_copy(first, read_file(first), [], second)
    marked = openpyxl.load_workbook(second)
    assert marked.sheetnames == ["Замечания", "Лист1"]
    cell = marked["Лист1"]["B2"]
    assert (cell.value, cell.comment, cell.fill.fill_type) == ("много", None, None)


def test_a_marked_copy_is_read_as_the_file_itself(tmp_path):
    source = write_xlsx(tmp_path / "a.xlsx", [HEADINGS[:3], ["СОШ № 1", "01", "x9"]])
    table = parse_file(source)
    copy = tmp_path / "copy.xlsx"
    write_marked_copy(source, read_file(source), table.findings, copy)
    assert parse_file(copy).findings == table.findings


def test_a_mark_in_a_merged_cell_lies_on_its_first_cell(tmp_path):
    source = tmp_path / "a.xlsx"
    workbook = openpyxl.Workbook()
    workbook.active.title = "Лист1"
    workbook.active["B1"] = "Балл"
    workbook.active.merge_cells("B1:B2")
    workbook.save(source)
    write_marked_copy(source, read_file(source), [FINDING], tmp_path / "copy.xlsx")
    marked = openpyxl.load_workbook(tmp_path / "copy.xlsx")["Лист1"]
    assert marked["B1"].comment.text == "Это не число: впишите число."


def test_a_text_table_comes_back_as_a_workbook(tmp_path):
    source = write_text(
        tmp_path / "a.csv", ["Школа;Балл", "СОШ № 1;много", "СОШ № 2;0005"]
    )
    copy = tmp_path / "copy.xlsx"
    write_marked_copy(None, read_file(source), [finding(sheet="Таблица")], copy)
    marked = openpyxl.load_workbook(copy)
    assert marked.sheetnames == ["Замечания", "Таблица"]
    assert values(marked["Таблица"]) == [
        ("Школа", "Балл"),
        ("СОШ № 1", "много"),
        ("СОШ № 2", "0005"),
    ]
    assert marked["Таблица"]["B2"].comment.text == "Это не число: впишите число."


def test_dropped_columns_move_the_letters(tmp_path):
    rows = [
        ["ФИО", "Школа", "Фамилия", "Балл"],
        ["Иванов И.И.", "СОШ № 1", "Иванов", "много"],
    ]
    source = write_xlsx(tmp_path / "a.xlsx", rows)
    copy = tmp_path / "copy.xlsx"
    write_marked_copy(
        source, read_file(source), [finding(column="D")], copy, {"Лист1": {0, 2}}
    )
    marked = openpyxl.load_workbook(copy)
    assert values(marked["Лист1"]) == [("Школа", "Балл"), ("СОШ № 1", "много")]
    assert marked["Лист1"]["B2"].fill.fgColor.rgb == "FFFFC7CE"
    assert values(marked["Замечания"])[1][2] == "B"


DANGEROUS = ["=cmd|' /C calc'!A0", "+1+cmd", "-2+3", "@SUM(A1)", "=1+1"]


@pytest.mark.parametrize("in_place", [True, False])
def test_texts_never_become_formulas(tmp_path, in_place):
    source = write_xlsx(
        tmp_path / "a.xlsx", [["Школа"], *([text] for text in DANGEROUS)]
    )
    copy = tmp_path / "copy.xlsx"
    findings = [
        finding(row=2 + number, column="A", value=text)
        for number, text in enumerate(DANGEROUS)
    ]
    write_marked_copy(source if in_place else None, read_file(source), findings, copy)
    workbook = openpyxl.load_workbook(copy)
    for sheet, column in ((workbook["Лист1"], "A"), (workbook["Замечания"], "E")):
        cells = [sheet[f"{column}{row}"] for row in range(2, 7)]
        assert [cell.value for cell in cells] == DANGEROUS
        assert [cell.data_type for cell in cells] == ["s"] * 5
        assert [cell.quotePrefix for cell in cells if cell.value[0] in "=+-@"] == [
            True
        ] * 5


def test_a_formula_that_reaches_outside_becomes_a_text(tmp_path):
    sheet = (
        '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
        '<row r="1"><c r="A1"><f>cmd|\' /C calc\'!A0</f><v>0</v></c>'
        '<c r="B1"><f>SUM(1,2)</f><v>3</v></c></row></sheetData></worksheet>'
    )
    source = spoilt_xlsx(tmp_path / "a.xlsx", {"xl/worksheets/sheet1.xml": sheet})
    write_marked_copy(source, read_file(source), [], tmp_path / "copy.xlsx")
    marked = openpyxl.load_workbook(tmp_path / "copy.xlsx").worksheets[1]
    assert (marked["A1"].data_type, marked["A1"].value) == ("s", "=cmd|' /C calc'!A0")
    assert (marked["B1"].data_type, marked["B1"].value) == ("f", "=SUM(1,2)")


def test_a_large_workbook_is_built_anew(tmp_path, monkeypatch):
    monkeypatch.setattr("schools.ingest.marked.MOST_CELLS_IN_PLACE", 3)
    source = write_xlsx(tmp_path / "a.xlsx", [["Школа", "Балл"], ["СОШ № 1", 5.0]])
    write_marked_copy(source, read_file(source), [FINDING], tmp_path / "copy.xlsx")
    marked = openpyxl.load_workbook(tmp_path / "copy.xlsx")
    assert values(marked["Лист1"]) == [("Школа", "Балл"), ("СОШ № 1", 5)]


def test_names_of_sheets_that_excel_refuses(tmp_path):
    sheets = [
        Sheet("А/Б", [["а"]]),
        Sheet("А Б", [["б"]]),
        Sheet("Я" * 40, [["в"]], hidden=True),
    ]
    write_marked_copy(None, sheets, [], tmp_path / "copy.xlsx")
    marked = openpyxl.load_workbook(tmp_path / "copy.xlsx")
    assert marked.sheetnames == ["Замечания", "А Б", "А Б (2)", "Я" * 31]
    assert marked["Я" * 31].sheet_state == "hidden"
