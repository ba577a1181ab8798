"""Makes activities and sections of their drafts, with doubts field by field."""

import re

from roadmaps.documents.counters import counters_in
from roadmaps.documents.drafts import FIELDS, ActivityDraft, SectionDraft
from roadmaps.documents.milestones import read_milestones, term_of_milestones
from roadmaps.documents.model import Activity, CellDoubt, Column, Section
from roadmaps.documents.parties import PartySplitter
from roadmaps.documents.section_marks import ITEM
from roadmaps.documents.term_reading import term_of
from roadmaps.documents.wording import is_number, one_line, plain_number
from roadmaps.terms import Kind, Period, Term


BROKEN_WORD = re.compile(r"(?<=[а-яё])-\n(?=[а-яё])")


def build_section(
    draft: SectionDraft, *, period: Period, splitter: PartySplitter
) -> Section:
    """Return the section with its activities."""
    return Section(
        number=draft.number,
        title=one_line(draft.title),
        level=draft.level,
        kind=draft.kind,
        goals=tuple(draft.parts["goals"]),
        tasks=tuple(draft.parts["tasks"]),
        expected_results=tuple(draft.parts["expected_results"]),
        activities=tuple(
            build_activity(item, period=period, splitter=splitter)
            for item in draft.activities
        ),
        refs=tuple(draft.refs),
    )


def build_activity(
    draft: ActivityDraft, *, period: Period, splitter: PartySplitter
) -> Activity:
    """Return the activity that a draft describes."""
    milestones = read_milestones(draft, period=period)
    term = term_of(draft.text(Column.TERM), period=period)
    if term.kind is Kind.NONE and milestones:
        term = term_of_milestones(milestones, period=period)
    responsible = draft.text(Column.RESPONSIBLE)
    title, result = (
        _folded(draft.text(Column.TITLE)),
        _folded(draft.text(Column.RESULT)),
    )
    return Activity(
        number=_number(draft.number),
        title=title,
        term=term,
        parties=splitter.split(responsible),
        responsible_text=responsible,
        result=result,
        document=_folded(draft.text(Column.DOCUMENT)),
        indicator=_indicator(draft),
        note="\n".join(
            f"{name}: {text}" if not name.startswith("#") else text
            for name, text in draft.notes.items()
        ),
        milestones=milestones,
        counters=counters_in(title, result, *(m.text for m in milestones)),
        refs=tuple(draft.refs),
        doubts=tuple(_doubts(draft, term)),
    )


def _number(text: str) -> str:
    return plain_number(text) if is_number(text) else text.strip(" .")


def _folded(text: str) -> str:
    """Keep lines apart only where an item or a new sentence begins."""
    lines = BROKEN_WORD.sub("", text).strip().split("\n")
    folded = lines[0]
    for line in lines[1:]:
        is_wrapped = (
            line[:1].islower() and not ITEM.match(line) and folded[-1:] not in ".;:!?"
        )
        folded += f" {line}" if is_wrapped else f"\n{line}"
    return folded


def _indicator(draft: ActivityDraft) -> str:
    parts = (draft.text(Column.INDICATOR), draft.text(Column.TARGET))
    return ": ".join(one_line(part) for part in parts if part)


def _doubts(draft: ActivityDraft, term: Term) -> list[CellDoubt]:
    doubts = list(draft.doubts)
    for column, surety in draft.surety.items():
        if column in FIELDS and draft.text(column):
            doubts.append(
                CellDoubt(
                    FIELDS[column],
                    surety,
                    "Назначение столбца определено по содержанию: проверьте его.",
                )
            )
    doubts.extend(CellDoubt("term", 0.6, doubt.message) for doubt in term.doubts)
    if not draft.text(Column.TITLE):
        doubts.append(CellDoubt("title", 0.0, "Название мероприятия не указано."))
    return doubts
