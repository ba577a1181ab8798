"""Indicators taken from the lines of a road map."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.core.exceptions import ValidationError
from django.db import transaction

from monitoring.actions.indicators import WORDING, create_indicator
from monitoring.enums import Direction, Level, ValueKind
from monitoring.models import Indicator
from roadmaps.models import PlanIndicator, RoadMapVersion
from schools.actions.refusals import refuse
from schools.models import User


PERCENT = "%"
# The field of the model holds so much.
LONGEST = 500
EMPTY_WORDING: dict[str, object] = {
    **dict.fromkeys(WORDING, ""),
    **dict.fromkeys(("calendar", "procedure", "subject", "grade", "site_item")),
    "direction": Direction.MORE,
    "needs_evidence": False,
    "green_percent": 100,
    "yellow_percent": 80,
}


@dataclass(frozen=True)
class Taken:
    """One line of the plan, as a person wants it counted."""

    line: PlanIndicator
    code: str
    short_title: str
    level: str
    kind: str
    target: Decimal | None


@transaction.atomic
def take_from_plan(
    *,
    version: RoadMapVersion,
    year: int,
    lines: Sequence[Taken],
    user: User,
    now: dt.datetime,
) -> list[Indicator]:
    """Make an indicator of each line; source and calendar are named afterwards."""
    if not lines:
        raise refuse("Отметьте хотя бы один показатель.", code="nothing")
    return [
        _take(taken, version=version, year=year, user=user, now=now) for taken in lines
    ]


def _take(
    taken: Taken,
    *,
    version: RoadMapVersion,
    year: int,
    user: User,
    now: dt.datetime,
) -> Indicator:
    if taken.line.version_id != version.pk:
        raise refuse("Этой строки в плане нет.", code="foreign")
    is_share = taken.kind in {ValueKind.YES_NO, ValueKind.SHARE}
    is_own = taken.level == Level.MUNICIPALITY
    road_map = version.road_map
    values = {
        **EMPTY_WORDING,
        "code": taken.code,
        "track": "common",
        "group": f"Из плана «{road_map.title}»"[:200],
        "title": taken.line.title[:LONGEST],
        "short_title": taken.short_title,
        "level": taken.level,
        "kind": taken.kind,
        "unit": PERCENT if is_share and not (is_own and taken.kind == "yes_no") else "",
        "basis": f"{road_map.title}, версия {version.number}"[:300],
        "target": taken.target,
    }
    try:
        indicator = create_indicator(
            territory=road_map.territory, year=year, values=values, user=user, now=now
        )
    except ValidationError as refusal:
        raise refuse(
            f"{taken.code}: {' '.join(refusal.messages)}", code="line"
        ) from refusal
    indicator.plan_indicator = taken.line
    indicator.save(update_fields=["plan_indicator"])
    return indicator
