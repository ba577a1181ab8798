"""A road map of the next period, made of the one before."""

import datetime as dt

from django.db import transaction

from roadmaps.actions.plan_content_copy import copy_content
from roadmaps.actions.plans import create_road_map
from roadmaps.datasets.rolled import rolled_rows, years_between
from roadmaps.enums import Origin
from roadmaps.models import Activity, Milestone, PlanLine, RoadMap, RoadMapVersion
from roadmaps.terms import Period, next_wording
from roadmaps.terms.encode import term_to_json
from schools.actions.audit import record
from schools.actions.refusals import refuse
from schools.models import User


@transaction.atomic
def roll_over(
    *,
    road_map: RoadMap,
    starts_on: dt.date,
    ends_on: dt.date,
    user: User,
    now: dt.datetime,
    title: str = "",
) -> RoadMapVersion:
    """Begin the plan of the next period: the same rows, terms worded and read anew.

    What was done and its papers stay with the old plan; who answers and which schools
    are concerned go over. Each line knows the line that it carries on.
    """
    source = source_of(road_map)
    if starts_on <= road_map.starts_on:
        raise refuse(
            "Новый период начинается позже прежнего.",
            code="not_later",
            field="starts_on",
        )
    years = years_between(source, starts_on)
    version = create_road_map(
        territory=road_map.territory,
        title=title or next_wording(road_map.title, years=years),
        starts_on=starts_on,
        ends_on=ends_on,
        origin=Origin.ROLL_OVER,
        continues=road_map,
        user=user,
        now=now,
        preamble=source.preamble,
        approver_position=source.approver_position,
        approver_name=source.approver_name,
    )
    version.abbreviations = source.abbreviations
    version.layout = _later_layout(source.layout, years)
    version.save(update_fields=["abbreviations", "layout"])
    _copy_rows(source, version, Period(starts_on, ends_on))
    record(
        actor=user,
        action="plan.rolled_over",
        obj=version,
        now=now,
        after={"from": str(road_map), "activities": version.activities.count()},
    )
    return version


def source_of(road_map: RoadMap) -> RoadMapVersion:
    """Return the version in force: only what was approved goes over."""
    source = road_map.versions.in_force().select_related("road_map__territory").first()
    if source is None:
        message = "Переносят утверждённый план: у этого ещё нет действующей версии."
        raise refuse(message, code="nothing_in_force")
    return source


def _copy_rows(source: RoadMapVersion, version: RoadMapVersion, period: Period) -> None:
    rolled = {
        row.original.pk: row for row in rolled_rows(version=source, period=period)
    }
    cells = {cell.original.pk: cell for row in rolled.values() for cell in row.cells}

    def lines(originals: list[Activity]) -> list[PlanLine]:
        return PlanLine.objects.bulk_create(
            PlanLine(road_map=version.road_map, continues_id=original.line_id)
            for original in originals
        )

    def changes(original: Activity) -> dict[str, object]:
        term = rolled[original.pk].term
        return {
            "term_text": term.text,
            "term": term_to_json(term),
            "agreed_spans": [],
        }

    def milestone_changes(original: Milestone) -> dict[str, object]:
        cell = cells[original.pk]
        return {
            "year": cell.year,
            "label": cell.label[:100],
            "text": cell.text,
            "terms": [term_to_json(cell.term)],
        }

    copy_content(
        source=source,
        target=version,
        line_of=lines,
        changes=changes,
        milestone_changes=milestone_changes,
    )


def _later_layout(layout: list[dict[str, str]], years: int) -> list[dict[str, str]]:
    """Move the years in the headers of the columns."""
    return [
        column
        | {
            "header": next_wording(column["header"], years=years),
            "milestone": next_wording(column["milestone"], years=years),
        }
        for column in layout
    ]
