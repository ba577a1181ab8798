"""A document's content becomes the content of a draft, all of it at once."""

import datetime as dt
from collections.abc import Iterator

from django.db import transaction

from roadmaps.actions.parties import Directory
from roadmaps.actions.plans import locked_draft
from roadmaps.documents.approver import approver_of
from roadmaps.documents.audience import concerns_schools
from roadmaps.documents.closing import closing_types
from roadmaps.documents.model import (
    Activity as ReadActivity,
    Column,
    RoadMapDocument,
    Section as ReadSection,
)
from roadmaps.enums import Audience
from roadmaps.models import (
    Activity,
    ActivityParty,
    Milestone,
    PlanIndicator,
    PlanLine,
    RoadMapVersion,
    Section,
)
from roadmaps.terms.encode import term_to_json
from schools.actions.audit import record
from schools.actions.refusals import refuse
from schools.models import User


@transaction.atomic
def fill_from_document(
    *, version: RoadMapVersion, document: RoadMapDocument, user: User, now: dt.datetime
) -> None:
    """Write what was understood of a document into an empty draft.

    The number of queries does not depend on the number of rows.
    """
    version = locked_draft(version, user)
    if version.sections.exists():
        raise refuse("В проекте уже есть содержание.", code="not_empty")
    _write_heading(version, document)
    sections = Section.objects.bulk_create(
        _section(version, position, read)
        for position, read in enumerate(document.sections)
    )
    read_rows = [
        (section, activity)
        for section, read in zip(sections, document.sections, strict=True)
        for activity in read.activities
    ]
    lines = PlanLine.objects.bulk_create(
        PlanLine(road_map_id=version.road_map_id) for _ in read_rows
    )
    activities = Activity.objects.bulk_create(
        _activity(section, line, position, read)
        for position, ((section, read), line) in enumerate(
            zip(read_rows, lines, strict=True)
        )
    )
    pairs = list(zip(activities, (read for _, read in read_rows), strict=True))
    _write_parties(version, document, pairs)
    Milestone.objects.bulk_create(_milestones(pairs))
    PlanIndicator.objects.bulk_create(_indicators(version, document))
    record(
        actor=user,
        action="plan.filled",
        obj=version,
        now=now,
        after={
            "sections": len(sections),
            "activities": len(activities),
            "indicators": len(document.indicators),
        },
    )


def layout_of(document: RoadMapDocument) -> list[dict[str, str]]:
    """Return the columns of the table that holds most of the plan, as written."""
    rows: dict[int, int] = {}
    for activity in document.activities:
        for ref in activity.refs[:1]:
            table = document.continues.get(ref.table, ref.table)
            rows[table] = rows.get(table, 0) + 1
    known = [table for table in rows if table in document.columns]
    chosen = max(known, key=lambda table: (rows[table], -table), default=None)
    if chosen is None:
        chosen = min(document.columns, default=None)
    if chosen is None:
        return []
    return [
        {
            "meaning": column.meaning.value,
            "header": column.header,
            "milestone": column.milestone,
        }
        for column in document.columns[chosen]
        if column.meaning is not Column.IGNORED
    ]


def _write_heading(version: RoadMapVersion, document: RoadMapDocument) -> None:
    position, name = approver_of(document.approval.lines)
    version.abbreviations = dict(document.abbreviations)
    version.layout = layout_of(document)
    version.approver_position = version.approver_position or position[:300]
    version.approver_name = version.approver_name or name[:120]
    # What the document says of its own order is offered when the plan is approved.
    version.order_number = document.approval.order_number[:60]
    version.order_date = _day(document.approval.order_date)
    version.save()


def _day(text: str) -> dt.date | None:
    try:
        return dt.date.fromisoformat(text)
    except ValueError:
        return None


def _section(version: RoadMapVersion, position: int, read: ReadSection) -> Section:
    return Section(
        version=version,
        position=position,
        level=read.level,
        kind=read.kind[:40],
        number=read.number[:20],
        title=read.title[:1000],
        goals=list(read.goals),
        tasks=list(read.tasks),
        expected_results=list(read.expected_results),
    )


def _activity(
    section: Section, line: PlanLine, position: int, read: ReadActivity
) -> Activity:
    return Activity(
        version_id=section.version_id,
        section=section,
        line=line,
        position=position,
        number=read.number[:20],
        title=read.title,
        term_text=read.term.text,
        term=term_to_json(read.term),
        responsible_text=read.responsible_text,
        result=read.result,
        document=read.document,
        document_types=list(closing_types(document=read.document, result=read.result)),
        indicator=read.indicator,
        note=read.note,
        counters=[
            {
                "at_least": counter.at_least,
                "unit": counter.unit,
                "is_percent": counter.is_percent,
            }
            for counter in read.counters
        ],
        audience=_audience(read),
    )


def _audience(read: ReadActivity) -> Audience:
    asked = any(
        party.kind == "group" or concerns_schools(party.expanded or party.text)
        for party in read.parties
    )
    return Audience.IN_STATUS if asked else Audience.NONE


def _write_parties(
    version: RoadMapVersion,
    document: RoadMapDocument,
    pairs: list[tuple[Activity, ReadActivity]],
) -> None:
    directory = Directory(
        territory=version.road_map.territory, abbreviations=document.abbreviations
    )
    for _, read in pairs:
        for party in read.parties:
            directory.note(party.text, kind=party.kind, full_name=party.expanded)
    directory.write()
    ActivityParty.objects.bulk_create(
        link
        for activity, read in pairs
        for link in directory.links(
            activity, [(party.text, party.expanded) for party in read.parties]
        )
    )


def _indicators(
    version: RoadMapVersion, document: RoadMapDocument
) -> Iterator[PlanIndicator]:
    for position, indicator in enumerate(document.indicators):
        yield PlanIndicator(
            version=version,
            position=position,
            title=indicator.title,
            target=indicator.target[:100],
        )


def _milestones(
    pairs: list[tuple[Activity, ReadActivity]],
) -> Iterator[Milestone]:
    for activity, read in pairs:
        for position, milestone in enumerate(read.milestones):
            yield Milestone(
                version_id=activity.version_id,
                activity=activity,
                position=position,
                year=milestone.year,
                label=milestone.label[:100],
                text=milestone.text,
                terms=[term_to_json(milestone.term)],
            )
