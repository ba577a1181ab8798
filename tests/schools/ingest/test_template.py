import openpyxl

from schools.ingest.template import write_template
from tests.schools.ingest.reading import parse_file
from tests.schools.ingest.schemas import RESULTS


SCHOOLS = [f"МБОУ СОШ № {number}, с. Заречное" for number in range(1, 101)]


def written(tmp_path):
    path = tmp_path / "template.xlsx"
    examples = [{"school": "СОШ № 1", "mean_score": 3.5}, {"school": "СОШ № 2"}]
    write_template(RESULTS, path, examples=examples, choices={"school": SCHOOLS})
    return path


def test_sheets_headings_and_marks_of_required_columns(tmp_path):
    workbook = openpyxl.load_workbook(written(tmp_path))
    assert workbook.sheetnames == ["Данные", "Как заполнять", "Списки"]
    assert workbook["Списки"].sheet_state == "hidden"
    assert [cell.value for cell in workbook["Данные"][1]] == [
        "Школа *", "Код школы", "Год *", "Предмет *", "Класс", "Участников, чел. *",
        "Средний балл", "Ниже минимума", "Охват, %", "Дата проведения", "Объективность",
    ]  # fmt: skip


def test_drop_downs_short_and_long(tmp_path):
    workbook = openpyxl.load_workbook(written(tmp_path))
    rules = {
        str(rule.sqref): (rule.type, rule.formula1, rule.formula2)
        for rule in workbook["Данные"].data_validations.dataValidation
    }
    assert rules == {
        "A2:A5001": ("list", "'Списки'!$A$2:$A$101", None),
        "C2:C5001": ("whole", "2000", "2100"),
        "D2:D5001": ("list", '"Русский язык,Математика"', None),
        "E2:E5001": ("whole", "1", "11"),
        "F2:F5001": ("whole", "0", None),
        "G2:G5001": ("decimal", "0", "100"),
        "H2:H5001": ("whole", "0", None),
        "I2:I5001": ("decimal", "0", "100"),
        "K2:K5001": ("list", '"да,нет"', None),
    }
    listed = [row[0].value for row in workbook["Списки"].iter_rows(min_row=2)]
    assert listed == SCHOOLS


def test_the_guide_tells_every_column(tmp_path):
    guide = openpyxl.load_workbook(written(tmp_path))["Как заполнять"]
    rows = [[cell.value or "" for cell in row] for row in guide.iter_rows()]
    assert rows[0][0] == "Как заполнять таблицу «Результаты»"
    assert rows[7] == ["Школа *", "да", "текст", "", "", "СОШ № 1; СОШ № 2", ""]
    assert rows[9][4] == "от 2000 до 2100"
    assert len(rows) == 7 + len(RESULTS.fields)


def test_a_filled_template_is_imported_without_mapping(tmp_path):
    path = written(tmp_path)
    workbook = openpyxl.load_workbook(path)
    workbook["Данные"].append(
        [SCHOOLS[0], "0005", 2024, "Математика", 5, 20, 3.5, 1, 95, None, "да"]
    )
    workbook.save(path)
    table = parse_file(path)
    assert table.findings == ()
    assert list(table.columns) == [field.code for field in RESULTS.fields]
    assert table.columns["school_code"].tolist() == ["0005"]
    assert table.rows.tolist() == [2]
