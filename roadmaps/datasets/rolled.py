"""How each row of a plan would read in the next period; nothing is written."""

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import dataclass

from roadmaps.models import Activity, Milestone, RoadMapVersion
from roadmaps.terms import Doubt, Kind, Period, Term, next_wording, parse_term


_YEAR = re.compile(r"(?<!\d)(20\d\d)(?!\d)")
LEFT_BEHIND = Doubt(
    "before_plan",
    "После переноса срок остался до начала нового периода: назовите его заново.",
)


@dataclass(frozen=True)
class RolledCell:
    """A cell of a year's column in the next period."""

    original: Milestone
    year: int | None
    label: str
    text: str
    term: Term


@dataclass(frozen=True)
class RolledRow:
    """A row with its new wording and reading, and what a person should look at."""

    original: Activity
    term: Term
    cells: tuple[RolledCell, ...]
    remarks: tuple[str, ...]


def years_between(version: RoadMapVersion, starts_on: dt.date) -> int:
    """Return by how many years the wordings move."""
    return starts_on.year - version.road_map.starts_on.year


def rolled_rows(*, version: RoadMapVersion, period: Period) -> list[RolledRow]:
    """Return every row of a version as it would stand in a new period.

    Wordings move by whole years and are read anew: a day is never shifted.
    """
    years = years_between(version, period.start)
    rows = version.activities.in_order().prefetch_related("milestones")
    return [_row(activity, period, years) for activity in rows]


def _row(activity: Activity, period: Period, years: int) -> RolledRow:
    term = rolled_term(activity.term_text, period=period, years=years)
    cells = tuple(
        _cell(milestone, period, years) for milestone in activity.milestones.all()
    )
    return RolledRow(activity, term, cells, _remarks(activity, term, cells, years))


def rolled_term(text: str, *, period: Period, years: int) -> Term:
    """Return a wording moved by years and read in the new period."""
    wording = next_wording(text, years=years)
    term = parse_term(wording, period=period)
    is_past = any(span.end and span.end < period.start for span in term.spans)
    if not is_past:
        return term
    # An old day must not become due once more.
    return Term(wording, Kind.HUMAN, needs_human=True, doubts=(LEFT_BEHIND,))


def _cell(milestone: Milestone, period: Period, years: int) -> RolledCell:
    year = milestone.year + years if milestone.year else None
    inside = Period(dt.date(year, 1, 1), dt.date(year, 12, 31)) if year else period
    text = next_wording(milestone.text, years=years)
    term = rolled_term(milestone.text, period=inside, years=years)
    label = next_wording(milestone.label, years=years)
    return RolledCell(milestone, year, label, text, term)


def _remarks(
    activity: Activity, term: Term, cells: Sequence[RolledCell], years: int
) -> tuple[str, ...]:
    found = [doubt.message for doubt in term.doubts]
    if activity.agreed_spans:
        found.append("Дни называл человек: для нового периода назовите их заново.")
    elif term.needs_human and not term.doubts and not cells:
        found.append("Срок без дат: дату назовёт человек.")
    if years and _YEAR.search(f"{activity.title} {activity.result}"):
        found.append("В названии или результате назван год: проверьте его.")
    found += [doubt.message for cell in cells for doubt in cell.term.doubts]
    return tuple(dict.fromkeys(found))
