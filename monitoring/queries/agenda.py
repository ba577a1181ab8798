"""Whose terms the first page shows, and which plans."""

import datetime as dt
from dataclasses import dataclass

from django.db.models import Exists, OuterRef

from roadmaps.enums import VersionState
from roadmaps.models import Occurrence, RoadMap, RoadMapVersion
from roadmaps.queries.agenda import (
    Agenda,
    agenda_of,
    attach_answers,
    speaks_only_for_schools,
)
from schools.models import User
from schools.policies import has_permission
from schools.roles import Permission


SHOWN, PLANS_SHOWN = 5, 5


@dataclass(frozen=True)
class Due:
    """A person's terms, whether they are only the person's own, and any at all."""

    agenda: Agenda
    is_mine: bool
    has_terms: bool


def due_for(*, user: User, day: dt.date) -> Due:
    """Return what is due for a person.

    Who keeps or approves a plan looks after all of it; whoever records what others
    ask, after what is in their own name; a school after what waits for its answer.
    """
    keeps = (Permission.EDIT_PLANS, Permission.APPROVE_PLANS)
    is_mine = (
        has_permission(user, Permission.RECORD_PLANS)
        and not any(has_permission(user, right) for right in keeps)
    ) or speaks_only_for_schools(user)
    agenda = agenda_of(user=user, today=day, limit=SHOWN, is_mine=is_mine)
    if speaks_only_for_schools(user):
        shown = [*agenda.overdue, *agenda.this_week, *agenda.next_week]
        attach_answers(shown, user=user)
    has_terms = not agenda.is_empty or Occurrence.objects.visible_to(user).exists()
    return Due(agenda, is_mine and not speaks_only_for_schools(user), has_terms)


def plans_in_force(*, user: User) -> list[RoadMap]:
    """Return the latest plans that people work by."""
    in_force = RoadMapVersion.objects.filter(
        road_map=OuterRef("pk"), state=VersionState.IN_FORCE
    )
    plans = RoadMap.objects.visible_to(user).filter(Exists(in_force))
    return list(plans.order_by("-starts_on", "pk")[:PLANS_SHOWN])
