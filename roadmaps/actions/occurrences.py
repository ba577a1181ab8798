"""What is to be done by which day, written anew when a version comes into force."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet

from roadmaps.datasets.planned import Planned, planned_of
from roadmaps.enums import Audience, OccurrenceState
from roadmaps.models import (
    Activity,
    Evidence,
    Occurrence,
    RoadMap,
    RoadMapVersion,
    SchoolAnswer,
)
from roadmaps.queries.in_status import in_status
from roadmaps.terms import Period
from schools.actions.audit import record
from schools.models import School


BATCH = 1000
# A bulk update spells out every row and column: many small ones are faster.
UPDATED = 100
LEFT_OUT = "исключено версией"

WRITTEN = (
    *("label", "starts_on", "due_on", "needs_human", "audience"),
    *("times_planned", "state", "cancel_reason"),
)


@dataclass(frozen=True)
class Changes:
    """How many occurrences came, stayed, went without a trace and were cancelled."""

    added: int = 0
    kept: int = 0
    deleted: int = 0
    cancelled: int = 0


@transaction.atomic
def rebuild_occurrences(
    *, version: RoadMapVersion, now: dt.datetime, today: dt.date
) -> Changes:
    """Make the occurrences of a road map those of its version in force.

    What is done stays done, and what has the same term stays as it is, with the days
    that a person named. What the version no longer has is deleted; where a school has
    answered or a paper is there, it is cancelled with the version as the reason.
    """
    road_map = version.road_map
    activities = list(
        Activity.objects.filter(version=version).prefetch_related("milestones")
    )
    period = Period(road_map.starts_on, road_map.ends_on)
    standing = _standing(road_map)
    fresh: list[Occurrence] = []
    kept: list[Occurrence] = []
    changed: list[Occurrence] = []
    for activity in activities:
        mine = standing.pop(activity.line_id, [])
        for planned in planned_of(activity, period=period):
            found = _taken(mine, planned)
            if found is None:
                found = Occurrence(line_id=activity.line_id)
                fresh.append(found)
            else:
                kept.append(found)
            if _write(found, planned, activity) and found.pk:
                changed.append(found)
        standing[activity.line_id] = mine
    Occurrence.objects.bulk_create(fresh, batch_size=BATCH)
    Occurrence.objects.bulk_update(changed, WRITTEN, batch_size=UPDATED)
    gone = [row for rows in standing.values() for row in rows if _is_open(row)]
    deleted, cancelled = _leave_out(gone, version, now)
    write_answers(version=version, today=today)
    return Changes(len(fresh), len(kept), deleted, cancelled)


@transaction.atomic
def write_answers(*, version: RoadMapVersion, today: dt.date) -> int:
    """Ask the schools that open occurrences concern today; return how many are new.

    A school that no longer is concerned is not asked any more, unless it has answered.
    """
    rows = Occurrence.objects.filter(line__road_map=version.road_map).open()
    wanted = _wanted(version, rows, today)
    asked = SchoolAnswer.objects.filter(occurrence__in=rows)
    there = set(asked.values_list("occurrence_id", "school_id"))
    papers = Evidence.objects.filter(
        occurrence=OuterRef("occurrence"), school=OuterRef("school")
    )
    silent = asked.filter(~Exists(papers), answered_at__isnull=True)
    stale = [
        pk
        for pk, occurrence, school in silent.values_list(
            "pk", "occurrence_id", "school_id"
        )
        if (occurrence, school) not in wanted
    ]
    SchoolAnswer.objects.filter(pk__in=stale).delete()
    new = [
        SchoolAnswer(occurrence_id=occurrence, school_id=school)
        for occurrence, school in sorted(wanted - there)
    ]
    SchoolAnswer.objects.bulk_create(new, batch_size=BATCH)
    return len(new)


def _standing(road_map: RoadMap) -> dict[int, list[Occurrence]]:
    by_line: dict[int, list[Occurrence]] = defaultdict(list)
    rows = Occurrence.objects.select_for_update().filter(line__road_map=road_map)
    for row in rows.order_by("pk"):
        by_line[row.line_id].append(row)
    return by_line


def _taken(mine: list[Occurrence], planned: Planned) -> Occurrence | None:
    """Take out of the line's occurrences the one that is meant."""
    for row in mine:
        is_same = (row.label, row.starts_on, row.due_on) == planned.key
        # The days are a person's own; the wording is what has stayed.
        is_named = row.are_dates_named and row.label == planned.label
        if is_same or (is_named and planned.needs_human):
            mine.remove(row)
            return row
    return None


def _write(row: Occurrence, planned: Planned, activity: Activity) -> bool:
    """Write what the plan says; tell whether that changes anything."""
    before = [getattr(row, name) for name in WRITTEN]
    row.label = planned.label
    if not row.are_dates_named:
        row.starts_on, row.due_on = planned.starts_on, planned.due_on
    row.needs_human = planned.needs_human
    row.audience = activity.audience
    # What is done was done as the plan had it then.
    if row.state != OccurrenceState.DONE:
        row.times_planned = planned.times
    if row.cancel_reason.startswith(LEFT_OUT):
        row.state, row.cancel_reason = OccurrenceState.PLANNED, ""
    return before != [getattr(row, name) for name in WRITTEN]


def _is_open(row: Occurrence) -> bool:
    return row.state == OccurrenceState.PLANNED


def _leave_out(
    gone: list[Occurrence], version: RoadMapVersion, now: dt.datetime
) -> tuple[int, int]:
    """Delete what nobody has touched, cancel the rest; return both numbers."""
    touched = _touched(gone)
    rows = Occurrence.objects.filter(pk__in=[row.pk for row in gone])
    rows.exclude(pk__in=touched).delete()
    reason = f"{LEFT_OUT} {version.number}"
    for row in gone:
        if row.pk not in touched:
            continue
        row.state, row.cancel_reason = OccurrenceState.CANCELLED, reason
        row.recorded_by, row.recorded_at = version.approved_by, now
        row.save(update_fields=["state", "cancel_reason", "recorded_by", "recorded_at"])
        record(
            actor=version.approved_by,
            action="occurrence.cancelled",
            obj=row,
            now=now,
            reason=reason,
        )
    return len(gone) - len(touched), len(touched)


def _touched(rows: Iterable[Occurrence]) -> set[int]:
    """Return those with a paper, a school's answer or something counted."""
    keys = [row.pk for row in rows]
    answered = SchoolAnswer.objects.filter(answered_at__isnull=False)
    found = Occurrence.objects.filter(pk__in=keys).filter(
        Q(Exists(Evidence.objects.filter(occurrence=OuterRef("pk"))))
        | Q(Exists(answered.filter(occurrence=OuterRef("pk"))))
        | Q(times_done__gt=0)
    )
    return set(found.values_list("pk", flat=True))


def _wanted(
    version: RoadMapVersion, rows: QuerySet[Occurrence], today: dt.date
) -> set[tuple[int, int]]:
    """Return (occurrence, school) of all who are concerned on a day."""
    held = set(_in_status(version.road_map, today))
    links = Activity.schools.through.objects.filter(
        activity__version=version, activity__audience=Audience.CHOSEN
    )
    chosen: dict[int, set[int]] = defaultdict(set)
    for line, school in links.values_list("activity__line_id", "school_id"):
        chosen[line].add(school)
    concerned = rows.exclude(audience=Audience.NONE).order_by()
    return {
        (pk, school)
        for pk, line, audience in concerned.values_list("pk", "line_id", "audience")
        for school in (held if audience == Audience.IN_STATUS else chosen[line])
    }


def _in_status(road_map: RoadMap, today: dt.date) -> Iterable[int]:
    schools = School.objects.in_territory(road_map.territory)
    return in_status(schools, on=today).values_list("pk", flat=True)
