"""A report as a paper: today's numbers while it is a draft, its own once frozen."""

import datetime as dt
from dataclasses import replace

from identification.queries.papers import signatures_for
from monitoring.datasets.papers import sheet_facts, territory_facts
from monitoring.drafting import (
    SHEET,
    Composed,
    Facts,
    Paper,
    compose,
    compose_sheet,
    from_json,
)
from monitoring.enums import ReportKind
from monitoring.models import Report
from roadmaps.presenters.papers_names import initialled
from schools.models import Territory


def paper_of(report: Report, *, today: dt.date) -> Composed:
    """Return what the report says, with the findings of a draft."""
    if report.snapshot is not None:
        return Composed(from_json(report.snapshot["paper"]), ())
    if report.kind == ReportKind.SCHOOL and report.school is None:
        return Composed(_sheets(report, today), ())
    return compose(
        kind=report.kind,
        facts=facts_of(report, today=today),
        title=report.title,
        narrative=report.narrative,
        signatures=_signatures(report.territory),
    )


def facts_of(report: Report, *, today: dt.date) -> Facts:
    """Return the numbers that the report speaks of."""
    where = {"territory": report.territory, "year": report.year, "today": today}
    if report.kind == ReportKind.SCHOOL:
        return sheet_facts(**where, school=report.school)[report.school_id]
    return territory_facts(**where, has_values=report.kind == ReportKind.TABLES)


def _sheets(report: Report, today: dt.date) -> Paper:
    """Return the sheets of all schools as one paper."""
    facts = sheet_facts(territory=report.territory, year=report.year, today=today)
    empty = compose(
        kind=ReportKind.SUMMARY,
        facts=territory_facts(
            territory=report.territory, year=report.year, today=today
        ),
        title=report.title,
        narrative={},
        signatures=_signatures(report.territory),
    ).paper
    # The key says whose part it is: each school gets its own when it is frozen.
    parts = (
        replace(compose_sheet(row), code=f"{SHEET}{key}") for key, row in facts.items()
    )
    return replace(empty, parts=tuple(parts))


def _signatures(territory: Territory) -> list[tuple[str, str]]:
    rows = [initialled(row) for row in signatures_for(territory=territory)]
    return [(row["post"], row["name"]) for row in rows]
