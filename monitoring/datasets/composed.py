"""A report as a paper: today's numbers while it is a draft, its own once frozen."""

import datetime as dt
from dataclasses import replace
from typing import Any

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
from roadmaps.queries.papers import signature_of
from schools.enums import Role


# The head approves these; the others are for reading and for checking.
APPROVED = (ReportKind.NOTE, ReportKind.SUMMARY)


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
        **_hands(report),
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
        **_hands(report),
    ).paper
    # The key says whose part it is: each school gets its own when it is frozen.
    parts = (
        replace(compose_sheet(row), code=f"{SHEET}{key}") for key, row in facts.items()
    )
    return replace(empty, parts=tuple(parts))


def _hands(report: Report) -> dict[str, Any]:
    """Return who signs; what the coordinator signs the head approves."""
    territory = report.territory
    head = _named(signatures_for(territory=territory)[0])
    if report.kind not in APPROVED:
        return {"signatures": [head]}
    maker = _named(signature_of(territory=territory, role=Role.COORDINATOR))
    return {"signatures": [maker], "approver": head}


def _named(row: dict[str, str]) -> tuple[str, str]:
    words = initialled(row)
    return words["post"], words["name"]
