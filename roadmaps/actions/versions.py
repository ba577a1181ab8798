"""Versions: approved by order, returned to be mended, opened to be corrected."""

import datetime as dt

from django.db import transaction

from roadmaps.actions.occurrences import rebuild_occurrences
from roadmaps.actions.plan_content_copy import copy_content, same_lines
from roadmaps.actions.plans import demand_draft, locked_draft
from roadmaps.enums import Origin, VersionState
from roadmaps.models import RoadMap, RoadMapVersion
from schools.actions.audit import record
from schools.actions.refusals import demand_permission, refuse
from schools.models import StoredFile, User
from schools.roles import Permission


LONGEST_NOTE = 2000


@transaction.atomic
def approve_version(
    *,
    version: RoadMapVersion,
    order_number: str,
    order_date: dt.date,
    order_file: StoredFile | None,
    user: User,
    now: dt.datetime,
    today: dt.date,
) -> RoadMapVersion:
    """Put a draft in force by an order; the version before it becomes history.

    What is due follows from the new version in the same transaction.
    """
    version = _locked(version)
    demand_permission(user, Permission.APPROVE_PLANS, version)
    demand_draft(version)
    _demand_content(version)
    _demand_order(version, order_number, order_date, order_file, today)
    former = version.road_map.versions.in_force()
    former.update(state=VersionState.REPLACED, replaced_at=now)
    version.order_number = order_number.strip()
    version.order_date = order_date
    version.order_file = order_file
    version.approved_by, version.approved_at = user, now
    version.state = VersionState.IN_FORCE
    version.return_note, version.returned_at, version.returned_by = "", None, None
    version.save()
    rebuild_occurrences(version=version, now=now, today=today)
    record(
        actor=user,
        action="plan.approved",
        obj=version,
        now=now,
        after={
            "version": version.number,
            "order_number": version.order_number,
            "order_date": order_date.isoformat(),
            "activities": version.activities.count(),
        },
    )
    return version


@transaction.atomic
def return_draft(
    *, version: RoadMapVersion, note: str, user: User, now: dt.datetime
) -> RoadMapVersion:
    """Say what to mend before the draft can be approved."""
    version = _locked(version)
    demand_permission(user, Permission.APPROVE_PLANS, version)
    demand_draft(version)
    note = note.strip()[:LONGEST_NOTE]
    if not note:
        raise refuse("Напишите, что исправить.", code="no_note", field="note")
    version.return_note, version.returned_at, version.returned_by = note, now, user
    version.save(update_fields=["return_note", "returned_at", "returned_by"])
    record(actor=user, action="plan.returned", obj=version, now=now, reason=note)
    return version


@transaction.atomic
def settle_note(
    *, version: RoadMapVersion, user: User, now: dt.datetime
) -> RoadMapVersion:
    """Take the note off: what it asks for is done."""
    version = locked_draft(version, user)
    if not version.return_note:
        return version
    record(
        actor=user,
        action="plan.note_settled",
        obj=version,
        now=now,
        before={"return_note": version.return_note},
    )
    version.return_note, version.returned_at, version.returned_by = "", None, None
    version.save(update_fields=["return_note", "returned_at", "returned_by"])
    return version


@transaction.atomic
def open_correction(
    *, road_map: RoadMap, user: User, now: dt.datetime
) -> RoadMapVersion:
    """Begin the next version as a copy of the one in force, on the same lines.

    A draft that is there already is returned.
    """
    road_map = RoadMap.objects.select_for_update(of=("self",)).get(pk=road_map.pk)
    demand_permission(user, Permission.EDIT_PLANS, road_map)
    draft = road_map.versions.drafts().first()
    if draft is not None:
        return draft
    source = road_map.versions.in_force().first()
    if source is None:
        raise refuse("Корректируют утверждённый план.", code="nothing_in_force")
    version = RoadMapVersion.objects.create(
        road_map=road_map,
        number=source.number + 1,
        origin=Origin.CORRECTION,
        approver_position=source.approver_position,
        approver_name=source.approver_name,
        preamble=source.preamble,
        abbreviations=source.abbreviations,
        layout=source.layout,
        created_by=user,
        created_at=now,
    )
    copies = copy_content(source=source, target=version, line_of=same_lines)
    record(
        actor=user,
        action="plan.correction_opened",
        obj=version,
        now=now,
        after={"version": version.number, "activities": len(copies)},
    )
    return version


def _locked(version: RoadMapVersion) -> RoadMapVersion:
    """Fetch a version; its road map waits, so that one draft is approved at a time."""
    RoadMap.objects.select_for_update(of=("self",)).get(pk=version.road_map_id)
    return (
        RoadMapVersion.objects.select_for_update(of=("self",))
        .select_related("road_map__territory")
        .get(pk=version.pk)
    )


def _demand_content(version: RoadMapVersion) -> None:
    if not version.activities.exists():
        message = "В плане нет ни одного мероприятия: утверждать нечего."
        raise refuse(message, code="empty")


def _demand_order(
    version: RoadMapVersion,
    order_number: str,
    order_date: dt.date,
    order_file: StoredFile | None,
    today: dt.date,
) -> None:
    if not order_number.strip():
        message = "Укажите номер приказа."
        raise refuse(message, code="no_number", field="order_number")
    if order_date > today:
        message = "Дата приказа ещё не наступила."
        raise refuse(message, code="future_order", field="order_date")
    if order_file is not None and order_file.territory_id != version.territory.pk:
        message = "Файл приказа другого муниципалитета."
        raise refuse(message, code="foreign_file", field="order_file")
