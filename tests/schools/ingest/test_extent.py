import pytest

from schools.ingest.errors import RefusedFile
from schools.ingest.extent import OdsExtent, XlsxExtent
from tests.schools.ingest.files import ods_content, ods_rows


def cells(*pieces):
    extent = XlsxExtent()
    for piece in pieces:
        extent.feed(piece.encode())
    return extent.cells


def test_the_rectangle_of_a_sheet():
    rows = '<row r="1"><c r="A1"><v>1</v></c></row><row r="7"><c r="C7" s="1"><v>1</v></c></row>'
    assert cells(f"<sheetData>{rows}</sheetData>") == 7 * 3


def test_cells_without_content_do_not_count():
    assert cells('<row r="1"><c r="B1"><v>1</v></c><c r="XFD1" s="1"/></row><x>') == 2


def test_pieces_may_cut_a_tag():
    text = '<row r="3"><c r="AB3"><v>1</v></c></row><x>'
    for cut in range(len(text)):
        assert cells(text[:cut], text[cut:]) == 3 * 28


@pytest.mark.parametrize(
    "text",
    [
        '<x:row r="5"><x:c r="J5"><x:v>1</x:v></x:c></x:row><x>',
        "<row r='5'><c r='J5'><v>1</v></c></row><x>",
        '<row\nspans="1" r="5"><c\ts="1" r="J5"><v>1</v></c></row><x>',
        "<row><c><v>1</v></c></row>" * 4 + f"<row>{'<c><v>1</v></c>' * 10}</row><x>",
    ],
)
def test_unusual_spellings_hide_nothing(text):
    assert cells(text) == 50


def test_an_endless_cell_tag_is_refused():
    extent = XlsxExtent()
    with pytest.raises(RefusedFile):
        extent.feed(b'<c r="A1" ' + b"a" * 300_000)


def ods_cells(body):
    extent = OdsExtent()
    extent.feed(ods_content(body).encode())
    extent.close()
    return extent.cells


def test_the_rectangle_of_an_ods():
    assert ods_cells(ods_rows([["а", 1.0], ["", 2.0, 3.0]])) == 6
    repeated = '<table:table-row table:number-rows-repeated="9"><table:table-cell/></table:table-row>'
    assert ods_cells(ods_rows([["а"]]) + repeated) == 1
    assert ods_cells(ods_rows([["а"]]) + repeated + ods_rows([["б"]])) == 11


def test_an_ods_that_is_not_xml_is_refused():
    with pytest.raises(RefusedFile) as caught:
        ods_cells("<table:table-row>")
    assert caught.value.code == "damaged"
