"""From an activity of a plan to what is to be done by which day."""

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, replace
from typing import Any

from roadmaps.documents.counters import counters_in
from roadmaps.models import Activity, Milestone
from roadmaps.terms import (
    Occurrence as TermOccurrence,
    Period,
    Term,
    occurrences as occurrences_of,
)
from roadmaps.terms.encode import term_from_json
from schools.templatetags.portal_format import NBSP, period as period_in_words


MAX_LABEL = 200


@dataclass(frozen=True)
class Planned:
    """One thing to do as the plan has it; equal keys are the same thing."""

    label: str
    starts_on: dt.date | None
    due_on: dt.date | None
    needs_human: bool
    times: int

    @property
    def key(self) -> tuple[str, dt.date | None, dt.date | None]:
        """By what an occurrence is known again in the next version."""
        return self.label, self.starts_on, self.due_on


def planned_of(activity: Activity, *, period: Period) -> list[Planned]:
    """Return what an activity asks for, in order of time, nothing twice.

    Days that a person named win over the wording. A plan with columns of years has
    its terms in the milestones; a milestone that names no day lasts its whole column.
    """
    milestones = [
        planned
        for milestone in activity.milestones.all()
        for planned in _of_milestone(milestone, period)
    ]
    own = _own(activity, period, has_milestones=bool(milestones))
    if activity.agreed_spans:
        milestones = [planned for planned in milestones if not planned.needs_human]
    planned = _once([*own, *milestones])
    # Over several cells of years the number belongs to those that name it.
    return planned if milestones else _counted(planned, activity.counters)


def _own(activity: Activity, period: Period, *, has_milestones: bool) -> list[Planned]:
    if activity.agreed_spans:
        return [_agreed(pair) for pair in activity.agreed_spans]
    term = term_from_json(activity.term)
    if has_milestones and not term.text.strip():
        return []
    return _of_term(term, period)


def _of_term(term: Term, period: Period) -> list[Planned]:
    found = [_planned(o, term) for o in occurrences_of(term, period)]
    return found or [Planned(term.text.strip()[:MAX_LABEL], None, None, True, 1)]


def _planned(occurrence: TermOccurrence, term: Term) -> Planned:
    start, due = occurrence.starts_on, occurrence.due_on
    # Between two open ends the day of one is the day of both.
    if start and due and start > due:
        start = due
    needs_human = term.needs_human or due is None
    # A frame of days says less than «по плану ОУ»; and the wording stays the same
    # when a person names the days.
    words = term.text.strip() if needs_human else ""
    label = occurrence.label or words or _words(start, due)
    return Planned(label[:MAX_LABEL], start, due, needs_human, max(1, occurrence.times))


def _agreed(pair: list[str | None]) -> Planned:
    start, due = (dt.date.fromisoformat(day) if day else None for day in pair)
    return Planned(_words(start, due), start, due, due is None, 1)


def _of_milestone(milestone: Milestone, period: Period) -> list[Planned]:
    """Return what one cell asks for, each labelled by the cell's column."""
    column = f"{milestone.year}{NBSP}год" if milestone.year else milestone.label
    within = _year_of(milestone, period)
    terms = [term_from_json(data) for data in milestone.terms]
    dated = [
        planned
        for term in terms
        for planned in _of_term(term, within)
        if planned.due_on is not None
    ]
    if dated:
        found = [replace(p, label=_labelled(column, p.label)) for p in dated]
    elif not milestone.text.strip():
        return []
    elif milestone.year is None:
        found = [Planned(column[:MAX_LABEL], None, None, True, 1)]
    else:
        found = [Planned(column, within.start, within.end, True, 1)]
    return _counted(found, [asdict(counter) for counter in counters_in(milestone.text)])


def _year_of(milestone: Milestone, period: Period) -> Period:
    """Return the part of the year inside the plan, or all of a year outside it."""
    if milestone.year is None:
        return period
    first, last = dt.date(milestone.year, 1, 1), dt.date(milestone.year, 12, 31)
    start, end = max(first, period.start), min(last, period.end)
    return Period(start, end) if start <= end else Period(first, last)


def _labelled(column: str, label: str) -> str:
    """Name the column, unless the words say it already: «2021 год: июнь»."""
    if not column or column.split(NBSP)[0] in label:
        return label
    return f"{column}: {label}"[:MAX_LABEL]


def _counted(
    planned: list[Planned], counters: Iterable[Mapping[str, Any]]
) -> list[Planned]:
    """Let «не менее пяти» count; over several terms it says nothing of each."""
    wanted = [c["at_least"] for c in counters if not c.get("is_percent")]
    if len(planned) != 1 or not wanted:
        return planned
    return [replace(planned[0], times=max(planned[0].times, wanted[0]))]


def _once(planned: Iterable[Planned]) -> list[Planned]:
    found: dict[tuple[str, dt.date | None, dt.date | None], Planned] = {}
    for one in planned:
        found.setdefault(one.key, one)
    return sorted(found.values(), key=lambda p: (p.due_on or dt.date.max, p.label))


def _words(start: dt.date | None, due: dt.date | None) -> str:
    if start is None and due is None:
        return ""
    if start is None:
        return f"до {due:%d.%m.%Y}"
    return period_in_words(start, due)
