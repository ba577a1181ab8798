"""«Отчёт о выполнении» as a Word document: the same lines and numbers as the PDF."""

import datetime as dt
from collections.abc import Iterator

from roadmaps.reports.plan_docx import add_signatures
from roadmaps.reports.progress_paper import (
    STATES,
    ActivityLines,
    ProgressPaper,
    count_rows,
)
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


HEADERS = (
    *("№", "Мероприятие", "Срок", "Состояние", "Выполнено", "Документ"),
    *("Ответили школы", "Что сделано"),
)
WEIGHTS = (0.4, 2.2, 1.1, 1.0, 0.9, 1.5, 0.8, 1.5)
COUNT_MM = 24.0


def progress_docx(
    paper: ProgressPaper, profile: LayoutProfile, *, made: dt.datetime
) -> bytes:
    """Return the document; `made` stands in its properties."""
    document = new_document(profile, title=paper.title, made=made)
    _add_front(document, paper)
    width = page_width_mm(profile)
    head = [Merged(text, is_bold=True) for text in ("Раздел", *(t for _, t in STATES))]
    rows = [
        [Merged(name), *(Merged(str(count)) for count in counts)]
        for name, counts in count_rows(paper)
    ]
    add_table(
        document,
        [head, *rows],
        widths_mm=[width - COUNT_MM * len(STATES), *[COUNT_MM] * len(STATES)],
        header_rows=1,
        size_pt=profile.table_pt,
    )
    add_line(document, "")
    add_table(
        document,
        [[Merged(text, is_bold=True) for text in HEADERS], *_rows(paper)],
        widths_mm=[width * weight / sum(WEIGHTS) for weight in WEIGHTS],
        header_rows=1,
        size_pt=profile.table_pt,
    )
    add_signatures(document, paper.signatures)
    return saved(document)


def _add_front(document: Document, paper: ProgressPaper) -> None:
    add_line(document, paper.organisation.upper(), is_bold=True, is_centred=True)
    add_line(document, "")
    add_line(document, paper.title, is_bold=True, is_centred=True)
    add_line(document, paper.plan, is_centred=True)
    add_line(document, paper.as_of, is_centred=True)
    add_line(document, paper.basis, is_centred=True, space_after=8)
    add_line(document, paper.summary, space_after=8)


def _rows(paper: ProgressPaper) -> Iterator[list[Merged]]:
    for section in paper.sections:
        if section.heading:
            yield [Merged(section.heading, columns=len(HEADERS), is_bold=True)]
        for activity in section.activities:
            yield from _terms(activity)


def _terms(activity: ActivityLines) -> Iterator[list[Merged]]:
    if not activity.terms:
        texts = (activity.number, activity.title, activity.term, "сроков нет")
        yield [Merged(text) for text in (*texts, "", "", "", "")]
    for position, term in enumerate(activity.terms):
        is_first = position == 0
        yield [
            Merged(activity.number if is_first else ""),
            Merged(activity.title if is_first else ""),
            Merged(term.label),
            Merged(term.state),
            Merged(term.done_on),
            Merged(term.document),
            Merged(term.schools),
            Merged(term.note),
        ]
