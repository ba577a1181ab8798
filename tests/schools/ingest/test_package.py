import pytest

from schools.ingest.errors import RefusedFile
from schools.ingest.limits import Limits
from schools.ingest.package import PackageFacts, inspect_ods, inspect_xlsx
from tests.schools.ingest.files import (
    ods_rows,
    spoilt_xlsx,
    write_ods,
    write_zip,
    xlsx_parts,
)


PIECE = 256 * 1024


@pytest.mark.parametrize("shift", [-12, -9, -5, -1, 0])
def test_a_declaration_cut_by_the_border_of_two_pieces_is_seen(tmp_path, shift):
    text = b"<a>".ljust(PIECE + shift) + b"<!DOCTYPE a>"
    path = spoilt_xlsx(tmp_path / "a.xlsx", {"xl/a.xml": text})
    with pytest.raises(RefusedFile) as caught:
        inspect_xlsx(path, Limits())
    assert caught.value.code == "doctype"


def test_a_picture_may_have_a_document_type(tmp_path):
    picture = {"xl/media/logo.svg": "<!DOCTYPE svg><svg/>"}
    assert (
        inspect_xlsx(spoilt_xlsx(tmp_path / "a.xlsx", picture), Limits())
        == PackageFacts()
    )


def test_a_chart_of_an_ods_is_no_foreign_document(tmp_path):
    path = write_ods(
        tmp_path / "a.ods", ods_rows([["а"]]), {"Object 1/content.xml": "<a/>"}
    )
    assert inspect_ods(path, Limits()) == PackageFacts()


def test_percent_formats_and_error_cells_are_noticed(tmp_path):
    styles = b'<styleSheet><cellXfs><xf numFmtId="10"/></cellXfs></styleSheet>'
    sheet = b'<worksheet><sheetData><row r="1"><c r="A1" t="e"><v>#N/A</v></c></row></sheetData>'
    percents = spoilt_xlsx(tmp_path / "a.xlsx", {"xl/styles.xml": styles})
    errors = spoilt_xlsx(tmp_path / "b.xlsx", {"xl/worksheets/sheet1.xml": sheet})
    assert inspect_xlsx(percents, Limits()) == PackageFacts(has_percent_formats=True)
    assert inspect_xlsx(errors, Limits()) == PackageFacts(has_error_cells=True)


def test_cells_of_all_sheets_are_added_up(tmp_path):
    parts = xlsx_parts([["а", "б"]])
    sheet = parts["xl/worksheets/sheet1.xml"]
    path = write_zip(tmp_path / "a.xlsx", {**parts, "xl/worksheets/sheet2.xml": sheet})
    inspect_xlsx(path, Limits(cells=4))
    with pytest.raises(RefusedFile) as caught:
        inspect_xlsx(path, Limits(cells=3))
    assert caught.value.code == "too_many_cells"
