"""What came of a plan by a day: counts by section, one sentence, a line per term."""

import datetime as dt
from collections.abc import Sequence
from copy import copy
from dataclasses import dataclass

from roadmaps.enums import DueState, OccurrenceState
from roadmaps.models import Occurrence
from roadmaps.presenters.papers_words import answers_of, evidence_of
from roadmaps.queries.due import Counts, due_state_of
from schools.templatetags.portal_format import NBSP, counted, day, period


TERMS = "срок,срока,сроков"
TERMS_OF = "срока,сроков,сроков"
WITHOUT_DOCUMENT = "без документа"


@dataclass(frozen=True)
class TermLine:
    """One term of an activity, in words."""

    label: str
    state: str
    done_on: str
    document: str
    schools: str
    note: str


def state_on(occurrence: Occurrence, *, as_of: dt.date) -> DueState:
    """Return the state on a day: what was done later was not done yet."""
    if not _is_done_later(occurrence, as_of):
        return due_state_of(occurrence, today=as_of)
    earlier = copy(occurrence)
    earlier.state = OccurrenceState.PLANNED
    return due_state_of(earlier, today=as_of)


def counts_on(occurrences: Sequence[Occurrence], *, as_of: dt.date) -> Counts:
    """Count occurrences by state on a day."""
    found = dict.fromkeys((state.value for state in DueState), 0)
    without = 0
    for occurrence in occurrences:
        state = state_on(occurrence, as_of=as_of)
        found[state.value] += 1
        without += state is DueState.DONE and occurrence.without_document
    return Counts(**found, without_document=without)


def summary(counts: Counts, *, as_of: dt.date) -> str:
    """Say how things stand in one sentence or two."""
    on = f"На {day(as_of)}{NBSP}г."
    if not counts.total:
        return f"{on} в дорожной карте нет сроков, которые нужно выполнить."
    done = f"{on} выполнено {counts.done} из {counted(counts.total, TERMS_OF)}"
    if counts.without_document:
        done = f"{done} (из них без документа – {counts.without_document})"
    rest = [
        f"{word} – {count}"
        for word, count in (
            ("просрочено", counts.overdue),
            ("срок в ближайшие две недели", counts.due_soon),
            ("срок ещё не наступил", counts.not_due),
            ("дата не названа", counts.undated),
        )
        if count
    ]
    sentence = "; ".join([done, *rest]) + "."
    if counts.cancelled:
        sentence = f"{sentence} Отменено – {counts.cancelled}, в счёт не входит."
    return sentence


def term_line(occurrence: Occurrence, *, as_of: dt.date) -> TermLine:
    """Return the words of one term on a day."""
    state = state_on(occurrence, as_of=as_of)
    is_done = state is DueState.DONE
    return TermLine(
        label=term_label(occurrence),
        state=state.label,
        done_on=day(occurrence.done_on) if is_done else "",
        document=_document(occurrence) if is_done else "",
        schools=_schools(occurrence, as_of),
        note=_note(occurrence, state),
    )


def term_label(occurrence: Occurrence) -> str:
    """Name a term by its days, or by its words when it has none."""
    if occurrence.starts_on is None and occurrence.due_on is None:
        return occurrence.label or "дата не названа"
    if occurrence.starts_on is None:
        return f"до {day(occurrence.due_on)}"
    return period(occurrence.starts_on, occurrence.due_on)


def _is_done_later(occurrence: Occurrence, as_of: dt.date) -> bool:
    return (
        occurrence.state == OccurrenceState.DONE
        and occurrence.done_on is not None
        and occurrence.done_on > as_of
    )


def _document(occurrence: Occurrence) -> str:
    """Name the department's own papers; those of schools stay with the schools."""
    names = [
        f"{paper.get_document_type_display()}: {paper.title}"
        for paper in evidence_of(occurrence)
        if paper.school_id is None
    ]
    if names:
        return "; ".join(names)
    return WITHOUT_DOCUMENT


def _schools(occurrence: Occurrence, as_of: dt.date) -> str:
    answers = answers_of(occurrence)
    if not answers:
        return ""
    done = sum(a.done_on is not None and a.done_on <= as_of for a in answers)
    return f"{done} из{NBSP}{len(answers)}"


def _note(occurrence: Occurrence, state: DueState) -> str:
    if state is DueState.CANCELLED:
        return occurrence.cancel_reason
    parts = [occurrence.note if state is DueState.DONE else ""]
    if occurrence.times_planned > 1:
        parts.append(
            f"сделано {occurrence.times_done} из{NBSP}{occurrence.times_planned}"
        )
    return "\n".join(part for part in parts if part)
