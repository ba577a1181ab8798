"""What stands above and below the table of a draft: title, period, grif, indicators."""

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any

from django.db import transaction

from roadmaps.actions.plan_activities import within
from roadmaps.actions.plans import demand_period, demand_title, locked_draft
from roadmaps.models import Activity, Milestone, PlanIndicator, RoadMapVersion
from roadmaps.terms import Period, parse_term
from roadmaps.terms.encode import term_to_json
from schools.actions.audit import record
from schools.actions.refusals import refuse
from schools.models import User
from schools.queries.versions import differences, plain_values


# The same in all versions of the plan, so fixed with the first approval.
OF_ROAD_MAP = ("title", "starts_on", "ends_on")
OF_VERSION = ("preamble", "approver_position", "approver_name", "change_note", "layout")
BATCH = 500


@transaction.atomic
def change_heading(
    *,
    version: RoadMapVersion,
    values: Mapping[str, Any],
    user: User,
    now: dt.datetime,
) -> RoadMapVersion:
    """Change the heading; in another period every term is read again."""
    version = locked_draft(version, user)
    road_map = version.road_map
    before = plain_values(road_map, OF_ROAD_MAP) | plain_values(version, OF_VERSION)
    for name in OF_ROAD_MAP:
        if name in values:
            setattr(road_map, name, values[name])
    for name in OF_VERSION:
        if name in values:
            setattr(version, name, values[name])
    road_map.title = demand_title(road_map.title)
    demand_period(road_map.starts_on, road_map.ends_on)
    after = plain_values(road_map, OF_ROAD_MAP) | plain_values(version, OF_VERSION)
    before, after = differences(before, after)
    if not after:
        return version
    if set(after) & set(OF_ROAD_MAP):
        _demand_never_approved(version)
        road_map.save(update_fields=OF_ROAD_MAP)
    version.save()
    if {"starts_on", "ends_on"} & set(after):
        read_terms_again(version)
    record(
        actor=user,
        action="plan.heading_changed",
        obj=version,
        now=now,
        before=before,
        after=after,
    )
    return version


@transaction.atomic
def change_indicators(
    *,
    version: RoadMapVersion,
    indicators: Sequence[tuple[str, str]],
    user: User,
    now: dt.datetime,
) -> list[PlanIndicator]:
    """Write the plan's indicators, titles with targets, in the given order."""
    version = locked_draft(version, user)
    rows = version.indicators.in_order()
    before = [f"{row.title}: {row.target}" for row in rows]
    rows.delete()
    written = PlanIndicator.objects.bulk_create(
        PlanIndicator(version=version, position=position, title=title, target=target)
        for position, (title, target) in enumerate(indicators)
    )
    after = [f"{title}: {target}" for title, target in indicators]
    if before != after:
        record(
            actor=user,
            action="plan.indicators_changed",
            obj=version,
            now=now,
            before={"indicators": before},
            after={"indicators": after},
        )
    return written


def read_terms_again(version: RoadMapVersion) -> None:
    """Read every wording in the plan's period; the words themselves stay."""
    period = Period(version.road_map.starts_on, version.road_map.ends_on)
    activities = list(version.activities.all())
    for activity in activities:
        activity.term = term_to_json(parse_term(activity.term_text, period=period))
    Activity.objects.bulk_update(activities, ["term"], batch_size=BATCH)
    milestones = list(version.milestones.all())
    for milestone in milestones:
        inside = within(period, milestone.year)
        milestone.terms = [term_to_json(parse_term(milestone.text, period=inside))]
    Milestone.objects.bulk_update(milestones, ["terms"], batch_size=BATCH)


def _demand_never_approved(version: RoadMapVersion) -> None:
    approved = version.road_map.versions.filter(approved_at__isnull=False)
    if approved.exists():
        message = (
            "Название и период утверждены первой версией и общие для всех. Для другого "
            "периода перенесите план, и он начнётся как новый."
        )
        raise refuse(message, code="approved")
