"""What makes the lists of deadlines, publications and kinds longer."""

import datetime as dt

from django.utils import timezone

from roadmaps.enums import PackageItem
from roadmaps.models import (
    DeadlineExtension,
    ProgrammeDeadline,
    Publication,
    RetentionRule,
)
from schools.models import School
from schools.queries.years_in_status import status_year
from tests.factories import SchoolFactory, SchoolStatusFactory
from tests.factories.programmes import ProgrammeFactory, ProgrammeKindFactory
from tests.meta.world import NOW, World


def a_school_that_is_late(world: World, number: int) -> None:
    """Add a school in status that sent nothing, with more time that is over too."""
    school = SchoolFactory(municipality=world.municipality)
    SchoolStatusFactory(school=school, starts_on=dt.date(2020, 9, 1))
    year = status_year(timezone.localdate())
    for step in ("submit", "approve"):
        deadline, _ = ProgrammeDeadline.objects.get_or_create(
            territory=world.municipality,
            kind=world["own_kind"],
            step=step,
            year=year,
            defaults={"due_on": dt.date(year, 5, 1), "created_at": NOW},
        )
        DeadlineExtension.objects.create(
            deadline=deadline,
            school=school,
            due_on=dt.date(year, 5, 2),
            reason="Болезнь.",
            granted_by=world.people["coordinator"],
            granted_at=NOW,
        )
    a_publication(world, number, school)


def a_publication(world: World, number: int, school: School | None = None) -> None:
    """Put something of an old programme on a school's site that died."""
    given = ProgrammeFactory(
        school=school or world.school,
        kind=world["own_kind"],
        starts_on=dt.date(2010 + number, 9, 1),
        ends_on=dt.date(2011 + number, 8, 31),
        state="published",
        order_number="1",
        order_date=NOW.date(),
        first_submitted_at=NOW,
    )
    for item in PackageItem.values:
        Publication.objects.create(
            programme=given,
            item=item,
            address=f"https://school.example.org/{item}",
            published_on=NOW.date(),
            recorded_at=NOW,
            checked_by=world.people["methodist"],
            checked_at=NOW,
            link_state="dead",
            dead_since=NOW,
            link_checked_at=NOW,
        )


def a_kind(world: World, number: int) -> None:
    ProgrammeKindFactory(territory=world.municipality, code=f"more_{number}")


def a_kind_with_its_rule(world: World, number: int) -> None:
    kind = ProgrammeKindFactory(territory=world.municipality, code=f"kept_{number}")
    RetentionRule.objects.create(
        kind=kind, territory=world.municipality, draft_days=90, changed_at=NOW
    )
