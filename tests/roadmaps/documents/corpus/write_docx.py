"""Write the blocks of a plan as a Word document."""

import copy
import re
from pathlib import Path

import docx
from docx.enum.section import WD_ORIENT
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_BREAK
from docx.oxml import OxmlElement
from docx.oxml.ns import qn

from tests.roadmaps.documents.corpus.blocks import Block, Cell, Grid, PageBreak, Para
from tests.roadmaps.documents.corpus.description import Layout


def write(blocks: list[Block], layout: Layout, path: Path) -> None:
    """Write the document to `path`."""
    document = docx.Document()
    if not layout.portrait:
        page = document.sections[0]
        page.orientation = WD_ORIENT.LANDSCAPE
        page.page_width, page.page_height = page.page_height, page.page_width
    for block in blocks:
        if isinstance(block, Para):
            _paragraph(document, block)
        elif isinstance(block, PageBreak):
            document.add_paragraph().add_run().add_break(WD_BREAK.PAGE)
        else:
            _table(document, block, layout)
    document.save(path)


def _paragraph(document, block: Para) -> None:
    style = "Heading 2" if block.style == "heading" else None
    paragraph = document.add_paragraph(block.text, style=style)
    if block.style == "title":
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
        paragraph.runs[0].bold = True
    elif block.style == "right":
        paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT


def _table(document, block: Grid, layout: Layout) -> None:
    table = document.add_table(len(block.rows), len(block.widths))
    if block.borders:
        table.style = "Table Grid"
    # One walk over the cells: `table.cell` computes the whole grid each time.
    places = [row.cells for row in table.rows]
    for y, row in enumerate(block.rows):
        for x, cell in enumerate(row):
            if cell is None:
                continue
            if layout.list_numbers and re.fullmatch(r"\d+\.", cell.text):
                _list_number(document, places[y][x].paragraphs[0])
            else:
                _cell(places, y, x, cell)
    for row in table.rows[: block.head_rows]:
        _repeat_on_each_page(row)


def _cell(places, y: int, x: int, cell: Cell) -> None:
    place = places[y][x]
    if cell.across > 1 or cell.down > 1:
        place = place.merge(places[y + cell.down - 1][x + cell.across - 1])
    first, *others = cell.text.split("\n")
    run = place.paragraphs[0].add_run(first)
    run.bold = cell.is_bold or None
    for line in others:
        place.add_paragraph(line)


def _list_number(document, paragraph) -> None:
    """Let Word count: the number is not a text of the paragraph."""
    style = document.styles["List Number"].element
    own = copy.deepcopy(style.find(f"{qn('w:pPr')}/{qn('w:numPr')}"))
    paragraph._p.get_or_add_pPr().append(own)


def _repeat_on_each_page(row) -> None:
    mark = OxmlElement("w:tblHeader")
    mark.set(qn("w:val"), "true")
    row._tr.get_or_add_trPr().append(mark)
