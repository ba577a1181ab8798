"""Rows by which the lists of the review desk grow."""

from __future__ import annotations

from typing import TYPE_CHECKING

from roadmaps.enums import ProgrammeState
from roadmaps.models import ProgrammeStep, Remark, Review, ReviewScore
from schools.enums import Role
from tests.factories import SchoolFactory, UserFactory, person
from tests.factories.programmes import (
    ChecklistFactory,
    CriterionFactory,
    ProgrammeFactory,
    ProgrammeKindFactory,
    ProgrammeVersionFactory,
)
from tests.meta.world import NOW, World


if TYPE_CHECKING:
    from roadmaps.models import ProgrammeVersion
    from schools.models import User


def a_waiting_programme(world: World, number: int) -> None:
    """Add one that somebody looks at, one that is free, and one with a second opinion."""
    reviewer = person(
        Role.METHODIST, world.municipality, username=f"judge{number}", full_name="Судья"
    )
    _review(_submitted(world), reviewer)
    _submitted(world)
    twice = _submitted(world)
    _review(twice, reviewer)
    _review(twice, world.people["coordinator"], is_second_opinion=True)


def something_of_the_review(world: World, number: int) -> None:
    """Add a scored criterion, an answered remark and a second opinion."""
    review, team = world["review"], world.people["school_team"]
    criterion = CriterionFactory(checklist=review.checklist, number=100 + number)
    ReviewScore.objects.create(
        review=review, criterion=criterion, score=1, comment="Мало."
    )
    Remark.objects.create(
        programme=review.version.programme,
        version=review.version,
        review=review,
        section=f"Раздел {number}",
        text="Исправить.",
        author=UserFactory(full_name=f"Автор {number}"),
        written_at=NOW,
        answer="Исправлено.",
        answered_by=team,
        answered_at=NOW,
        resolved_by=UserFactory(full_name=f"Кто {number}"),
        resolved_at=NOW,
        resolved_in=review.version,
    )
    opinion = person(Role.METHODIST, world.municipality, full_name=f"Мнение {number}")
    _review(review.version, opinion, is_second_opinion=True)


def a_checklist(world: World, number: int) -> None:
    """Add a version of one checklist and the first of another."""
    kind = ProgrammeKindFactory(code=f"kind-{number}", short_name=f"Вид {number}")
    ChecklistFactory(
        territory=world.municipality,
        kind=kind,
        number=1,
        created_by=UserFactory(full_name=f"Составитель {number}"),
    )
    ChecklistFactory(territory=world.municipality, number=200 + number)


def a_criterion(world: World, number: int) -> None:
    """Add a line to a checklist."""
    CriterionFactory(checklist=world["checklist"], number=100 + number)


def _submitted(world: World) -> ProgrammeVersion:
    programme = ProgrammeFactory(
        school=SchoolFactory(municipality=world.municipality),
        state=ProgrammeState.SUBMITTED,
        round_number=1,
        first_submitted_at=NOW,
        due_on=NOW.date(),
    )
    version = ProgrammeVersionFactory(programme=programme, sent_at=NOW)
    ProgrammeStep.objects.create(
        programme=programme,
        version=version,
        code="submit",
        source=ProgrammeState.DRAFT,
        target=ProgrammeState.SUBMITTED,
        round_number=1,
        happened_at=NOW,
    )
    return version


def _review(version: ProgrammeVersion, reviewer: User, **fields: object) -> Review:
    return Review.objects.create(
        version=version,
        checklist=ChecklistFactory(),
        reviewer=reviewer,
        round_number=1,
        due_on=NOW.date(),
        started_at=NOW,
        **fields,
    )
