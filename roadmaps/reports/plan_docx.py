"""The plan as a Word document in the layout of the document it came from."""

import datetime as dt
from collections.abc import Iterator, Sequence

from roadmaps.documents.model import Column
from roadmaps.reports.columns import HeaderCell, PlanColumn
from roadmaps.reports.plan_paper import PlanPaper
from roadmaps.reports.plan_rows import PlanRow, RowKind
from roadmaps.reports.word import (
    Document,
    Merged,
    add_line,
    add_table,
    new_document,
    page_width_mm,
    saved,
)
from schools.reports.layout import LayoutProfile


# How wide a column is beside the others.
WEIGHTS = {
    Column.NUMBER: 0.45,
    Column.TERM: 1.0,
    Column.RESPONSIBLE: 1.2,
    Column.TITLE: 2.2,
    Column.SECTION: 1.2,
}
USUAL_WEIGHT = 1.6
SIGNATURE_LINE = "_________________"
TARGET_MM = 45.0


def plan_docx(paper: PlanPaper, profile: LayoutProfile, *, made: dt.datetime) -> bytes:
    """Return the document; `made` stands in its properties."""
    document = new_document(profile, title=paper.title, made=made)
    _add_front(document, paper)
    rows = [
        *(_header(line) for line in paper.header),
        *(_row(row, len(paper.columns)) for row in paper.rows),
    ]
    size = profile.table_pt - (2 if paper.is_dense else 0)
    add_table(
        document,
        rows,
        widths_mm=column_widths(paper.columns, page_width_mm(profile)),
        header_rows=len(paper.header),
        size_pt=size,
    )
    _add_indicators(document, paper, profile)
    add_signatures(document, paper.signatures)
    return saved(document)


def column_widths(columns: Sequence[PlanColumn], total_mm: float) -> list[float]:
    """Share the page's width among the columns."""
    weights = [WEIGHTS.get(column.meaning, USUAL_WEIGHT) for column in columns]
    return [total_mm * weight / sum(weights) for weight in weights]


def add_signatures(document: Document, signatures: Sequence[dict[str, str]]) -> None:
    """Add a line to sign for each of those who sign."""
    for signature in signatures:
        add_line(document, "")
        text = f"{signature['post']}  {SIGNATURE_LINE}  {signature['name']}"
        add_line(document, text.strip())


def _add_front(document: Document, paper: PlanPaper) -> None:
    for text, is_bold in _grif_lines(paper):
        add_line(document, text, is_right=True, is_bold=is_bold)
    add_line(document, "")
    add_line(document, paper.title, is_bold=True, is_centred=True, space_after=4)
    add_line(document, paper.period, is_centred=True, space_after=8)
    for line in paper.preamble:
        add_line(document, line, space_after=4)
    if paper.abbreviations:
        add_line(document, "Сокращения:", space_after=2)
    for short, full in paper.abbreviations:
        add_line(document, f"{short} – {full}")
    add_line(document, "")


def _grif_lines(paper: PlanPaper) -> Iterator[tuple[str, bool]]:
    if paper.grif.is_draft:
        yield "ПРОЕКТ", False
    yield "УТВЕРЖДАЮ", True
    yield from ((line, False) for line in paper.grif.post.splitlines())
    yield f"{SIGNATURE_LINE} {paper.grif.name}".strip(), False
    yield paper.grif.basis, False


def _header(line: Sequence[HeaderCell]) -> list[Merged]:
    return [Merged(c.text, c.columns, c.rows, is_bold=True) for c in line]


def _row(row: PlanRow, width: int) -> list[Merged]:
    if row.kind is RowKind.ACTIVITY:
        return [Merged(text) for text in row.cells]
    return [Merged(row.text, columns=width, is_bold=row.kind is RowKind.SECTION)]


def _add_indicators(
    document: Document, paper: PlanPaper, profile: LayoutProfile
) -> None:
    if not paper.indicators:
        return
    add_line(document, "")
    add_line(document, "Показатели", is_bold=True, space_after=4)
    count = paper.target_columns
    head = [
        Merged("Показатель", is_bold=True),
        Merged("Целевое значение", columns=count, is_bold=True),
    ]
    rows = [
        [Merged(title), *(Merged(target) for target in targets)]
        for title, targets in paper.indicators
    ]
    widths = [TARGET_MM / count] * count
    add_table(
        document,
        [head, *rows],
        widths_mm=[page_width_mm(profile) - TARGET_MM, *widths],
        header_rows=1,
        size_pt=profile.table_pt,
    )
