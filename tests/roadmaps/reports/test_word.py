"""Word documents: a page on its side, headers that come again, the same bytes."""

import datetime as dt
import io

import docx
from docx.enum.section import WD_ORIENT
from docx.oxml.ns import qn

from roadmaps.reports.word import Merged, add_line, add_table, new_document, saved
from schools.reports.layout import PROFILES


MADE = dt.datetime(2026, 2, 2, 9, 0, tzinfo=dt.UTC)
PROFILE = PROFILES["gost-2025-archive"]


def written() -> bytes:
    document = new_document(PROFILE, title="План", made=MADE)
    add_line(document, "УТВЕРЖДАЮ", is_right=True)
    add_table(
        document,
        [
            [
                Merged("№", rows=2, is_bold=True),
                Merged("Годы", columns=2, is_bold=True),
            ],
            [Merged("2025", is_bold=True), Merged("2026", is_bold=True)],
            [Merged("Раздел", columns=3, is_bold=True)],
            [Merged("1"), Merged("да\nи ещё"), Merged("")],
        ],
        widths_mm=[20, 100, 100],
        header_rows=2,
        size_pt=10,
    )
    return saved(document)


def test_a_page_lies_on_its_side_within_the_margins_of_the_profile() -> None:
    section = docx.Document(io.BytesIO(written())).sections[0]

    assert section.orientation == WD_ORIENT.LANDSCAPE
    assert (round(section.page_width.mm), round(section.page_height.mm)) == (297, 210)
    margins = (section.left_margin, section.right_margin, section.top_margin)
    assert [round(margin.mm) for margin in margins] == [30, 10, 20]
    assert section.different_first_page_header_footer


def test_cells_are_merged_as_they_say() -> None:
    (table,) = docx.Document(io.BytesIO(written())).tables

    assert [[cell.text for cell in row.cells] for row in table.rows] == [
        ["№", "Годы", "Годы"],
        ["№", "2025", "2026"],
        ["Раздел", "Раздел", "Раздел"],
        ["1", "да\nи ещё", ""],
    ]


def test_both_rows_of_the_header_come_again_and_no_row_is_split() -> None:
    (table,) = docx.Document(io.BytesIO(written())).tables

    properties = [row._tr.trPr for row in table.rows]
    assert [p.find(qn("w:tblHeader")) is not None for p in properties] == [
        True,
        True,
        False,
        False,
    ]
    assert all(p.find(qn("w:cantSplit")) is not None for p in properties)


def test_the_same_document_gives_the_same_bytes() -> None:
    assert written() == written()


def test_its_properties_say_when_the_plan_was_made_and_nobody() -> None:
    properties = docx.Document(io.BytesIO(written())).core_properties

    assert properties.created == properties.modified == MADE
    assert (properties.title, properties.author) == ("План", "")
    assert (properties.last_modified_by, properties.comments) == ("", "")
