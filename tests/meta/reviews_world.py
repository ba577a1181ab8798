"""Programmes under review in the world: one waits, one is looked at, one went back."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from django.core.files.base import ContentFile

from roadmaps.actions.programme_moves import move
from roadmaps.actions.reviews import start_review
from roadmaps.actions.reviews_finish import finish_review
from roadmaps.actions.reviews_remarks import add_remark
from roadmaps.models import Checklist, ProgrammeKind, ProgrammeVersion, Review
from schools.actions.files import store_file
from schools.enums import FilePurpose
from tests.factories.programmes import (
    ChecklistFactory,
    CriterionFactory,
    ProgrammeFactory,
    ProgrammeVersionFactory,
)


if TYPE_CHECKING:
    from schools.models import User
    from tests.meta.world import World

NOW = dt.datetime(2026, 3, 2, 9, 0, tzinfo=dt.UTC)
DUE = NOW.date() + dt.timedelta(days=14)


def add_reviews(world: World) -> None:
    """Make them of the school; the coordinator works on one and has finished one."""
    coordinator = world.people["coordinator"]
    checklist = ChecklistFactory(territory=world.municipality)
    criterion = CriterionFactory(checklist=checklist, number=1)
    world.objects |= {
        "checklist": checklist,
        "criterion": criterion,
        "waiting_version": sent_version(world, "concept"),
    }
    review = _begun(world, "medium_term", checklist)
    remark = _remark(review, coordinator)
    finished = _begun(world, "prevention", checklist)
    finished.marked_file = store_file(
        upload=ContentFile(b"%PDF-1.7 marked"),
        purpose=FilePurpose.REVIEW,
        original_name="Пометки.pdf",
        content_type="application/pdf",
        territory=world.municipality,
        user=coordinator,
        now=NOW,
    )
    finished.save()
    told = _remark(finished, coordinator)
    finish_review(
        review=finished,
        verdict="return",
        summary="Доработать.",
        user=coordinator,
        now=NOW,
        today=NOW.date(),
        due_on=DUE,
    )
    world.objects |= {
        "review": review,
        "remark": remark,
        "finished_review": finished,
        "told_remark": told,
    }


def sent_version(world: World, kind: str, **fields: object) -> ProgrammeVersion:
    """Let the school of the world send a programme of a kind."""
    programme = ProgrammeFactory(
        school=fields.pop("school", world.school),
        kind=ProgrammeKind.objects.get(code=kind, territory=None),
        **fields,
    )
    version = ProgrammeVersionFactory(
        programme=programme, paragraphs=["Паспорт программы", "Цель."], read_at=NOW
    )
    move(
        programme=programme,
        code="submit",
        user=world.people["administrator"],
        now=NOW,
        today=NOW.date(),
    )
    return version


def _begun(world: World, kind: str, checklist: Checklist) -> Review:
    return start_review(
        version=sent_version(world, kind),
        user=world.people["coordinator"],
        checklist=checklist,
        now=NOW,
    )


def _remark(review: Review, user: User):
    return add_remark(
        review=review, section="Цель", text="Назовите срок.", user=user, now=NOW
    )
