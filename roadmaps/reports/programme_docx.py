"""A school's programme as a Word document: the grif, the passport, the tables."""

import datetime as dt
from collections.abc import Sequence

from roadmaps.reports.programme_paper import Block, Line, ProgrammePaper
from roadmaps.reports.word import (
    Document,
    Merged,
    add_line,
    add_table,
    new_upright_document,
    saved,
    upright_width_mm,
)
from schools.reports.layout import LayoutProfile


SIGNATURE_LINE = "_________________"
LABEL_MM = 50.0
# Tables of more columns than these get smaller type.
MOST_ROOMY = 6


def programme_docx(
    paper: ProgrammePaper, profile: LayoutProfile, *, made: dt.datetime
) -> bytes:
    """Return the document; `made` stands in its properties."""
    document = new_upright_document(profile, title=paper.title, made=made)
    _add_front(document, paper)
    _add_heading(document, "1. Паспорт программы")
    width = upright_width_mm(profile)
    add_table(
        document,
        [[Merged(label), Merged(text)] for label, text in paper.passport],
        widths_mm=[LABEL_MM, width - LABEL_MM],
        header_rows=0,
        size_pt=profile.table_pt,
    )
    for chapter in paper.chapters:
        _add_heading(document, chapter.title)
        for block in chapter.blocks:
            _add_block(document, block, profile)
    return saved(document)


def _add_front(document: Document, paper: ProgrammePaper) -> None:
    if paper.is_draft:
        add_line(document, "ПРОЕКТ", is_right=True)
    add_line(document, "УТВЕРЖДАЮ", is_right=True, is_bold=True)
    for line in paper.post.splitlines():
        add_line(document, line, is_right=True)
    add_line(document, f"{SIGNATURE_LINE} {paper.name}".strip(), is_right=True)
    add_line(document, paper.basis, is_right=True, space_after=24)
    add_line(document, paper.school, is_centred=True, space_after=12)
    add_line(document, paper.title, is_bold=True, is_centred=True, space_after=4)
    add_line(document, f"Срок: {paper.period}", is_centred=True, space_after=12)


def _add_heading(document: Document, text: str) -> None:
    add_line(document, "")
    add_line(document, text, is_bold=True, space_after=6)
    document.paragraphs[-1].paragraph_format.keep_with_next = True


def _add_block(document: Document, block: Block, profile: LayoutProfile) -> None:
    if block.title:
        add_line(document, f"{block.title}.", is_bold=True, space_after=2)
        document.paragraphs[-1].paragraph_format.keep_with_next = True
    for line in block.text:
        add_line(document, line, space_after=4)
    if block.header:
        size = profile.table_pt - (1 if len(block.header) > MOST_ROOMY else 0)
        total = upright_width_mm(profile)
        add_table(
            document,
            _rows(block.header, block.lines),
            widths_mm=[total * w / sum(block.weights) for w in block.weights],
            header_rows=1,
            size_pt=size,
        )
    if block.note:
        add_line(document, block.note, space_after=4)


def _rows(header: Sequence[str], lines: Sequence[Line]) -> list[list[Merged]]:
    head = [Merged(text, is_bold=True) for text in header]
    return [head, *(_row(line, len(header)) for line in lines)]


def _row(line: Line, width: int) -> list[Merged]:
    if line.is_heading:
        return [Merged(line.cells[0], columns=width, is_bold=True)]
    return [Merged(text) for text in line.cells]
