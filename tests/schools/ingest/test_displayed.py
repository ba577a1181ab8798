import pytest

from schools.ingest.errors import RefusedFile
from tests.schools.ingest.files import spoilt_xlsx
from tests.schools.ingest.reading import read_file


MAIN = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
STYLES = f'<styleSheet {MAIN}><cellXfs count="2"><xf numFmtId="0"/><xf numFmtId="9"/></cellXfs></styleSheet>'


def rows_of(tmp_path, data, styles=STYLES):
    sheet = f"<worksheet {MAIN}><sheetData>{data}</sheetData></worksheet>"
    changes = {"xl/worksheets/sheet1.xml": sheet, "xl/styles.xml": styles}
    return read_file(spoilt_xlsx(tmp_path / "a.xlsx", changes))[0].rows


def test_an_error_of_a_formula_is_shown(tmp_path):
    data = (
        '<row r="2"><c r="A2" t="e"><f>1/0</f><v>#DIV/0!</v></c>'
        '<c r="B2"><f>1+1</f><v>2</v></c><c r="C2" s="1" t="e"><v>#REF!</v></c></row>'
    )
    assert rows_of(tmp_path, data)[-1] == ["#DIV/0!", 2.0, "#REF!"]


def test_a_text_in_a_percent_format_stays_a_text(tmp_path):
    data = (
        '<row r="1"><c r="A1" s="1"><v>0.07</v></c>'
        '<c r="B1" s="1" t="inlineStr"><is><t>н/д</t></is></c><c r="C1" s="0"><v>0.07</v></c></row>'
    )
    assert rows_of(tmp_path, data) == [["7 %", "н/д", 0.07]]


def test_styles_that_are_not_xml_are_a_damaged_file(tmp_path):
    with pytest.raises(RefusedFile) as caught:
        rows_of(
            tmp_path, '<row r="1"><c r="A1" s="1"><v>1</v></c></row>', '<a numFmtId="9"'
        )
    assert caught.value.code == "damaged"
