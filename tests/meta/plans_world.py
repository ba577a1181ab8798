"""The road maps of the world: one in force, one with a draft, and what hangs on them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from roadmaps.enums import (
    Audience,
    DocumentType,
    IntakePhase,
    OccurrenceState,
    PlanReportKind,
)
from roadmaps.models import (
    Activity,
    Evidence,
    Occurrence,
    Party,
    PlanReport,
    SchoolAnswer,
)
from schools.enums import JobState
from tests.factories.intake import IntakeFactory
from tests.factories.plans import OccurrenceFactory, fill_road_map


if TYPE_CHECKING:
    from tests.meta.world import World


def add_plans(world: World) -> None:
    """Make them in the municipality; the first occurrence concerns the school."""
    road_map = fill_road_map(world.municipality)
    drafted = fill_road_map(world.municipality, is_approved=False)
    activity = Activity.objects.filter(version__road_map=road_map).first()
    occurrence = Occurrence.objects.filter(line=activity.line).get()
    occurrence.audience = Audience.CHOSEN
    occurrence.save()
    road_map.is_public = True
    road_map.save()
    version = road_map.versions.get()
    world.objects |= {
        "road_map": road_map,
        "plan_version": version,
        "plan_report": PlanReport.objects.create(
            version=version,
            kind=PlanReportKind.PLAN_PDF,
            as_of=version.approved_at.date(),
            state=JobState.DONE,
            file=world["file"],
            requested_by=world.people["coordinator"],
            requested_at=version.approved_at,
            started_at=version.approved_at,
        ),
        "activity": activity,
        "occurrence": occurrence,
        "answer": SchoolAnswer.objects.create(
            occurrence=occurrence, school=world.school
        ),
        "drafted_map": drafted,
        "plan_draft": drafted.versions.get(),
        "party": Party.objects.get(territory=world.municipality),
        "draft_activity": Activity.objects.filter(version__road_map=drafted).first(),
    }
    _add_outcomes(world)
    _add_documents(world)


def _add_documents(world: World) -> None:
    """Add a document under review and one that could not be read."""
    world.objects |= {
        "intake": IntakeFactory(territory=world.municipality),
        "failed_intake": IntakeFactory(
            territory=world.municipality,
            phase=IntakePhase.READING,
            state=JobState.FAILED,
            error_code="scan",
            error_detail="В файле только изображения страниц.",
        ),
    }


def _add_outcomes(world: World) -> None:
    """Add what came of terms: a school's paper and answer, something cancelled."""
    line = world["activity"].line
    now = world["plan_version"].approved_at
    answered = OccurrenceFactory(line=line, audience=Audience.CHOSEN)
    world.objects |= {
        "evidence": Evidence.objects.create(
            occurrence=world["occurrence"],
            school=world.school,
            document_type=DocumentType.ORDER,
            title="Приказ школы",
            link="https://example.org/order",
            added_at=now,
        ),
        "given_answer": SchoolAnswer.objects.create(
            occurrence=answered,
            school=world.school,
            done_on=now.date(),
            answered_at=now,
        ),
        "cancelled_occurrence": OccurrenceFactory(
            line=line,
            state=OccurrenceState.CANCELLED,
            cancel_reason="Нет средств.",
        ),
    }
