"""Word documents: merged cells, list numbers, boxes, deletions, nested tables."""

import docx

from roadmaps.documents import read_document
from roadmaps.documents.model import RawParagraph
from tests.roadmaps.documents.files import docx_bytes, docx_of, xml


def read(document):
    return read_document(docx_bytes(document), name="a.docx")


def paragraphs(raw):
    return [block.text for block in raw.blocks if isinstance(block, RawParagraph)]


def test_body_order_and_headings():
    document = docx.Document()
    document.add_heading("Раздел 1", level=1)
    document.add_table(rows=1, cols=2).cell(0, 0).text = "а"
    document.add_paragraph("После")
    raw = read(document)
    assert [type(block).__name__ for block in raw.blocks] == [
        "RawParagraph",
        "RawTable",
        "RawParagraph",
    ]
    assert raw.blocks[0] == RawParagraph("Раздел 1", is_heading=True)


def test_merged_cells():
    document = docx.Document()
    table = document.add_table(rows=3, cols=3)
    table.cell(0, 0).merge(table.cell(0, 2)).text = "Раздел"
    table.cell(1, 0).merge(table.cell(2, 0)).text = "Этап"
    table.cell(1, 1).text, table.cell(2, 2).text = "а", "б"
    (found,) = read(document).tables
    assert found.rows == (("Раздел", "", ""), ("Этап", "а", ""), ("", "", "б"))
    assert found.spans == ((0, 0, 0, 2), (1, 0, 2, 0))
    assert found.merged == {(0, 1), (0, 2), (2, 0)}


def test_grid_columns_that_no_row_needs_are_one():
    document = docx.Document()
    table = document.add_table(rows=2, cols=3)
    table.cell(0, 1).merge(table.cell(0, 2)).text = "Б"
    table.cell(1, 0).merge(table.cell(1, 1)).text = "в"
    table.cell(0, 0).text, table.cell(1, 2).text = "А", "г"
    (found,) = read(document).tables
    assert found.rows == (("А", "Б"), ("в", "г"))


def test_automatic_numbers():
    document = docx.Document()
    for text in ("первое", "второе"):
        document.add_paragraph(text, style="List Number")
    document.add_paragraph("пункт", style="List Bullet")
    raw = read(document)
    assert len(paragraphs(raw)) == 3


def test_numbers_of_a_list_fill_empty_cells():
    document = docx.Document()
    numbering = document.part.numbering_part.element
    numbering.insert(0, xml('<w:abstractNum w:abstractNumId="77"><w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1."/></w:lvl><w:lvl w:ilvl="1"><w:numFmt w:val="decimal"/><w:lvlText w:val="%1.%2"/></w:lvl></w:abstractNum>'))  # fmt: skip
    numbering.append(xml('<w:num w:numId="77"><w:abstractNumId w:val="77"/></w:num>'))
    table = document.add_table(rows=3, cols=1)
    for row, level in enumerate((0, 1, 1)):
        properties = table.cell(row, 0).paragraphs[0]._p.get_or_add_pPr()
        properties.append(
            xml(f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="77"/></w:numPr>')
        )
    (found,) = read(document).tables
    assert found.rows == (("1.",), ("1.1",), ("1.2",))


def test_deleted_and_hidden_text_is_not_read():
    document = docx.Document()
    paragraph = document.add_paragraph("видно")._p
    paragraph.append(xml("<w:del><w:r><w:delText>удалено</w:delText></w:r></w:del>"))
    paragraph.append(xml("<w:r><w:rPr><w:vanish/></w:rPr><w:t>скрыто</w:t></w:r>"))
    paragraph.append(
        xml("<w:ins><w:r><w:t xml:space='preserve'> вставлено</w:t></w:r></w:ins>")
    )
    assert paragraphs(read(document)) == ["видно вставлено"]


def test_text_box_is_read_once():
    document = docx.Document()
    document.add_paragraph("")._p.append(
        xml(
            "<w:r><w:pict><w:txbxContent><w:p><w:r><w:t>УТВЕРЖДАЮ</w:t></w:r></w:p></w:txbxContent></w:pict></w:r>"
        )
    )
    assert paragraphs(read(document)) == ["УТВЕРЖДАЮ"]


def test_content_control_is_opened():
    document = docx.Document()
    document.element.body.insert(
        0,
        xml(
            "<w:sdt><w:sdtContent><w:p><w:r><w:t>внутри</w:t></w:r></w:p></w:sdtContent></w:sdt>"
        ),
    )
    assert paragraphs(read(document)) == ["внутри"]


def test_nested_table_is_lines_of_its_cell():
    document = docx.Document()
    outer = document.add_table(rows=1, cols=2)
    outer.cell(0, 0).text = "1"
    inner = outer.cell(0, 1).add_table(rows=2, cols=2)
    for index, text in enumerate("абвг"):
        inner.cell(index // 2, index % 2).text = text
    (found,) = read(document).tables
    assert found.rows == (("1", "а б\nв г"),)


def test_frame_of_one_cell_is_opened():
    document = docx.Document()
    frame = document.add_table(rows=1, cols=1)
    frame.cell(0, 0).text = "Дорожная карта"
    assert paragraphs(read(document)) == ["Дорожная карта"]


def test_place_of_a_table():
    raw = read_document(docx_of(("а", "б")), name="a.docx")
    assert (raw.source, raw.tables[0].place) == ("a.docx", "таблица 1")
