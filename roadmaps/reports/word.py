"""Word documents in the layout of official papers: real tables, headers that return."""

import datetime as dt
import io
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import docx
from docx.enum.section import WD_ORIENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

from schools.reports.layout import LayoutProfile


CONTENT_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
FONT = "Times New Roman"
LONG_MM, SHORT_MM = 297, 210
GRIF_MM = 90
# The archive's own clock has nothing to say: the same plan must give the same bytes.
ZIP_DAY = (1980, 1, 1, 0, 0, 0)
Document = Any
Cell = Any


@dataclass(frozen=True)
class Merged:
    """A cell of a table: its text, its size, and whether it is bold."""

    text: str
    columns: int = 1
    rows: int = 1
    is_bold: bool = False


def new_document(profile: LayoutProfile, *, title: str, made: dt.datetime) -> Document:
    """Return an empty landscape document; `made` is what its properties say."""
    document = new_upright_document(profile, title=title, made=made)
    section = document.sections[0]
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = Mm(LONG_MM), Mm(SHORT_MM)
    return document


def new_upright_document(
    profile: LayoutProfile, *, title: str, made: dt.datetime
) -> Document:
    """Return an empty portrait document; `made` is what its properties say."""
    document = docx.Document()
    section = document.sections[0]
    section.page_width, section.page_height = Mm(SHORT_MM), Mm(LONG_MM)
    section.left_margin = Mm(profile.margin_left_mm)
    section.right_margin = Mm(profile.margin_right_mm)
    section.top_margin = Mm(profile.margin_top_mm)
    section.bottom_margin = Mm(profile.margin_bottom_mm)
    style = document.styles["Normal"]
    style.font.name, style.font.size = FONT, Pt(profile.body_pt)
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    fonts.set(qn("w:eastAsia"), FONT)
    style.paragraph_format.space_after = Pt(0)
    _set_language(style)
    _number_pages(section)
    _set_properties(document, title, made)
    return document


def add_line(
    document: Document,
    text: str,
    *,
    is_bold: bool = False,
    is_centred: bool = False,
    is_right: bool = False,
    space_after: float = 0,
) -> None:
    """Add a paragraph; `is_right` puts it into the block at the top right."""
    paragraph = document.add_paragraph()
    paragraph.add_run(text).bold = is_bold
    layout = paragraph.paragraph_format
    layout.space_after = Pt(space_after)
    if is_centred:
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    if is_right:
        section = document.sections[0]
        margins = section.left_margin + section.right_margin
        layout.left_indent = section.page_width - Mm(GRIF_MM) - margins


def add_table(
    document: Document,
    rows: Sequence[Sequence[Merged]],
    *,
    widths_mm: Sequence[float],
    header_rows: int,
    size_pt: float,
) -> None:
    """Add a table with a border; the header comes again on each page.

    A row of fewer cells than columns is one whose cells say how wide they are; a
    cell of several rows leaves no cell in the rows under it.
    """
    table = document.add_table(rows=len(rows), cols=len(widths_mm))
    table.style = "Table Grid"
    table.autofit = False
    for column, width in zip(table.columns, widths_mm, strict=True):
        column.width = Mm(width)
    grid = [list(row.cells) for row in table.rows]
    taken: set[tuple[int, int]] = set()
    for number, row in enumerate(rows):
        _fill_row(grid, taken, number, row, size_pt)
        for place, cell in enumerate(grid[number]):
            cell.width = Mm(widths_mm[place])
    for number, row in enumerate(table.rows):
        _mark_row(row, is_header=number < header_rows)


def add_picture(document: Document, png: bytes, *, width_mm: float, words: str) -> None:
    """Add a picture as wide as told; `words` is what is read aloud in its place."""
    document.add_picture(io.BytesIO(png), width=Mm(width_mm))
    document.inline_shapes[-1]._inline.docPr.set("descr", words)  # noqa: SLF001 the library's own way down
    document.paragraphs[-1].paragraph_format.keep_with_next = True


def saved(document: Document) -> bytes:
    """Return the file; the same document gives the same bytes at any time."""
    written = io.BytesIO()
    document.save(written)
    repeated = io.BytesIO()
    with (
        zipfile.ZipFile(written) as source,
        zipfile.ZipFile(repeated, "w", zipfile.ZIP_DEFLATED) as target,
    ):
        for name in source.namelist():
            entry = zipfile.ZipInfo(name, ZIP_DAY)
            entry.compress_type = zipfile.ZIP_DEFLATED
            target.writestr(entry, source.read(name))
    return repeated.getvalue()


def page_width_mm(profile: LayoutProfile) -> float:
    """Return the width between the margins of a page on its side."""
    return LONG_MM - profile.margin_left_mm - profile.margin_right_mm


def upright_width_mm(profile: LayoutProfile) -> float:
    """Return the width between the margins of a page that stands."""
    return SHORT_MM - profile.margin_left_mm - profile.margin_right_mm


def _fill_row(
    grid: list[list[Cell]],
    taken: set[tuple[int, int]],
    number: int,
    row: Sequence[Merged],
    size_pt: float,
) -> None:
    place = 0
    for item in row:
        while (number, place) in taken:
            place += 1
        cell = grid[number][place]
        last = grid[number + item.rows - 1][place + item.columns - 1]
        if last is not cell:
            cell = cell.merge(last)
        for below in range(number, number + item.rows):
            taken |= {(below, place + n) for n in range(item.columns)}
        _write(cell, item, size_pt)
        place += item.columns


def _write(cell: Cell, item: Merged, size_pt: float) -> None:
    lines = item.text.split("\n")
    for number, line in enumerate(lines):
        paragraph = cell.paragraphs[0] if number == 0 else cell.add_paragraph()
        run = paragraph.add_run(line)
        run.bold, run.font.size = item.is_bold, Pt(size_pt)
        # A heading of a section stays with its first row.
        paragraph.paragraph_format.keep_with_next = item.is_bold


def _mark_row(row: Any, *, is_header: bool) -> None:
    """Keep a row on one page; repeat it when it belongs to the header."""
    properties = row._tr.get_or_add_trPr()  # noqa: SLF001 the library's own way down
    properties.append(OxmlElement("w:cantSplit"))
    if is_header:
        properties.append(OxmlElement("w:tblHeader"))


def _set_language(style: Any) -> None:
    language = OxmlElement("w:lang")
    language.set(qn("w:val"), "ru-RU")
    style.element.get_or_add_rPr().append(language)


def _number_pages(section: Any) -> None:
    """Number pages in the middle of the top margin, from the second one on."""
    section.different_first_page_header_footer = True
    paragraph = section.header.paragraphs[0]
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    paragraph.add_run("Стр. ")
    _add_field(paragraph, "PAGE")
    paragraph.add_run(" из ")
    _add_field(paragraph, "NUMPAGES")


def _add_field(paragraph: Any, code: str) -> None:
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), code)
    run = OxmlElement("w:r")
    text = OxmlElement("w:t")
    text.text = "1"
    run.append(text)
    field.append(run)
    paragraph._p.append(field)  # noqa: SLF001 the library has no fields


def _set_properties(document: Document, title: str, made: dt.datetime) -> None:
    properties = document.core_properties
    day = made.astimezone(dt.UTC).replace(tzinfo=None, microsecond=0)
    properties.title, properties.language = title, "ru-RU"
    properties.author = properties.last_modified_by = properties.comments = ""
    properties.created = properties.modified = day
