"""Activities of a draft: added, changed, moved, removed by hand."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.db.models import F, Max

from roadmaps.actions.parties import Directory
from roadmaps.actions.plan_sections import drop_unused_lines, renumber
from roadmaps.actions.plans import locked_draft
from roadmaps.enums import Audience
from roadmaps.models import (
    Activity,
    ActivityParty,
    Milestone,
    PlanLine,
    RoadMapVersion,
    Section,
)
from roadmaps.presenters.activity_form import SEEN
from roadmaps.terms import Period, parse_term
from roadmaps.terms.encode import term_to_json
from schools.actions.audit import record
from schools.actions.refusals import ChangedMeanwhileError, refuse
from schools.models import User
from schools.queries.versions import differences, fingerprint, plain_values


# What a person types; the reading of the term follows from its wording.
EDITABLE = (
    *("number", "title", "term_text", "agreed_spans", "result", "document"),
    *("document_types", "indicator", "note", "counters", "audience"),
)


@transaction.atomic
def add_activity(
    *, section: Section, values: Mapping[str, Any], user: User, now: dt.datetime
) -> Activity:
    """Add a row at the end of a section, on a line of its own."""
    version = locked_draft(section.version, user)
    section = version.sections.get(pk=section.pk)
    position = _end_of(section)
    version.activities.filter(position__gte=position).update(position=F("position") + 1)
    activity = Activity(
        version=version,
        section=section,
        line=PlanLine.objects.create(road_map=version.road_map),
        position=position,
    )
    _write(activity, values)
    _write_relations(activity, values)
    record(
        actor=user,
        action="plan.activity_added",
        obj=activity,
        now=now,
        after={"number": activity.number, "title": activity.title},
    )
    return activity


@transaction.atomic
def change_activity(
    *,
    activity: Activity,
    values: Mapping[str, Any],
    seen: str,
    user: User,
    now: dt.datetime,
) -> Activity:
    """Change a row as the person saw it; its term is read again.

    `seen` is the fingerprint of the row on the person's form.
    """
    version = locked_draft(activity.version, user)
    current = _locked(version, activity)
    if fingerprint(current, SEEN) != seen:
        raise ChangedMeanwhileError(current)
    before = plain_values(current, SEEN)
    section = values.get("section")
    if section is not None and section.pk != current.section_id:
        current.section = version.sections.get(pk=section.pk)
        current.position = _end_of(current.section)
    _write(current, values)
    _write_relations(current, values)
    renumber(version, list(version.sections.in_order()))
    before, after = differences(before, plain_values(current, SEEN))
    record(
        actor=user,
        action="plan.activity_changed",
        obj=current,
        now=now,
        before=before,
        after=after,
    )
    return current


@transaction.atomic
def move_activity(
    *, activity: Activity, is_up: bool, user: User, now: dt.datetime
) -> bool:
    """Exchange a row with its neighbour in the section; False at the edge."""
    version = locked_draft(activity.version, user)
    current = _locked(version, activity)
    rows = list(version.activities.filter(section=current.section_id).in_order())
    index = rows.index(current)
    other = index - 1 if is_up else index + 1
    if not 0 <= other < len(rows):
        return False
    first, second = rows[index], rows[other]
    first.position, second.position = second.position, first.position
    Activity.objects.bulk_update([first, second], ["position"])
    record(
        actor=user,
        action="plan.activity_moved",
        obj=current,
        now=now,
        after={"is_up": is_up},
    )
    return True


@transaction.atomic
def remove_activity(
    *, activity: Activity, reason: str, user: User, now: dt.datetime
) -> None:
    """Remove a row of the draft; what was done by earlier versions stays."""
    version = locked_draft(activity.version, user)
    current = _locked(version, activity)
    if not reason.strip():
        raise refuse("Напишите, почему удаляете мероприятие.", code="no_reason")
    record(
        actor=user,
        action="plan.activity_removed",
        obj=current,
        now=now,
        before={"number": current.number, "title": current.title},
        reason=reason.strip(),
    )
    line = current.line_id
    current.delete()
    drop_unused_lines(version, [line])


def period_of(version: RoadMapVersion) -> Period:
    """Return the period in which the plan's terms are read."""
    return Period(version.road_map.starts_on, version.road_map.ends_on)


def _locked(version: RoadMapVersion, activity: Activity) -> Activity:
    found = version.activities.select_for_update().filter(pk=activity.pk).first()
    if found is None:
        raise refuse("Этого мероприятия в проекте уже нет.", code="gone")
    return found


def _end_of(section: Section) -> int:
    """Return the place after the last row of a section and of those before it."""
    rows = Activity.objects.filter(
        version=section.version_id, section__position__lte=section.position
    )
    last = rows.aggregate(last=Max("position"))["last"]
    return 0 if last is None else last + 1


def _write(activity: Activity, values: Mapping[str, Any]) -> None:
    for name in EDITABLE:
        if name in values:
            setattr(activity, name, values[name])
    if not (activity.title.strip() or activity.term_text.strip()):
        message = "Напишите, что нужно сделать."
        raise refuse(message, code="no_title", field="title")
    activity.term = term_to_json(
        parse_term(activity.term_text, period=period_of(activity.version))
    )
    activity.save()


def _write_relations(activity: Activity, values: Mapping[str, Any]) -> None:
    if "parties" in values and values["parties"] != wordings_of(activity):
        _write_parties(activity, values["parties"])
    if "schools" in values:
        is_chosen = activity.audience == Audience.CHOSEN
        activity.schools.set(values["schools"] if is_chosen else [])
    if "milestones" in values:
        _write_milestones(activity, values["milestones"])


def wordings_of(activity: Activity) -> list[str]:
    """Return who answers, each as the plan words it."""
    links = activity.party_links.order_by("position", "pk").select_related("party")
    return [str(link) for link in links]


def _write_parties(activity: Activity, wordings: list[str]) -> None:
    # The cell as the document had it is true no longer.
    activity.responsible_text = ", ".join(wordings)
    activity.save(update_fields=["responsible_text"])
    version = activity.version
    directory = Directory(
        territory=version.road_map.territory, abbreviations=version.abbreviations
    )
    for wording in wordings:
        directory.note(wording)
    directory.write()
    ActivityParty.objects.filter(activity=activity).delete()
    pairs = [(wording, "") for wording in wordings]
    ActivityParty.objects.bulk_create(directory.links(activity, pairs))


def _write_milestones(activity: Activity, texts: Mapping[tuple[Any, str], str]) -> None:
    """Write the cells of the year columns; an empty one has no row."""
    period = period_of(activity.version)
    activity.milestones.all().delete()
    Milestone.objects.bulk_create(
        Milestone(
            version=activity.version,
            activity=activity,
            position=position,
            year=year,
            label=label,
            text=text,
            terms=[term_to_json(parse_term(text, period=within(period, year)))],
        )
        for position, ((year, label), text) in enumerate(texts.items())
        if text.strip()
    )


def within(period: Period, year: int | None) -> Period:
    """Return the period in which the words of one year's column are read."""
    if year is None:
        return period
    first, last = dt.date(year, 1, 1), dt.date(year, 12, 31)
    start, end = max(first, period.start), min(last, period.end)
    return Period(start, end) if start <= end else Period(first, last)
