"""Makes a road map of a raw document: sections, activities, indicators, doubts, defects."""

import datetime as dt
from collections.abc import Mapping, Sequence

from roadmaps.documents.abbreviations import defined_abbreviations
from roadmaps.documents.activities import build_activity, build_section
from roadmaps.documents.assemble import assemble
from roadmaps.documents.drafts import SectionDraft
from roadmaps.documents.findings import find_defects
from roadmaps.documents.indicators import read_indicators
from roadmaps.documents.model import (
    Column,
    ColumnMeaning,
    RawDocument,
    RawTable,
    RoadMapDocument,
)
from roadmaps.documents.parties import PartySplitter
from roadmaps.documents.passed_rows import passed_drafts
from roadmaps.documents.period import find_period, guess_period
from roadmaps.documents.preamble import above_plan, read_approval, read_title
from roadmaps.documents.stream import Stream, read_stream
from roadmaps.documents.wording import one_line
from roadmaps.terms import Period


def understand(
    raw: RawDocument,
    *,
    period: Period | None = None,
    columns: Mapping[int, Sequence[ColumnMeaning]] | None = None,
    today: dt.date,
) -> RoadMapDocument:
    """Return what the document says; never raises on any document.

    Parameters
    ----------
    raw : RawDocument
        The document as it was read.
    period : Period or None
        The period when a person has said it; it wins over the document.
    columns : mapping of int to sequence of ColumnMeaning, optional
        Meanings that a person has given to the columns of tables, by the index of the
        table; tables that continue such a one follow it.
    today : datetime.date
        For a plan without any year: it is of the school year of this day.
    """
    stream = read_stream(raw, given=columns)
    lines = above_plan(stream.items)
    title = read_title(lines)
    approval = read_approval(lines, title)
    sections = assemble(stream.items)
    named = find_period(
        title=title,
        above=[one_line(line.text) for line in lines],
        passport=_passport(raw, stream),
    )
    frame = period or named or guess_period(
        labels=_labels(stream),
        terms=_term_texts(sections),
        decided_on=approval.order_date or approval.signed_on,
        today=today,
    )  # fmt: skip
    abbreviations = defined_abbreviations(_texts(raw))
    splitter = PartySplitter(
        (a.text(Column.RESPONSIBLE) for s in sections for a in s.activities),
        abbreviations,
    )
    document = RoadMapDocument(
        title=title,
        period=frame,
        period_is_given=bool(period or named),
        approval=approval,
        abbreviations=abbreviations,
        sections=tuple(
            build_section(section, period=frame, splitter=splitter)
            for section in sections
        ),
        indicators=read_indicators([(n, raw.tables[n]) for n in stream.others]),
        columns=dict(stream.columns),
        continues=dict(stream.continues),
        passed=tuple(
            build_activity(draft, period=frame, splitter=splitter)
            for draft in passed_drafts(stream.rows, sections)
        ),
    )
    return find_defects(document, raw)


def _labels(stream: Stream) -> list[str]:
    return [
        column.milestone
        for columns in stream.columns.values()
        for column in columns
        if column.meaning is Column.MILESTONE
    ]


def _term_texts(sections: Sequence[SectionDraft]) -> list[str]:
    return [
        text
        for section in sections
        for activity in section.activities
        for text in (activity.text(Column.TERM), *activity.milestones.values())
    ]


def _passport(raw: RawDocument, stream: Stream) -> list[list[str]]:
    return [
        [one_line(cell) for cell in row]
        for number in stream.others
        for row in raw.tables[number].rows
    ]


def _texts(raw: RawDocument) -> list[str]:
    found: list[str] = []
    for block in raw.blocks:
        if isinstance(block, RawTable):
            found.extend(cell for row in block.rows for cell in row if cell)
        else:
            found.append(block.text)
    return found
