"""Give the road map that a perfect reading of a described plan would give."""

from roadmaps.documents.model import (
    Activity,
    Approval,
    Indicator,
    Milestone,
    Party,
    RoadMapDocument,
    Section,
)
from roadmaps.terms import Kind, Period, Span, Term
from tests.roadmaps.documents.corpus.description import Part, Plan, Row, SpanDays


def perfect(plan: Plan) -> RoadMapDocument:
    """Turn the description itself into an understood document."""
    start, end = plan.period
    assert start
    assert end
    return RoadMapDocument(
        title=" ".join(plan.title_lines) or plan.title,
        period=Period(start, end),
        approval=Approval(
            order_number=plan.order.get("number", ""),
            order_date=plan.order.get("date", ""),
        ),
        abbreviations=dict(plan.abbreviations),
        sections=tuple(_section(part) for part in plan.parts),
        indicators=tuple(Indicator(*pair) for pair in plan.indicators),
    )


def _section(part: Part) -> Section:
    return Section(
        part.number,
        part.title,
        part.level,
        goals=part.goals,
        tasks=part.tasks,
        expected_results=part.results,
        activities=tuple(_activity(row) for row in part.rows),
    )


def _activity(row: Row) -> Activity:
    return Activity(
        row.number,
        row.title,
        _term(row.when.text, row.when.kind, row.when.spans),
        parties=tuple(Party(text) for text in row.who),
        result=row.result,
        document=row.document,
        milestones=tuple(
            Milestone(m.year, m.text, _term(m.text, "", m.spans)) for m in row.marks
        ),
    )


def _term(text: str, kind: str, spans: tuple[SpanDays, ...] | None) -> Term:
    found = tuple(Span(*days) for days in spans or ())
    return Term(text, Kind(kind) if kind else Kind.HUMAN, found)
