"""Programmes of the world: one was sent and returned, one is the school's draft."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from django.core.files.base import ContentFile

from roadmaps.enums import Occasion, ProgrammeState
from roadmaps.models import Presentation, ProgrammeKind, ProgrammeStep
from schools.actions.files import store_file
from schools.enums import FilePurpose
from tests.factories.programmes import (
    NOW,
    ProgrammeFactory,
    ProgrammeFileFactory,
    ProgrammeVersionFactory,
)


if TYPE_CHECKING:
    from roadmaps.models import Programme
    from tests.meta.world import World

# No other part of the world begins a programme in this year.
STARTS_ON = dt.date(2024, 9, 1)


def add_programmes(world: World) -> None:
    """Make them of the school, with a receipt and its paper for the sent one."""
    kind = ProgrammeKind.objects.get(code="anti_risk", territory=None)
    draft = ProgrammeKind.objects.get(code="agreement", territory=None)
    programme = ProgrammeFactory(
        school=world.school,
        kind=kind,
        title="Антирисковая программа",
        state=ProgrammeState.RETURNED,
        round_number=1,
        first_submitted_at=NOW,
        starts_on=STARTS_ON,
    )
    step = _sent(world, programme)
    world.objects |= {
        "programme": programme,
        "programme_step": step,
        "presentation": Presentation.objects.create(
            programme=programme,
            version=step.version,
            occasion=Occasion.AUGUST,
            held_on=NOW.date(),
            place="Дом учителя",
            outcome="Одобрена.",
            recorded_by=world.people["school_team"],
            recorded_at=NOW,
        ),
        "drafted_programme": ProgrammeFactory(
            school=world.school,
            kind=draft,
            title="Черновик соглашения",
            starts_on=STARTS_ON,
        ),
    }


def _sent(world: World, programme: Programme) -> ProgrammeStep:
    stored = store_file(
        upload=ContentFile(b"%PDF-1.7 programme"),
        purpose=FilePurpose.PROGRAMME,
        original_name="Программа.pdf",
        content_type="application/pdf",
        school=world.school,
        user=world.people["school_team"],
        now=NOW,
    )
    version = ProgrammeVersionFactory(
        programme=programme,
        file=stored,
        sent_at=NOW,
        read_at=NOW,
        paragraphs=["Цель программы"],
        search="цель программы",
    )
    return ProgrammeStep.objects.create(
        programme=programme,
        version=version,
        code="submit",
        source=ProgrammeState.DRAFT,
        target=ProgrammeState.SUBMITTED,
        round_number=1,
        actor=world.people["school_team"],
        happened_at=NOW,
        receipt_number="П-2025-000001",
        receipt_file=ProgrammeFileFactory(school=world.school),
    )
