"""Dates that contradict their column or themselves."""

import re
from collections.abc import Iterable, Iterator

from roadmaps.documents.findings.places import cell_of, heading
from roadmaps.documents.model import (
    Activity,
    Column,
    Finding,
    Milestone,
    RawDocument,
    RoadMapDocument,
)
from roadmaps.terms import Period, Term


YEAR = re.compile(r"(?<!\d)(20\d\d)(?!\d)")
ABOUT_DATES = frozenset(
    {"repeated_date", "impossible_date", "unreadable_date", "reversed"}
)


def findings(document: RoadMapDocument, raw: RawDocument) -> Iterable[Finding]:
    """Yield dates of another year than their column, and dates that cannot be."""
    for activity in document.activities:
        for milestone in activity.milestones:
            yield from _other_year(activity, milestone)
            yield from _slips(activity, milestone.term, milestone.label)
        if not any(milestone.text for milestone in activity.milestones):
            name = heading(document, Column.TERM, "Сроки")
            yield from _slips(activity, activity.term, name)
            yield from _outside(activity, document.period, name)


def _other_year(activity: Activity, milestone: Milestone) -> Iterator[Finding]:
    if milestone.year is None:
        return
    named = {int(year) for year in YEAR.findall(milestone.term.text)}
    if not named or milestone.year in named:
        return
    years = ", ".join(map(str, sorted(named)))
    yield Finding(
        "year_mismatch",
        cell_of(activity, milestone.label),
        f"В столбце {milestone.label} назван другой год: {years}. Вероятно, текст"
        " скопирован из соседнего столбца — исправьте дату.",
        activity.refs,
    )


def _slips(activity: Activity, term: Term, column: str) -> Iterator[Finding]:
    for doubt in term.doubts:
        if doubt.code in ABOUT_DATES:
            yield Finding(
                doubt.code,
                cell_of(activity, column),
                f"{doubt.message.rstrip('.')}: «{term.text}». Проверьте дату.",
                activity.refs,
            )


def _outside(activity: Activity, period: Period, column: str) -> Iterator[Finding]:
    """Yield a finding when all years that the term names lie outside of the plan."""
    named = [int(year) for year in YEAR.findall(activity.term.text)]
    if not named or any(period.start.year <= year <= period.end.year for year in named):
        return
    years = ", ".join(map(str, sorted(set(named))))
    yield Finding(
        "outside_period",
        cell_of(activity, column),
        f"Назван год {years}, которого нет в периоде плана: проверьте дату.",
        activity.refs,
    )
