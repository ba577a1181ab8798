"""A paper of monitoring as a Word document: the same words and tables as the PDF."""

import datetime as dt

from docx.enum.section import WD_ORIENT, WD_SECTION

from identification.reports.drawing import draw_png
from monitoring.charts.papers import CHART_WIDTH, target_chart
from monitoring.drafting import SHEET, Chart, Paper, Part, Table
from monitoring.reports.rendering import Seal, cell_words
from roadmaps.reports.plan_docx import SIGNATURE_LINE, add_signatures
from roadmaps.reports.word import (
    Document,
    Merged,
    add_line,
    add_picture,
    add_table,
    new_upright_document,
    page_width_mm,
    saved,
    upright_width_mm,
)
from schools.reports.layout import LayoutProfile


SMALL_PT = 9
# Of the text's width: a chart of fourteen indicators leaves room for its sentence.
CHART_SHARE = 0.85
DATE_LINE = "«____» ____________ 20___ г."


def paper_docx(
    paper: Paper, seal: Seal, profile: LayoutProfile, *, made: dt.datetime
) -> bytes:
    """Return the document; `made` stands in its properties."""
    document = new_upright_document(profile, title=paper.title, made=made)
    _add_front(document, paper, seal)
    is_wide, is_signed = False, False
    for number, part in enumerate(paper.parts):
        if (
            part.is_apart
            and number
            and not is_signed
            and not part.code.startswith(SHEET)
        ):
            _sign(document, paper)
            is_signed = True
        if part.is_wide != is_wide:
            _turn(document, is_wide=part.is_wide)
            is_wide = part.is_wide
        elif part.is_apart and number:
            document.add_page_break()
        _add_part(document, part, profile)
    if not is_signed:
        _sign(document, paper)
    if not seal.is_draft:
        add_line(document, "")
        add_line(document, f"Код проверки: {seal.check_code}")
    return saved(document)


def _sign(document: Document, paper: Paper) -> None:
    add_signatures(
        document, [{"post": post, "name": name} for post, name in paper.signatures]
    )


def _add_front(document: Document, paper: Paper, seal: Seal) -> None:
    if seal.is_draft:
        add_line(document, "ПРОЕКТ", is_right=True)
    if paper.approver is not None:
        post, name = paper.approver
        add_line(document, "УТВЕРЖДАЮ", is_right=True, is_bold=True)
        add_line(document, post, is_right=True)
        add_line(document, f"{SIGNATURE_LINE} {name}".strip(), is_right=True)
        add_line(document, DATE_LINE, is_right=True, space_after=18)
    add_line(document, paper.organisation.upper(), is_bold=True, is_centred=True)
    add_line(document, "")
    add_line(document, paper.title, is_bold=True, is_centred=True)
    add_line(document, paper.as_of, is_centred=True)
    if not seal.is_draft:
        line = f"№ {seal.number} от {seal.frozen_on}"
        add_line(document, line, is_centred=True)
    add_line(document, "")


def _add_part(document: Document, part: Part, profile: LayoutProfile) -> None:
    if part.title:
        add_line(document, part.title, is_bold=True, space_after=4)
    for text in part.paragraphs:
        add_line(document, text, space_after=4)
    for chart in part.charts:
        _add_chart(document, chart, CHART_SHARE * upright_width_mm(profile))
    for table in part.tables:
        _add_table(document, table, profile, is_wide=part.is_wide)
    add_line(document, "")


def _add_chart(document: Document, chart: Chart, width_mm: float) -> None:
    """Add the picture with its sentence; called in the worker only."""
    figure = target_chart(chart)
    words = f"{figure.title}. {figure.sentence}"
    picture = draw_png(figure, width=CHART_WIDTH)
    add_picture(document, picture, width_mm=width_mm, words=words)
    add_line(document, words, space_after=6)


def _add_table(
    document: Document, table: Table, profile: LayoutProfile, *, is_wide: bool
) -> None:
    width = page_width_mm(profile) if is_wide else upright_width_mm(profile)
    whole = sum(column.weight for column in table.columns)
    head = [Merged(column.title, is_bold=True) for column in table.columns]
    rows = [[Merged(cell_words(cell)) for cell in row] for row in table.rows]
    add_line(document, table.caption, is_bold=True, space_after=2)
    add_table(
        document,
        [head, *rows],
        widths_mm=[width * column.weight / whole for column in table.columns],
        header_rows=1,
        size_pt=SMALL_PT,
    )
    add_line(document, table.note, space_after=6)


def _turn(document: Document, *, is_wide: bool) -> None:
    """Begin a page that lies on its side, or one that stands again."""
    section = document.add_section(WD_SECTION.NEW_PAGE)
    long, short = sorted((section.page_width, section.page_height), reverse=True)
    section.orientation = WD_ORIENT.LANDSCAPE if is_wide else WD_ORIENT.PORTRAIT
    width, height = (long, short) if is_wide else (short, long)
    section.page_width, section.page_height = width, height
    # The number stands on every page of it, on its first one too.
    section.different_first_page_header_footer = False
