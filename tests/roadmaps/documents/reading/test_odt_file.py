"""A text of OpenDocument gives the same blocks as the same document in Word."""

import pytest

from roadmaps.documents import DocumentRefusedError, read_document
from roadmaps.documents.limits import DocumentLimits
from roadmaps.documents.model import RawParagraph, RawTable
from tests.roadmaps.uploads.files import odt_with, zip_of


def blocks(body: str, **limits: int):
    content = odt_with(body)
    return read_document(content, name="a.odt", limits=DocumentLimits(**limits)).blocks


def rows_of(body: str):
    (table,) = blocks(f"<table:table>{body}</table:table>")
    return table.rows


def cell(text: str, attributes: str = "") -> str:
    return f"<table:table-cell {attributes}><text:p>{text}</text:p></table:table-cell>"


def row(*cells: str) -> str:
    return f"<table:table-row>{''.join(cells)}</table:table-row>"


def test_paragraphs_headings_lists_and_sections_in_order():
    found = blocks(
        "<text:h>Цель</text:h><text:section><text:p>Повысить</text:p></text:section>"
        "<text:list><text:list-item><text:p>первая</text:p></text:list-item>"
        "<text:list-item><text:p>вторая</text:p></text:list-item></text:list>"
    )
    assert found == (
        RawParagraph("Цель", is_heading=True),
        RawParagraph("Повысить"),
        RawParagraph("первая"),
        RawParagraph("вторая"),
    )


def test_spaces_tabs_lines_and_spans():
    found = blocks(
        "<text:p>один<text:s/>два<text:tab/>три<text:line-break/>"
        "<text:span>четыре <text:a>пять</text:a></text:span>\nшесть</text:p>"
    )
    assert found == (RawParagraph("один два три\nчетыре пять шесть"),)


def test_what_a_person_does_not_see_is_left_out():
    found = blocks(
        "<text:tracked-changes><text:p>удалено</text:p></text:tracked-changes>"
        "<text:p>видно<office:annotation><text:p>заметка</text:p></office:annotation>"
        "<text:note><text:p>сноска</text:p></text:note></text:p>"
        "<text:table-of-content><text:p>оглавление</text:p></text:table-of-content>"
    )
    assert found == (RawParagraph("видно"),)


def test_a_box_inside_a_box_is_read_once():
    inner = (
        "<draw:frame><draw:text-box><text:p>{}</text:p></draw:text-box></draw:frame>"
    )
    found = blocks(
        f"<text:p>снаружи{inner.format('в рамке' + inner.format('глубже'))}</text:p>"
    )
    assert [block.text for block in found] == ["глубже", "в рамке", "снаружи"]


def test_a_table_with_merged_and_repeated_cells():
    stage = cell("Этап", 'table:number-columns-spanned="2"')
    head = row(stage, "<table:covered-table-cell/>", cell("Срок"))
    twice = row(cell("1"), cell("x", 'table:number-columns-repeated="2"'))
    assert rows_of(
        f"<table:table-header-rows>{head}</table:table-header-rows>{twice}"
    ) == (("Этап", "", "Срок"), ("1", "x", "x"))


def test_empty_cells_repeated_to_the_end_of_a_sheet_cost_nothing():
    far = '<table:table-cell table:number-columns-repeated="1000000"/>'
    assert rows_of(row(cell("a"), far) + row(cell("b"))) == (("a",), ("b",))


def test_a_table_inside_a_cell_gives_its_rows_as_lines():
    inner = f"<table:table>{row(cell('a'), cell('b'))}</table:table>"
    assert rows_of(row(f"<table:table-cell>{inner}</table:table-cell>", cell("c"))) == (
        ("a b", "c"),
    )


@pytest.mark.parametrize(
    "cells",
    [
        cell("x", 'table:number-columns-repeated="999999999"'),
        cell("x", 'table:number-columns-spanned="999999999"'),
        '<table:table-cell table:number-columns-repeated="999999999"/>' + cell("x"),
    ],
)
def test_a_table_of_a_million_columns_is_refused(cells):
    with pytest.raises(DocumentRefusedError) as refused:
        rows_of(row(cells))
    assert refused.value.code == "too_many_cells"


def test_letters_are_counted():
    with pytest.raises(DocumentRefusedError) as refused:
        blocks("<text:p>" + "x" * 101 + "</text:p>", characters=100)
    assert refused.value.code == "too_many_cells"


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (odt_with("<text:p>"), "damaged"),
        (odt_with("<text:p/>"), "no_text"),
        (odt_with("<text:span>" * 50_000 + "</text:span>" * 50_000), "damaged"),
        (odt_with("<text:section-source />"), "external_links"),
        (zip_of({"content.xml": "<x/>"}), "wrong_content"),
        (b"%PDF-1.7", "wrong_content"),
    ],
)
def test_what_cannot_be_read_says_so(content, code):
    with pytest.raises(DocumentRefusedError) as refused:
        read_document(content, name="a.odt")
    assert refused.value.code == code


def test_the_table_says_where_it_stands():
    (table,) = blocks(f"<table:table>{row(cell('a'), cell('b'))}</table:table>")
    assert table == RawTable(rows=(("a", "b"),), place="таблица 1")
