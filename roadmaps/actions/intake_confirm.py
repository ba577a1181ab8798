"""A reviewed document becomes the first version of a plan, once."""

import datetime as dt

from django.db import transaction

from roadmaps.actions.intake import demand_review, locked_intake
from roadmaps.actions.plan_content import fill_from_document
from roadmaps.actions.plans import create_road_map
from roadmaps.documents import edit_keys as keys
from roadmaps.documents.edit_texts import plan_texts
from roadmaps.documents.edits import apply_edits
from roadmaps.documents.readiness import obstacles
from roadmaps.enums import IntakePhase, Origin
from roadmaps.models import Intake, RoadMapVersion
from roadmaps.queries.intake import reading_of, texts_of
from schools.actions.audit import record
from schools.actions.refusals import refuse
from schools.models import User


@transaction.atomic
def confirm_intake(*, intake: Intake, user: User, now: dt.datetime) -> RoadMapVersion:
    """Make the plan of what was read and mended; asked again, return the same plan."""
    intake = locked_intake(intake, user)
    if intake.phase == IntakePhase.CONFIRMED and intake.version is not None:
        return intake.version
    demand_review(intake)
    read = reading_of(intake).document
    edits = texts_of(intake)
    document = apply_edits(read, edits)
    if missing := obstacles(document):
        raise refuse(missing[0], code="not_ready")
    plan = plan_texts(read) | {
        field: edits[key]
        for field in keys.PLAN_FIELDS
        if (key := f"{keys.PLAN}:{field}") in edits
    }
    version = create_road_map(
        territory=intake.territory,
        title=document.title,
        starts_on=document.period.start,
        ends_on=document.period.end,
        origin=Origin.IMPORT,
        user=user,
        now=now,
        approver_position=plan["approver_position"],
        approver_name=plan["approver_name"],
    )
    fill_from_document(version=version, document=document, user=user, now=now)
    intake.phase, intake.version = IntakePhase.CONFIRMED, version
    intake.save(update_fields=["phase", "version"])
    record(
        actor=user,
        action="intake.confirmed",
        obj=intake,
        now=now,
        after={
            "title": document.title,
            "activities": len(document.activities),
            "mended": len(edits),
        },
    )
    return version
