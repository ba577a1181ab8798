"""What the lists of terms can be narrowed to: only what the person's terms have."""

import datetime as dt

from django.db.models import Exists, OuterRef
from django.db.models.functions import TruncMonth

from roadmaps.enums import VersionState
from roadmaps.models import (
    ActivityParty,
    Occurrence,
    Party,
    RoadMap,
    SchoolAnswer,
    Section,
)
from schools.models import School, User


Choice = tuple[int, str]
LONGEST = 70


def months_of_terms(*, user: User) -> list[dt.date]:
    """Return the first days of the months in which something is due, in order."""
    rows = Occurrence.objects.visible_to(user).filter(due_on__isnull=False)
    months = rows.order_by().annotate(month=TruncMonth("due_on")).values_list("month")
    return sorted({month for (month,) in months.distinct()})


def plans_with_terms(*, user: User) -> list[Choice]:
    """Return road maps that have terms."""
    terms = Occurrence.objects.visible_to(user).filter(line__road_map=OuterRef("pk"))
    plans = RoadMap.objects.visible_to(user).filter(Exists(terms))
    return [
        (plan.pk, _short(plan.title)) for plan in plans.order_by("-starts_on", "pk")
    ]


def sections_in_force(*, user: User) -> list[Choice]:
    """Return sections of the plans in force, in the order of the documents."""
    sections = Section.objects.filter(
        version__state=VersionState.IN_FORCE,
        version__road_map__in=RoadMap.objects.visible_to(user).values("pk"),
    )
    ordered = sections.order_by("version__road_map_id", "position", "pk")
    return [(section.pk, _short(str(section))) for section in ordered]


def parties_in_force(*, user: User) -> list[Choice]:
    """Return who answers for something in a plan in force."""
    links = ActivityParty.objects.filter(
        party=OuterRef("pk"), activity__version__state=VersionState.IN_FORCE
    )
    parties = Party.objects.visible_to(user).filter(Exists(links))
    return [(party.pk, _short(party.name)) for party in parties.order_by("name", "pk")]


def schools_asked(*, user: User) -> list[Choice]:
    """Return schools that a plan asks for an answer."""
    answers = SchoolAnswer.objects.visible_to(user).filter(school=OuterRef("pk"))
    schools = School.objects.filter(Exists(answers)).order_by("name", "pk")
    return list(schools.values_list("pk", "name"))


def _short(text: str) -> str:
    return text if len(text) <= LONGEST else f"{text[: LONGEST - 1]}…"
